"""The words that give a unit its part in a duty: labels (牵头单位：), verbs behind names (按职责分工负责), 会同, 等."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from jingkai.registry.unit_patterns import any_of


class Part(StrEnum):
    """What a label or verb says about the names it belongs to."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SHARED = "shared"  # 按职责分工: cooperating where somebody leads, else responsible
    COOPERATING = "cooperating"
    JOINED = "joined"  # 会同: whoever stands in front leads, whoever stands behind cooperates
    NONE = "none"  # a label that names no units: 完成时限, 责任人


_LABEL_HEAD = any_of("单位 部门 机构 主体 地区 地方 处室 科室 省份 盟市")
_LABEL_SCOPE = any_of("其他 其它 相关 有关 共同 主要 第一 具体 省级 市级 县级 自治区 省 市 区 县")
_LABEL_DUTY = any_of(
    "牵头 主办 主责 责任 负责 配合 协办 协助 参与 参加 协同 承办 落实 实施 执行 主管 协作 督办 指导 支持 完成"
)
_ONE_LABEL = rf"{_LABEL_SCOPE}?{_LABEL_DUTY}(?:[及和与、]?{_LABEL_DUTY}|（{_LABEL_DUTY}）)?{_LABEL_HEAD}(?:（{_LABEL_HEAD}）)?"
_UNITS = rf"{_ONE_LABEL}(?:[及和与、/]{_ONE_LABEL})?"
COLUMN = re.compile(rf"{_UNITS}(?:名称)?(?:（[^（）]{{1,8}}）)?|责任分工|任务分工")
"""The heading of a table's column of units."""

_BARE_LABEL = any_of("牵头 配合 责任 主办 主责 承办 协办 协同 协作 协助 参与 负责")
_COLON = r"\s*[：:]"
_IS = (
    r"[为是](?=[一-鿿（）]{1,24}(?:局|厅|委|部|办|署|办公室|委员会|政府|银行|中心|公司|海关)(?:[、，。；]|$))"
)

LABEL = re.compile(
    rf"(?P<units>{_UNITS}|(?<![一-鿿]){_BARE_LABEL})"
    rf"(?:{_COLON}|(?<=单位|部门|机构|主体){_IS})"
    rf"|(?P<other>(?:(?!{_ONE_LABEL})[一-鿿]){{2,8}}){_COLON}"
)
"""A label with its colon. ``units``: names follow; ``other``: something else does (完成时限：, 责任人：)."""

UNIT_LABEL = re.compile(
    rf"(?:^|(?<=[。；，、\s（(【\[；]))(?:{_UNITS})(?:{_COLON}|[ \u3000]+(?=\S)|{_IS})"
    rf"|(?:^|(?<=[。\n])){_BARE_LABEL}{_COLON}"
)
"""A label of units that opens a list outside brackets."""

_BY_DUTY = (
    rf"(?:按照?|根据|依据?|依照|在|结合){any_of('各自 自身 部门 本单位 工作')}?的?{any_of('职责 职能 职权 分工 责任')}{{1,2}}"
    r"(?:和?(?:任务)?分工|范围内|权限)?"
)
_WORDS = (
    r"(?:联合(?!会|社|体)|"
    + any_of(
        "职责分工 依法依规 依法 分工 分别 共同 具体 统筹 统一 协同 抓好 认真 切实 积极 紧密 密切 全力 主动 给予 予以 "
        "做好 将 要 应当 应该 应 须 "
        "可以 可 还 也 负有 主要 全面 直接 总体 牵头组织 组织 已经 已 正在 继续 及时 抓紧 尽快"
    )
    + ")"
)
_MANNER = rf"(?:{_BY_DUTY}|{_WORDS})"
_DO = (
    "(?:牵头负责|负责牵头|牵头抓总|牵头(?!单位|部门|人|领导|机构)|负责(?!人|同志|制(?!定|订)|单位|部门|任(?!务))|会同|(?<!协)会商(?!会)|"
    "负(?:总|全|主要|主体|首要|直接|领导|管理|监管)责任?|配合(?!饲料|比)|协助(?!会)|作?为(?:主要|总)?(?:牵头|责任|主办|协办|配合|参与)(?:单位|部门)(?!负责人))"
)
_WITH = (
    r"(?<=[厅局委部办署])(?:会|联合)(?=[省市县区州盟旗各]|国家|中国|自治区|有关|相关|海关|人民银行|人行|兵团)"
    r"|(?:(?<=[厅局委部办署行府])|(?<=[厅局委部办署行府][要将可应]))商(?![务贸业会委投标品协事住城洽讨定量请])"
)
VERB = re.compile(
    rf"[，, \u3000]?(?:{_BY_DUTY}[，, \u3000]?|{_WORDS}){{0,6}}{_DO}(?:抓?落实|实施|推进|执行)?|{_WITH}"
    rf"|{_BY_DUTY}{any_of('抓好 做好 组织 推进 分别 共同 切实')}*"
    rf"{any_of('落实 实施 推进 办理 执行 组织实施')}?(?=$|[，；。）])"
)
"""A verb that gives the names in front of it their part, wherever it stands in a list."""

_CARRY_OUT = (
    "(?:(?:组织|具体|推进|共同|联合|分头)(?:实施|落实|承办|办理|执行|推进)|(?:抓好|推动|组织|狠抓)落实)"
    "(?=[，。；]|$)"
)
PROSE_VERB = re.compile(
    VERB.pattern + r"|(?:具体|主要|统一|直接)?承担(?=[^，。；的]{0,24}?(?:工作|职责|职能|任务|"
    r"(?<!法律)(?<!赔偿)(?<!连带)(?<!刑事)(?<!民事)(?<!违约)(?<!风险)(?<!担保)责任))"
    r"|(?:参与|参加|协同|协作|协办|联动)(?=[，。；]|$)|归口管理(?!部门|单位|的)"
    rf"|{_WORDS}{{0,3}}(?P<carry_out>{_CARRY_OUT})|{_BY_DUTY}(?=[，,]?{_WORDS}{{0,3}}"
    + any_of(
        "做好 抓好 组织 推进 落实 开展 加强 制定 实施 管理 监督 监管 办理 承担 指导 推动 完善 建立 共同 切实 依法 加快 制订"
    )
    + ")"
)
"""What gives names their part in running prose as well: 教育部参与, 市财政局按照职责分工做好….

``carry_out`` does so only where 由 stands in front of the names: 由市财政局组织实施.
"""

_AT_THE_END = any_of(
    "协同 协作 联动 参与 参加 协办 主办 承办 支持 落实 实施 推进 推动 执行 办理 督导 督促 督促落实 指导 抓落实"
)
TAIL_VERB = re.compile(
    rf"{_MANNER}{{0,6}}{_AT_THE_END}+$"
    rf"|{_MANNER}{{0,6}}做好[一-鿿]{{2,4}}$"
)
"""A verb that does so only at the end of a group: 落实, 实施 and the like also stand inside names."""

FIRST_LEADS = re.compile(
    r"(?:其中，?)?(?:排名|排序|排列|排位|名列|位列|列|排|标)?(?:在|于)?(?:第一位?|首位|首个|第1位?|最前面?|位列?)"
    r"(?:的|者)*(?:责任)?(?:单位|部门)?(?:的|者)*(?:均|即)?(?:为|是|系|作为)?(?:负责)?牵头(?:责任|负责)?(?:单位|部门|者)?"
)
"""列第一位者为牵头单位 and its kin."""

NOTE = re.compile(
    r"(?:^|(?<=[，。；,;：:]))\s*(?:以下|下述|上述|以上|具体|其他|其余|各项|所有)(?!单位|部门)[^，。；、]{0,24}?"
    r"(?:均|都|涉及)[^。；]*"
)
"""A remark on all lists that stands inside one: 以下均需各市政府落实，不再列出."""

OPEN = re.compile(
    r"等(?:[0-9０-９]+|[一二三四五六七八九十]+)?(?:个|家)?(?:各|有关|相关|[省市县区州盟旗镇]直|[省市县区州盟旗镇]级|自治区|职能|成员|责任|国务院|中央和国家机关|自治区级|省|市|中央驻\w{1,3}|其他|行业|主管)*"
    r"(?:部门|单位|和|、|及|与|机构|地区|地方|企业|方面|责任|有关|相关)*$"
    r"|(?<![高中初同平])等[\u4e00-\u9fff]{1,6}(?:部门|单位|机构|企业|组织|银行|高校)$"
)
"""等 and what may follow it at the end of a name."""


_OPENING, _CLOSING = "（([【〔", "）)]】〕"


def verbs_between(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The verbs of ``text[start:end]`` outside brackets: 市发改委（牵头） is a mark on one name, not a verb."""
    depth, position = 0, start
    for match in VERB.finditer(text, start, end):
        for character in text[position : match.start()]:
            depth += (character in _OPENING) - (character in _CLOSING)
        position = match.start()
        if depth <= 0:
            yield match


def says_first_leads(text: str) -> bool:
    """Whether a text says that the first unit of a list leads (列第一位者为牵头单位)."""
    return "牵头" in text and FIRST_LEADS.search(text) is not None


def part_of_label(label: str) -> Part:
    """The part a label of units gives.

    >>> part_of_label("牵头责任单位")
    <Part.LEAD: 'lead'>
    """
    if re.search("牵头|主办|主责|第一责任|主要", label):
        return Part.LEAD
    if re.search("责任|负责|落实|实施|承办|执行|主管|完成", label):
        return Part.RESPONSIBLE
    return Part.COOPERATING


def part_of_verb(verb: str) -> Part:
    """The part a verb gives to the names in front of it."""
    if "会同" in verb or "会商" in verb or verb in ("会", "商", "联合"):
        return Part.JOINED
    if "牵头" in verb or "主办" in verb:
        return Part.LEAD
    if re.search("配合|参与|参加|协助|协办|支持", verb) and "负责" not in verb:
        return Part.COOPERATING
    return Part.SHARED if re.search("职责|职能|职权|分工|协同", verb) else Part.RESPONSIBLE

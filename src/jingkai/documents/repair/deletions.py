"""Suspected deletions: words that advertising law made a web site strike out (最, 首, 第一, 首个 …), and lost tables.

Flagged, never filled in. A pattern is here only if the words it finds cannot stand in correct Chinese: a
classifier without a numeral behind a place (全省个…示范区), a set phrase without its first word (大限度). Words whose
loss leaves a correct sentence (国家级, 唯一) cannot be seen and are not searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jingkai.documents.parse.lines import Paragraph, paragraphs
from jingkai.documents.parse.marks import read_mark
from jingkai.documents.repair.gaps import Gap, gaps
from jingkai.documents.revision import Revision
from jingkai.documents.witness import LineKind
from jingkai.kernel.language import gettext as _

SUSPECTED_DELETION = "suspected_deletion"
LOST_TABLE = "lost_table"

_SCOPE = (
    r"(?:全国|全区|全省|全市|全县|全旗|全盟|全州|自治区|我国|我省|我市|我区|我县|本省|本市|本区|全球|世界|亚洲|国内|国际"
    r"|西部地区|东部地区|中部地区|西北地区|东北地区|华北地区|西南地区|华东地区|华南地区|东北|西北|华北|西南|华东|华南)"
)
_HOME = "庭用电具政畜禽长属园乡装居校纺访级丁世业中主书事产人伙传住兄养务喻境奴室宴家小常底庙当教数族法父眷破私谱财贫道里门"
"""What follows 家 in words of its own (家庭, 家喻户晓): there it is no classifier."""
_NUMERAL = r"\d一二两三四五六七八九十百千万亿几数多余各每某"
_SUM = r"(?=[\d一二三四五六七八九十]+(?:\.\d+)?[百千万亿]*元)"
_SHARE = r"(?=\d+(?:\.\d+)?(?:%|个百分点))"
_BEGINNING = r"^|[\n，。；、（：]"
"""Where a clause begins: a classifier or a bare adjective there lacks what it belongs to."""
_GRANTED = (
    r"每[年户人家个项月次]|企业|单位|机构|项目|平台|累计|合计|给予|奖励|补助|资助|补贴|支持"
    rf"|{_BEGINNING}"
)
"""What stands before the ceiling of a grant: 单个企业每年最高200万元."""
_TERM = r"(?=[\d一二三四五六七八九十]+(?:年|个月|个工作日|日|天))"
_ORDINAL_BEFORE = (
    rf"[{_NUMERAL}首第本该此这那再上下历屡初单逐依其人层批场车航频档班轮梯主位名等标座目架艘顺序席全整（(/"
    r"版卷台例户辆列件项份趟笔岗]"
)
"""What stands before 次, 套, 台 where nothing is missing: 三次, 本次, 依次, 人次, 层次, 批次."""


@dataclass(frozen=True, slots=True)
class _Suspicion:
    """Words that cannot stand alone.

    ``body`` begins with one literal character, so that text without it costs nothing; an empty group in it marks the
    place of the loss, else that is its start. ``behind``: what must end where the body starts; ``never``: what must not.
    """

    body: str
    missing: str
    behind: str = ""
    never: str = ""


_SUSPICIONS: tuple[_Suspicion, ...] = (
    # a classifier without a numeral behind a place
    _Suspicion(r"个(?![体人性别案税股位数中展转旗盟个儿头子旧]|百分)", "首个", _SCOPE),
    _Suspicion(
        rf"家(?![{_HOME}])|座(?![谈位右椅舱])|条(?![件例款令子文条理目石码约纹陈])",
        "首家",
        rf"(?:成为|是|为|建成|打造|设立|落户|获批|作为){_SCOPE}",
    ),
    _Suspicion(
        r"批(?=国家|全国|试点|示范|省级|市级|自治区|重点|改革|创新)",
        "首批",
        r"(?:入选|列入|成为|认定为|纳入|确定为)(?:全国|国家|自治区|全区|全省|全市|我省|我市|省|市)?",
    ),
    _Suspicion(r"批(?=入选|入围|入库|获批|试点|示范|纳入|名单|认定的)", "首批", _BEGINNING),
    _Suspicion(
        r"期(?:规模|投资|募资|出资|资金|投入)(?:为|约)?(?=\d+(?:\.\d+)?[百千万亿]*元)",
        "首期",
        rf"{_BEGINNING}|基金|其中",
    ),
    _Suspicion(r"位(?![置于次子数势])", "首位", "[放摆]在"),
    # set phrases without their first word
    _Suspicion(r"大限度", "最大限度", never="[最更]"),
    _Suspicion(r"大公约数", "最大公约数", never="[最更]"),
    _Suspicion(r"后一公里", "最后一公里", never="[最往之以今其背先落]"),
    _Suspicion(
        r"后一[日天](?=[，。、；内前的])", "最后一", "期|[0-9一二三四五六七八九十每当]月|季度|年度|时限"
    ),
    _Suspicion(r"都功能", "首都", "非"),
    _Suspicion(r"页(?=[，。、]|信息|质量|数据)", "首页", "病案|网站"),
    _Suspicion(r"多跑一次", "最多跑一次", "[“‘]"),
    _Suspicion(r"低(?:生活保障|工资标准)", "最低", never="[最降]"),
    _Suspicion(r"高人民(?:法院|检察院)", "最高", never="[最提]"),
    _Suspicion(rf"高不超过{_SUM}", "最高", never="[最价格均楼身]"),
    _Suspicion(rf"高不超过{_SHARE}", "最高", never="[最提]"),
    _Suspicion(
        rf"高(?:可?(?:给予|奖励|补助|补贴|资助|支持)|可[获达享贷]得?到?)?(?:不超过)?{_SUM}",
        "最高",
        _GRANTED,
        "[比较].{0,12}",
    ),
    _Suspicion(r"高(?:信用等级|荣誉)(?=[，。；])", "最高", "赋予|授予|给予"),
    _Suspicion(r"高(?:(?:国家)?权力机关|科学技术奖)", "最高", never="最"),
    _Suspicion(
        r"低(?=(?:注册资本|实缴资本|出资额?|投资额|缴存额)(?:为|不[少低]于)?\d)",
        "最低",
        never="[最降减偏较压]",
    ),
    _Suspicion(rf"低不[少低]于{_SUM}", "最低", "[，、。；）额]"),
    _Suspicion(rf"[长多]不得?超过{_TERM}", "最长", "[，、。；）]|期限|时限|年限|时间|有效期"),
    _Suspicion(rf"长{_TERM}", "最长", "给予|享受|提供|予以|获得"),
    _Suspicion(r"多不得?超过[\d一二三四五六七八九十]", "最多", "[，、。；）]但?可?|原则上|累计"),
    _Suspicion(r"迟不得?(?:超过|晚于|迟于)", "最迟", never="[最推延]"),
    _Suspicion(r"要(?:引擎|任务|位置)", "首要", "的"),
    _Suspicion(
        r"席(?:专家|执行官|科学家|技师|数据官|质量官|技术官|信息官)", "首席", never="[首主出列缺在与入退]"
    ),
    _Suspicion(r"次公开发行", "首次", never=_ORDINAL_BEFORE),
    _Suspicion(
        r"次(?:参加|申请|享受|执业|认定|获得|实现|突破|购买|上市|创业|就业(?!率|质量)|进口|出口|举办|发布|纳入"
        r"|通过|入选|入围|获评|获批|入库|入规|升规|纳统|上榜|取得|落户|投保)",
        "首次",
        r"[\u4e00-\u9fff]",
        _ORDINAL_BEFORE,
    ),
    _Suspicion(r"次(?:全体)?会议", "第一次", "(?:代表大会|委员会|理事会|董事会|联席会)"),
    _Suspicion(r"次修[订正]", "第一次", "》"),
    _Suspicion(
        r"次(?=全[国省区市](?:经济|人口|农业|污染源|水利|国土|地理国情|文物)?普查)",
        "第一次",
        never=_ORDINAL_BEFORE,
    ),
    _Suspicion(r"套(?:住房|房)(?:贷款|公积金)", "首套", r"[\u4e00-\u9fff]", rf"{_ORDINAL_BEFORE}|[成配]"),
    _Suspicion(r"问(?:负责|责任)制", "首问", never="[首一]"),
    _Suspicion(r"创精神", "首创", never="[首双原独]"),
    _Suspicion(r"善之区", "首善之区", never="首"),
    _Suspicion(r"省会（()府）", "首"),
    _Suspicion(
        r"台(?:（套）|套)(?=重大|首批|装备|保险|技术|示范|推广|政策)",
        "首台",
        never=rf"[首单每{_NUMERAL}]",
    ),
    _Suspicion(
        r"时间(?:报告|上报|处[置理]|响应|赶[赴到]|启动|通报|采取)",
        "第一时间",
        "[，、。；并须应]|(?<![需主只])要|[要应须]在",
    ),
    _Suspicion(r"位(?:者|的[部单]).{0,4}为牵头", "第一", "[列排]在?"),
    _Suspicion(r"科技是()生产力|科学技术是()生产力", "第一"),
    _Suspicion(r"人才是()资源(?=[、，。；])", "第一"),
    _Suspicion(r"创新是()动力(?=[、，。；])", "第一"),
    _Suspicion(r"发展是()要务(?=[、，。；])", "第一"),
    _Suspicion(r"、二、三产业", "第一", never="一"),
    _Suspicion(rf"[稳位]居{_SCOPE}()(?=[，。；])|位列{_SCOPE}()(?=[，。；])", "第一"),
    _Suspicion(
        r"小的(?:代价|成本|投入)|少的(?:资源|时间|环节|投入)|快的速度|短的时间|低的成本", "最", "[以用]"
    ),
    _Suspicion(
        r"低(?:程度|限度)|[少短小](?=[，。；])",
        "最",
        "(?:降至|降到|减轻到|降低到|减少到|压减到|控制到|减至|压缩至|压缩到)",
    ),
    _Suspicion(r"大的(?:民生|政治|实际|公约数|变量|增量|底气|国情|短板)", "最", "是"),
    _Suspicion(
        r"终(?:实现|形成|达到|建成|确定|解释权)", "最", rf"[\u4e00-\u9fff]|{_BEGINNING}", "[最始年期学临]"
    ),
    _Suspicion(r"大(?:机遇|挑战)(?=[，。；])", "最", "带来"),
    _Suspicion(r"严格的?制度(?=[、，和]?(?:严密|保护))", "最", "[以用]"),
    _Suspicion(r"优(?=的?营商环境|[、，。；])", "最", rf"(?:打造|建设|营造|建成|形成|成为|创建){_SCOPE}"),
    _Suspicion(
        r"[大多早快](?=的[^、，]{2,})",
        "最",
        rf"(?:成为|是|为|建成|建设|打造|形成|拥有){_SCOPE}(?:规模)?",
    ),
    # a citation without its first paragraph or item
    _Suspicion(r"款(?=第[一二三四五六七八九十]+项)", "第一", "(?:第[一二三四五六七八九十百]+|本)条"),
    _Suspicion(r"项(?=所[称列指]|规定的)", "第一", "第[一二三四五六七八九十]+[条款]"),
    # a level without its state
    _Suspicion(
        r"级(?=(?:经济技术|高新技术)[\u4e00-\u9fff]|重点实验室|工程技术|企业技术中心|示范[区园基])",
        "国家级",
        "[为、和的建报创]",
    ),
)


@dataclass(frozen=True, slots=True)
class _Compiled:
    body: re.Pattern[str]
    missing: str
    behind: re.Pattern[str] | None
    never: re.Pattern[str] | None

    def place(self, text: str, start: int) -> int | None:
        """Where the word is missing if the suspicion's body stands at ``start`` and what is before it fits."""
        match = self.body.match(text, start)
        if match is None:
            return None
        before = max(0, start - _REACH)
        if self.behind is not None and self.behind.search(text, before, start) is None:
            return None
        if self.never is not None and self.never.search(text, before, start) is not None:
            return None
        marked = [
            match.start(group) for group in range(1, (match.re.groups or 0) + 1) if match.start(group) >= 0
        ]
        return marked[0] if marked else start


_REACH = 16
_COMPILED = tuple(
    _Compiled(
        re.compile(one.body),
        one.missing,
        re.compile(rf"(?:{one.behind})\Z") if one.behind else None,
        re.compile(rf"(?:{one.never})\Z") if one.never else None,
    )
    for one in _SUSPICIONS
)


def _from_literals(body: str) -> str:
    """The body without its group, ``[长多]不…`` written as ``长不…|多不…``: alternatives that each begin with a literal."""
    body = body.replace("()", "")
    characters = re.match(r"\[([\u4e00-\u9fff]+)\]", body)
    if characters is None:
        return body
    rest = body[characters.end() :]
    return "|".join(character + rest for character in characters[1])


_ANY = re.compile("|".join(_from_literals(one.body) for one in _SUSPICIONS))
"""Every body at once: each begins with a literal character, so the engine skips to those characters."""

_TABLE_WORD = re.compile("表|专栏")
_TABLE_REFERENCE = re.compile(
    r"(?:详?见|如|参见)(?P<what>下表|附表|表\s*[0-9一二三四五六七八九十]+|专栏\s*[0-9一二三四五六七八九十]*)|下表(?:所示|所列)"
)
_TABLE_CAPTION = re.compile(r"(?:表|专栏)\s*(?:\d+|[一二三四五六七八九十]+)(?:[：:]|\s+)\s*[^。；]{2,40}$")
_ROW = re.compile(r"[|\t｜│┃]|^(?:表|附表|专栏)\s*(?:\d|[一二三四五六七八九十]|$|[：:])|^附\s*件")
_LONG = 40


def flag_deletions(revision: Revision) -> int:
    """Flag places where a word or a table is very likely missing; return how many flags were set.

    A flag's offsets are equal: they name the place *between* characters where the word is missing.
    """
    text = revision.text
    flagged = 0
    places: set[int] = set()
    for found in _ANY.finditer(text):
        for suspicion in _COMPILED:
            place = suspicion.place(text, found.start())
            if place is None or place in places:
                continue
            places.add(place)
            message = _("a word such as %(word)s is probably missing in “%(context)s”") % {
                "word": suspicion.missing,
                "context": _around(text, place),
            }
            revision.flag(SUSPECTED_DELETION, message, place)
            flagged += 1
    for gap in gaps(text):
        if gap.place not in places:
            places.add(gap.place)
            revision.flag(SUSPECTED_DELETION, _told(gap, text), gap.place)
            flagged += 1
    for start, end in _lost_tables(revision):
        message = _("the text refers to a table, but none follows: it was probably lost in this copy")
        revision.flag(LOST_TABLE, message, start, end)
        flagged += 1
    return flagged


def _around(text: str, place: int) -> str:
    """The words around a place, within its line."""
    line_start = text.rfind("\n", 0, place) + 1
    return text[max(line_start, place - 6) : place + 6].split("\n", maxsplit=1)[0]


def _told(gap: Gap, text: str) -> str:
    """What is missing in a gap, in words."""
    words = {"context": _around(text, gap.place)}
    if gap.what == "number":
        return _("a number is probably missing in “%(context)s”") % words
    if gap.what == "year":
        return _("a year is probably missing in “%(context)s”") % words
    if gap.what == "half":
        return _("the other half of a bracket or quotation mark is missing in “%(context)s”") % words
    return _("words are probably missing in “%(context)s”") % words


def _lost_tables(revision: Revision) -> Iterator[tuple[int, int]]:
    """Places that refer to a table, or captions of one, behind which no row stands."""
    if _TABLE_WORD.search(revision.text) is None:
        return
    lines = paragraphs(revision.text)
    tables = [index for index, line in enumerate(revision.witness.lines, 1) if line.kind is LineKind.TABLE]
    last_table = revision.witness.lines[tables[-1] - 1].place if tables else None
    for index, line in enumerate(lines):
        if _TABLE_WORD.search(line.text) is None:
            continue
        for match in _TABLE_REFERENCE.finditer(line.text):
            start = line.start + match.start()
            near = bool(match["what"] is None or match["what"] == "下表")
            rows = _has_rows(lines, index, 4 if near else len(lines))
            behind = revision.place(start)
            in_format = last_table is not None and (last_table.page or 0, last_table.line) > (
                behind.page or 0,
                behind.line,
            )
            if not rows and not in_format:
                yield start, start + len(match.group())
        if _TABLE_CAPTION.match(line.text) and not tables and _nothing_below(lines, index):
            yield line.start, line.end


def _has_rows(lines: Sequence[Paragraph], index: int, reach: int) -> bool:
    return any(_ROW.search(line.text) for line in lines[index + 1 : index + 1 + reach])


def _nothing_below(lines: Sequence[Paragraph], index: int) -> bool:
    """Whether the next numbered provision follows a caption at once."""
    if index + 1 >= len(lines):
        return True
    mark = read_mark(lines[index + 1].text)
    return mark is not None and lines[index].text.startswith("表")

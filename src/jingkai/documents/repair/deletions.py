"""Suspected deletions: words that advertising law made a web site strike out (最, 首, 第一, 首个 …), and lost tables.

Flagged, never filled in. A pattern is here only if the words it finds cannot stand in correct Chinese: a
classifier without a numeral behind a place (全省个…示范区), a set phrase without its first word (大限度). Words whose
loss leaves a correct sentence (国家级, 唯一) cannot be seen and are not searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jingkai.documents.parse.lines import Paragraph, paragraphs
from jingkai.documents.parse.marks import read_mark
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
_SUSPICIONS: tuple[tuple[str, str], ...] = (
    # a classifier without a numeral behind a place
    (rf"{_SCOPE}()个(?![体人性别案税股位数中展转旗盟个儿头子旧]|百分)", "首个"),
    (
        rf"(?:成为|是|为|建成|打造|设立|落户|获批|作为){_SCOPE}()(?:家(?![{_HOME}])|座(?![谈位右椅舱])|条(?![件例款令子文条理目石码约纹陈]))",
        "首家",
    ),
    (
        r"(?:入选|列入|成为|认定为|纳入|确定为)(?:全国|国家|自治区|全区|全省|全市|我省|我市|省|市)?"
        r"()批(?=国家|全国|试点|示范|省级|市级|自治区|重点|改革|创新)",
        "首批",
    ),
    # set phrases without their first word
    (r"(?<![最更])()大限度", "最大限度"),
    (r"(?<![最更])()大公约数", "最大公约数"),
    (r"(?<![最往之以今其背先落])()后一公里", "最后一公里"),
    (r"[“‘]()多跑一次", "最多跑一次"),
    (r"(?<![最降])()低(?:生活保障|工资标准)", "最低"),
    (r"(?<![最提])()高人民(?:法院|检察院)", "最高"),
    (r"(?<=[，、。；）额])()高不超过(?=[\d一二三四五六七八九十]+(?:\.\d+)?[百千万亿]*元)", "最高"),
    (r"(?<=[，、。；）额])()低不(?:少|低)于(?=[\d一二三四五六七八九十]+(?:\.\d+)?[百千万亿]*元)", "最低"),
    (
        r"(?<=[，、。；）])()[长多]不(?:得)?超过(?=[\d一二三四五六七八九十]+(?:年|个月|个工作日|日|天))",
        "最长",
    ),
    (r"的()要(?:引擎|任务|位置)", "首要"),
    (r"(?<![首主出列缺在与入退])()席(?:专家|执行官|科学家|技师|数据官|质量官|技术官|信息官)", "首席"),
    (rf"(?<![首本该此再每上下历首{_NUMERAL}])()次公开发行", "首次"),
    (r"(?<![首一])()问(?:负责|责任)制", "首问"),
    (rf"(?<![首单每{_NUMERAL}\d])()台(?:（套）|套)(?=重大|首批|装备|保险|技术|示范|推广|政策)", "首台"),
    (r"(?<=[，、。；并要须应])()时间(?:报告|上报|处置|响应|赶赴|启动)", "第一时间"),
    (r"(?:科技|科学技术)是()生产力", "第一"),
    (r"人才是()资源(?=[、，。；])", "第一"),
    (r"创新是()动力(?=[、，。；])", "第一"),
    (r"发展是()要务(?=[、，。；])", "第一"),
    (r"(?<!一)()、二、三产业", "第一"),
    (r"[以用]()(?:小的(?:代价|成本|投入)|少的(?:资源|时间|环节|投入)|快的速度|短的时间|低的成本)", "最"),
    (rf"(?:成为|是|为|建成|建设|打造|形成|拥有){_SCOPE}(?:规模)?()[大多早快](?=的[^、，]{{2,}})", "最"),
    # a level without its state
    (
        r"(?<=[为、和的建报创])()级(?=(?:经济技术|高新技术)[\u4e00-\u9fff]|重点实验室|工程技术|企业技术中心|示范[区园基])",
        "国家级",
    ),
)
_COMPILED = tuple((re.compile(pattern), missing) for pattern, missing in _SUSPICIONS)

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
    for pattern, missing in _COMPILED:
        for match in pattern.finditer(text):
            place = match.start(1)
            if place in places or "\n" in match.group():
                continue
            places.add(place)
            words = text[max(0, place - 6) : place + 6].split("\n")[0]
            message = _("a word such as %(word)s is probably missing in “%(context)s”") % {
                "word": missing,
                "context": words,
            }
            revision.flag(SUSPECTED_DELETION, message, place)
            flagged += 1
    for start, end in _lost_tables(revision):
        message = _("the text refers to a table, but none follows: it was probably lost in this copy")
        revision.flag(LOST_TABLE, message, start, end)
        flagged += 1
    return flagged


def _lost_tables(revision: Revision) -> Iterator[tuple[int, int]]:
    """Places that refer to a table, or captions of one, behind which no row stands."""
    lines = paragraphs(revision.text)
    tables = [index for index, line in enumerate(revision.witness.lines, 1) if line.kind is LineKind.TABLE]
    last_table = revision.witness.lines[tables[-1] - 1].place if tables else None
    for index, line in enumerate(lines):
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

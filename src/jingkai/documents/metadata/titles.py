"""The title of a document, the title of the notice around it, and its type 文种."""

from __future__ import annotations

import re

from jingkai.documents.metadata.table import Table
from jingkai.documents.parse.enclosed import wrapped_names
from jingkai.documents.provision import BlockKind, Parsed

TYPES = (
    "意见",
    "通知",
    "办法",
    "规定",
    "细则",
    "措施",
    "方案",
    "规划",
    "计划",
    "决定",
    "决议",
    "公告",
    "通告",
    "通报",
    "条例",
    "规则",
    "纲要",
    "批复",
    "请示",
    "报告",
    "函",
    "答复",
    "纪要",
    "命令",
    "令",
    "议案",
    "公报",
    "制度",
    "预案",
    "清单",
    "目录",
    "标准",
    "规范",
    "指南",
    "指引",
    "政策",
    "准则",
    "章程",
    "要点",
    "法",
)
"""文种 of 党政机关公文处理工作条例, and of what is issued under a notice."""

_TITLE_FIELDS = (
    "标题",
    "名称",
    "信息名称",
    "文件名称",
    "公文名称",
    "文件标题",
    "题目",
    "ArticleTitle",
    "contenttitle",
)
"""Fields of a page that hold the document's title, metadata tables first, then ``meta`` elements."""
_ORDER = re.compile(r"[^《》关]{2,60}令(?:\s*第\S{1,8}号)?")
NUMBER_BEHIND = re.compile(r"[（(](?P<number>[^（()）]{1,20}[〔［\[]\d{4}[〕］\]]\s*\d{1,5}\s*号)[）)]$")
"""A document number in brackets at the end of a title."""
_QUOTED = re.compile(r"^《(?P<title>[^《》]+)》$")
_PARTY_AND_GOVERNMENT = re.compile(
    r"^(?P<party>中共(?:中央|[^、]{1,12}?委(?:员会)?)(?:办公[厅室])?)(?P<government>(?:国务院|[^、中]{2,14}人民政府)(?:办公[厅室])?)$"
)
_STAGE = re.compile(r"[（(][^（）()]*[）)]$")
_DRAFT = re.compile(r"征求意见稿|公开征求意见|草案|送审稿|讨论稿|审议稿")
_AGENCY_BEFORE = re.compile(r"^(?P<issuer>[^《》“”]{2,120}?)(?=关于|印发|转发|批转|发布|公布|颁布|下发)")
_AGENCY_END = re.compile(
    r"(?:政府|公署|委|办|办公厅|办公室|厅|局|部|署|院|会|行|中心|法院|检察院|公司|海关|集团|协会|总局|总署|组|税务局)$"
)


def block_title(parsed: Parsed, kind: BlockKind) -> str | None:
    """Return the title in the first block of a kind that is a title, its lines joined, ``None`` where there is none."""
    block = parsed.block(kind)
    return join_lines(block.text) if block else None


def join_lines(text: str) -> str:
    """Join the lines of a title; blanks between Chinese characters go, those between agencies become 、."""
    lines = [re.sub(r"[ \u3000]+", " ", line).strip() for line in text.split("\n")]
    joined = ""
    for line in lines:
        both = (
            joined
            and _AGENCY_END.search(joined)
            and _AGENCY_END.search(line.split("关于")[0])
            and "关于" not in joined
        )
        joined += f"、{line}" if both else line
    joined = re.sub(
        r"(?<=[府署委办厅局部院会行室]) (?!关于|印发|转发|批转)(?=[\u4e00-\u9fff]{2,30}[府署委办厅局部院会行室])",
        "、",
        joined,
    )
    return re.sub(r"(?<=[\u4e00-\u9fff”》）]) | (?=[\u4e00-\u9fff“《（])", "", joined)


def part_agencies(names: str) -> str:
    """Part the names of Party and government offices that stand together without a mark.

    >>> part_agencies("中共澄江市委办公室澄江市人民政府办公室")
    '中共澄江市委办公室、澄江市人民政府办公室'
    """
    return _PARTY_AND_GOVERNMENT.sub(r"\g<party>、\g<government>", names)


def split_issuer(title: str) -> tuple[str | None, str]:
    """Split 「某某人民政府办公厅」 from 「关于…的通知」; ``(None, title)`` where the title names no agency first."""
    match = _AGENCY_BEFORE.match(title)
    if match is None:
        return None, title
    names = re.split("[、 ]", match["issuer"])
    if not all(_AGENCY_END.search(name) or name.endswith(("国务院", "公署")) for name in names if name):
        return None, title
    return match["issuer"], title[match.end() :]


def read_titles(parsed: Parsed, table: Table) -> tuple[str | None, str | None]:
    """Return the normative title, and the notice's own where the document is a notice around a plan.

    The notice's title is given from 关于 or 印发 on; who issued it is the issuer.
    """
    stated = table.take(*_TITLE_FIELDS)
    cover = _fuller(block_title(parsed, BlockKind.TITLE), stated)
    enclosed = block_title(parsed, BlockKind.ENCLOSED_TITLE)
    cover = _QUOTED.sub(r"\g<title>", NUMBER_BEHIND.sub("", cover)) if cover else None
    if enclosed is None:
        named = _issued(parsed)
        if cover and _ORDER.fullmatch(cover) and stated and not _ORDER.fullmatch(stated):
            named = stated
        return (named, split_issuer(cover)[1]) if named and cover else (cover, None)
    enclosed = re.sub(r"^附件?\d*[：:]?", "", enclosed)
    return enclosed, split_issuer(cover)[1] if cover and cover != enclosed else None


def _issued(parsed: Parsed) -> str | None:
    """The one title that a cover notice or an order names as what it issues."""
    notice = parsed.block(BlockKind.NOTICE)
    names = dict.fromkeys(wrapped_names("", notice.text.split("\n"))) if notice else {}
    return next(iter(names)) if len(names) == 1 else None


def _fuller(printed: str | None, stated: str | None) -> str | None:
    """The printed title; the one that a field of the page states where none is printed or only its end was read."""
    if stated and (printed is None or (len(printed) < len(stated) and stated.endswith(printed))):
        return stated
    return printed


def read_type(title: str | None) -> str | None:
    """Return the 文种 a title ends with (``实施意见``: 意见), ``None`` where it ends with none."""
    if not title:
        return None
    bare = title.rstrip("》”")
    while _STAGE.search(bare):
        bare = _STAGE.sub("", bare)
    return next((name for name in TYPES if bare.endswith(name)), None)


def is_draft(title: str | None) -> bool:
    """Whether a title says that the text is a draft."""
    return bool(title and _DRAFT.search(title))

"""Metadata tables of government-information pages: they leave the text and become metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jingkai.documents.repair.characters import SPACE, STRUCTURAL_MARK, width
from jingkai.documents.repair.titles import COMPLETE_TITLE
from jingkai.documents.repair.vocabulary import AMBIGUOUS_LABELS, METADATA_LABELS, STRONG_LABELS
from jingkai.documents.revision import Edit, Revision

# Within a line \s is what SPACE is, and compiled at once: the class written out a thousand times takes a tenth of a second.
_LABEL_TEXT = "|".join(r"\s*".join(label) for label in sorted(METADATA_LABELS, key=len, reverse=True))
_PAIR = re.compile(rf"(?:^|(?<=[{SPACE}|｜\]】]))[\[【]?({_LABEL_TEXT})[\]】]?[{SPACE}]*[:：][{SPACE}]*")
_SPACED_LABEL = re.compile(
    rf"(?:^|(?<=[{SPACE}|｜\]】]))[\[【]?({_LABEL_TEXT})(?=[\]】]?[{SPACE}]*(?:[:：|｜\t]|[{SPACE}]{{2}}|$))"
)
_QUICK = re.compile(
    rf"(?:[•●·▪◆■○][{SPACE}]*)?[\[【]?(?:{_LABEL_TEXT})[\]】]?[{SPACE}]*(?:[:：|｜\t]|[{SPACE}]{{2,}}|$)"
)
_CELLS = re.compile(rf"[{SPACE}]*[|｜\t][{SPACE}]*|[{SPACE}]{{2,}}|　")
_BLANKS = re.compile(rf"[{SPACE}]+")
_NUISANCE = re.compile(
    rf"[{SPACE}]*[【\[]?(?:字号|字体|浏览次数|阅读次数|点击数|点击率|访问量|打印|分享|关闭|收藏)[{SPACE}]*[:：]?.*$"
)
_LIST_SIGN = re.compile(rf"^[•●·▪◆■○][{SPACE}]*")
_ZONE_ROWS = 60
_OTHERS = 10
_TITLE_LABELS = ("标题", "名称", "信息名称", "文件名称", "公文名称", "文件标题", "题目", "主题词", "主题分类")
_TABLE = 2
_LONG_VALUE = 200


@dataclass(slots=True)
class _Row:
    start: int
    end: int
    text: str
    pairs: list[tuple[str, str]] = field(default_factory=list)
    taken: bool = False


def _label(cell: str) -> str | None:
    """The label a table cell holds, without spaces and colon, or ``None``."""
    word = _BLANKS.sub("", cell).strip("[]【】").rstrip(":：")
    return word if word in METADATA_LABELS else None


def _cell_pairs(cells: Sequence[str]) -> list[tuple[str, str]] | None:
    """Labels with their values from the cells of one row; ``None`` if the row does not begin with a label."""
    if not cells or _label(cells[0]) is None:
        return None
    pairs: list[tuple[str, str]] = []
    for cell in cells:
        label = _label(cell)
        if label is not None:
            pairs.append((label, ""))
        elif pairs and cell and not pairs[-1][1]:
            pairs[-1] = (pairs[-1][0], cell)
        elif cell:
            return None
    return pairs


def _read_row(text: str) -> list[tuple[str, str]]:
    """Pairs of one line in any of the usual layouts; empty where the line is no metadata."""
    text = _LIST_SIGN.sub("", text.strip())
    barred = "|" in text or "｜" in text or "\t" in text
    matches = list(_PAIR.finditer(text))
    if matches and matches[0].start() == 0 and not barred:
        pairs = []
        for match, following in zip(matches, [*matches[1:], None], strict=True):
            value = text[match.end() : following.start() if following else len(text)]
            value = _NUISANCE.sub("", value).strip()
            if value.endswith(("】", "]")) and not any(left in value for left in "【["):
                value = value[:-1].rstrip()
            pairs.append((_BLANKS.sub("", match[1]), value))
        return pairs
    text = _SPACED_LABEL.sub(lambda match: _BLANKS.sub("", match[0]), text)
    cells = [cell.strip() for cell in _CELLS.split(text.strip("|｜ \t"))]
    pairs_or_none = _cell_pairs(cells)
    if pairs_or_none is None:
        return []
    if not barred and len(cells) == 1:
        return pairs_or_none  # a label alone, its value on the next line
    if not barred and pairs_or_none[0][0] in AMBIGUOUS_LABELS:
        return []
    return pairs_or_none


def _is_body(text: str) -> bool:
    """Whether a line belongs to the document itself, so that no table can follow it."""
    return (
        text.endswith(("。", ":", "：", "；", ";"))
        or width(text) > 60
        or STRUCTURAL_MARK.match(text) is not None
        or text[:1] == "各"
    )


def _zone(rows: Sequence[_Row]) -> list[_Row]:
    """The rows before the body, metadata read."""
    zone: list[_Row] = []
    others = 0
    for row in rows[:_ZONE_ROWS]:
        row.pairs = _read_row(row.text) if len(row.text) <= 2 * _LONG_VALUE else []
        if not row.pairs:
            awaiting = bool(zone) and bool(zone[-1].pairs) and not zone[-1].pairs[-1][1]
            if _is_body(row.text) and not (awaiting and len(zone[-1].pairs) == 1 and width(row.text) <= 60):
                break
            others += 1
            if others > _OTHERS and not awaiting:
                break
        zone.append(row)
    return zone


def _take(zone: Sequence[_Row]) -> dict[str, str]:
    """Mark the rows that are metadata and return their values; of two values the fuller one."""
    lone = [row for row in zone if _is_lone_label(row)]
    stacked = len(lone) > _TABLE
    found: dict[str, str] = {}
    for index, row in enumerate(zone):
        if not row.pairs:
            continue
        label = row.pairs[-1][0]
        alone = _is_lone_label(row)
        if alone and not stacked and not row.text.rstrip().endswith((":", "：")):
            continue
        row.taken = True
        below = zone[index + 1] if index + 1 < len(zone) else None
        if (
            alone
            and stacked
            and below is not None
            and _may_be_value(label, below, last=index + 2 == len(zone))
        ):
            row.pairs = [(label, below.text.strip())]
            below.taken = True
        for label, value in row.pairs:
            if len(value) > len(found.get(label, "")):
                found[label] = value
    return found


def _may_be_value(label: str, below: _Row, *, last: bool) -> bool:
    """Whether the line below a label holds its value; the last line above the body may be the document's title."""
    if below.pairs or len(below.text) > _LONG_VALUE:
        return False
    return not (last and label not in _TITLE_LABELS and COMPLETE_TITLE.search(below.text.strip()))


def _is_strong(zone: Sequence[_Row]) -> bool:
    """Whether a label occurs that hardly any table of the body has."""
    return any(label in STRONG_LABELS for row in zone for label, _ in row.pairs)


def _is_lone_label(row: _Row) -> bool:
    """Whether a line holds one label and nothing else, so that its value may stand on the next line."""
    return len(row.pairs) == 1 and not row.pairs[0][1] and not any(mark in row.text for mark in "|｜\t")


def move_metadata(revision: Revision) -> int:
    """Move metadata tables at the head or tail of the text into ``revision.metadata``; return the number of edits.

    Empty values are left out; where a field comes twice, the fuller value stays. At the tail only rows of bars or
    tabs count, because old documents end with lines such as ``主题词：`` that are their own.
    """
    text = revision.text
    head = [row for row in _rows(text, 4000) if row.text.strip()]
    edits: list[Edit] = []
    for zone in (_zone(head), _tail_zone(text)):
        if not any(_QUICK.match(row.text.strip()) for row in zone) or not _is_strong(zone):
            continue
        for label, value in _take(zone).items():
            if len(value) > len(revision.metadata.get(label, "")):
                revision.metadata[label] = value
        for row in zone:
            if row.taken and not any(edit.start == row.start for edit in edits):
                edits.append(Edit(row.start, row.end, "", "metadata", 0.95))
    return revision.apply(edits)


def _rows(text: str, limit: int) -> list[_Row]:
    """The first lines of a text, up to about ``limit`` characters."""
    rows: list[_Row] = []
    start = 0
    for line in text[: limit + 2000].split("\n"):
        if start > limit:
            break
        rows.append(_Row(start, min(start + len(line), len(text)), line))
        start += len(line) + 1
    if rows and rows[-1].end < len(text) and text[rows[-1].end] != "\n":
        rows.pop()  # cut in the middle
    return rows


def _tail_zone(text: str) -> list[_Row]:
    """Rows of a table at the very end, or nothing."""
    zone: list[_Row] = []
    end = len(text)
    while end > 0 and len(zone) < _ZONE_ROWS:
        start = text.rfind("\n", 0, end) + 1
        row = _Row(start, end, text[start:end])
        end = start - 1
        if not row.text.strip():
            continue
        row.pairs = _read_row(row.text) if any(mark in row.text for mark in "|｜\t") else []
        if not row.pairs:
            break
        zone.insert(0, row)
    filled = sum(1 for row in zone for label, value in row.pairs if value and label in STRONG_LABELS)
    return zone if filled >= _TABLE else []

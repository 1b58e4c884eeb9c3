"""Tables of tasks that come as lines: 序号 任务 责任单位 完成时限, and under it one row a line.

Cells are parted by ``|`` or by white space. Columns are counted from the right, where the units stand: a first cell
that spans several rows is missing in all but one of them, and a task may hold white space of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from jingkai.documents.extract.unit_lists import Listed, UnitList, read_section
from jingkai.documents.extract.unit_verbs import COLUMN, Part, part_of_label
from jingkai.documents.provision import Provision

_PIPED = re.compile(r"[^|｜]+")
_SPACED = re.compile(r"[^ \t\u3000]+")
_TERM = re.compile("(?:完成|办结|落实|实施|推进|时间)?(?:时限|时间|期限|时间节点|节点|进度安排)(?:要求)?")
_YEAR = re.compile("(20[0-9]{2})年")
_HEADS = re.compile("序号|编号|任务|事项|内容|项目|措施|目标|举措|指标|工作|名称|要求|备注|责任|牵头|时限")
_FEWEST, _MOST, _LONGEST_HEAD = 3, 12, 14


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that say something of the others: counted from the right, 1 for the last."""

    units: tuple[tuple[int, Part], ...]
    term: int | None
    count: int


def tables_of(provisions: tuple[Provision, ...] | list[Provision]) -> Mapping[str, Columns | None]:
    """The columns above each provision that is a table's row, by its id; ``None`` for the row of headings itself."""
    found: dict[str, Columns | None] = {}
    current: dict[str | None, Columns] = {}
    for provision in provisions:
        columns = _columns(provision.text) if not provision.heading else None
        if columns is not None:
            current[provision.parent] = columns
            found[provision.id] = None
        elif provision.parent in current and provision.text:
            found[provision.id] = current[provision.parent]
    return found


def row_list(text: str, columns: Columns) -> UnitList | None:
    """The units of a row in one list, each with the part its column gives it; ``None`` where the row does not fit."""
    cells = _cells(text)
    if len(cells) < columns.count - 1 or len(cells) < _FEWEST - 1:
        return None
    names: list[Listed] = []
    opens = False
    for group, (place, part) in enumerate(columns.units):
        if place > len(cells):
            return None
        start, end = cells[-place]
        read = read_section(text, start, end, labelled=True)
        if read is None:
            continue
        if read[1]:
            return None
        opens = opens or read[0].open_list
        names.extend(
            replace(one, part=one.part if one.part is Part.LEAD else part, carry_group=group)
            for one in read[0].names
        )
    return UnitList(tuple(names), names[0].item.start, names[-1].item.end, opens) if names else None


def term_of_row(text: str, columns: Columns) -> str | None:
    """The year that stands in the column of terms."""
    cells = _cells(text)
    if columns.term is None or columns.term > len(cells):
        return None
    found = _YEAR.search(text, *cells[-columns.term])
    return found[1] if found else None


def _columns(text: str) -> Columns | None:
    if not text or len(text) > _MOST * _LONGEST_HEAD or not re.search("单位|部门|主体|处室|机构", text):
        return None
    heads = [text[start:end] for start, end in _cells(text)]
    if not _FEWEST <= len(heads) <= _MOST or any(len(head) > _LONGEST_HEAD for head in heads):
        return None
    units = [
        (len(heads) - at, part_of_label(head)) for at, head in enumerate(heads) if COLUMN.fullmatch(head)
    ]
    told = sum(_HEADS.search(head) is not None for head in heads)
    if not units or told * 2 < len(heads):
        return None
    if len(units) == 1 and units[0][1] is Part.COOPERATING:
        return None
    terms = [len(heads) - at for at, head in enumerate(heads) if _TERM.fullmatch(head)]
    return Columns(tuple(units), terms[0] if terms else None, len(heads))


def _cells(text: str) -> list[tuple[int, int]]:
    piped = "|" in text or "｜" in text
    cells = []
    for match in (_PIPED if piped else _SPACED).finditer(text):
        words = match[0]
        start = match.start() + len(words) - len(words.lstrip())
        end = match.end() - (len(words) - len(words.rstrip()))
        if start < end or piped:
            cells.append((start, max(start, end)))
    return cells

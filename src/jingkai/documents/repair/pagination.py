"""Page numbers and running heads of printed pages."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from jingkai.documents.repair.characters import SPACE
from jingkai.documents.revision import Edit, Revision
from jingkai.documents.witness import LineKind

_PAGE_NUMBER = re.compile(
    rf"""[{SPACE}]*(?:
        [-—–－―─‐‑−﹣]+[{SPACE}]*\d{{1,4}}[{SPACE}]*[-—–－―─‐‑−﹣]+
      | [·•][{SPACE}]*\d{{1,4}}[{SPACE}]*[·•]
      | [—–]{{1,2}}[{SPACE}]*[０-９]{{1,4}}[{SPACE}]*[—–]{{1,2}}
      | 第[{SPACE}]*\d{{1,4}}[{SPACE}]*页(?:[{SPACE}，,/／]*共[{SPACE}]*\d{{1,4}}[{SPACE}]*页)?
      | (?:Page|page|PAGE|P\.)[{SPACE}]*\d{{1,4}}(?:[{SPACE}]*(?:of|/)[{SPACE}]*\d{{1,4}})?
    )[{SPACE}]*""",
    re.VERBOSE,
)
_OF_PAGES = re.compile(rf"[{SPACE}]*(\d{{1,4}})[{SPACE}]*[/／][{SPACE}]*(\d{{1,4}})[{SPACE}]*")
_LONE = re.compile(rf"[{SPACE}]*(\d{{1,3}})[{SPACE}]*")
_MOST_PAGES = 1000
_CANDIDATE = re.compile(
    rf"^[{SPACE}]*(?:[-—–－―─‐‑−﹣·•]+[{SPACE}]*[\d０-９]{{1,4}}[{SPACE}]*[-—–－―─‐‑−﹣·•]+|第[{SPACE}]*\d{{1,4}}[{SPACE}]*页.{{0,12}}"
    rf"|[Pp](?:age|AGE|\.)[{SPACE}]*\d{{1,4}}.{{0,10}}|\d{{1,4}}(?:[{SPACE}]*[/／][{SPACE}]*\d{{1,4}})?)[{SPACE}]*$",
    re.MULTILINE,
)


def remove_page_numbers(revision: Revision) -> int:
    """Remove page numbers, and lines that repeat beside them or that the reader marked as header or footer.

    ``- 4 -`` and its like go wherever they stand alone; a lone number or ``5/12`` only where there are several that
    count upwards, or where the lines are those of printed pages.
    """
    text = revision.text
    marked = [
        index
        for index, line in enumerate(revision.witness.lines)
        if line.kind in (LineKind.HEADER, LineKind.FOOTER)
    ]
    if not marked and not _CANDIDATE.search(text):
        return 0
    rows = text.split("\n")
    numbers = {index for index, row in enumerate(rows) if len(row) < 30 and _PAGE_NUMBER.fullmatch(row)}
    numbers |= _counting(rows, printed=bool(revision.witness.hard_wrapped))
    heads = _running_heads(rows, numbers)
    if len(rows) == len(revision.witness.lines):
        heads |= {index for index in marked if index not in numbers}
    edits: list[Edit] = []
    start = 0
    for index, row in enumerate(rows):
        if index in numbers:
            edits.append(Edit(start, start + len(row), "", "page_number"))
        elif index in heads:
            edits.append(Edit(start, start + len(row), "", "running_head", 0.95))
        start += len(row) + 1
    return revision.apply(edits)


def _counting(rows: list[str], *, printed: bool) -> set[int]:
    """Lone numbers that count pages: they go up by one or two from page to page, with text between."""
    lone: list[tuple[int, int]] = []
    of_pages: list[tuple[int, int, int]] = []
    for index, row in enumerate(rows):
        if len(row) > 24:
            continue
        if match := _LONE.fullmatch(row):
            lone.append((index, int(match[1])))
        elif match := _OF_PAGES.fullmatch(row):
            of_pages.append((index, int(match[1]), int(match[2])))
    found: set[int] = set()
    totals = Counter(total for _, page, total in of_pages if page <= total)
    found |= {index for index, page, total in of_pages if page <= total and (totals[total] > 1 or printed)}
    if len(lone) > _MOST_PAGES:  # the cells of a table
        lone = []
    chain = [
        (index, number)
        for index, number in lone
        if any(
            abs(other - index) >= 3 and (other > index) == (value > number) and 1 <= abs(value - number) <= 2
            for other, value in lone
        )
    ]
    if len(chain) >= (2 if printed else 3) and all(a[1] < b[1] for a, b in pairwise(chain)):
        found |= {index for index, _ in chain}
    return found


def _running_heads(rows: list[str], numbers: set[int]) -> set[int]:
    """Short lines that stand next to several page numbers with the same words."""
    beside: dict[str, set[int]] = {}
    for number in numbers:
        for step in (-1, 1):
            index = number + step
            while 0 <= index < len(rows) and not rows[index].strip():
                index += step
            if 0 <= index < len(rows) and index not in numbers and len(rows[index].strip()) <= 40:
                beside.setdefault(re.sub(r"\s+", "", rows[index]), set()).add(index)
    return {index for words, places in beside.items() if len(places) >= 3 and words for index in places}

"""Texts that follow another one without a label of their own: the second of two rules one notice issues, a list of
members behind a plan. Only a title stands above them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jingkai.documents.parse import parts
from jingkai.documents.parse.lines import Paragraph
from jingkai.documents.parse.marks import CELL, Mark, Rank, read_mark

_TITLE_LINES = 3
_LONGEST = 60
_PREAMBLE = 4
_LIST = re.compile(r"(?:名单|名录|一览表|汇总表|登记表|申报表|申请表|分工表|情况表|明细表|流程图|组成人员)$")


def further_texts(lines: Sequence[Paragraph], start: int, end: int) -> list[tuple[int, int]]:
    """Find titles of further texts in ``lines[start:end]``; for each the first line and the one behind the title."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = _title_end(lines, at, end)
        if stop is not None and (
            _is_list(lines, at, stop, end) or _begins_again(lines, start, at, stop, end)
        ):
            found.append((at, stop))
            start = at = stop
        else:
            at += 1
    return found


def _title_end(lines: Sequence[Paragraph], at: int, end: int) -> int | None:
    """Behind the last line of a title that begins at ``at``, or ``None``: it ends with a type, no line is a sentence."""
    words = ""
    for stop in range(at, min(at + _TITLE_LINES, end)):
        line = lines[stop].text
        if CELL in line or read_mark(line) or parts.is_sentence(line) or re.search("[，：\u3000]", line):
            return None
        words += line
        if len(words) > _LONGEST:
            return None
        if len(words) >= 6 and (parts.TITLE_END.search(words) or _LIST.search(words)):
            return stop + 1
    return None


def _is_list(lines: Sequence[Paragraph], at: int, stop: int, end: int) -> bool:
    """Whether the title of a list stands behind a sentence, and no sentences but entries stand below it."""
    title = "".join(line.text for line in lines[at:stop])
    above = lines[at - 1].text if at else ""
    if not _LIST.search(title) or not (above.endswith(("。", "）")) or parts.date_start(above) is not None):
        return False
    below = [line.text for line in lines[stop : min(stop + 3, end)]]
    return len(below) >= 2 and not any(line.endswith(("。", "；")) for line in below)


def _begins_again(lines: Sequence[Paragraph], start: int, at: int, stop: int, end: int) -> bool:
    """Whether numbering begins again with its first number below the title, having gone further above it."""
    if at == start or not lines[at - 1].text.endswith(("。", "；")):
        return False
    for line in lines[stop : min(stop + _PREAMBLE, end)]:
        mark = read_mark(line.text)
        if mark is None:
            continue
        if mark.number != 1 or mark.rank > Rank.ARTICLE:
            return False
        above = [one for one in map(_mark_of, lines[start:at]) if one and one.rank is mark.rank]
        return bool(above) and above[0].number == 1 and (above[-1].number or 0) > 1
    return False


def _mark_of(line: Paragraph) -> Mark | None:
    return read_mark(line.text)

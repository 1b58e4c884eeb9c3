"""Sites: the places of the copy text where at least one copy reads differently.

The *copy text* is the base, with the clauses it lacks put in and what is no part of the document left out
(:mod:`jingkai.documents.collate.copytext`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from jingkai.documents.collate.matching import Difference, differences
from jingkai.documents.collate.stream import Stream

_CLAUSE = 12  # characters; shorter stretches are a matter of words even where they end with a sentence
_NEAR = 1  # characters between two differences of one copy that are still one disagreement


@dataclass(frozen=True, slots=True)
class Site:
    """``[start, end)`` of the copy text; empty where a copy has something between two characters."""

    start: int
    end: int


class Match:
    """One copy laid against the copy text.

    ``missing`` are whole clauses of the copy text that the copy lacks, ``words`` all other differences. What
    the copy has beyond the copy text has been taken out of ``copy``, and is kept in ``extra`` (spans of the
    full copy).
    """

    def __init__(self, text: Stream, copy: Stream) -> None:
        found = differences(text, copy)
        self.extra = [row for row in found if is_extra(copy, row)]
        if self.extra:
            copy = copy.without((row.other_start, row.other_end) for row in self.extra)
            found = differences(text, copy)
        self.copy = copy
        self.missing = [row for row in found if _is_missing(text, row)]
        gone = set(self.missing)
        self.words = [row for row in found if row not in gone]
        self._found = found
        self._starts = [row.start for row in found]

    def lacks(self, start: int, end: int) -> bool:
        """Whether the copy lacks the clause around a stretch of the copy text, and so has no say there."""
        if start == end:
            return any(row.start < start < row.end for row in self.missing)
        return any(row.start < end and start < row.end for row in self.missing)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """What the copy has for ``[start, end)`` of the copy text and at its edges, as a span of ``copy``."""
        low = self._position(start, bisect_left(self._starts, start) - 1)
        return low, max(low, self._position(end, bisect_right(self._starts, end) - 1))

    def adjoining(self, boundary: int) -> int | None:
        """Where the copy stands at a boundary of the copy text, if it agrees on both sides of it."""
        low, high = self.span(boundary, boundary)
        index = bisect_right(self._starts, boundary) - 1
        if low != high or (index >= 0 and self._found[index].end >= boundary):
            return None
        return low

    def text_boundary(self, boundary: int) -> int:
        """The boundary of the copy text that answers to a boundary of the copy."""
        index = bisect_right(self._found, boundary, key=lambda row: row.other_start) - 1
        if index < 0:
            return boundary
        row = self._found[index]
        if boundary >= row.other_end:
            return row.end + boundary - row.other_end
        return min(row.start + boundary - row.other_start, row.end)

    def _position(self, boundary: int, index: int) -> int:
        if index < 0:
            return boundary
        row = self._found[index]
        if boundary >= row.end:
            return row.other_end + boundary - row.end
        return min(row.other_start + boundary - row.start, row.other_end)


def find_sites(matches: Iterable[Match]) -> list[Site]:
    """All sites, in order: differences that overlap, or that touch within one copy, make one site."""
    rows = sorted(
        ((row.start, row.end, number) for number, match in enumerate(matches) for row in match.words),
    )
    sites: list[Site] = []
    owners: set[int] = set()
    for start, end, number in rows:
        if sites:
            last = sites[-1]
            near = start - last.end <= _NEAR and number in owners
            touching = start == last.end and (start == end or last.start == last.end)
            if start < last.end or near or touching:
                sites[-1] = Site(last.start, max(last.end, end))
                owners.add(number)
                continue
        sites.append(Site(start, end))
        owners = {number}
    return sites


def _is_missing(text: Stream, row: Difference) -> bool:
    """A clause, or whole lines, of the copy text for which the copy has nothing."""
    if row.other_start != row.other_end:
        return False
    whole_lines = row.start in text.breaks and row.end in text.breaks
    return whole_lines or (row.end - row.start >= _CLAUSE and text.whole_sentences(row.start, row.end))


def is_extra(copy: Stream, row: Difference) -> bool:
    """A clause, or whole lines, of the copy for which the copy text has nothing."""
    if row.start != row.end:
        return False
    start, end = row.other_start, row.other_end
    whole_lines = start in copy.breaks and end in copy.breaks
    return whole_lines or (end - start >= _CLAUSE and copy.whole_sentences(start, end))

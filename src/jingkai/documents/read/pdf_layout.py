"""What a whole PDF file shows of its layout: running heads and feet in the margins, and indents of first lines.

All measures are in points, from the lower left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from statistics import median

from jingkai.documents.witness import Line, LineKind, Place

_OUTERMOST = 3
"""Lines from the top and from the bottom of a page among which running heads and feet are looked for."""
_SAME_PLACE = 3.0
"""Points by which the same running head may differ in height from page to page."""
_APART = 1.35
"""A running head stands further from the text than this many times the distance of two lines."""
_SMALL = 0.85
"""Or it is smaller than this share of the text."""
_PARTS = re.compile("附[件表录图录]|第[一二三四五六七八九十百\\d]+[编章节条]")
"""Beginnings of lines that may repeat at the same place because parts of a document begin there."""
_DIGITS = re.compile(r"\d+")
_PRINTED_AT = re.compile(
    r"(?:^|\s)\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?[,，]?\s*(?:[上下]午\s*)?\d{1,2}:\d\d(?::\d\d)?(?:\s*[AP]M)?(?:\s|$)"
)
_ADDRESS = re.compile(r"^(?:https?|file)://\S+|(?:https?|file)://\S+$")
_PAGE_OF = re.compile(r"(?:^|\s)(\d{1,4})\s*(?:/|of)\s*(\d{1,4})$")

_LEAST_INDENT, _MOST_INDENT = 1.4, 4.6
"""Indents of first lines, in characters; what stands further in is centred or set to the right."""
_OFF_CENTRE = 1.0
"""Characters by which the margins of a centred line may differ."""
_MARGIN_SHARE = 0.05
"""Share of lines that begin at the margin at least."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a page as it is set: text, kind, from ``left`` to ``right`` on a ``baseline``, the width ``em`` of a
    Chinese character in it."""

    text: str
    left: float
    right: float
    baseline: float
    em: float
    kind: LineKind = LineKind.TEXT


Pages = dict[int, list[SetLine]]


def written(pages: Pages) -> dict[int, list[Line]]:
    """Turn set lines into lines with places: heads and feet marked, first lines with their indent as full-width
    spaces."""
    marked = _with_running_heads(pages)
    edges = _edges(marked)
    found: dict[int, list[Line]] = {}
    for number, lines in marked.items():
        left, right = edges.get(number % 2, (0.0, 0.0))
        found[number] = [
            Line(_indent(line, below, left, right) + line.text, Place(at, number), line.kind)
            for at, (line, below) in enumerate(zip_longest(lines, lines[1:]), start=1)
            if line is not None
        ]
    return found


def _with_running_heads(pages: Pages) -> Pages:
    """Mark the lines in the margins that repeat from page to page, and those that a browser prints there."""
    em = median([line.em for lines in pages.values() for line in lines] or [1.0])
    pitch = _pitch(pages)
    seen: dict[tuple[LineKind, str], list[tuple[int, int]]] = defaultdict(list)
    for number, lines in pages.items():
        for kind, index, inner in _outermost(lines):
            line = lines[index]
            apart = inner is None or abs(line.baseline - inner) >= _APART * pitch
            if (apart or line.em <= _SMALL * em) and not _PARTS.match(line.text.strip()):
                seen[kind, _masked(line.text)].append((number, index))
    enough = max(2, min(3, len(pages) // 2))
    marks: dict[int, dict[int, LineKind]] = defaultdict(dict)
    for (kind, _), found in seen.items():
        for group in _at_one_height(found, pages):
            if len({number for number, _ in group}) >= enough and _counts_pages(group, pages):
                for number, index in group:
                    marks[number][index] = kind
    for number, lines in pages.items():
        marks[number].update(_of_browser(lines))
    return {
        number: [
            replace(line, kind=marks[number][index]) if index in marks[number] else line
            for index, line in enumerate(lines)
        ]
        for number, lines in pages.items()
    }


def _pitch(pages: Pages) -> float:
    """The usual distance of two lines."""
    steps: Counter[int] = Counter()
    for lines in pages.values():
        heights = sorted({round(line.baseline, 1) for line in lines}, reverse=True)
        steps.update(round(above - below) for above, below in pairwise(heights) if above - below > 2)
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _outermost(lines: Sequence[SetLine]) -> Iterator[tuple[LineKind, int, float | None]]:
    """Yield the lines nearest to the edges with the height of the next line towards the text."""
    heights: list[float] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if line.text.strip() and (not heights or heights[-1] - line.baseline > 2):
            heights.append(line.baseline)
    for index, line in enumerate(lines):
        if line.kind is not LineKind.TEXT or not line.text.strip() or len(line.text) > 200:
            continue
        at = min(range(len(heights)), key=lambda each: abs(heights[each] - line.baseline))
        if at < _OUTERMOST and at < len(heights) / 2:
            yield LineKind.HEADER, index, heights[at + 1] if at + 1 < len(heights) else None
        elif at >= len(heights) - _OUTERMOST:
            yield LineKind.FOOTER, index, heights[at - 1] if at else None


def _masked(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _at_one_height(found: Sequence[tuple[int, int]], pages: Pages) -> Iterator[list[tuple[int, int]]]:
    """Part lines with the same words into those that stand at the same height of their pages."""
    group: list[tuple[int, int]] = []
    for number, index in sorted(found, key=lambda each: -pages[each[0]][each[1]].baseline):
        height = pages[number][index].baseline
        if group and pages[group[0][0]][group[0][1]].baseline - height > _SAME_PLACE:
            yield sorted(group)
            group = []
        group.append((number, index))
    if group:
        yield sorted(group)


def _counts_pages(group: Sequence[tuple[int, int]], pages: Pages) -> bool:
    """Whether the numbers in lines that are otherwise equal either never change or go up with the pages."""
    texts = [
        (number, [int(each) for each in _DIGITS.findall(pages[number][at].text)]) for number, at in group
    ]
    for (page, numbers), (next_page, next_numbers) in pairwise(texts):
        changes = [later - earlier for earlier, later in zip(numbers, next_numbers, strict=True)]
        if any(change not in (0, next_page - page) for change in changes):
            return False
    return True


def _of_browser(lines: Sequence[SetLine]) -> dict[int, LineKind]:
    """Find what a browser prints at the top (time, title) and at the bottom (address, page of pages) of a page, which
    shows even on a single page when both are there."""
    found: dict[int, LineKind] = {}
    ordered = sorted((line.baseline for line in lines if line.text.strip()), reverse=True)
    if len(ordered) < 3:
        return found
    top = [index for index, line in enumerate(lines) if abs(line.baseline - ordered[0]) <= 2]
    bottom = [index for index, line in enumerate(lines) if abs(line.baseline - ordered[-1]) <= 2]
    above = " ".join(lines[index].text for index in top).strip()
    below = " ".join(lines[index].text for index in bottom).strip()
    # Chromium and Edge print time and title above, address and page below; Firefox the other way round.
    for one, other in ((above, below), (below, above)):
        if _PRINTED_AT.search(one) and (_ADDRESS.search(other) or _PAGE_OF.search(other)):
            found.update(dict.fromkeys(top, LineKind.HEADER))
            found.update(dict.fromkeys(bottom, LineKind.FOOTER))
    return found


def _edges(pages: Pages) -> dict[int, tuple[float, float]]:
    """The left and right edge of the text on odd (1) and even (0) pages, which differ where printed on both sides."""
    edges: dict[int, tuple[float, float]] = {}
    for parity in (0, 1):
        lines = [
            line
            for number, each in pages.items()
            if number % 2 == parity
            for line in each
            if line.kind is LineKind.TEXT and line.text.strip()
        ]
        if not lines:
            continue
        lefts = Counter(round(line.left / 2) for line in lines)
        least = max(1, _MARGIN_SHARE * len(lines))
        usual = [place for place in sorted(lefts) if lefts[place] + lefts[place + 1] >= least]
        rights = sorted(line.right for line in lines)
        left = min(line.left for line in lines if line.left >= 2 * usual[0] - 1) if usual else lines[0].left
        edges[parity] = (left, rights[int(0.95 * (len(rights) - 1))])
    return edges


def _indent(line: SetLine, below: SetLine | None, left: float, right: float) -> str:
    """The indent of a first line as full-width spaces; empty for other, centred and right-aligned lines.

    A line with equal white space on both sides is a first line where the one ``below`` begins at the margin.
    """
    if line.kind is not LineKind.TEXT or not line.text.strip() or line.text[0].isspace():
        return ""
    before, behind = (line.left - left) / line.em, (right - line.right) / line.em
    if not _LEAST_INDENT <= before <= _MOST_INDENT:
        return ""
    runs_on = below is not None and below.text.strip() and abs(below.left - left) < 0.5 * line.em
    if behind > _OFF_CENTRE and abs(before - behind) <= _OFF_CENTRE and not runs_on:
        return ""
    return "\u3000" * round(before)

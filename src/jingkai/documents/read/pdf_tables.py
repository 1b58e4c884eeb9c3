"""Tables of a PDF page: where rules make a grid, the characters in each cell belong together.

Only tables that are ruled all around are read as such: rules between columns and rows, cells merged where a rule is
missing. Everything else stays running text, which is what PDFium makes of it.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from jingkai.documents.read.pdf_glyphs import Glyph, em_of, lines_of, set_text

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage  # type: ignore[import-untyped, unused-ignore]

_THIN = 3.0
"""Points that a rule may be thick."""
_TOUCH = 3.5
"""Points within which rules meet."""
_SHORTEST = 5.0
"""Points that a rule is long at least."""
_MOST_RULES = 4_000
"""A page with more is a drawing."""
_MOST_CELLS = 20_000
_RUNNING_TEXT = 300
"""A cell with more characters than this holds running text: its table only lays the page out."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: it lies ``at`` x (upright) or y (level) and reaches from ``low`` to ``high``."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell, from grid lines ``left`` to ``right`` and ``top`` to ``bottom``."""

    left: int
    right: int
    top: int
    bottom: int


class Grid:
    """A table: the places of its grid lines (``ys`` from the top down) and its cells."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], boxes: Sequence[Box]) -> None:
        self.xs = list(xs)
        self.ys = list(ys)
        self.boxes = list(boxes)
        self._owner = {
            (row, column): number
            for number, box in enumerate(boxes)
            for row in range(box.top, box.bottom)
            for column in range(box.left, box.right)
        }
        self._held: list[list[Glyph]] = [[] for _ in boxes]

    def take(self, glyph: Glyph) -> bool:
        """Put a character into its cell; ``False`` where it stands outside the table."""
        x, y = (glyph.x + glyph.right) / 2, glyph.y + 0.3 * glyph.height
        if not (self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]):
            return False
        column = bisect_right(self.xs, x) - 1
        row = bisect_right([-each for each in self.ys], -y) - 1
        self._held[self._owner[row, column]].append(glyph)
        return True

    def rows(self) -> list[list[str]]:
        """Return the texts of the cells row by row; a cell that reaches over several rows stands in the first and is
        empty in the others."""
        texts = [self._text(box, held) for box, held in zip(self.boxes, self._held, strict=True)]
        found: list[list[str]] = []
        for row in range(len(self.ys) - 1):
            here = [
                (box.left, texts[number] if box.top == row else "")
                for number, box in enumerate(self.boxes)
                if box.top <= row < box.bottom
            ]
            found.append([text for _, text in sorted(here)])
        return found

    def _text(self, box: Box, glyphs: Sequence[Glyph]) -> str:
        """Write out a cell: its lines joined, with a space where a line stops although the next word would have
        fitted, which is where a paragraph ends."""
        width = self.xs[box.right] - self.xs[box.left]
        em = em_of(glyphs)
        text = ""
        before: list[Glyph] = []
        for line in lines_of(glyphs):
            words = set_text(line)
            if not words:
                continue
            if text:
                room = width - (max(glyph.right for glyph in before) - before[0].x)
                ends = room > _first_word(line) + 3 * em
                latin = (
                    text[-1].isascii() and text[-1].isalpha() and words[0].isascii() and words[0].isalpha()
                )
                text += " " if ends or latin else ""
            text += words
            before = line
        return text


def find_grids(page: PdfPage) -> list[Grid]:
    """Return the ruled tables of a page that have at least two columns."""
    upright, level = _rules(page)
    if len(upright) < 3 or len(level) < 2 or len(upright) + len(level) > _MOST_RULES:
        return []
    upright, level = _joined(upright), _joined(level)
    grids = (_grid(*group) for group in _groups(upright, level))
    return [grid for grid in grids if grid is not None]


def is_data(rows: Sequence[Sequence[str]]) -> bool:
    """Tell a table of data from one that lays out the page: several cells with text, none with running text."""
    filled = [[cell for cell in row if cell] for row in rows]
    longest = max((len(cell) for row in filled for cell in row), default=0)
    return max(map(len, filled), default=0) >= 2 and longest <= _RUNNING_TEXT


def _first_word(line: Sequence[Glyph]) -> float:
    """The width of what cannot be parted at the beginning of a line."""
    end = line[0]
    for glyph in line[1:]:
        if not (end.sign.isascii() and end.sign.isalnum() and glyph.sign.isascii() and glyph.sign.isalnum()):
            break
        end = glyph
    return end.right - line[0].x


def _rules(page: PdfPage) -> tuple[list[Rule], list[Rule]]:
    """Return the upright and the level rules of a page: strokes, thin filled boxes, the sides of stroked boxes."""
    from pypdfium2 import raw

    upright: list[Rule] = []
    level: list[Rule] = []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        raw.FPDFPath_GetDrawMode(each.raw, fill, stroke)
        if not fill.value and not stroke.value:
            continue
        for points in _figures(each):
            _add_rules(points, bool(stroke.value), upright, level)
        if len(upright) + len(level) > _MOST_RULES:
            break
    return upright, level


def _figures(path: PdfObject) -> Iterator[list[tuple[float, float]]]:
    """Yield the figures of a path, each as its corners on the page; figures with curves are no rules."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(path.raw, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(min(raw.FPDFPath_CountSegments(path.raw), 4 * _MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            if not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        across, up = x.value, y.value
        points.append(
            (matrix.a * across + matrix.c * up + matrix.e, matrix.b * across + matrix.d * up + matrix.f)
        )
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points and not curved:
        yield points


def _add_rules(
    points: Sequence[tuple[float, float]], stroked: bool, upright: list[Rule], level: list[Rule]
) -> None:
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    if right - left <= _THIN or top - bottom <= _THIN:
        if top - bottom >= max(_SHORTEST, right - left):
            upright.append(Rule((left + right) / 2, bottom, top))
        elif right - left >= _SHORTEST:
            level.append(Rule((bottom + top) / 2, left, right))
        return
    if not stroked:
        return
    for (x1, y1), (x2, y2) in pairwise(points):
        if abs(x1 - x2) <= 0.5 and abs(y1 - y2) >= _SHORTEST:
            upright.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
        elif abs(y1 - y2) <= 0.5 and abs(x1 - x2) >= _SHORTEST:
            level.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Join pieces of one rule: in line, and touching."""
    found: list[Rule] = []
    for places in _clusters(sorted({rule.at for rule in rules})):
        members = sorted(
            (rule for rule in rules if places[0] <= rule.at <= places[-1]), key=lambda each: each.low
        )
        middle = sum(places) / len(places)
        low, high = members[0].low, members[0].high
        for rule in members[1:]:
            if rule.low <= high + _TOUCH:
                high = max(high, rule.high)
            else:
                found.append(Rule(middle, low, high))
                low, high = rule.low, rule.high
        found.append(Rule(middle, low, high))
    return found


def _clusters(places: Sequence[float]) -> list[list[float]]:
    """Part sorted places into groups that are at most :data:`_TOUCH` wide."""
    groups: list[list[float]] = []
    for place in places:
        if groups and place - groups[-1][0] <= _TOUCH:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _groups(upright: Sequence[Rule], level: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the upright and level rules that hang together."""
    parent = list(range(len(upright) + len(level)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, rule in enumerate(upright):
        for j, other in enumerate(level):
            if (
                other.low - _TOUCH <= rule.at <= other.high + _TOUCH
                and rule.low - _TOUCH <= other.at <= rule.high + _TOUCH
            ):
                parent[root(i)] = root(len(upright) + j)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        group = members.setdefault(root(index), ([], []))
        if index < len(upright):
            group[0].append(upright[index])
        else:
            group[1].append(level[index - len(upright)])
    yield from members.values()


def _grid(upright: Sequence[Rule], level: Sequence[Rule]) -> Grid | None:
    """Make a grid of rules that hang together; ``None`` where they are too few for two columns.

    Where rules are missing cells are merged, as far as the result is a box: rows need not have equally many cells.
    """
    xs = [sum(group) / len(group) for group in _clusters(sorted({rule.at for rule in upright}))]
    ys = [sum(group) / len(group) for group in _clusters(sorted({rule.at for rule in level}))][::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows < 1 or rows * columns > _MOST_CELLS:
        return None
    walls = _covered(xs, ys, upright)
    floors = _covered(ys, xs, level)
    owner: dict[tuple[int, int], Box] = {}
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            right = column + 1
            while right < columns and (right, row) not in walls and (row, right) not in owner:
                right += 1
            bottom = row + 1
            while bottom < rows and not (
                any((bottom, each) in floors or (bottom, each) in owner for each in range(column, right))
                or any((each, bottom) in walls for each in range(column + 1, right))
            ):
                bottom += 1
            box = Box(column, right, row, bottom)
            owner.update({(r, c): box for r in range(row, bottom) for c in range(column, right)})
            boxes.append(box)
    return Grid(xs, ys, boxes)


def _covered(lines: Sequence[float], across: Sequence[float], rules: Sequence[Rule]) -> set[tuple[int, int]]:
    """Return the pairs (grid line, gap of the other direction) between which a rule is drawn."""
    found: set[tuple[int, int]] = set()
    middles = [(a + b) / 2 for a, b in pairwise(across)]
    for number, line in enumerate(lines):
        near = [rule for rule in rules if abs(rule.at - line) <= _TOUCH]
        found.update(
            (number, gap)
            for gap, middle in enumerate(middles)
            if any(rule.low <= middle <= rule.high for rule in near)
        )
    return found

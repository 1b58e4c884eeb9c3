"""The characters of a PDF page with their places, in rows as PDFium finds them, put in the order of print.

PDFium hands characters over in the order in which the file draws them. Word processors draw characters of one font
first and those of another afterwards: quotation marks set in a Latin font then come out at the end of their line. A row
whose characters run backwards is therefore sorted by place; every other row stays as PDFium gives it, so that columns
and tables are never mixed up.

All measures are in points, from the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage  # type: ignore[import-untyped, unused-ignore]

_BACKWARDS = 0.45
"""Share of a character's width by which the next one must begin further left for the order to be wrong."""
_SAME_LINE = 0.6
"""Share of a character's height within which baselines are one line."""
_DOUBLE_STRIKE = 0.12
"""Share of a character's width within which the same character again is the same print, struck twice for weight."""
_GAP_OF_WORDS, _GAP_OF_PARTS = 0.15, 0.6
"""Gaps, in widths of a Chinese character, that are a space: between Latin words, and anywhere."""
_HYPHENS = ("\x02", "\ufffe")
"""What PDFium gives for a hyphen that it thinks divides a word."""
_STRAIGHT = 0.02
"""Radians by which a character may be turned and still stand upright."""


@dataclass(slots=True)
class Glyph:
    """One character: where it begins on its baseline (``x``, ``y``), where it ends, and how high its box is."""

    sign: str
    x: float
    y: float
    right: float
    height: float
    index: int


@dataclass(slots=True)
class PrintedRow:
    """One row of a page: its text, and its characters without spaces."""

    text: str
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return min(glyph.x for glyph in self.glyphs)

    @property
    def right(self) -> float:
        """Where its last character ends."""
        return max(glyph.right for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        """The height at which it stands."""
        return median(glyph.y for glyph in self.glyphs)

    @property
    def em(self) -> float:
        """The width of a Chinese character in it; where there are none, the height of its characters."""
        return em_of(self.glyphs)


def printed_rows(textpage: PdfTextPage) -> list[PrintedRow]:
    """Return the rows of a page from the top as PDFium orders them, each in the order of print."""
    rows: list[PrintedRow] = []
    for pieces in _merged(_rows_as_drawn(textpage)):
        glyphs = [glyph for _, glyph in pieces if glyph is not None]
        if _runs_backwards(glyphs) and _is_upright(textpage, glyphs):
            rows.append(_in_order(glyphs))
        else:
            rows.append(
                PrintedRow(
                    "".join(sign for sign, _ in pieces),
                    [glyph for glyph in glyphs if not glyph.sign.isspace()],
                )
            )
    return rows


def em_of(glyphs: Sequence[Glyph]) -> float:
    """Return the width of a Chinese character among ``glyphs``, else their height; at least one point."""
    widths = [glyph.right - glyph.x for glyph in glyphs if "\u2e80" <= glyph.sign <= "\u9fff"]
    if not widths:
        widths = [glyph.height for glyph in glyphs]
    return max(1.0, median(widths)) if widths else 1.0


def set_text(glyphs: Iterable[Glyph]) -> str:
    """Write out the characters of one printed line from left to right, with a space where there is a wide gap."""
    ordered = sorted(glyphs, key=lambda glyph: (glyph.x, glyph.index))
    em = em_of(ordered)
    text: list[str] = []
    before: Glyph | None = None
    for glyph in ordered:
        if before is not None:
            if glyph.sign == before.sign and abs(glyph.x - before.x) < _DOUBLE_STRIKE * em:
                continue
            words = before.sign.isascii() and before.sign.isalnum() and glyph.sign.isascii()
            gap = glyph.x - before.right
            if gap > (_GAP_OF_WORDS if words else _GAP_OF_PARTS) * em and text[-1] != " ":
                text.append(" ")
        if not (glyph.sign.isspace() and text and text[-1] == " "):
            text.append(glyph.sign)
        before = glyph
    return "".join(text).strip()


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Part characters into printed lines from the top, each from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.index)):
        if lines and lines[-1][0].y - glyph.y <= _SAME_LINE * max(glyph.height, lines[-1][0].height):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda glyph: (glyph.x, glyph.index)) for line in lines]


_Piece = tuple[str, Glyph | None]


def _rows_as_drawn(textpage: PdfTextPage) -> list[list[_Piece]]:
    """Return the rows as PDFium parts them: each character with its place, and what PDFium put between without one."""
    from pypdfium2 import raw

    handle = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    rows: list[list[_Piece]] = [[]]
    high, after_return = 0, False
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in (10, 13):
            if code == 13 or not after_return:
                rows.append([])
            after_return = code == 13
            continue
        after_return = False
        if 0xD800 <= code <= 0xDBFF:
            high = code
            continue
        if 0xDC00 <= code <= 0xDFFF and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        sign = chr(code) if code else "\ufffd"
        sign = "-" if sign in _HYPHENS else sign
        if raw.FPDFText_IsGenerated(handle, index) == 1 and sign.isspace():
            rows[-1].append((sign, None))
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        glyph = Glyph(sign, x.value, y.value, max(box.right, x.value), abs(box.top - box.bottom), index)
        rows[-1].append((sign, glyph))
    return rows


def _merged(rows: list[list[_Piece]]) -> list[list[_Piece]]:
    """Put a row that fills gaps of the one before it on the same baseline into that row."""
    found: list[list[_Piece]] = []
    for row in rows:
        if found and _interleave(found[-1], row):
            found[-1] = found[-1] + row
        else:
            found.append(row)
    return found


def _interleave(above: list[_Piece], row: list[_Piece]) -> bool:
    first = [glyph for _, glyph in above if glyph is not None and not glyph.sign.isspace()]
    second = [glyph for _, glyph in row if glyph is not None and not glyph.sign.isspace()]
    if not first or not second or len(second) > len(first):
        return False
    em = em_of(first)
    if abs(first[-1].y - second[0].y) > 0.1 * em or abs(first[0].y - second[0].y) > 0.1 * em:
        return False
    if min(glyph.x for glyph in second) > max(glyph.right for glyph in first) - 0.5 * em:
        return False
    starts = sorted((glyph.x, glyph.right) for glyph in first)
    return all(
        not any(left + 0.3 * em < (glyph.x + glyph.right) / 2 < right - 0.3 * em for left, right in starts)
        for glyph in second
    )


def _runs_backwards(glyphs: Sequence[Glyph]) -> bool:
    """Whether a character begins left of the one before it on the same line."""
    before: Glyph | None = None
    for glyph in glyphs:
        if glyph.sign.isspace():
            continue
        if before is not None:
            width = max(before.height, glyph.height)
            if glyph.x < before.x - _BACKWARDS * width and abs(glyph.y - before.y) <= _SAME_LINE * width:
                return True
        before = glyph
    return False


def _is_upright(textpage: PdfTextPage, glyphs: Sequence[Glyph]) -> bool:
    from pypdfium2 import raw

    return all(
        abs(raw.FPDFText_GetCharAngle(textpage.raw, glyph.index)) < _STRAIGHT
        for glyph in (glyphs[0], glyphs[len(glyphs) // 2], glyphs[-1])
    )


def _in_order(glyphs: Sequence[Glyph]) -> PrintedRow:
    """Sort each line of a row by place; PDFium may have joined two lines at a hyphen."""
    lines: list[list[Glyph]] = []
    for glyph in glyphs:
        if lines and abs(lines[-1][0].y - glyph.y) <= _SAME_LINE * max(glyph.height, lines[-1][0].height):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return PrintedRow(
        "".join(set_text(line) for line in lines), [glyph for glyph in glyphs if not glyph.sign.isspace()]
    )

"""The drawing of money on its way: for each clause a band that narrows from entitled to paid. Lengths are pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jingkai.benefits.fulfilment import Line, Sums

WIDTH = 960
COLUMNS = (250, 436, 622, 808)
"""Where the four stages stand."""
BAR = 12
TOP = 56
SLOT, GAP, TALL = 40, 12, 260
"""A clause has at least ``SLOT``; all clauses together have about ``TALL`` besides."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage of a band: the bar, and where its label stands."""

    x: int
    y: float
    height: float
    words_x: int
    words_y: float
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """A clause on its way."""

    line: Line
    words_y: float
    names_y: float
    stops: tuple[Stop, ...]
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """The drawing."""

    height: int
    bands: tuple[Band, ...]
    heads: tuple[tuple[int, Decimal], ...]


def flow(lines: Sequence[Line], whole: Sums) -> Flow:
    """Lay out the bands of clauses, the greatest first; heights are proportional to sums in all bands alike."""
    most = whole.entitled or Decimal(1)
    y = float(TOP)
    bands = []
    for line in lines:
        height = TALL * float(line.sums.entitled / most)
        slot = max(float(SLOT), height)
        middle = y + slot / 2
        stops = tuple(
            _stop(x, middle, TALL * float(max(yuan, Decimal(0)) / most), yuan)
            for x, yuan in zip(COLUMNS, line.sums.stages, strict=True)
        )
        shapes = tuple(_shape(a, b) for a, b in pairwise(stops))
        bands.append(Band(line, round(middle - 3, 1), round(middle + 14, 1), stops, shapes))
        y += slot + GAP
    return Flow(round(y), tuple(bands), tuple(zip(COLUMNS, whole.stages, strict=True)))


def _stop(x: int, middle: float, height: float, yuan: Decimal) -> Stop:
    shown = max(height, 1.5) if yuan else 0.0
    return Stop(x, round(middle - shown / 2, 1), round(shown, 1), x + BAR + 6, round(middle + 4.5, 1), yuan)


def _shape(left: Stop, right: Stop) -> str:
    """Return the path between two bars; where nothing comes through, the band ends in a point."""
    a, b = left.x + BAR, right.x
    bend = (b - a) / 2
    ends = right.y + right.height / 2 if not right.height else right.y
    below = ends + right.height
    return (
        f"M{a},{left.y:.1f} C{a + bend:.0f},{left.y:.1f} {b - bend:.0f},{ends:.1f} {b},{ends:.1f} "
        f"L{b},{below:.1f} C{b - bend:.0f},{below:.1f} {a + bend:.0f},{left.y + left.height:.1f} "
        f"{a},{left.y + left.height:.1f} Z"
    )

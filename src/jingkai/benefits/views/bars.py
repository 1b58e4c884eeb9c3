"""Bars of 100 parts that a drawing stretches: which share of a whole each part has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar, which is 100 long."""

    words: str
    value: Decimal
    start: float
    width: float


def bar(parts: Sequence[tuple[str, Decimal]], whole: Decimal) -> tuple[Piece, ...]:
    """Lay parts beside each other on a bar of 100; nothing where the whole is nothing."""
    pieces = []
    reached = 0.0
    for words, value in parts:
        width = float(100 * value / whole) if whole else 0.0
        pieces.append(Piece(words, value, round(reached, 2), round(width, 2)))
        reached += width
    return tuple(pieces)

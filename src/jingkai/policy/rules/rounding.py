"""Rounding of sums as a benefit says it: to a multiple of a tenth, one, ten … yuan."""

from __future__ import annotations

from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    FloatOperation,
    InvalidOperation,
    Overflow,
)

from jingkai.policy.language.evaluate import ZERO
from jingkai.policy.schema.benefits import Rounding

MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}
"""``half_up``: half away from zero; ``down``: towards zero; ``up``: away from zero."""

_CONTEXT = Context(prec=100, traps=[InvalidOperation, Overflow, FloatOperation])


def places_of(rounding: Rounding) -> int:
    """Return how many decimals are kept: 2 for fen, 0 for yuan, −4 for ten thousand yuan.

    >>> places_of(Rounding(to="0.1", mode="down")), places_of(Rounding(to="1000", mode="down"))
    (1, -3)
    """
    return -Decimal(rounding.to).adjusted()


def rounded(value: Decimal, rounding: Rounding) -> Decimal:
    """Return ``value`` as a multiple of ``rounding.to`` yuan, never a negative zero.

    >>> rounded(Decimal("1250"), Rounding(to="100", mode="half_even"))
    Decimal('1200')
    """
    unit = Decimal((0, (1,), -places_of(rounding)))
    found = value.quantize(unit, rounding=MODES[rounding.mode], context=_CONTEXT)
    if not found:
        return ZERO
    return found if places_of(rounding) >= 0 else found.quantize(Decimal(1), context=_CONTEXT)

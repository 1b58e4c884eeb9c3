"""Sums as claims, budgets and payments keep them: ``Decimal`` in yuan with exactly two places, text in entries."""

from __future__ import annotations

from decimal import Decimal

from jingkai.benefits.claims.errors import ClaimError
from jingkai.kernel.language import gettext as _

ZERO = Decimal("0.00")
FEN = Decimal("0.01")
MOST = Decimal("9999999999999999.99")
"""The greatest sum: 16 digits before the point, as money has everywhere."""


def exact(yuan: Decimal, place: str = "yuan") -> Decimal:
    """Return a sum with two places. Raises :class:`ClaimError` for parts of a fen, for less than nothing and for NaN.

    >>> exact(Decimal("500000"))
    Decimal('500000.00')
    """
    if not yuan.is_finite() or not ZERO <= yuan <= MOST:
        raise ClaimError(
            _("A sum of money lies between 0 and %(most)s yuan, not at %(given)s.")
            % {"most": MOST, "given": yuan},
            place=place,
            mend=_("Write the sum in yuan."),
        )
    fen = yuan.quantize(FEN)
    if fen != yuan:
        raise ClaimError(
            _("%(given)s yuan is no whole number of fen.") % {"given": yuan},
            place=place,
            mend=_("Round it as the rule of the benefit says."),
        )
    return fen


def positive(yuan: Decimal, place: str = "yuan") -> Decimal:
    """Return a sum above nothing with two places. Raises :class:`ClaimError`."""
    fen = exact(yuan, place)
    if not fen:
        raise ClaimError(
            _("Nothing cannot be granted, reserved or paid."),
            place=place,
            mend=_("Write a sum of at least one fen."),
        )
    return fen


def written(yuan: Decimal) -> str:
    """Return a sum as entries hold it.

    >>> written(Decimal("500000.00"))
    '500000.00'
    """
    return format(yuan, ".2f")

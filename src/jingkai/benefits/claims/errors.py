"""Errors of claims, budgets and payments: where, what was expected, and the mend."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class ClaimError(JingkaiError):
    """A claim cannot take this step. Nothing was recorded."""


class RepeatedError(ClaimError):
    """An objection with the same words was raised before; ``first`` is its number. Nothing was recorded."""

    def __init__(self, what: str, *, first: str, place: str, mend: str) -> None:
        super().__init__(what, place=place, mend=mend)
        self.first = first


class BudgetError(JingkaiError):
    """A budget cannot bear this. Nothing was recorded."""


class PaymentError(JingkaiError):
    """A batch of payments, or the bank's answer to it, is not as it must be. Nothing was recorded."""


class NotAllowedError(JingkaiError):
    """Somebody may not take this step. Nothing was recorded."""

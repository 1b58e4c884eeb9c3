"""Errors of claims, budgets and payments: where, what was expected, and the mend."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class ClaimError(JingkaiError):
    """A claim cannot take this step. Nothing was recorded."""


class BudgetError(JingkaiError):
    """A budget cannot bear this. Nothing was recorded."""


class PaymentError(JingkaiError):
    """A batch of payments, or the bank's answer to it, is not as it must be. Nothing was recorded."""


class NotAllowedError(JingkaiError):
    """Somebody may not take this step. Nothing was recorded."""

"""What a budget allows: each move gives the event to record, or an error. No move takes it below nothing."""

from __future__ import annotations

from decimal import Decimal

from jingkai.benefits.budgets.budget import Budget, Hold, Line, Source
from jingkai.benefits.claims.errors import BudgetError
from jingkai.benefits.claims.money import ZERO, positive, written
from jingkai.kernel.language import gettext as _
from jingkai.ledger.entry import Event


def grant(budget: Budget, source: Source, yuan: Decimal, basis: str) -> Event:
    """Money comes in. ``basis`` names the decision that grants it. Raises :class:`BudgetError` without one."""
    data = {"source": source.value, "yuan": written(positive(yuan)), "basis": _said(budget, basis, "basis")}
    return Event("budget.granted", data)


def cut(budget: Budget, source: Source, yuan: Decimal, reason: str) -> Event:
    """Money that is bound to no claim is taken away. Raises :class:`BudgetError` where there is not so much."""
    yuan = positive(yuan)
    free = min(budget.available, budget.granted.get(source, ZERO))
    if yuan > free:
        raise _short(budget, yuan, free)
    data = {"source": source.value, "yuan": written(yuan), "reason": _said(budget, reason, "reason")}
    return Event("budget.cut", data)


def reserve(budget: Budget, claim: str, yuan: Decimal) -> Event:
    """Set money aside for a claim. Raises :class:`BudgetError` where too little is left, or where it has some already."""
    yuan = positive(yuan)
    if claim in budget.lines:
        raise BudgetError(
            _("This budget holds money for the claim already."),
            place=budget.stream,
            mend=_("Read the claim again: somebody may have taken this step already."),
        )
    if yuan > budget.available:
        raise _short(budget, yuan, budget.available)
    return Event("budget.reserved", {"claim": claim, "yuan": written(yuan)})


def commit(budget: Budget, claim: str) -> Event:
    """Bind reserved money to a payment that is ordered. Raises :class:`BudgetError`."""
    return _moved(budget, claim, Hold.RESERVED, "committed")


def give_back(budget: Budget, claim: str) -> Event:
    """A payment was refused: its money is reserved again. Raises :class:`BudgetError`."""
    return _moved(budget, claim, Hold.COMMITTED, "returned")


def release(budget: Budget, claim: str) -> Event:
    """Reserved money is free again. Raises :class:`BudgetError`."""
    return _moved(budget, claim, Hold.RESERVED, "released")


def pay(budget: Budget, claim: str) -> Event:
    """Committed money is gone. Raises :class:`BudgetError`."""
    return _moved(budget, claim, Hold.COMMITTED, "paid")


def come_back(budget: Budget, claim: str, yuan: Decimal, *, again: bool) -> Event:
    """Money that was paid for a claim has come back: free again here, or gone to the treasury. Raises :class:`BudgetError`.

    A line never falls below nothing: no more comes back than went.
    """
    yuan, line = positive(yuan), budget.lines.get(claim)
    if line is None or line.hold is not Hold.PAID or yuan > line.yuan - line.surrendered:
        raise BudgetError(
            _("This budget has not paid so much for the claim."),
            place=budget.stream,
            mend=_("Record it at the budget that paid."),
        )
    name = "budget.recovered" if again else "budget.surrendered"
    return Event(name, {"claim": claim, "yuan": written(yuan)})


def _moved(budget: Budget, claim: str, expected: Hold, name: str) -> Event:
    line: Line | None = budget.lines.get(claim)
    if line is None or line.hold is not expected:
        raise BudgetError(
            _("Money of this budget is “%(held)s” for the claim; for this step it has to be “%(expected)s”.")
            % {"held": line.hold.value if line else _("none"), "expected": expected.value},
            place=budget.stream,
            mend=_("Read the claim again: somebody may have taken this step already."),
        )
    return Event(f"budget.{name}", {"claim": claim, "yuan": written(line.yuan)})


def _said(budget: Budget, words: str, field: str) -> str:
    if not words.strip():
        raise BudgetError(
            _("“%(field)s” has to be filled in.") % {"field": field},
            place=budget.stream,
            mend=_("Name the decision or the reason."),
        )
    return words.strip()


def _short(budget: Budget, yuan: Decimal, left: Decimal) -> BudgetError:
    return BudgetError(
        _("%(yuan)s yuan are asked for; %(left)s are left.") % {"yuan": yuan, "left": left},
        place=budget.stream,
        mend=_("Wait until more is granted, or share out what is left as the clause says."),
    )

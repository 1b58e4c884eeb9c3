"""What each of some approved claims would get of a budget, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from jingkai.benefits.budgets.budget import Budget
from jingkai.benefits.budgets.sharing import Asked, share_out
from jingkai.benefits.claims.errors import BudgetError
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.pools import Order, order_of, priority_of
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid


class Approved(Protocol):
    """What is read of a claim."""

    claim: str
    document: str
    benefit: str
    approved: Decimal | None


_ORDERS: Mapping[Order, str] = {
    "first_come": msgid("First come, first served: one after another in full, until the money ends."),
    "pro_rata": msgid("In proportion to what was approved, exact to the fen."),
    "priority": msgid("By the priority of the clauses, then first come, first served."),
    "unstated": msgid("The clause does not say who comes first."),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would get what. ``shares`` has those that get something; ``fault`` says why nothing can be done.

    ``stated`` is the order that the clauses set, ``order`` the one that is followed: where no clause sets one, people
    decide.
    """

    stated: Order
    order: Order
    available: Decimal
    asked: Decimal
    shares: Mapping[str, Decimal]
    priorities: Mapping[str, int]
    is_short: bool
    fault: BudgetError | None = None

    @property
    def order_words(self) -> str:
        """How it is shared out where there is too little, in the reader's language."""
        return _(_ORDERS[self.order])

    @property
    def is_decided(self) -> bool:
        """Whether people decided on the order, because no clause does."""
        return self.stated == "unstated" and self.order != "unstated"

    @property
    def needs_reason(self) -> bool:
        """Whether the decision that shares the money out has to be named."""
        return self.is_short or self.is_decided

    @property
    def given(self) -> Decimal:
        """All that would be set aside, in yuan."""
        return sum(self.shares.values(), ZERO)

    @property
    def left(self) -> Decimal:
        """What would then be left, in yuan."""
        return self.available - self.given


def preview(budget: Budget, claims: Sequence[Approved], decided: Order = "unstated") -> Preview:
    """Say what claims would get, in the order in which they are given, by the order of their clauses.

    ``decided`` is the order that people have decided on; it counts only where the clauses set none and money is short.
    ``is_short``: somebody would get less than was approved, though something.
    """
    stated = order_of((one.document, one.benefit) for one in claims)
    ranks = {one.claim: priority_of((one.document, one.benefit)) for one in claims}
    asked = [Asked(one.claim, one.approved or ZERO, ranks[one.claim]) for one in claims]
    total = sum((one.yuan for one in asked), ZERO)
    order = decided if stated == "unstated" and total > budget.available else stated
    try:
        shares = share_out(budget.available, asked, order)
    except BudgetError as error:
        return Preview(stated, order, budget.available, total, {}, ranks, is_short=False, fault=error)
    short = any(0 < shares.get(one.claim, ZERO) < one.yuan for one in asked)
    return Preview(stated, order, budget.available, total, shares, ranks, is_short=short)

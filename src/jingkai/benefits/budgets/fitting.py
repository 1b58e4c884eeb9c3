"""Which money may pay a claim: that of its own zone, in the pool that its clause names."""

from __future__ import annotations

from jingkai.benefits import words
from jingkai.benefits.budgets.budget import Budget
from jingkai.benefits.claims.claim import Claimant, Right
from jingkai.benefits.claims.errors import BudgetError
from jingkai.benefits.pools import may_pay, pool_called, pool_of
from jingkai.kernel.language import gettext as _


def check_fits(budget: Budget, claimant: Claimant, right: Right) -> None:
    """Raise :class:`BudgetError` where a budget does not pay what is claimed: another zone's, or of another pool.

    A benefit whose clause names no pool (an agreement, say) may be paid from any budget of its zone.
    """
    if claimant.zone != budget.zone:
        raise BudgetError(
            _("The claim belongs to another zone than the budget."),
            place=budget.stream,
            mend=_("Take a budget of the zone “%(zone)s”.") % {"zone": claimant.zone},
        )
    key = (right.document, right.benefit)
    if may_pay(budget.pool, key):
        return
    own = pool_called(pool_of(key))
    raise BudgetError(
        _("The budget %(budget)s does not pay for %(clause)s: that is paid from “%(pool)s”.")
        % {
            "budget": budget.id,
            "clause": f"{right.document} {words.clause(right.provision)}",
            "pool": own.words,
        },
        place=budget.stream,
        mend=_("Set its money aside in a budget of that pool, such as %(budget)s.")
        % {"budget": f"{budget.zone}/{own.id}/{budget.year}"},
    )

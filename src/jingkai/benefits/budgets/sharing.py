"""Who gets what from a budget that is short: as the clause orders, exact to the fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jingkai.benefits.claims.errors import BudgetError
from jingkai.benefits.claims.money import FEN, ZERO, exact
from jingkai.kernel.language import gettext as _


@dataclass(frozen=True, slots=True)
class Asked:
    """What a claim asks for; a smaller ``priority`` comes first."""

    claim: str
    yuan: Decimal
    priority: int = 0


def share_out(
    available: Decimal,
    asked: Sequence[Asked],
    order: Literal["first_come", "pro_rata", "priority", "unstated"],
) -> dict[str, Decimal]:
    """Return what each claim gets, in yuan, in the order in which ``asked`` has them: those who came first, first.

    ``first_come`` and ``priority`` serve one after another, each in full; at the first that cannot be served in full the
    rest wait, so that nobody overtakes. ``pro_rata`` see :func:`pro_rata`. Claims that get nothing are not named.

    Raises :class:`BudgetError` where the clause does not say who comes first and there is not enough for all.
    """
    if order == "pro_rata" or sum((one.yuan for one in asked), ZERO) <= available:
        shares = pro_rata(available, {one.claim: one.yuan for one in asked})
        return {claim: yuan for claim, yuan in shares.items() if yuan}
    if order == "unstated":
        raise BudgetError(
            _("There is not enough for all, and the clause does not say who comes first."),
            place="budget",
            mend=_("Have the order decided, then set money aside claim by claim."),
        )
    served: dict[str, Decimal] = {}
    left = available
    for one in sorted(asked, key=lambda one: one.priority) if order == "priority" else asked:
        if one.yuan > left:
            break
        served[one.claim] = exact(one.yuan)
        left -= one.yuan
    return served


def pro_rata(available: Decimal, wanted: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return the share of each in what is available, in proportion to what each wants; all of it where it is enough.

    Whole fen; what rounding down leaves goes, a fen each, to the largest remainders, of equal ones to the earlier in
    ``wanted``. The shares sum to ``available`` exactly where it is short, and none is above what was wanted.

    >>> pro_rata(Decimal("100.00"), {"a": Decimal("100"), "b": Decimal("100"), "c": Decimal("100")})
    {'a': Decimal('33.34'), 'b': Decimal('33.33'), 'c': Decimal('33.33')}
    """
    fen = {name: int(exact(yuan) / FEN) for name, yuan in wanted.items()}
    have, total = int(exact(available) / FEN), sum(fen.values())
    if total <= have:
        return {name: one * FEN for name, one in fen.items()}
    shares = {name: one * have // total for name, one in fen.items()}
    left = have - sum(shares.values())
    # sorted is stable: of equal remainders the earlier comes first
    for name in sorted(fen, key=lambda name: -(fen[name] * have % total))[:left]:
        shares[name] += 1
    return {name: one * FEN for name, one in shares.items()}

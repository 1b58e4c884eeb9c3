"""Deadlines of claims, in working days. Where no rule sets one, it is unknown, and never made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.terms import Step, Terms
from jingkai.kernel.working_days import Deadline, add_working_days

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Due:
    """The last day in time, whether it may still move, and the rule it rests on."""

    date: date
    provisional: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a deadline is counted from: where a claim stands, since when, its publication's end, its approval."""

    state: State
    since: datetime
    published_until: date | None = None
    approved_at: datetime | None = None


NO_TERMS: Terms = MappingProxyType({})

STEPS: Mapping[State, Step] = MappingProxyType(
    {
        State.CONSENTED: Step.VERIFICATION,
        State.VERIFIED: Step.PUBLISHING,
        State.PUBLICISED: Step.DECISION,
        State.OBJECTED: Step.SETTLEMENT,
        State.APPROVED: Step.PAYMENT,
        State.BUDGETED: Step.PAYMENT,
        State.ORDERED: Step.PAYMENT,
    }
)
"""State → the step whose term runs in it."""


def publicity_ends(first: date, days: int) -> Deadline:
    """Return the last day of publication: ``days`` working days after the day of publication, which does not count.

    >>> publicity_ends(date(2024, 9, 27), 3)
    Deadline(date=datetime.date(2024, 10, 8), provisional=False)
    """
    return add_working_days(first, days)


def due(claim: Standing, terms: Terms = NO_TERMS) -> Due | None:
    """Return until when the claim should have left its state; ``None``: no rule says, or nobody is waited for.

    The term of the decision runs from the end of the publication (or of an objection settled later), that of the payment
    from the approval, every other from the day on which the claim came to its state. The first day does not count.
    """
    step = STEPS.get(claim.state)
    term = terms.get(step) if step else None
    start = _start(claim)
    if term is None or start is None:
        return None
    deadline = add_working_days(start, term.days)
    return Due(deadline.date, deadline.provisional, term.basis)


def _start(claim: Standing) -> date | None:
    if claim.state is State.PUBLICISED:
        # Where an objection is settled after the publication has ended, the decision waits from then on only.
        return claim.published_until and max(claim.published_until, day_of(claim.since))
    if STEPS.get(claim.state) is Step.PAYMENT:
        return day_of(claim.approved_at) if claim.approved_at else None
    return day_of(claim.since)


def day_of(moment: datetime) -> date:
    """Return the day of a moment in China."""
    return moment.astimezone(CHINA).date()

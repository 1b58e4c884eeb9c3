"""Deadlines of claims, in working days. Where no rule sets one, it is unknown, and never made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.states import State
from jingkai.kernel.working_days import Deadline, add_working_days

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many working days a state may last, and which clause says so."""

    days: int
    clause: str


@dataclass(frozen=True, slots=True)
class Due:
    """The last day in time, whether it may still move, and the clause it rests on."""

    date: date
    provisional: bool
    clause: str


NO_LIMITS: Mapping[State, Limit] = MappingProxyType({})


def publicity_ends(first: date, days: int) -> Deadline:
    """Return the last day of publication: ``days`` working days after the day of publication, which does not count.

    >>> publicity_ends(date(2024, 9, 27), 3)
    Deadline(date=datetime.date(2024, 10, 8), provisional=False)
    """
    return add_working_days(first, days)


def due(claim: Claim, limits: Mapping[State, Limit] = NO_LIMITS) -> Due | None:
    """Return until when the claim should have left its state; ``None``: no rule says.

    A publication ends by its own dates; the other states have the limits that packs or the zone set.
    """
    if claim.state in {State.PUBLICISED, State.OBJECTED} and claim.publicity is not None:
        return Due(claim.publicity.last, claim.publicity.provisional, claim.publicity.basis)
    limit = limits.get(claim.state)
    if limit is None:
        return None
    deadline = add_working_days(claim.since.astimezone(CHINA).date(), limit.days)
    return Due(deadline.date, deadline.provisional, limit.clause)

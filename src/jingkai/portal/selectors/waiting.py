"""Everything that waits for one person, whatever slice it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.kernel.waiting import DueState, Waiting
from jingkai.portal.selectors.slices import answers_of

_URGENCY = (DueState.OVERDUE, DueState.AT_RISK, DueState.ON_TRACK, DueState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class InboxGroup:
    """Things of one state, the most urgent first."""

    state: DueState
    things: tuple[Waiting, ...]


def inbox(user: User) -> list[Waiting]:
    """Return what waits for ``user``: overdue first, then by deadline; what came first stands before what came later."""
    found: list[Waiting] = [thing for waiting_for in answers_of("waiting_for") for thing in waiting_for(user)]
    today = timezone.localdate()
    return sorted(found, key=lambda thing: (_rank(thing, today), thing.due or date.max, thing.since))


def inbox_groups(things: Sequence[Waiting]) -> list[InboxGroup]:
    """Group what waits by how its deadlines stand today; a state that nothing is in is left out."""
    today = timezone.localdate()
    groups = (
        InboxGroup(state, tuple(thing for thing in things if thing.state(today) is state))
        for state in _URGENCY
    )
    return [group for group in groups if group.things]


def most_urgent(things: Sequence[Waiting]) -> DueState | None:
    """Return the state of the most urgent thing, ``None`` where nothing waits."""
    today = timezone.localdate()
    return min((thing.state(today) for thing in things), key=_URGENCY.index, default=None)


def _rank(thing: Waiting, today: date) -> int:
    return _URGENCY.index(thing.state(today))

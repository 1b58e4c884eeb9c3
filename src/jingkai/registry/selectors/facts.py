"""Facts as they held on a day and as they were known at a moment."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.registry import actions
from jingkai.registry.models import Fact
from jingkai.registry.models.facts import FactQuerySet


def facts(user: Principal) -> FactQuerySet:
    """Every fact that somebody may see, each with its variable; those that were corrected too."""
    rows: FactQuerySet = Fact.objects.select_related("variable", "zone")
    return visible(user, rows, actions.VIEW_FACTS)  # type: ignore[return-value]


def facts_of(
    user: Principal,
    thing: Any,
    *,
    on: date | None = None,
    known_at: datetime | None = None,
    with_retired: bool = False,
) -> FactQuerySet:
    """Return the facts about a zone, park, enterprise, project or parcel.

    ``on`` leaves those that hold on a day; ``known_at`` goes back to what was known at a moment (else: now);
    ``with_retired`` keeps what was corrected since.
    """
    rows = facts(user).filter(subject=thing.subject_key)
    if not with_retired:
        rows = rows.known(known_at)
    return rows.valid(on) if on else rows

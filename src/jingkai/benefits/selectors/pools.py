"""The pools of money that the clauses in force in a zone name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from jingkai.benefits.pools import Pool, pools
from jingkai.benefits.selectors.subjects import policies_for
from jingkai.registry.models import Zone


def pools_of(zones: Iterable[Zone]) -> Mapping[str, Pool]:
    """Return the pools that the packs of some zones name today, by id: those of other zones pay nothing there."""
    today = timezone.localdate()
    found = {policy.key: policy for zone in zones for policy in policies_for(zone, today)}
    return pools(found.values())


def pools_of_zone(zone: str) -> Mapping[str, Pool]:
    """Return the pools of a zone by its code; of one that the registry does not know, those of every pack."""
    known = Zone.objects.filter(code=zone).first()
    return pools() if known is None else pools_of([known])

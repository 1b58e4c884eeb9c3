"""What facts are about: from the key that a fact keeps to the row itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from jingkai.registry.models import Enterprise, Fact, Parcel, Park, Project, Zone

_TABLES: Mapping[str, tuple[type[Model], str]] = {
    "zone": (Zone, "code"),
    "park": (Park, "code"),
    "enterprise": (Enterprise, "uscc"),
    "project": (Project, "code"),
    "parcel": (Parcel, "number"),
}


def subjects_of(facts: Iterable[Fact]) -> dict[str, Any]:
    """Return the subjects of facts by key, one query for each kind. Whoever may see a fact may see what it is about."""
    keys: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        kind, _slash, key = fact.subject.partition("/")
        keys[kind].add(key)
    found = {}
    for kind, wanted in keys.items():
        if kind in _TABLES:
            model, field = _TABLES[kind]
            for row in model._default_manager.filter(**{f"{field}__in": wanted}):
                found[f"{kind}/{getattr(row, field)}"] = row
    return found

"""What is read of the registry, always through the reader's scope."""

from __future__ import annotations

from jingkai.registry.selectors.facts import facts, facts_of
from jingkai.registry.selectors.finding import find
from jingkai.registry.selectors.history import (
    Change,
    FieldChange,
    Personal,
    changes_of,
    in_words,
    personal_of,
)
from jingkai.registry.selectors.rows import (
    catalogue,
    enterprises,
    kept_zones,
    parcels,
    parks,
    projects,
    units,
    variables,
    zones,
)

__all__ = [
    "Change",
    "FieldChange",
    "Personal",
    "catalogue",
    "changes_of",
    "enterprises",
    "facts",
    "facts_of",
    "find",
    "in_words",
    "kept_zones",
    "parcels",
    "parks",
    "personal_of",
    "projects",
    "units",
    "variables",
    "zones",
]

"""What is read of the registry, always through the reader's scope."""

from __future__ import annotations

from jingkai.registry.selectors.counts import Counts, counts
from jingkai.registry.selectors.facts import facts, facts_of
from jingkai.registry.selectors.finding import find
from jingkai.registry.selectors.history import (
    Change,
    FieldChange,
    Personal,
    changes_of,
    field_words,
    in_words,
    is_optional,
    personal_of,
)
from jingkai.registry.selectors.imports import waiting_for
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
from jingkai.registry.selectors.subjects import subjects_of
from jingkai.registry.selectors.units import find_unit, units_named

__all__ = [
    "Change",
    "Counts",
    "FieldChange",
    "Personal",
    "catalogue",
    "changes_of",
    "counts",
    "enterprises",
    "facts",
    "facts_of",
    "field_words",
    "find",
    "find_unit",
    "in_words",
    "is_optional",
    "kept_zones",
    "parcels",
    "parks",
    "personal_of",
    "projects",
    "subjects_of",
    "units",
    "units_named",
    "variables",
    "waiting_for",
    "zones",
]

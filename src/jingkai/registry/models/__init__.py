"""Tables of the registry: ordinary rows with history. What decides rights or money is not kept here but in the ledger."""

from jingkai.registry.models.facts import Fact, Source, Variable
from jingkai.registry.models.imports import ImportRun, RefusedRow
from jingkai.registry.models.subjects import Enterprise, Parcel, Project
from jingkai.registry.models.zones import Park, Unit, Zone

__all__ = [
    "Enterprise",
    "Fact",
    "ImportRun",
    "Parcel",
    "Park",
    "Project",
    "RefusedRow",
    "Source",
    "Unit",
    "Variable",
    "Zone",
]

"""How many rows of each table somebody may see, and what is not known in them: for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from jingkai.accounts.policy import Principal, may
from jingkai.registry import actions
from jingkai.registry.selectors import rows


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows within somebody's scope; ``None`` where they may not see the table."""

    zones: int | None
    parks: int | None
    units: int | None
    enterprises: int | None
    projects: int | None
    parcels: int | None


def counts(user: Principal) -> Counts:
    """Count the rows that somebody may see."""
    seen = {
        "zones": (actions.VIEW_ZONES, rows.zones),
        "parks": (actions.VIEW_ZONES, rows.parks),
        "units": (actions.VIEW_UNITS, rows.units),
        "enterprises": (actions.VIEW_ENTERPRISES, rows.enterprises),
        "projects": (actions.VIEW_PROJECTS, rows.projects),
        "parcels": (actions.VIEW_PARCELS, rows.parcels),
    }
    return Counts(
        **{name: given(user).count() if may(user, action) else None for name, (action, given) in seen.items()}
    )

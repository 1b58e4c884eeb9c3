"""Pages of the registry that are about one row, for the rows of one zone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jingkai.accounts.scopes import Place


def addresses_of(*, zone: str, unit: str, enterprise: str) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each."""
    from world import settle

    from jingkai.registry.urls import urlpatterns

    settled = settle(zone)
    assert settled.enterprise.uscc == enterprise
    assert settled.unit.code == unit
    rows = {
        "zones": (settled.zone, settled.zone.code),
        "parks": (settled.park, settled.park.code),
        "units": (settled.unit, settled.unit.code),
        "enterprises": (settled.enterprise, settled.enterprise.uscc),
        "projects": (settled.project, settled.project.code),
        "parcels": (settled.parcel, settled.parcel.number),
    }
    for entry in urlpatterns:
        written = str(entry.pattern)
        plural, _slash, rest = written.partition("/")
        if plural in rows and rest.startswith("<"):
            row, key = rows[plural]
            yield f"/registry/{re.sub(r'<[^>]+>', key, written)}", entry.callback.action, row.place()

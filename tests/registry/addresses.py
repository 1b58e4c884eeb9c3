"""Pages of the registry that are about one row, for the rows of one zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jingkai.accounts.scopes import Place

if TYPE_CHECKING:
    from jingkai.registry.models import ImportRun, Zone


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
    for page in ("", "facts/"):  # the dictionary lies nowhere: whoever may read it reads it from anywhere
        action = "registry.fact.view" if page else "registry.variable.view"
        yield f"/registry/variables/{settled.fact.variable.name}/{page}", action, _anywhere()
    run = import_in(settled.zone)
    for page in ("", "columns/", "progress/", "begin/", "cancel/", "discard/", "refused/"):
        yield f"/registry/imports/{run.pk}/{page}", "registry.import.run", run.place()


def _anywhere() -> Place:
    """Give the place of what is the same for everybody: in every scope that the walk holds roles in."""
    from jingkai.accounts.scopes import ScopeKind
    from people import HOME, NEIGHBOUR

    both = {kind: frozenset({HOME[kind].key, NEIGHBOUR[kind].key}) for kind in NEIGHBOUR}
    return Place(both[ScopeKind.ZONE], both[ScopeKind.UNIT], both[ScopeKind.ENTERPRISE])


def import_in(zone: Zone) -> ImportRun:
    """Give an import of enterprises into a zone that is done."""
    from jingkai.registry.models import ImportRun

    mapping = {"header_row": 1, "matches": [[0, "统一社会信用代码", "uscc", "", True]], "erased": []}
    given = {"mapping": mapping, "state": "done", "digest": "0" * 64, "file": "", "done": 1, "rows": 1}
    run, _made = ImportRun.objects.get_or_create(
        table="enterprises", zone=zone, filename="企业名录.csv", defaults=given
    )
    return run

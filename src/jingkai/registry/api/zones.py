"""Zones and their parks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from jingkai.accounts.api.gate import operation
from jingkai.accounts.api.shapes import Page
from jingkai.kernel.language import msgid
from jingkai.registry import selectors
from jingkai.registry.actions import EDIT_ZONES, VIEW_ZONES
from jingkai.registry.api.asked import ParkChange, ParkEntry, ParksAsked, ZoneChange, ZonesAsked
from jingkai.registry.api.rows import Table, changed, entered, listed, shown
from jingkai.registry.api.shapes import ParkShape, ZoneShape, park_shape, zone_shape
from jingkai.registry.models import Park, Zone

router = Router()
ZONES = Table(
    model=Zone,
    key="code",
    rows=selectors.zones,
    shape=zone_shape,
    edit=EDIT_ZONES,
    words=("name", "short_name", "code"),
    paths={"level": "level", "kind": "kind", "city": "city", "synthetic": "synthetic"},
)
PARKS = Table(
    model=Park,
    key="code",
    rows=selectors.parks,
    shape=park_shape,
    edit=EDIT_ZONES,
    words=("name", "code"),
    paths={"zone": "zone__code"},
)


@operation(
    router.get, "/zones", VIEW_ZONES, msgid("Zones within the token's scope"), response=Page[ZoneShape]
)
def list_zones(request: HttpRequest, asked: Query[ZonesAsked]) -> Page[ZoneShape]:
    """Zones within the token's scope."""
    return listed(request, ZONES, asked)


@operation(router.get, "/zones/{str:code}", VIEW_ZONES, msgid("A zone by its code"), response=ZoneShape)
def read_zone(request: HttpRequest, response: HttpResponse, code: Path[str]) -> ZoneShape:
    """A zone by its code."""
    return shown(request, response, ZONES, code)  # type: ignore[no-any-return]


@operation(
    router.patch,
    "/zones/{str:code}",
    EDIT_ZONES,
    msgid("Change a zone: what the body does not name stays as it is"),
    response=ZoneShape,
    versioned=True,
)
def change_zone(request: HttpRequest, response: HttpResponse, code: Path[str], body: ZoneChange) -> ZoneShape:
    """Change a zone: what the body does not name stays as it is.

    The header `If-Match` carries the `ETag` of the row that the change was made from.
    """
    return changed(request, response, ZONES, code, body)  # type: ignore[no-any-return]


@operation(
    router.get, "/parks", VIEW_ZONES, msgid("Parks within the token's scope"), response=Page[ParkShape]
)
def list_parks(request: HttpRequest, asked: Query[ParksAsked]) -> Page[ParkShape]:
    """Parks within the token's scope."""
    return listed(request, PARKS, asked)


@operation(router.get, "/parks/{str:code}", VIEW_ZONES, msgid("A park by its code"), response=ParkShape)
def read_park(request: HttpRequest, response: HttpResponse, code: Path[str]) -> ParkShape:
    """A park by its code."""
    return shown(request, response, PARKS, code)  # type: ignore[no-any-return]


@operation(
    router.post, "/parks", EDIT_ZONES, msgid("Enter a park"), response=ParkShape, status=201, conflicts=True
)
def enter_park(request: HttpRequest, response: HttpResponse, body: ParkEntry) -> ParkShape:
    """Enter a park."""
    return entered(request, response, PARKS, body)  # type: ignore[no-any-return]


@operation(
    router.patch,
    "/parks/{str:code}",
    EDIT_ZONES,
    msgid("Change a park: what the body does not name stays as it is"),
    response=ParkShape,
    versioned=True,
)
def change_park(request: HttpRequest, response: HttpResponse, code: Path[str], body: ParkChange) -> ParkShape:
    """Change a park: what the body does not name stays as it is.

    The header `If-Match` carries the `ETag` of the row that the change was made from.
    """
    return changed(request, response, PARKS, code, body)  # type: ignore[no-any-return]

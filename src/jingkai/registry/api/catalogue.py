"""The public catalogue of development zones; it needs no token."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from jingkai.accounts.api.gate import operation
from jingkai.accounts.api.shapes import Page
from jingkai.kernel.language import msgid
from jingkai.registry import selectors
from jingkai.registry.actions import EDIT_ZONES, VIEW_CATALOGUE
from jingkai.registry.api.asked import CatalogueAsked
from jingkai.registry.api.rows import Table, listed
from jingkai.registry.api.shapes import ZoneShape, zone_shape
from jingkai.registry.models import Zone

router = Router()
TABLE = Table(
    model=Zone,
    key="code",
    rows=selectors.catalogue,
    shape=zone_shape,
    edit=EDIT_ZONES,
    words=("name", "short_name", "code"),
    paths={"level": "level", "kind": "kind", "city": "city"},
)


@operation(
    router.get,
    "/catalogue",
    VIEW_CATALOGUE,
    msgid("The public catalogue of development zones: name, level, year, area, boundary, leading industries"),
    response=Page[ZoneShape],
)
def list_catalogue(request: HttpRequest, asked: Query[CatalogueAsked]) -> Page[ZoneShape]:
    """The public catalogue of development zones: name, level, year, area, boundary, leading industries."""
    return listed(request, TABLE, asked)

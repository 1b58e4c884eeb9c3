"""Responsible units."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from jingkai.accounts.api.gate import operation
from jingkai.accounts.api.shapes import Page
from jingkai.kernel.language import msgid
from jingkai.registry import selectors
from jingkai.registry.actions import EDIT_UNITS, VIEW_UNITS
from jingkai.registry.api.asked import UnitChange, UnitEntry, UnitsAsked
from jingkai.registry.api.rows import Table, changed, entered, listed, shown
from jingkai.registry.api.shapes import RegisteredUnit, unit_shape
from jingkai.registry.models import Unit

router = Router()
UNITS = Table(
    model=Unit,
    key="code",
    rows=selectors.units,
    shape=unit_shape,
    edit=EDIT_UNITS,
    words=("name", "code"),
    paths={"zone": "zone__code", "level": "level"},
)


@operation(
    router.get, "/units", VIEW_UNITS, msgid("Units within the token's scope"), response=Page[RegisteredUnit]
)
def list_units(request: HttpRequest, asked: Query[UnitsAsked]) -> Page[RegisteredUnit]:
    """Units within the token's scope."""
    return listed(request, UNITS, asked)


@operation(router.get, "/units/{str:code}", VIEW_UNITS, msgid("A unit by its code"), response=RegisteredUnit)
def read_unit(request: HttpRequest, response: HttpResponse, code: Path[str]) -> RegisteredUnit:
    """A unit by its code."""
    return shown(request, response, UNITS, code)  # type: ignore[no-any-return]


@operation(
    router.post,
    "/units",
    EDIT_UNITS,
    msgid("Enter a unit"),
    response=RegisteredUnit,
    status=201,
    conflicts=True,
)
def enter_unit(request: HttpRequest, response: HttpResponse, body: UnitEntry) -> RegisteredUnit:
    """Enter a unit."""
    return entered(request, response, UNITS, body)  # type: ignore[no-any-return]


@operation(
    router.patch,
    "/units/{str:code}",
    EDIT_UNITS,
    msgid("Change a unit: what the body does not name stays as it is"),
    response=RegisteredUnit,
    versioned=True,
)
def change_unit(
    request: HttpRequest, response: HttpResponse, code: Path[str], body: UnitChange
) -> RegisteredUnit:
    """Change a unit: what the body does not name stays as it is.

    The header `If-Match` carries the `ETag` of the row that the change was made from.
    """
    return changed(request, response, UNITS, code, body)  # type: ignore[no-any-return]

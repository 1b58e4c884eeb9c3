"""Parcels of land."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from jingkai.accounts.api.gate import operation
from jingkai.accounts.api.shapes import Page
from jingkai.kernel.language import msgid
from jingkai.registry import selectors
from jingkai.registry.actions import EDIT_PARCELS, VIEW_PARCELS
from jingkai.registry.api.asked import ParcelChange, ParcelEntry, ParcelsAsked
from jingkai.registry.api.rows import Table, changed, entered, listed, shown
from jingkai.registry.api.shapes import ParcelShape, parcel_shape
from jingkai.registry.models import Parcel

router = Router()
PARCELS = Table(
    model=Parcel,
    key="number",
    rows=selectors.parcels,
    shape=parcel_shape,
    edit=EDIT_PARCELS,
    words=("number",),
    paths={
        "zone": "zone__code",
        "park": "park__code",
        "enterprise": "enterprise__uscc",
        "use": "use",
        "state": "state",
        "synthetic": "synthetic",
    },
)


@operation(
    router.get,
    "/parcels",
    VIEW_PARCELS,
    msgid("Parcels within the token's scope"),
    response=Page[ParcelShape],
)
def list_parcels(request: HttpRequest, asked: Query[ParcelsAsked]) -> Page[ParcelShape]:
    """Parcels within the token's scope."""
    return listed(request, PARCELS, asked)


@operation(
    router.get, "/parcels/{str:number}", VIEW_PARCELS, msgid("A parcel by its number"), response=ParcelShape
)
def read_parcel(request: HttpRequest, response: HttpResponse, number: Path[str]) -> ParcelShape:
    """A parcel by its number."""
    return shown(request, response, PARCELS, number)  # type: ignore[no-any-return]


@operation(
    router.post,
    "/parcels",
    EDIT_PARCELS,
    msgid("Enter a parcel"),
    response=ParcelShape,
    status=201,
    conflicts=True,
)
def enter_parcel(request: HttpRequest, response: HttpResponse, body: ParcelEntry) -> ParcelShape:
    """Enter a parcel."""
    return entered(request, response, PARCELS, body)  # type: ignore[no-any-return]


@operation(
    router.patch,
    "/parcels/{str:number}",
    EDIT_PARCELS,
    msgid("Change a parcel: what the body does not name stays as it is"),
    response=ParcelShape,
    versioned=True,
)
def change_parcel(
    request: HttpRequest, response: HttpResponse, number: Path[str], body: ParcelChange
) -> ParcelShape:
    """Change a parcel: what the body does not name stays as it is.

    The header `If-Match` carries the `ETag` of the row that the change was made from.
    """
    return changed(request, response, PARCELS, number, body)  # type: ignore[no-any-return]

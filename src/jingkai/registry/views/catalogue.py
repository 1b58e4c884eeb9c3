"""The public catalogue of zones: a page anybody may read, and the same as open data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from jingkai.accounts.policy import Principal
from jingkai.accounts.views.guard import allowed
from jingkai.registry import actions, selectors
from jingkai.registry.catalogue import Catalogue, CatalogueZone, feature_collection, schema
from jingkai.registry.models import Zone
from jingkai.registry.models.zones import ZoneLevel
from jingkai.registry.schematic_map import Site, outline, tiles
from jingkai.registry.views.columns import REMARK, Column, cells
from jingkai.registry.views.listing import list_context, narrowed, offered, table_file
from jingkai.registry.views.places import ZONES
from jingkai.registry.views.register import Register

_NAMES = {column.name: column for column in ZONES.columns}


def _address(zone: Zone) -> str:
    return reverse("registry:catalogue_zone", args=[zone.code])


CATALOGUE = Register(
    name="catalogue_zone",
    plural="catalogue",
    key="code",
    icon="map-pinned",
    words=_("Catalogue of development zones"),
    lead=_(
        "Name, level, year of approval, area, boundary and leading industries of every zone, open to everybody. "
        "What no document here says is unknown."
    ),
    counted=lambda total: ngettext("%(total)s zone", "%(total)s zones", total) % {"total": f"{total:,}"},
    rows=selectors.catalogue,
    view=actions.VIEW_CATALOGUE,
    columns=(
        *(_NAMES[name] for name in ("name", "level", "kind", "city", "year", "area", "industries")),
        Column("source", _("Source"), lambda row: row.source),
        _NAMES["code"],
        REMARK,
    ),
    search=("name", "short_name", "city"),
    filters=ZONES.filters,
    sort="level",
    empty=_("No zone is entered yet"),
    next_step=_("Whoever keeps the zones enters or imports them; this page then shows them to everybody."),
    address=_address,
)

FILES = ("csv", "xlsx", "json", "geojson", "schema")


def _notes(zones: Iterable[CatalogueZone]) -> list[str]:
    notes = [gettext("What is not known is null or empty; it is never zero.")]
    if any(zone.synthetic for zone in zones):
        notes.append(gettext("Zones marked synthetic are demonstration data; they do not exist."))
    return notes


def _narrowed(request: HttpRequest) -> Any:
    principal: Principal = request.user  # type: ignore[assignment]
    rows = selectors.catalogue(principal)
    return narrowed(request, CATALOGUE, rows, offered(request, CATALOGUE, rows))


@allowed(actions.VIEW_CATALOGUE)
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """List every zone under the filters in the address, on a schematic map and in a table."""
    principal: Principal = request.user  # type: ignore[assignment]
    context = list_context(request, CATALOGUE, selectors.catalogue(principal))
    drawn = list(_narrowed(request))
    context |= {
        "tiles": tiles(_site(zone) for zone in drawn),
        "any_synthetic": any(zone.synthetic for zone in drawn),
        "levels": [*ZoneLevel.choices, ("unknown", gettext("level unknown"))],
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    return render(request, "registry/catalogue.html", context)


@allowed(actions.VIEW_CATALOGUE)
@require_GET
def catalogue_zone(request: HttpRequest, key: str) -> HttpResponse:
    """Show one zone of the catalogue."""
    principal: Principal = request.user  # type: ignore[assignment]
    zone = get_object_or_404(selectors.catalogue(principal), code=key)
    context = {
        "register": CATALOGUE,
        "row": zone,
        "cells": cells(CATALOGUE.columns[1:], zone, principal),
        "outline": outline(zone.boundary) if zone.boundary else "",
        "own": selectors.zones(principal).filter(pk=zone.pk).exists(),
    }
    return render(request, "registry/catalogue_zone.html", context)


@allowed(actions.VIEW_CATALOGUE)
@require_GET
def catalogue_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out the catalogue, under the filters in the address, as ``csv``, ``xlsx``, ``json`` or ``geojson``; or the
    ``schema`` of its JSON.
    """
    if kind not in FILES:
        raise Http404(gettext("The catalogue is given out as csv, xlsx, json and geojson."))
    if kind == "schema":
        return _data(schema(), "application/schema+json")
    if kind in {"csv", "xlsx"}:
        heads = [str(column.words) for column in CATALOGUE.columns]
        table = (
            [column.exported(zone) for column in CATALOGUE.columns] for zone in _narrowed(request).iterator()
        )
        return table_file(kind, str(CATALOGUE.words), heads, table)
    zones = [_described(request, zone) for zone in _narrowed(request)]
    if kind == "geojson":
        return _data(feature_collection(zones, _notes(zones)), "application/geo+json")
    made = Catalogue(
        title=str(CATALOGUE.words),
        described_by=request.build_absolute_uri(reverse("registry:catalogue_file", args=["schema"])),
        notes=_notes(zones),
        zones=zones,
    )
    return _data(made.model_dump(), "application/json")


def _data(data: dict[str, Any], media: str) -> HttpResponse:
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1}, content_type=media)
    # Open data: any page of the web may read it, and it carries nothing of who asks.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _described(request: HttpRequest, zone: Zone) -> CatalogueZone:
    return CatalogueZone(
        code=zone.code,
        name=zone.name,
        short_name=zone.short_name or None,
        level=zone.level or None,
        kind=zone.kind,
        city=zone.city or None,
        division=zone.division or None,
        approved_year=zone.approved_year,
        area_km2=f"{zone.area.normalize():f}" if zone.area is not None else None,
        leading_industries=zone.industries or None,
        boundary=zone.boundary,
        source=zone.source or None,
        synthetic=zone.synthetic,
        url=request.build_absolute_uri(_address(zone)),
    )


def _site(zone: Zone) -> Site:
    return Site(
        name=zone.name,
        label=zone.short_name or zone.name,
        city=zone.city,
        level=zone.level or "unknown",
        url=_address(zone),
        boundary=zone.boundary,
        synthetic=zone.synthetic,
    )

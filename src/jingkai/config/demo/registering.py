"""Write the places and subjects of the demo zone into the registry, as if they had come in over the years."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from jingkai.config.demo import people as cast
from jingkai.config.demo import world
from jingkai.config.demo.beginning import REASON, Progress
from jingkai.kernel.language import gettext as _
from jingkai.registry.models import Enterprise, Parcel, Park, Project, Unit, Zone

M = TypeVar("M", bound=models.Model)


def register_zone(made: world.DemoWorld) -> Zone:
    """Register the zone."""
    zone = Zone(
        code=world.ZONE_CODE,
        name=world.ZONE_NAME,
        short_name="青岚经开区",
        level="national",
        city=world.CITY,
        approved_year=2013,
        area=made.area,
        industries=["装备制造", "绿色食品", "新材料"],
        boundary=made.boundary,
        source=REASON,
        synthetic=True,
    )
    return _saved([zone], Zone)[0]


def register_parks(zone: Zone, made: world.DemoWorld) -> dict[str, Park]:
    """Register its parks; return them by code."""
    rows = [
        Park(
            zone=zone,
            code=park.code,
            name=park.name,
            area=park.area,
            industries=list(park.industries),
            boundary=park.boundary,
            synthetic=True,
        )
        for park in made.parks
    ]
    return {park.code: park for park in _saved(rows, Park)}


def register_units(zone: Zone) -> None:
    """Register the units that answer for clauses, under the names that the dictionary knows."""
    from jingkai.registry.units import resolve

    rows = []
    for unit in cast.UNITS:
        known = resolve(unit.name)
        rows.append(
            Unit(
                code=unit.code,
                name=known.name if known else unit.name,
                level=unit.level,
                family=known.family if known else "",
                zone=zone if unit.of_the_zone else None,
                aliases=[*unit.aliases, *(known.aliases[:6] if known else ())],
                synthetic=True,
            )
        )
    _saved(rows, Unit)


def register_enterprises(
    zone: Zone, parks: dict[str, Park], made: world.DemoWorld, tell: Progress
) -> dict[str, Enterprise]:
    """Register the enterprises; return them by credit code."""
    rows = [
        Enterprise(
            uscc=one.uscc,
            name=one.name,
            zone=zone,
            park=parks[one.park],
            industry=one.trade.industry,
            state=one.state,
            foreign=one.foreign,
            above_scale=one.above_scale,
            registered_capital=one.capital,
            founded=one.founded,
            address=one.address,
            representative=one.representative,
            contact=one.contact,
            phone=one.phone,
            synthetic=True,
        )
        for one in made.enterprises
    ]
    saved = _saved(rows, Enterprise)
    tell(_("Enterprises"), len(saved), len(saved))
    return {row.uscc: row for row in saved}


def _entered(row: models.Model, number: int, count: int) -> None:
    """Let rows come into the registry one after another over the years, the last of them lately."""
    first = timezone.now() - timedelta(days=365 * world.YEARS)
    row._history_date = first + timedelta(days=365 * world.YEARS * (number + 0.5) / count)  # type: ignore[attr-defined]


def register_projects(
    zone: Zone,
    parks: dict[str, Park],
    enterprises: dict[str, Enterprise],
    made: world.DemoWorld,
    tell: Progress,
) -> None:
    """Register the projects of the enterprises."""
    rows = [
        Project(
            code=one.code,
            name=one.name,
            zone=zone,
            park=parks[one.park],
            enterprise=enterprises.get(one.enterprise or ""),
            industry=one.industry,
            stage=one.stage,
            investment=one.investment,
            started=one.started,
            completed=one.completed,
            synthetic=True,
        )
        for one in made.projects
    ]
    tell(_("Projects"), len(_saved(rows, Project)), len(rows))


def register_parcels(
    zone: Zone,
    parks: dict[str, Park],
    enterprises: dict[str, Enterprise],
    made: world.DemoWorld,
    tell: Progress,
) -> None:
    """Register the parcels and who holds them."""
    rows = [
        Parcel(
            number=one.number,
            zone=zone,
            park=parks[one.park],
            enterprise=enterprises.get(one.enterprise or ""),
            area=one.area,
            use=one.use,
            state=one.state,
            boundary=one.boundary,
            synthetic=True,
        )
        for one in made.parcels
    ]
    tell(_("Parcels"), len(_saved(rows, Parcel)), len(rows))


def _saved(rows: list[M], model: type[M]) -> list[M]:
    """Write rows with their history."""
    for number, row in enumerate(rows):
        _entered(row, number, len(rows))
    saved: list[M] = bulk_create_with_history(rows, model, batch_size=500, default_change_reason=REASON)
    for row, made in zip(saved, rows, strict=True):
        row.changed = made._history_date  # type: ignore[attr-defined]
    model._default_manager.bulk_update(saved, ["changed"], batch_size=500)
    return saved

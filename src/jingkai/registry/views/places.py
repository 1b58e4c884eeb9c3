"""The registers of zones, parks and units."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import Principal, may
from jingkai.registry import actions, selectors
from jingkai.registry.forms import ParkForm, UnitForm, ZoneForm
from jingkai.registry.models.zones import UnitLevel, ZoneKind, ZoneLevel
from jingkai.registry.views.columns import REMARK, Cell, Column, Look
from jingkai.registry.views.filters import by_state, by_value, by_zone
from jingkai.registry.views.register import Register, Tab


def address_for(user: Principal, action: Action, thing: Any) -> str:
    """Return the address of a thing for somebody; ``""`` where they may not see it."""
    return str(thing.get_absolute_url()) if thing is not None and may(user, action, thing) else ""


def _zone_address(row: Any, user: Principal) -> str:
    """Return the page of the row's zone; for whoever may not see it, the one in the public catalogue."""
    public = reverse("registry:catalogue_zone", args=[row.zone.code])
    return address_for(user, actions.VIEW_ZONES, row.zone) or public


def zone_column(sort: str = "zone__name") -> Column:
    """The zone of a row, with a link."""
    return Column(
        "zone",
        _("Zone"),
        lambda row: str(row.zone) if row.zone_id else "",
        Look.LINK,
        sort=sort,
        url=_zone_address,
        none_is_empty=True,
    )


def park_column() -> Column:
    """The park of a row, with a link."""
    return Column(
        "park",
        _("Park"),
        lambda row: row.park.name if row.park_id else "",
        Look.LINK,
        sort="park__name",
        url=lambda row, user: address_for(user, actions.VIEW_ZONES, row.park),
        none_is_empty=True,
    )


def boundary_words(row: Any) -> str:
    """Say whether a boundary is known."""
    return str(_("known")) if row.boundary else ""


_AREA = Column("area", _("Approved area (km²)"), lambda row: row.area, Look.NUMBER, sort="area")
_PARK_AREA = Column("area", _("Area (km²)"), lambda row: row.area, Look.NUMBER, sort="area")
_INDUSTRIES = Column("industries", _("Leading industries"), lambda row: row.industries, Look.WORDS)
_LEVEL = Column(
    "level", _("Zone level"), lambda row: row.get_level_display() if row.level else "", sort="level"
)
_CODE = Column("code", _("Code"), lambda row: row.code, Look.CODE, sort="code")
BOUNDARY = Column("boundary", _("Boundary"), boundary_words)
CHANGED = Column("changed", _("Last change"), lambda row: row.changed, Look.TIME, sort="changed")


def _zone_figures(zone: Any, user: Principal) -> list[Cell]:
    return [
        _AREA.cell(zone),
        Cell(Look.YEAR, zone.approved_year, _("Year of approval")),
        Cell(Look.NUMBER, selectors.parks(user).filter(zone=zone).count(), _("Parks")),
    ]


def _of_zone(rows: Any, zone: Any) -> Any:
    return rows.filter(zone=zone)


def _subjects(name: str) -> Any:
    from jingkai.registry.views import subjects

    return getattr(subjects, name)


PARKS: Register = Register(
    name="park",
    plural="parks",
    key="code",
    icon="trees",
    words=_("Parks"),
    lead=_("Parks within zones: one zone, several parks."),
    counted=lambda total: ngettext("%(total)s park", "%(total)s parks", total) % {"total": f"{total:,}"},
    rows=selectors.parks,
    view=actions.VIEW_ZONES,
    edit=actions.EDIT_ZONES,
    columns=(
        Column("name", _("Park"), lambda row: row.name, sort="name"),
        zone_column(),
        _PARK_AREA,
        _INDUSTRIES,
        _CODE,
        REMARK,
    ),
    search=("name", "code"),
    filters=(by_zone(),),
    sort="name",
    empty=_("No park yet"),
    next_step=_("Enter the first park, or import a table of parks."),
    new_words=_("Enter a park"),
    form=ParkForm,
    lines=(
        (_("Place"), (zone_column(), _CODE, _PARK_AREA, BOUNDARY)),
        (_("Economy"), (_INDUSTRIES,)),
        (_("Keeping"), (CHANGED,)),
    ),
    figures=lambda park, user: [
        _PARK_AREA.cell(park),
        Cell(Look.NUMBER, selectors.enterprises(user).filter(park=park).count(), _("Enterprises")),
    ],
    tabs=(
        Tab("enterprises", lambda: _subjects("ENTERPRISES"), lambda rows, park: rows.filter(park=park)),
        Tab("projects", lambda: _subjects("PROJECTS"), lambda rows, park: rows.filter(park=park)),
        Tab("parcels", lambda: _subjects("PARCELS"), lambda rows, park: rows.filter(park=park)),
    ),
    has_facts=True,
)

ZONES: Register = Register(
    name="zone",
    plural="zones",
    key="code",
    icon="map",
    words=_("Zones"),
    lead=_("Development zones within your scope. The public catalogue shows all of them."),
    counted=lambda total: ngettext("%(total)s zone", "%(total)s zones", total) % {"total": f"{total:,}"},
    rows=selectors.zones,
    view=actions.VIEW_ZONES,
    edit=actions.EDIT_ZONES,
    columns=(
        Column("name", _("Zone"), lambda row: row.name, sort="name"),
        _LEVEL,
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        Column("city", _("City or league"), lambda row: row.city, sort="city"),
        Column("year", _("Year of approval"), lambda row: row.approved_year, Look.YEAR, sort="approved_year"),
        _AREA,
        _INDUSTRIES,
        Column("code", _("Code"), lambda row: row.code, Look.CODE, exported_only=True),
        Column("source", _("Source"), lambda row: row.source, exported_only=True),
        REMARK,
    ),
    search=("name", "short_name", "city", "code"),
    filters=(
        by_state("level", _("Zone level"), ZoneLevel),
        by_state("kind", _("Kind"), ZoneKind),
        by_value("city", _("City or league")),
    ),
    sort="name",
    empty=_("No zone within your scope"),
    next_step=_("Look at the public catalogue, or enter your zone."),
    new_words=_("Enter a zone"),
    form=ZoneForm,
    lines=(
        (
            _("As approved"),
            (
                _LEVEL,
                Column("kind", _("Kind"), lambda row: row.get_kind_display()),
                Column("year", _("Year of approval"), lambda row: row.approved_year, Look.YEAR),
                _AREA,
            ),
        ),
        (
            _("Place"),
            (
                Column("city", _("City or league"), lambda row: row.city),
                Column("division", _("Division code"), lambda row: row.division, Look.CODE),
                BOUNDARY,
                _CODE,
            ),
        ),
        (_("Economy"), (_INDUSTRIES,)),
        (_("Keeping"), (Column("source", _("Source"), lambda row: row.source, Look.CLAUSE), CHANGED)),
    ),
    figures=_zone_figures,
    tabs=(
        Tab("parks", lambda: PARKS, _of_zone),
        Tab("enterprises", lambda: _subjects("ENTERPRISES"), _of_zone),
        Tab("projects", lambda: _subjects("PROJECTS"), _of_zone),
        Tab("parcels", lambda: _subjects("PARCELS"), _of_zone),
        Tab("units", lambda: UNITS, _of_zone),
    ),
    has_facts=True,
)

UNITS: Register = Register(
    name="unit",
    plural="units",
    key="code",
    icon="landmark",
    words=_("Units"),
    lead=_("Departments that clauses name and that answer for them, with every name they go by."),
    counted=lambda total: ngettext("%(total)s unit", "%(total)s units", total) % {"total": f"{total:,}"},
    rows=selectors.units,
    view=actions.VIEW_UNITS,
    edit=actions.EDIT_UNITS,
    columns=(
        Column("name", _("Unit"), lambda row: row.name, sort="name"),
        _LEVEL,
        Column("aliases", _("Other names"), lambda row: row.aliases, Look.WORDS, none_is_empty=True),
        zone_column(),
        _CODE,
        REMARK,
    ),
    search=("name", "code"),
    contains=lambda rows, words: rows.filter(pk__in=[unit.pk for unit in selectors.units_named(rows, words)]),
    filters=(by_state("level", _("Level"), UnitLevel), by_zone()),
    sort="name",
    empty=_("No unit yet"),
    next_step=_("Enter the first unit, or import a table of units."),
    new_words=_("Enter a unit"),
    form=UnitForm,
    lines=(
        (
            _("Names"),
            (
                Column("name", _("Unit"), lambda row: row.name),
                Column("aliases", _("Other names"), lambda row: row.aliases, Look.WORDS, none_is_empty=True),
            ),
        ),
        (
            _("Place"),
            (
                _LEVEL,
                zone_column(),
                Column("division", _("Division code"), lambda row: row.division, Look.CODE),
                _CODE,
            ),
        ),
        (_("Keeping"), (CHANGED,)),
    ),
)

"""What programs ask of the registry's tables, and what they hand in. ``null`` says that something is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from jingkai.accounts.api.shapes import Asked, PageAsked, Words

ZoneLevels = Literal["national", "province", "city"]
ZoneKinds = Literal["economic", "high_tech", "bonded", "border", "other"]
UnitLevels = Literal["national", "province", "city", "county", "zone"]
EnterpriseStates = Literal["building", "active", "suspended", "closed"]
ProjectStages = Literal["planned", "filed", "building", "trial", "running", "ended"]
LandUses = Literal[
    "industry", "storage", "research", "commerce", "housing", "public", "utility", "green", "other"
]
ParcelStates = Literal["reserved", "supplied", "building", "built", "idle"]
Subjects = Literal["zone", "park", "enterprise", "project", "parcel"]

_DECIMAL = {"type": "string", "pattern": r"^\d{1,16}(\.\d{1,2})?$", "examples": ["1250000.50"]}
Yuan = Annotated[
    Decimal,
    Field(ge=0, max_digits=18, decimal_places=2),
    WithJsonSchema(_DECIMAL),
]
"""Money as a string, so that no program rounds it on the way."""
SquareMetres = Annotated[
    Decimal,
    Field(ge=0, max_digits=14, decimal_places=2),
    WithJsonSchema(_DECIMAL | {"pattern": r"^\d{1,12}(\.\d{1,2})?$"}),
]
SquareKilometres = Annotated[
    Decimal,
    Field(ge=0, max_digits=12, decimal_places=4),
    WithJsonSchema(_DECIMAL | {"pattern": r"^\d{1,8}(\.\d{1,4})?$", "examples": ["12.5"]}),
]
Named = Annotated[str, Field(min_length=1, max_length=160, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Reason = Annotated[str, Field(min_length=2, max_length=100, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
WordList = Annotated[list[Named], Field(max_length=50)]
_LEFT_AS_IT_IS: Any = None
"""Default of a field that a change does not name: it is never looked at."""


class ListAsked(PageAsked):
    """What every list can be asked for."""

    q: Words | None = None
    """Words that must all occur in the name or code."""


class CatalogueAsked(ListAsked):
    """Which zones of the public catalogue."""

    level: ZoneLevels | None = None
    """Who approved it."""
    kind: ZoneKinds | None = None
    """What it was approved as."""
    city: Words | None = None
    """City."""
    sort: Literal["code", "-code", "name", "-name", "city", "-city", "approved_year", "-approved_year"] = (
        "city"
    )
    """Order; a minus turns it round."""


class ZonesAsked(CatalogueAsked):
    """Which zones."""

    synthetic: bool | None = None
    """Only invented rows, or only real ones."""


class ParksAsked(ListAsked):
    """Which parks."""

    zone: Words | None = None
    """Code of the zone."""
    sort: Literal["code", "-code", "name", "-name"] = "code"
    """Order; a minus turns it round."""


class UnitsAsked(ListAsked):
    """Which units."""

    zone: Words | None = None
    """Code of the zone."""
    level: UnitLevels | None = None
    """Level."""
    sort: Literal["code", "-code", "name", "-name"] = "name"
    """Order; a minus turns it round."""


class EnterprisesAsked(ListAsked):
    """Which enterprises."""

    zone: Words | None = None
    """Code of the zone."""
    park: Words | None = None
    """Code of the park."""
    industry: Words | None = None
    """Beginning of the code of GB/T 4754: `C`, `C14`, `C1440`."""
    state: EnterpriseStates | None = None
    """State."""
    foreign: bool | None = None
    """Whether it is foreign-invested."""
    above_scale: bool | None = None
    """Whether it is above designated size."""
    synthetic: bool | None = None
    """Only invented rows, or only real ones."""
    sort: Literal[
        "name", "-name", "uscc", "-uscc", "founded", "-founded", "registered_capital", "-registered_capital",
        "changed", "-changed",
    ] = "name"  # fmt: skip
    """Order; a minus turns it round."""


class ProjectsAsked(ListAsked):
    """Which projects."""

    zone: Words | None = None
    """Code of the zone."""
    park: Words | None = None
    """Code of the park."""
    enterprise: Words | None = None
    """Credit code of the enterprise."""
    stage: ProjectStages | None = None
    """Stage."""
    synthetic: bool | None = None
    """Only invented rows, or only real ones."""
    sort: Literal["name", "-name", "code", "-code", "investment", "-investment", "changed", "-changed"] = (
        "name"
    )
    """Order; a minus turns it round."""


class ParcelsAsked(ListAsked):
    """Which parcels."""

    zone: Words | None = None
    """Code of the zone."""
    park: Words | None = None
    """Code of the park."""
    enterprise: Words | None = None
    """Credit code of the enterprise."""
    use: LandUses | None = None
    """Use."""
    state: ParcelStates | None = None
    """State."""
    synthetic: bool | None = None
    """Only invented rows, or only real ones."""
    sort: Literal["number", "-number", "area", "-area", "changed", "-changed"] = "number"
    """Order; a minus turns it round."""


class ZoneChange(Asked):
    """What changes of a zone; what is not named stays."""

    reason: Reason
    """Why; it stands in the history."""
    name: Named = _LEFT_AS_IT_IS
    """As in the approval."""
    short_name: Words | None = None
    """Short name."""
    level: ZoneLevels = _LEFT_AS_IT_IS
    """Who approved it."""
    kind: ZoneKinds = _LEFT_AS_IT_IS
    """What it was approved as."""
    division: Words | None = None
    """Division code, six digits."""
    city: Words | None = None
    """City."""
    approved_year: Annotated[int, Field(ge=1979, le=2100)] | None = None
    """Year of approval."""
    area: SquareKilometres | None = None
    """Approved area, km²."""
    industries: WordList = _LEFT_AS_IT_IS
    """Leading industries."""
    boundary: dict[str, Any] | None = None
    """GeoJSON geometry, WGS 84."""
    source: Words | None = None
    """Where this is written."""


class ParkChange(Asked):
    """What changes of a park; what is not named stays."""

    reason: Reason
    """Why; it stands in the history."""
    name: Named = _LEFT_AS_IT_IS
    """Name."""
    area: SquareKilometres | None = None
    """Area, km²."""
    industries: WordList = _LEFT_AS_IT_IS
    """Leading industries."""
    boundary: dict[str, Any] | None = None
    """GeoJSON geometry, WGS 84."""


class UnitChange(Asked):
    """What changes of a unit; what is not named stays."""

    reason: Reason
    """Why; it stands in the history."""
    name: Named = _LEFT_AS_IT_IS
    """Canonical name."""
    level: UnitLevels | None = None
    """Level."""
    division: Words | None = None
    """Division code, six digits."""
    aliases: WordList = _LEFT_AS_IT_IS
    """Other names that documents use."""


class EnterpriseChange(Asked):
    """What changes of an enterprise; what is not named stays. People's names and phones are taken, never given."""

    reason: Reason
    """Why; it stands in the history."""
    name: Named = _LEFT_AS_IT_IS
    """As on the business licence."""
    park: Words | None = None
    """Code of the park; null: in no park."""
    industry: Words | None = None
    """GB/T 4754-2017, such as `C1440`."""
    state: EnterpriseStates = _LEFT_AS_IT_IS
    """State."""
    foreign: bool | None = None
    """Whether it is foreign-invested."""
    above_scale: bool | None = None
    """Whether it is above designated size."""
    registered_capital: Yuan | None = None
    """Yuan."""
    founded: date | None = None
    """Day of foundation."""
    address: Words | None = None
    """Address."""
    representative: Words | None = None
    """Legal representative."""
    contact: Words | None = None
    """Person to talk to."""
    phone: Words | None = None
    """Their phone."""


class EnterpriseEntry(EnterpriseChange):
    """A new enterprise."""

    uscc: Annotated[Words, Field(min_length=1)]
    """Unified social credit code; it never changes."""
    zone: Words
    """Code of the zone, one that the token may keep."""
    name: Named
    """As on the business licence."""


class ProjectChange(Asked):
    """What changes of a project; what is not named stays."""

    reason: Reason
    """Why; it stands in the history."""
    name: Named = _LEFT_AS_IT_IS
    """Name."""
    park: Words | None = None
    """Code of the park; null: in no park."""
    enterprise: Words | None = None
    """Credit code of the enterprise."""
    industry: Words | None = None
    """GB/T 4754-2017."""
    stage: ProjectStages = _LEFT_AS_IT_IS
    """Stage."""
    investment: Yuan | None = None
    """Total investment, yuan."""
    started: date | None = None
    """When construction started."""
    completed: date | None = None
    """When it was completed."""


class ProjectEntry(ProjectChange):
    """A new project."""

    code: Annotated[Words, Field(min_length=1)]
    """Project code; it never changes."""
    zone: Words
    """Code of the zone, one that the token may keep."""
    name: Named
    """Name."""


class ParcelChange(Asked):
    """What changes of a parcel; what is not named stays."""

    reason: Reason
    """Why; it stands in the history."""
    park: Words | None = None
    """Code of the park; null: in no park."""
    enterprise: Words | None = None
    """Credit code of the enterprise."""
    area: SquareMetres | None = None
    """Area, m²."""
    use: LandUses = _LEFT_AS_IT_IS
    """Use."""
    state: ParcelStates = _LEFT_AS_IT_IS
    """State."""
    boundary: dict[str, Any] | None = None
    """GeoJSON geometry, WGS 84."""


class ParcelEntry(ParcelChange):
    """A new parcel."""

    number: Annotated[Words, Field(min_length=1, max_length=40)]
    """Parcel number; it never changes."""
    zone: Words
    """Code of the zone, one that the token may keep."""
    use: LandUses
    """Use."""


class ParkEntry(ParkChange):
    """A new park."""

    code: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,40}$")]
    """Stable code; it never changes."""
    zone: Words
    """Code of the zone, one that the token may keep."""
    name: Named
    """Name."""


class UnitEntry(UnitChange):
    """A new unit."""

    code: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]
    """Stable code; it never changes."""
    zone: Words
    """Code of the zone, one that the token may keep."""
    name: Named
    """Canonical name."""

"""What the registry's rows look like to programs. Codes stand for zones, parks and enterprises, as in addresses."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jingkai.accounts.api.shapes import Exact, Shape
from jingkai.kernel import identifiers
from jingkai.registry.models import Enterprise, Fact, Parcel, Park, Project, Unit, Variable, Zone


class ZoneShape(Shape):
    """A development zone."""

    code: str
    """Stable code."""
    name: str
    """As in the approval."""
    short_name: str | None
    """Short name; null where none is known."""
    level: str
    """Who approved it: `national`, `province` or `city`."""
    kind: str
    """What it was approved as: `economic`, `high_tech`, `bonded`, `border` or `other`."""
    division: str | None
    """Division code (GB/T 2260), six digits."""
    city: str | None
    """City it lies in."""
    approved_year: int | None
    """Year of approval."""
    area: Exact | None
    """Approved area, km²."""
    industries: list[str]
    """Leading industries; empty where none are known."""
    boundary: dict[str, Any] | None
    """GeoJSON geometry, WGS 84."""
    source: str | None
    """Where this is written."""
    synthetic: bool
    """Whether the row is invented for demonstration."""
    changed: datetime
    """When it was last changed."""


class ParkShape(Shape):
    """A park in a zone."""

    code: str
    """Stable code."""
    zone: str
    """Code of its zone."""
    name: str
    """Name."""
    area: Exact | None
    """Area, km²."""
    industries: list[str]
    """Leading industries."""
    boundary: dict[str, Any] | None
    """GeoJSON geometry, WGS 84."""
    synthetic: bool
    """Whether the row is invented for demonstration."""
    changed: datetime
    """When it was last changed."""


class RegisteredUnit(Shape):
    """A responsible unit."""

    code: str
    """Stable code."""
    name: str
    """Canonical name."""
    level: str | None
    """`national`, `province`, `city`, `county`, `zone`, or null."""
    family: str | None
    """Key of the department over all levels."""
    division: str | None
    """Division code."""
    zone: str | None
    """Code of the zone it belongs to; null for units above the zones."""
    aliases: list[str]
    """Other names that documents use."""
    synthetic: bool
    """Whether the row is invented for demonstration."""
    changed: datetime
    """When it was last changed."""


class EnterpriseShape(Shape):
    """An enterprise. People's names and phones are masked; they are shown in the clear on a page, for a reason."""

    uscc: str
    """Unified social credit code."""
    name: str
    """As on the business licence."""
    zone: str
    """Code of its zone."""
    park: str | None
    """Code of its park."""
    industry: str | None
    """GB/T 4754-2017, such as `C1440`."""
    state: str
    """`building`, `active`, `suspended` or `closed`."""
    foreign: bool | None
    """Whether it is foreign-invested."""
    above_scale: bool | None
    """Whether it is an industrial enterprise above designated size."""
    registered_capital: Exact | None
    """Yuan."""
    founded: date | None
    """Day of foundation."""
    address: str | None
    """Address."""
    representative: str | None
    """Legal representative, masked."""
    contact: str | None
    """Person to talk to, masked."""
    phone: str | None
    """Their phone, masked."""
    synthetic: bool
    """Whether the row is invented for demonstration."""
    changed: datetime
    """When it was last changed."""


class ProjectShape(Shape):
    """An investment project."""

    code: str
    """Project code."""
    name: str
    """Name."""
    zone: str
    """Code of its zone."""
    park: str | None
    """Code of its park."""
    enterprise: str | None
    """Credit code of its enterprise."""
    industry: str | None
    """GB/T 4754-2017."""
    stage: str
    """`planned`, `filed`, `building`, `trial`, `running` or `ended`."""
    investment: Exact | None
    """Total investment, yuan."""
    started: date | None
    """When construction started."""
    completed: date | None
    """When it was completed."""
    synthetic: bool
    """Whether the row is invented for demonstration."""
    changed: datetime
    """When it was last changed."""


class ParcelShape(Shape):
    """A parcel of land."""

    number: str
    """Parcel number."""
    zone: str
    """Code of its zone."""
    park: str | None
    """Code of its park."""
    enterprise: str | None
    """Credit code of its enterprise."""
    area: Exact | None
    """Area, m²."""
    use: str
    """`industry`, `storage`, `research`, `commerce`, `housing`, `public`, `utility`, `green` or `other`."""
    state: str
    """`reserved`, `supplied`, `building`, `built` or `idle`."""
    boundary: dict[str, Any] | None
    """GeoJSON geometry, WGS 84."""
    synthetic: bool
    """Whether the row is invented for demonstration."""
    changed: datetime
    """When it was last changed."""


class VariableShape(Shape):
    """What may be stated about a subject."""

    name: str
    """Stable name."""
    label: str
    """Chinese label."""
    english: str | None
    """English label."""
    subject: str
    """`zone`, `park`, `enterprise`, `project` or `parcel`."""
    type: str
    """`number`, `money`, `share`, `flag`, `day`, `text` or `choice`."""
    unit: str | None
    """Unit of measure; money is in yuan."""
    period: str
    """What it is stated for: `year`, `half`, `quarter`, `month`, `day`, or `none` where it holds until changed."""
    least: Exact | None
    """Least value."""
    most: Exact | None
    """Greatest value."""
    choices: list[str]
    """What may be chosen, for the type `choice`."""
    definition: str | None
    """Definition."""
    provision: str | None
    """Clause that asks for it."""


class FactShape(Shape):
    """One value about one subject: when it holds (valid time), and when it was known (record time)."""

    id: int
    """For taking it back or its place."""
    subject: str
    """`zone/CODE`, `park/CODE`, `enterprise/USCC`, `project/CODE` or `parcel/NUMBER`."""
    variable: str
    """Name of the variable."""
    zone: str
    """Code of the zone."""
    period: str | None
    """`2024`, `2024H1`, `2024Q1`, `2024-03` …; null where the variable has none."""
    value: Exact | bool | date | str
    """As the variable's type says: decimals as strings, flags as booleans, days as ISO dates."""
    unit: str | None
    """Unit of measure."""
    source: str
    """`enterprise`, `zone`, `unit`, `import` or `synthetic`."""
    source_words: str | None
    """Source in words."""
    valid_from: date | None
    """First day on which it holds; null is open."""
    valid_to: date | None
    """Last day on which it holds; null is open."""
    recorded: datetime
    """When it became known."""
    retired: datetime | None
    """When it was corrected or taken back; null for what is known now."""
    synthetic: bool
    """Whether the value, or the zone it is about, is invented for demonstration."""


def zone_shape(row: Zone) -> ZoneShape:
    """Give a zone its shape."""
    return ZoneShape(
        code=row.code,
        name=row.name,
        short_name=row.short_name or None,
        level=row.level,
        kind=row.kind,
        division=row.division or None,
        city=row.city or None,
        approved_year=row.approved_year,
        area=row.area,
        industries=row.industries,
        boundary=row.boundary,
        source=row.source or None,
        synthetic=row.synthetic,
        changed=row.changed,
    )


def park_shape(row: Park) -> ParkShape:
    """Give a park its shape."""
    return ParkShape(
        code=row.code,
        zone=row.zone.code,
        name=row.name,
        area=row.area,
        industries=row.industries,
        boundary=row.boundary,
        synthetic=row.synthetic,
        changed=row.changed,
    )


def unit_shape(row: Unit) -> RegisteredUnit:
    """Give a unit its shape."""
    return RegisteredUnit(
        code=row.code,
        name=row.name,
        level=row.level or None,
        family=row.family or None,
        division=row.division or None,
        zone=row.zone.code if row.zone else None,
        aliases=row.aliases,
        synthetic=row.synthetic,
        changed=row.changed,
    )


def enterprise_shape(row: Enterprise) -> EnterpriseShape:
    """Give an enterprise its shape, people masked."""
    return EnterpriseShape(
        uscc=row.uscc,
        name=row.name,
        zone=row.zone.code,
        park=row.park.code if row.park else None,
        industry=row.industry or None,
        state=row.state,
        foreign=row.foreign,
        above_scale=row.above_scale,
        registered_capital=row.registered_capital,
        founded=row.founded,
        address=row.address or None,
        representative=identifiers.masked_name(row.representative) or None,
        contact=identifiers.masked_name(row.contact) or None,
        phone=identifiers.masked_phone(row.phone) or None,
        synthetic=row.synthetic,
        changed=row.changed,
    )


def project_shape(row: Project) -> ProjectShape:
    """Give a project its shape."""
    return ProjectShape(
        code=row.code,
        name=row.name,
        zone=row.zone.code,
        park=row.park.code if row.park else None,
        enterprise=row.enterprise.uscc if row.enterprise else None,
        industry=row.industry or None,
        stage=row.stage,
        investment=row.investment,
        started=row.started,
        completed=row.completed,
        synthetic=row.synthetic,
        changed=row.changed,
    )


def parcel_shape(row: Parcel) -> ParcelShape:
    """Give a parcel its shape."""
    return ParcelShape(
        number=row.number,
        zone=row.zone.code,
        park=row.park.code if row.park else None,
        enterprise=row.enterprise.uscc if row.enterprise else None,
        area=row.area,
        use=row.use,
        state=row.state,
        boundary=row.boundary,
        synthetic=row.synthetic,
        changed=row.changed,
    )


def variable_shape(row: Variable) -> VariableShape:
    """Give a variable its shape."""
    return VariableShape(
        name=row.name,
        label=row.label,
        english=row.english or None,
        subject=row.subject,
        type=row.type,
        unit=row.unit or None,
        period=row.period,
        least=row.least,
        most=row.most,
        choices=list(row.choices),
        definition=row.definition or None,
        provision=row.provision or None,
    )


def fact_shape(row: Fact) -> FactShape:
    """Give a fact its shape."""
    value = row.value
    assert value is not None  # the database refuses a fact that says nothing
    if isinstance(value, Decimal):
        value = round(value, 2) if row.variable.type == "money" else _plain(value)
    return FactShape(
        id=row.pk,
        subject=row.subject,
        variable=row.variable.name,
        zone=row.zone.code,
        period=row.period or None,
        value=value,
        unit=row.variable.unit or None,
        source=row.source,
        source_words=row.source_words or None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recorded=row.recorded,
        retired=row.retired,
        synthetic=row.source == "synthetic" or row.zone.synthetic,
    )


def _plain(value: Decimal) -> Decimal:
    """Take the zeros off that the table's decimals add."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()

"""Two zones next to each other, each with one row of everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jingkai.registry.models import Enterprise, Fact, Parcel, Park, Project, Unit, Variable, Zone

ENTERPRISES = {"qinglan": "91350211M000100Y46", "songhai": "91320594MA1MYD5H0J"}
PROJECTS = {"qinglan": "2403-150802-04-01-123456", "songhai": "2403-150100-04-01-123456"}
NAMES = {"qinglan": "青岚", "songhai": "松海"}
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[107.3, 40.7], [107.5, 40.7], [107.5, 40.8], [107.3, 40.8], [107.3, 40.7]]],
}


@dataclass(frozen=True)
class Neighbourhood:
    """One zone with what lies in it."""

    zone: Zone
    park: Park
    unit: Unit
    enterprise: Enterprise
    project: Project
    parcel: Parcel
    fact: Fact


def variable(name: str = "tax_paid", **values: object) -> Variable:
    """Give a variable of the dictionary."""
    from jingkai.registry.models import Variable

    given = {
        "label": "缴纳税收",
        "english": "Tax paid",
        "subject": "enterprise",
        "type": "money",
        "unit": "元",
        "period": "year",
        "least": Decimal(0),
    } | values
    return Variable.objects.get_or_create(name=name, defaults=given)[0]


def settle(code: str = "qinglan", *, synthetic: bool = True) -> Neighbourhood:
    """Make a zone with one row of everything in it, or give the one that is there."""
    from jingkai.registry.models import Enterprise, Fact, Parcel, Park, Project, Unit, Zone

    name = NAMES[code]
    zone, _made = Zone.objects.get_or_create(
        code=code,
        defaults={
            "name": f"{name}经济技术开发区",
            "short_name": f"{name}经开区",
            "level": "national",
            "city": "澄江市",
            "approved_year": 2013,
            "area": Decimal("12.5"),
            "industries": ["绿色食品", "装备制造"],
            "boundary": SQUARE if code == "qinglan" else None,
            "synthetic": synthetic,
        },
    )
    park, _made = Park.objects.get_or_create(
        code=f"{code}-east",
        defaults={"zone": zone, "name": f"{name}东园", "area": Decimal("4.2"), "synthetic": synthetic},
    )
    unit, _made = Unit.objects.get_or_create(
        code=f"{code}-finance",
        defaults={
            "name": f"{name}经开区财政局",
            "level": "zone",
            "zone": zone,
            "aliases": [f"{name}财政局"],
            "synthetic": synthetic,
        },
    )
    enterprise, _made = Enterprise.objects.get_or_create(
        uscc=ENTERPRISES[code],
        defaults={
            "name": f"{name}食品有限公司",
            "zone": zone,
            "park": park,
            "industry": "C1440",
            "registered_capital": Decimal("12000000"),
            "founded": date(2015, 3, 20),
            "representative": "张三丰",
            "contact": "李晓明",
            "phone": "13812340000",
            "synthetic": synthetic,
        },
    )
    project, _made = Project.objects.get_or_create(
        code=PROJECTS[code],
        defaults={
            "name": f"{name}乳品二期",
            "zone": zone,
            "park": park,
            "enterprise": enterprise,
            "investment": Decimal("350000000"),
            "synthetic": synthetic,
        },
    )
    parcel, _made = Parcel.objects.get_or_create(
        number=f"{code.upper()}-001",
        defaults={
            "zone": zone,
            "park": park,
            "enterprise": enterprise,
            "area": Decimal("66666.67"),
            "use": "industry",
            "synthetic": synthetic,
        },
    )
    fact, _made = Fact.objects.get_or_create(
        variable=variable(),
        subject=enterprise.subject_key,
        period="2023",
        defaults={
            "zone": zone,
            "enterprise": enterprise.uscc,
            "number": Decimal("1250000.50"),
            "source": "zone",
            "recorded": datetime(2024, 2, 1, 8, 0, tzinfo=UTC),
        },
    )
    return Neighbourhood(zone, park, unit, enterprise, project, parcel, fact)

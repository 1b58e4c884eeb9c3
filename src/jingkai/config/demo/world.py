"""The fictional zone as plain values: the same seed gives the same zone, to the last digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import cos, exp, pi
from random import Random

from jingkai.config.demo.names import TRADES, Names, Trade
from jingkai.kernel import identifiers
from jingkai.kernel.periods import Period

SEED = 20250321
ZONE_CODE = "qinglan"
ZONE_NAME = "青岚经济技术开发区"
CITY = "澄江市"
PARKS = 3
ENTERPRISES = 300
PROJECTS = 80
PARCELS = 120
FIRST_YEAR, YEARS = 2021, 5

Geometry = dict[str, object]


@dataclass(frozen=True, slots=True)
class DemoPark:
    """A park: its boundary is made of squares about the point 0° N 0° E, where no zone can be."""

    code: str
    name: str
    area: Decimal
    industries: tuple[str, ...]
    boundary: Geometry


@dataclass(frozen=True, slots=True)
class DemoEnterprise:
    """An enterprise; ``scale`` multiplies the figures of its trade, ``rank`` is its place in the list."""

    uscc: str
    name: str
    park: str
    trade: Trade
    scale: float
    growth: float
    founded: date
    state: str
    foreign: bool | None
    above_scale: bool | None
    capital: Decimal | None
    address: str
    representative: str
    contact: str
    phone: str


@dataclass(frozen=True, slots=True)
class DemoProject:
    """A project of an enterprise (or of an investor not yet registered: ``None``)."""

    code: str
    name: str
    park: str
    enterprise: str | None
    industry: str
    stage: str
    investment: Decimal | None
    started: date | None
    completed: date | None


@dataclass(frozen=True, slots=True)
class DemoParcel:
    """A parcel; one in reserve or idle land has no holder."""

    number: str
    park: str
    enterprise: str | None
    area: Decimal
    use: str
    state: str
    boundary: Geometry


@dataclass(frozen=True, slots=True)
class DemoFact:
    """One value about one subject in one period."""

    variable: str
    subject_kind: str
    subject: str
    period: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """Everything of the zone."""

    area: Decimal
    boundary: Geometry
    parks: tuple[DemoPark, ...]
    enterprises: tuple[DemoEnterprise, ...]
    projects: tuple[DemoProject, ...]
    parcels: tuple[DemoParcel, ...]
    facts: tuple[DemoFact, ...] = field(repr=False, default=())


_PARKS = (
    ("qinglan-south", "装备制造产业园", ("装备制造", "新能源装备"), Decimal("21.40")),
    ("qinglan-north", "绿色食品产业园", ("绿色食品", "冷链物流"), Decimal("16.80")),
    ("qinglan-east", "新材料产业园", ("新材料", "生物医药"), Decimal("18.60")),
)
_PARK_OF_TRADE = {"C14": 1, "C13": 1, "F51": 1, "G59": 1, "C26": 2, "C27": 2, "C32": 2, "C39": 2, "D44": 2}
_SIDE = 0.05  # degrees; a park is a square of this side
_GAP = 0.01


def build_world(seed: int = SEED) -> DemoWorld:
    """Make the whole zone from a seed."""
    random = Random(seed)  # noqa: S311 - nothing secret is drawn
    names = Names(random, "澄江")
    parks = tuple(
        DemoPark(code, name, area, industries, _square(number * (_SIDE + _GAP), 0.0, _SIDE, _SIDE))
        for number, (code, name, industries, area) in enumerate(_PARKS)
    )
    enterprises = tuple(_enterprises(random, names))
    projects = tuple(_projects(random, names, enterprises))
    parcels = tuple(_parcels(random, enterprises))
    total = sum((park.area for park in parks), Decimal())
    boundary = _square(-_GAP / 2, -_GAP / 2, PARKS * (_SIDE + _GAP), _SIDE + _GAP)
    return DemoWorld(
        total, boundary, parks, enterprises, projects, parcels, tuple(_facts(random, enterprises))
    )


def _square(west: float, south: float, width: float, height: float) -> Geometry:
    east, north = west + width, south + height
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in corners]]}


def _enterprises(random: Random, names: Names) -> Iterator[DemoEnterprise]:
    weights = [trade.weight for trade in TRADES]
    for number in range(ENTERPRISES):
        trade = random.choices(TRADES, weights)[0]
        park = _PARKS[_PARK_OF_TRADE.get(trade.industry[:3], 0)][0]
        scale = exp(random.gauss(-0.2, 0.9))
        founded = date(1998, 1, 1) + timedelta(days=random.randrange(26 * 365))
        state = random.choices(("active", "building", "suspended", "closed"), (88, 6, 4, 2))[0]
        known = random.random() > 0.04
        organisation = f"D{number:07}"
        code = identifiers.uscc_with_check(
            f"91159999{organisation}{identifiers.organisation_check(organisation)}"
        )
        yield DemoEnterprise(
            uscc=code,
            name=names.enterprise(trade),
            park=park,
            trade=trade,
            scale=scale,
            growth=random.gauss(trade.growth, 0.06),
            founded=founded,
            state=state,
            foreign=(random.random() < 0.08) if known else None,
            above_scale=(trade.output * scale >= 2e7) if trade.industrial and known else None,
            capital=_rounded(trade.output * scale * random.uniform(0.1, 0.6), 10_000) if known else None,
            address=f"{ZONE_NAME}{random.choice(('振兴', '创新', '丰收', '朝阳'))}路{random.randrange(1, 200)}号",
            representative=names.person(),
            contact=names.person(),
            phone=names.phone(),
        )


def _projects(random: Random, names: Names, enterprises: tuple[DemoEnterprise, ...]) -> Iterator[DemoProject]:
    holders = random.sample([one for one in enterprises if one.state != "closed"], PROJECTS)
    for number, holder in enumerate(holders):
        stage = random.choices(
            ("planned", "filed", "building", "trial", "running", "ended"), (15, 20, 32, 10, 18, 5)
        )[0]
        filed = date(2022, 1, 1) + timedelta(days=random.randrange(4 * 365))
        begun = stage not in {"planned", "filed"}
        started = filed + timedelta(days=random.randrange(30, 200)) if begun else None
        done = stage in {"running"}
        investment = _rounded(holder.trade.output * holder.scale * random.uniform(0.3, 2.5), 10_000)
        yield DemoProject(
            code=f"{filed.year % 100:02}{filed.month:02}-159999-04-01-{number + 10_000:05}{number % 10}",
            name=names.project(holder.name, holder.trade),
            park=holder.park,
            enterprise=holder.uscc if random.random() > 0.05 else None,
            industry=holder.trade.industry,
            stage=stage,
            investment=investment if random.random() > 0.05 else None,
            started=started,
            completed=started + timedelta(days=random.randrange(200, 700)) if started and done else None,
        )


def _parcels(random: Random, enterprises: tuple[DemoEnterprise, ...]) -> Iterator[DemoParcel]:
    per_park = PARCELS // PARKS
    columns, rows = 8, per_park // 8
    for index, (park, _name, _industries, area) in enumerate(_PARKS):
        holders = [one for one in enterprises if one.park == park and one.state != "closed"]
        random.shuffle(holders)
        for number in range(per_park):
            column, row = number % columns, number // columns
            width, height = _SIDE / columns, _SIDE / rows
            state = random.choices(
                ("built", "building", "supplied", "reserved", "idle"), (50, 16, 10, 18, 6)
            )[0]
            held = state in {"built", "building", "supplied"}
            use = random.choices(
                ("industry", "storage", "research", "commerce", "utility", "green"), (70, 12, 6, 4, 5, 3)
            )[0]
            share = Decimal(str(round(random.uniform(0.5, 0.95) / per_park, 6)))
            yield DemoParcel(
                number=f"QL-{index + 1}-{number + 1:03}",
                park=park,
                enterprise=holders[number % len(holders)].uscc if held else None,
                area=(area * 1_000_000 * share).quantize(Decimal("0.01")),
                use=use,
                state=state,
                boundary=_square(
                    index * (_SIDE + _GAP) + column * width + width * 0.04,
                    row * height + height * 0.04,
                    width * 0.92,
                    height * 0.92,
                ),
            )


def _facts(random: Random, enterprises: tuple[DemoEnterprise, ...]) -> Iterator[DemoFact]:
    """Quarterly returns of every enterprise, and the zone's and the parks' totals of them.

    Some returns are missing: the totals, which come from another table, are not the sum of what is known.
    """
    totals: dict[tuple[str, str, str], Decimal] = {}
    for number, one in enumerate(enterprises):
        silent = number % 25 == 7
        for step in range(YEARS * 4):
            period = Period.read(f"{FIRST_YEAR}Q1").shifted(step)
            if one.founded > period.last:
                continue
            for variable, value in _quarter(random, one, step):
                for kind, subject in (("zone", ZONE_CODE), ("park", one.park)):
                    key = (f"{kind}.{variable}", subject, str(period))
                    totals[key] = totals.get(key, Decimal()) + value
                if not (silent and step % 4 == 2) and one.state != "closed":
                    yield DemoFact(f"enterprise.{variable}", "enterprise", one.uscc, str(period), value)
    for (variable, subject, period_text), value in totals.items():
        yield DemoFact(variable, variable.partition(".")[0], subject, period_text, value)


def _quarter(random: Random, one: DemoEnterprise, step: int) -> Iterator[tuple[str, Decimal]]:
    season = 1 + 0.12 * cos(2 * pi * (step % 4 - 2.5) / 4)
    trend = (1 + one.growth) ** (step / 4)
    output = one.trade.output * one.scale / 4 * season * trend * random.gauss(1, 0.04)
    output = max(output, 0.0)
    yield "output", _rounded(output, 1)
    yield "revenue", _rounded(output * random.uniform(0.92, 1.05), 1)
    yield "tax", _rounded(output * one.trade.tax * random.uniform(0.85, 1.15), Decimal("0.01"))
    yield "energy", _rounded(output / 10_000 * one.trade.energy * 0.985**step, Decimal("0.01"))
    yield "employees", Decimal(max(3, round(output / 2.6e5 * random.uniform(0.95, 1.05))))


def _rounded(value: float, step: int | Decimal) -> Decimal:
    """Round a value to a multiple of a step, in cents where the step is one."""
    size = Decimal(step)
    return (Decimal(repr(value)) / size).quantize(Decimal(1)) * size

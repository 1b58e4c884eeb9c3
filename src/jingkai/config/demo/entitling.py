"""What the demo states about enterprises and projects so that benefits can be explained: of some much, of some little.

The facts are those that the fictional pack asks for. The enterprise whose people sign in gets several benefits, is one
step away from others, and of some too little is known; a third of the enterprises have stated nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from jingkai.config.demo.world import SEED, DemoEnterprise, DemoProject, DemoWorld

PACK = "chengzhengbanfa-2025-11"
STATED = date(2025, 7, 1)
"""Since when the facts hold."""

Value = Decimal | bool | date | str

_CHAINS = {
    "C3572": "machinery",
    "C3311": "rail",
    "C2614": "membrane",
    "C3985": "membrane",
    "C2710": "medicine",
}
_AGENCIES = {"M7320": "testing", "I6513": "design"}


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One value about an enterprise or a project, by the pack's variable; ``enterprise`` is whom it belongs to."""

    variable: str
    kind: str
    subject: str
    enterprise: str
    value: Value


def employer(made: DemoWorld) -> DemoEnterprise:
    """Return the enterprise whose people sign in: in business, above the designated size, with a project of a chain."""
    begun = [one for one in made.projects if one.stage in {"building", "trial", "running"}]
    holders = {one.enterprise for one in begun if one.industry in _CHAINS}
    candidates = [one for one in made.enterprises if one.state == "active" and one.above_scale]
    return next((one for one in candidates if one.uscc in holders), candidates[0])


def stated_facts(made: DemoWorld, seed: int = SEED) -> Iterator[StatedFact]:
    """Give what is stated. What is left out is unknown, never no and never zero."""
    random = Random(seed + 1)  # noqa: S311 - makes things up, keeps no secret
    host = employer(made)
    for one in made.enterprises:
        if one.uscc == host.uscc:
            found = dict(_hosts_facts())
        elif one.state == "closed" or random.random() < 0.34:
            continue
        else:
            found = dict(_enterprise(random, one))
        for name, value in found.items():
            yield StatedFact(name, "enterprise", one.uscc, one.uscc, value)
    for project in made.projects:
        if project.enterprise is None:
            continue
        found = (
            dict(_hosts_project(project))
            if project.enterprise == host.uscc
            else dict(_project(random, project))
        )
        for name, value in found.items():
            yield StatedFact(name, "project", project.code, project.enterprise, value)


def _hosts_facts() -> Iterator[tuple[str, Value]]:
    yield "high_tech_first", True
    yield "software_spent", Decimal("1286400.00")
    yield "credit_premium", Decimal("46850.00")
    yield "quality_award", False
    yield "national_standards", Decimal(0)
    yield "platform_kind", "pilot_base"
    yield "platform_level", "provincial"
    yield "platform_recognised", date(2025, 10, 20)
    # What the province has paid is left out: it is the one fact that the matching money lacks.


def _hosts_project(one: DemoProject) -> Iterator[tuple[str, Value]]:
    yield "chain", _CHAINS.get(one.industry, "other")
    yield "fixed_investment", Decimal("236000000.00")
    yield "equipment_investment", Decimal("81350000.00")
    yield "green_project", True
    yield "manufacturing", True


def _enterprise(random: Random, one: DemoEnterprise) -> Iterator[tuple[str, Value]]:
    if random.random() < 0.7:
        yield "high_tech_first", random.random() < 0.25
    if random.random() < 0.8:
        yield "quality_award", random.random() < 0.03
    if random.random() < 0.6:
        yield "national_standards", Decimal(random.choices((0, 1, 2, 3), (80, 14, 4, 2))[0])
    if one.trade.industrial and random.random() < 0.5:
        yield "software_spent", _money(random, 50_000, 2_400_000)
    if random.random() < 0.3:
        yield "credit_premium", _money(random, 5_000, 400_000)
    if random.random() < 0.12:
        yield "platform_kind", random.choice(("laboratory", "innovation_centre", "pilot_base"))
        yield "platform_level", random.choice(("provincial", "provincial", "city", "national"))
        yield "platform_recognised", date(2025, random.randrange(1, 13), random.randrange(1, 28))
        if random.random() < 0.6:
            yield "platform_award_above", _money(random, 300_000, 3_000_000)
    elif random.random() < 0.5:
        yield "platform_kind", "other"
    agency = _AGENCIES.get(one.trade.industry)
    if agency:
        yield "agency_kind", agency
        yield "park_year", Decimal(random.randrange(1, 7))
        if random.random() < 0.8:
            yield "rent_paid", _money(random, 60_000, 900_000)
    elif random.random() < 0.7:
        yield "agency_kind", "other"


def _project(random: Random, one: DemoProject) -> Iterator[tuple[str, Value]]:
    yield "chain", _CHAINS.get(one.industry, "other")
    yield "manufacturing", one.industry.startswith("C")
    begun = one.stage in {"building", "trial", "running", "ended"}
    if begun and one.investment is not None and random.random() < 0.8:
        fixed = (one.investment * Decimal("0.85")).quantize(Decimal(1))
        yield "fixed_investment", fixed
        if random.random() < 0.7:
            yield "equipment_investment", (fixed * Decimal("0.42")).quantize(Decimal("0.01"))
    if random.random() < 0.7:
        green = random.random() < 0.2
        yield "green_project", green
        if green and random.random() < 0.6:
            yield "green_investment", _money(random, 400_000, 14_000_000)
    if random.random() < 0.6:
        overseas = random.random() < 0.1
        yield "overseas_project", overseas
        if overseas:
            yield "overseas_spent", _money(random, 300_000, 6_000_000)
    if random.random() < 0.1:
        dollars = Decimal(random.randrange(1, 20)) * 1_000_000
        yield "foreign_dollars", dollars
        yield "foreign_yuan", dollars * 7


def _money(random: Random, least: int, most: int) -> Decimal:
    return Decimal(random.randrange(least, most)) * Decimal("1.00")

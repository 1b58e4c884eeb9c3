"""Figures of a pack that a simulation may change: which there are, how they are typed, what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from benefit_facts import ON

from jingkai.benefits.simulation.changing import FigureFaults, change, read_figure
from jingkai.benefits.simulation.figures import figures
from jingkai.benefits.simulation.literals import literals, with_literals
from jingkai.policy.language.facts import FactError
from jingkai.policy.language.parse import parse
from jingkai.policy.language.printing import printed
from jingkai.policy.loading import digest_of
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.facts import Variable

VARIABLES = {
    name: Variable(name=name, label=name, subject="enterprise", type=type_)
    for name, type_ in (
        ("spent", "money"),
        ("staff", "count"),
        ("founded", "day"),
        ("high_tech", "flag"),
    )
}


def _steps(benefit: Benefit) -> Benefit:
    amount = {
        "kind": "tiers",
        "base": "spent",
        "mode": "marginal",
        "tiers": [{"least": "0", "rate": "0.1"}, {"least": "1000000", "rate": "0.2"}],
    }
    return Benefit.model_validate(benefit.model_dump() | {"amount": amount, "caps": [], "conditions": []})


def test_every_rate_cap_sum_step_and_threshold_is_a_figure_beside_its_clause(policy):
    found = {one.key: one for one in figures(policy.pack)}
    rate = found["digital_retrofit.amount.rate"]
    assert (rate.shown, rate.kind, rate.provision) == ("30%", "share", "art_2__item_13")
    assert found["digital_retrofit.caps.0.yuan"].shown == "500,000"
    assert found["equipment_grant.conditions.1.test~0"].value == Decimal(200_000_000)
    assert found["platform_match.conditions.2.test~0"].shown == "2025-05-09"
    assert found["national_standard.amount.yuan"].value == Decimal(300_000)
    assert not any(one.benefit == "talent_rent" for one in found.values())  # nothing is known about persons


def test_figures_typed_as_they_stand_change_nothing(policy):
    typed = {one.key: one.shown for one in figures(policy.pack)}
    found = change(policy.pack, typed, ON)
    assert found.changes == ()
    assert found.digest == digest_of(policy.pack)
    assert found.pack == policy.pack


def test_a_changed_figure_changes_the_version_of_the_rules_and_nothing_else(policy):
    found = change(policy.pack, {"digital_retrofit.amount.rate": "40%"}, ON)
    assert found.digest != digest_of(policy.pack)
    benefit = found.pack.benefit("digital_retrofit")
    assert benefit is not None and benefit.amount is not None
    assert benefit.amount.rate == Decimal("0.4")  # type: ignore[union-attr]
    others = [one for one in found.pack.benefits if one.id != "digital_retrofit"]
    assert others == [one for one in policy.pack.benefits if one.id != "digital_retrofit"]
    before = policy.pack.benefit("digital_retrofit")
    assert before is not None and before.amount.rate == Decimal("0.3")  # type: ignore[union-attr]


def test_a_threshold_is_changed_inside_its_condition(policy):
    typed = {
        "equipment_grant.conditions.1.test~0": "1.5亿",
        "platform_match.conditions.2.test~0": "2026-01-01",
    }
    found = change(policy.pack, typed, ON)
    equipment, platform = found.pack.benefit("equipment_grant"), found.pack.benefit("platform_match")
    assert equipment is not None and platform is not None
    assert equipment.conditions[1].test == "fixed_investment >= 150000000"
    assert platform.conditions[2].test == "platform_recognised >= DATE '2026-01-01'"
    assert equipment.conditions[0] == policy.pack.benefit("equipment_grant").conditions[0]


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("digital_retrofit.amount.rate", "forty"),
        ("digital_retrofit.amount.rate", "40"),  # 4000 %?
        ("digital_retrofit.amount.rate", "0"),
        ("digital_retrofit.amount.rate", "-10%"),
        ("digital_retrofit.amount.rate", "20000%"),
        ("digital_retrofit.caps.0.yuan", "-1"),
        ("digital_retrofit.caps.0.yuan", "1.005"),
        ("high_tech_award.amount.yuan", "99999999999999999999"),
        ("platform_match.conditions.2.test~0", "2026-13-01"),
        ("agency_rent.conditions.1.test~0", "2.5"),
        ("no_such.amount.rate", "10%"),
    ],
)
def test_a_bad_figure_is_named_and_nothing_is_made(policy, key, typed):
    with pytest.raises(FigureFaults) as caught:
        change(policy.pack, {key: typed, "quality_award.amount.yuan": "900000"}, ON)
    assert list(caught.value.faults) == [key]
    assert caught.value.faults[key]


def test_steps_that_no_longer_rise_are_refused_at_the_step(policy):
    benefit = _steps(policy.pack.benefit("digital_retrofit"))
    pack = policy.pack.model_copy(update={"benefits": (benefit,), "facts": tuple(VARIABLES.values())})
    keys = [one.key for one in figures(pack)]
    assert f"{benefit.id}.amount.tiers.1.least" in keys
    with pytest.raises(FigureFaults) as caught:
        change(pack, {f"{benefit.id}.amount.tiers.1.least": "0"}, ON)
    assert list(caught.value.faults) == [f"{benefit.id}.amount.tiers.1.least"]
    found = change(pack, {f"{benefit.id}.amount.tiers.1.rate": "25%"}, ON)
    assert found.pack.benefits[0].amount.tiers[1].rate == Decimal("0.25")


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("spent >= 100 AND staff < 20", {1: Decimal(30)}, "spent >= 100 AND staff < 30"),
        ("staff BETWEEN 10 AND 20", {0: Decimal(5)}, "staff >= 5 AND staff <= 20"),
        ("NOT (staff IN (1, 2))", {1: Decimal(7)}, "NOT staff IN (1, 7)"),
        ("ROUND(spent * 0.5, 2) > 10", {0: Decimal("0.6")}, "ROUND(spent * 0.6, 2) > 10"),
        (
            "founded < DATE '2020-01-01' OR high_tech",
            {0: date(2021, 1, 1)},
            "founded < DATE '2021-01-01' OR high_tech",
        ),
        (
            "CASE WHEN high_tech THEN 0.6 ELSE 0.5 END * spent > -3",
            {1: Decimal("0.4"), 2: Decimal("-4")},
            "CASE WHEN high_tech THEN 0.6 ELSE 0.4 END * spent > -4",
        ),
        ("GREATEST(0, LEAST(spent, 1000)) = 5", {1: Decimal(2000)}, "GREATEST(0, LEAST(spent, 2000)) = 5"),
    ],
)
def test_figures_of_an_expression_are_numbered_as_they_are_read(text, values, expected):
    expression = parse(text, VARIABLES)
    assert printed(with_literals(expression, values)) == expected
    assert with_literals(expression, {}) == expression
    same = {number: one.value for number, one in enumerate(literals(expression))}
    assert with_literals(expression, same) == expression


def test_a_figure_says_how_its_fact_stands_to_it():
    found = literals(parse("100 < spent", VARIABLES))
    assert [(one.against, one.sign) for one in found] == [("spent", ">")]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("share", "40%", Decimal("0.4")),
        ("share", "0.4", Decimal("0.4")),
        ("share", "150%", Decimal("1.5")),
        ("ratio", "2", Decimal(2)),
        ("yuan", "1,200,000.50", Decimal("1200000.50")),
        ("yuan", "50万", Decimal(500_000)),
        ("count", "3", Decimal(3)),
        ("day", "2026-05-01", date(2026, 5, 1)),
    ],
)
def test_figures_are_typed_as_people_write_them(kind, text, value):
    assert read_figure(kind, text) == value


def test_a_share_above_one_needs_its_sign():
    with pytest.raises(FactError):
        read_figure("share", "40")

"""The calculator asks only what still matters, and reads answers as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from benefit_facts import ON

from jingkai.benefits.asking import SKIPPED, ask, read_answer, read_answers
from jingkai.policy.language.facts import FactError

pytestmark = pytest.mark.usefixtures("chinese")


def _asked(policy, benefit, **given):
    variables = [policy.rules.variables[name] for name in policy.rules.benefits[benefit].variables]
    asking = ask(policy, [benefit], read_answers(given, variables), ON)
    return (asking.question.name if asking.question else None), asking.left


def test_questions_follow_the_conditions_and_end_with_the_sum(policy):
    assert _asked(policy, "equipment_grant") == ("chain", 2)
    assert _asked(policy, "equipment_grant", chain="rail") == ("fixed_investment", 1)
    assert _asked(policy, "equipment_grant", chain="rail", fixed_investment="3亿") == (
        "equipment_investment",
        0,
    )
    answered = {"chain": "rail", "fixed_investment": "3亿", "equipment_investment": "500万"}
    assert _asked(policy, "equipment_grant", **answered) == (None, 0)


def test_a_condition_that_fails_ends_the_questions(policy):
    assert _asked(policy, "equipment_grant", chain="other") == (None, 0)
    assert _asked(policy, "equipment_grant", fixed_investment="199999999.99") == (None, 0)


def test_what_the_reader_does_not_know_is_not_asked_again(policy):
    assert _asked(policy, "equipment_grant", chain=SKIPPED) == ("fixed_investment", 1)


def test_what_cannot_be_read_is_asked_again_with_the_fault(policy):
    variable = policy.rules.variables["fixed_investment"]
    answers = read_answers({"fixed_investment": "很多"}, [variable])
    assert answers.facts == {}
    assert answers.faults == {"fixed_investment": "请写数字，例如 5,000,000 或 500万。"}
    assert _asked(policy, "equipment_grant", chain="rail", fixed_investment="很多")[0] == "fixed_investment"


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("fixed_investment", "5,000,000.50", Decimal("5000000.50")),
        ("fixed_investment", "500万", Decimal(5000000)),
        ("fixed_investment", "2.5 亿元", Decimal(250000000)),
        ("national_standards", "2", Decimal(2)),
        ("high_tech_first", "yes", True),
        ("platform_recognised", "2025-10-20", date(2025, 10, 20)),
        ("chain", "rail", "rail"),
    ],
)
def test_answers_are_read_as_people_write_them(policy, name, written, value):
    assert read_answer(policy.rules.variables[name], written) == value


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("fixed_investment", "-1"),
        ("fixed_investment", "1.005"),
        ("fixed_investment", "1" * 30),
        ("fixed_investment", "1" * 41),
        ("fixed_investment", "."),
        ("fixed_investment", "NaN"),
        ("fixed_investment", "1e400"),
        ("national_standards", "1.5"),
        ("high_tech_first", "maybe"),
        ("platform_recognised", "2025-02-30"),
        ("chain", "'; DROP"),
        ("rent_months", "13"),
    ],
)
def test_what_is_no_value_is_refused(policy, name, written):
    with pytest.raises(FactError):
        read_answer(policy.rules.variables[name], written)


def test_a_figure_too_great_for_money_is_asked_for_again(policy):
    assert _asked(policy, "national_standard", national_standards="9" * 17) == ("national_standards", 0)

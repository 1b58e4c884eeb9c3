"""All benefits of a subject together: settled, sorted, and what single steps would add."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from benefit_facts import ON, known

from jingkai.benefits.known import Subject
from jingkai.benefits.overviewing import Case, overview
from jingkai.policy.rules.settle import EarlierAward

pytestmark = pytest.mark.usefixtures("chinese")

ENTERPRISE = Subject("enterprise", "91350211M000100Y46", "青岚食品有限公司")


def _seen(policy, *, earlier=(), **facts):
    return overview(
        [Case(policy, ENTERPRISE, known(**facts))],
        ON,
        earlier={(policy.number, ENTERPRISE.key): earlier} if earlier else None,
    )


def _of(seen, benefit):
    return next(one for one in seen.explanations if one.benefit.id == benefit)


def test_entitled_comes_first_by_sum_then_what_is_near_then_what_is_not_known(policy):
    seen = _seen(
        policy,
        high_tech_first=True,
        above_scale=True,
        software_spent=1000000,
        quality_award=False,
        agency_kind="other",
        credit_premium=0,
        platform_kind="other",
    )
    assert [(one.benefit.id, one.standing) for one in seen.explanations] == [
        ("digital_retrofit", "entitled"),
        ("high_tech_award", "entitled"),
        ("quality_award", "nearly"),
        ("national_standard", "nearly"),
        ("agency_rent", "not_entitled"),
        ("credit_insurance", "not_entitled"),
        ("platform_match", "not_entitled"),
    ]
    assert seen.total == Decimal("500000.00")
    # 800,000 for the quality award. What a standard would bring is known too: 300,000.
    assert seen.within_reach == Decimal("1100000.00")


def test_a_limit_on_all_awards_of_a_subject_is_said_with_its_clause(policy):
    one = _of(_seen(policy, above_scale=True, software_spent=2000000), "digital_retrofit")
    assert one.yuan == Decimal("500000.00")
    assert one.arithmetic.endswith("= 600,000.00 元")
    assert one.deductions == ("合计不超过 500,000.00 元（第13条），取 500,000.00 元",)


def test_what_was_given_before_is_not_given_again(policy):
    before = EarlierAward("high_tech_award", ON, Decimal("200000"))
    one = _of(_seen(policy, earlier=[before], high_tech_first=True), "high_tech_award")
    assert one.yuan == 0
    assert one.deductions == ("以前已经享受过",)


def test_a_limit_of_an_enterprise_holds_for_its_projects_together(policy):
    facts = known(manufacturing=True, foreign_dollars=50000000, foreign_yuan=300000000)
    projects = [Subject("project", f"2403-150802-04-01-12345{number}", f"项目{number}") for number in (1, 2)]
    seen = overview([Case(policy, project, facts) for project in projects], ON)
    awards = [one for one in seen.explanations if one.benefit.id == "foreign_investment_award"]
    # 1 % of 300 million is 3 million each; an enterprise gets at most 4 million a year.
    assert sorted(one.yuan for one in awards) == [Decimal("1000000.00"), Decimal("3000000.00")]
    assert seen.total == Decimal("4000000.00")
    assert any("不超过 4,000,000.00 元（第9条）" in words for one in awards for words in one.deductions)


def test_an_enterprise_is_asked_nothing_that_is_about_persons_or_projects(policy):
    assert {one.benefit.subject for one in _seen(policy).explanations} == {"enterprise"}


def test_nothing_is_known_of_nobody_and_nothing_is_promised(policy):
    seen = _seen(policy)
    assert seen.total == 0
    assert not seen.of("entitled")
    assert not seen.of("not_entitled")


def test_a_figure_that_makes_a_sum_too_great_for_money_is_asked_for_again(policy):
    one = _of(_seen(policy, national_standards="99999999999999999"), "national_standard")
    assert one.yuan is None
    assert [missing.variable.name for missing in one.missing] == ["national_standards"]


def test_another_recognition_is_awarded_anew(policy):
    facts = {
        "platform_kind": "pilot_base",
        "platform_level": "provincial",
        "platform_recognised": date(2025, 10, 20),
        "platform_award_above": 3000000,
    }
    for recognised, yuan in (("2025-10-20", 0), ("2025-06-01", 3000000)):
        before = EarlierAward("platform_match", ON, Decimal("3000000"), recognised)
        assert _of(_seen(policy, earlier=[before], **facts), "platform_match").yuan == yuan


def test_a_project_that_is_not_there_is_promised_nothing(policy):
    seen = overview([Case(policy, Subject("project", "", ""), {})], ON)
    assert {one.standing for one in seen.explanations} == {"unknown"}


def test_what_another_project_was_given_uses_up_the_cap_of_the_enterprise(policy):
    year = EarlierAward("foreign_investment_award", ON, Decimal("3900000.00"))
    facts = known(manufacturing=True, foreign_dollars=20000000, foreign_yuan=140000000)
    project = Subject("project", "2503-150802-04-01-000001", "二期")
    gone = "2403-150802-04-01-000001"
    seen = overview([Case(policy, project, facts)], ON, earlier={(policy.number, gone): [year]})
    one = _of(seen, "foreign_investment_award")
    assert one.finding.yuan == Decimal("1400000.00")
    assert one.yuan == Decimal("100000.00")
    elsewhere = overview([Case(policy, project, facts)], ON, earlier={("另一文件", gone): [year]})
    assert _of(elsewhere, "foreign_investment_award").yuan == Decimal("1400000.00")

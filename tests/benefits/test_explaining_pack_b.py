"""Explanations under document B, by hand. Its pack is a draft: it is explained here and applies nowhere yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from benefit_facts import known

from jingkai.benefits.explaining import explain
from jingkai.benefits.packs import Policy
from jingkai.policy.loading import load_pack
from jingkai.policy.rules.interpret import prepare
from jingkai.registry.packs import packs_folder

pytestmark = pytest.mark.usefixtures("chinese")

ON = date(2024, 6, 1)


@pytest.fixture(scope="module")
def measures() -> Policy:
    loaded = load_pack(packs_folder() / "cn-150800" / "bazhengbanfa-2024-8")
    return Policy("bazhengbanfa-2024-8", loaded.pack, prepare(loaded.pack, loaded.digest))


def test_sixty_percent_of_a_project_up_to_three_million(measures):
    facts = {
        "enterprise_in_zone": True,
        "market_project_kind": "overseas_warehouse",
        "market_project_investment": "4000000.00",
    }
    said = explain(measures, "foreign_market_support", known(**facts), ON)
    assert said.yuan == Decimal("2400000.00")
    assert said.arithmetic == (
        "外向型项目的实际投入 4,000,000.00 元 × 60% = 2,400,000.00 元，不超过 3,000,000.00 元"
    )
    facts["market_project_investment"] = "5000000.01"
    said = explain(measures, "foreign_market_support", known(**facts), ON)
    assert said.yuan == Decimal("3000000.00")
    assert "超过上限 3,000,000.00 元（第11条），取 3,000,000.00 元" in said.arithmetic


def test_a_missing_investment_is_unknown_and_never_three_million(measures):
    said = explain(
        measures,
        "foreign_market_support",
        known(enterprise_in_zone=True, market_project_kind="overseas_warehouse"),
        ON,
    )
    assert said.finding.outcome == "unknown"
    assert said.yuan is None
    assert [one.variable.name for one in said.missing] == ["market_project_investment"]
    assert said.standing == "nearly"


def test_the_chairmans_award_is_one_recognition_away(measures):
    said = explain(
        measures,
        "chairman_quality_award",
        known(enterprise_in_zone=True, chairman_quality_award=False),
        ON,
    )
    assert said.finding.outcome == "not_entitled"
    assert said.conditions[-1].clause == "巴政办发〔2024〕8号 art_2__item_10"
    effects = [one.effect for one in said.next_steps]
    assert effects == (["+ 500,000.00 元"] if said.conditions[-1].condition.remedy else [])


def test_a_platform_is_matched_one_to_one(measures):
    said = explain(
        measures,
        "innovation_platform_match",
        known(
            platform_in_zone=True,
            platform_kind="key_laboratory",
            platform_level="region",
            platform_newly_recognised=True,
            region_platform_award="1500000",
        ),
        ON,
    )
    assert said.arithmetic == "自治区对该平台的奖补金额 1,500,000.00 元 × 1 = 1,500,000.00 元"


def test_an_agreement_names_no_sum(measures):
    said = explain(
        measures,
        "one_enterprise_one_policy",
        known(project_introduced=True, introduced_project_class="innovation"),
        ON,
    )
    assert said.yuan is None
    assert said.judgements

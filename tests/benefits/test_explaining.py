"""Explanations of the fictional pack, in words and sums made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from benefit_facts import DEMO, ON, known

from jingkai.benefits.explaining import explain
from jingkai.benefits.packs import policy_named
from jingkai.policy.rules.receipt import Receipt, replay

pytestmark = pytest.mark.usefixtures("chinese")


def test_the_arithmetic_says_base_rate_sum_and_limit(policy):
    said = explain(
        policy,
        "equipment_grant",
        known(chain="rail", fixed_investment=260000000, equipment_investment=5000000),
        ON,
    )
    assert said.arithmetic == "设备投资额 5,000,000.00 元 × 10% = 500,000.00 元，不超过 10,000,000.00 元"
    assert said.yuan == Decimal("500000.00")
    assert said.standing == "entitled"
    assert said.outcome == "条件满足，可享受 500,000.00 元，其余由人判断"
    assert [one.id for one in said.judgements] == ["no_overlap"]


def test_a_limit_that_is_reached_names_its_clause(policy):
    said = explain(
        policy,
        "equipment_grant",
        known(chain="rail", fixed_investment=350000000, equipment_investment=180000000),
        ON,
    )
    assert said.arithmetic == (
        "设备投资额 180,000,000.00 元 × 10% = 18,000,000.00 元，超过上限 10,000,000.00 元（第5条），取 10,000,000.00 元"
    )


def test_a_sum_that_is_cut_to_the_fen_shows_what_stood_before(policy):
    said = explain(policy, "overseas_support", known(overseas_project=True, overseas_spent="1234567.89"), ON)
    assert said.arithmetic == (
        "海外项目实际投入 1,234,567.89 元 × 40% = 493,827.156 元，舍去到 0.01 元：493,827.15 元，不超过 2,000,000.00 元"
    )


@pytest.mark.parametrize(
    ("benefit", "facts", "arithmetic"),
    [
        ("high_tech_award", {"high_tech_first": True}, "定额 200,000.00 元"),
        (
            "national_standard",
            {"national_standards": 2},
            "主持制定的国家标准 2 项 × 300,000.00 元 = 600,000.00 元",
        ),
        (
            "platform_match",
            {
                "platform_kind": "pilot_base",
                "platform_level": "provincial",
                "platform_recognised": date(2025, 10, 20),
                "platform_award_above": 3000000,
            },
            "已获省级平台补助 3,000,000.00 元 × 1 = 3,000,000.00 元",
        ),
    ],
)
def test_every_template_is_said_in_its_own_way(policy, benefit, facts, arithmetic):
    assert explain(policy, benefit, known(**facts), ON).arithmetic == arithmetic


def test_each_condition_has_its_truth_its_facts_and_its_clause(policy):
    said = explain(policy, "equipment_grant", known(fixed_investment="199999999.99"), ON)
    assert [(one.condition.id, one.truth, one.clause) for one in said.conditions] == [
        ("chain_named", None, "澄政办发〔2025〕11号 art_2__item_5"),
        ("large_enough", False, "澄政办发〔2025〕11号 art_2__item_5"),
    ]
    assert [(fact.label, fact.value) for fact in said.conditions[1].facts] == [
        ("固定资产投资额", "199,999,999.99 元")
    ]
    assert said.conditions[0].facts[0].value == ""
    assert said.outcome == "不满足：固定资产投资至少两亿元"
    assert said.standing == "not_entitled"


def test_a_missing_investment_is_asked_for_and_is_never_the_limit(policy):
    said = explain(policy, "equipment_grant", known(chain="medicine", fixed_investment=260000000), ON)
    assert said.yuan is None
    assert said.standing == "nearly"
    assert said.outcome == "条件满足，算数额还缺：设备投资额"
    assert [(one.label, one.where) for one in said.missing] == [
        ("设备投资额", "向服务窗口提交：设备购置合同与发票")
    ]
    assert [(one.words, one.effect) for one in said.next_steps] == [
        ("补充：设备投资额", "+ 最多 10,000,000.00 元")
    ]


def test_one_recognition_more_is_worth_its_sum(policy):
    said = explain(policy, "high_tech_award", known(high_tech_first=False), ON)
    assert said.standing == "nearly"
    assert [(one.words, one.effect, one.known) for one in said.next_steps] == [
        ("通过高新技术企业认定", "+ 200,000.00 元", True)
    ]


def test_what_is_not_known_is_a_question_with_the_same_worth(policy):
    said = explain(policy, "high_tech_award", {}, ON)
    assert (said.finding.outcome, said.standing) == ("unknown", "nearly")
    assert said.outcome == "尚不清楚：首次认定高新技术企业"
    assert [(one.effect, one.known) for one in said.next_steps] == [("+ 200,000.00 元", False)]
    assert said.missing[0].where == "由市科技局确认：高新技术企业证书"


def test_a_count_of_none_is_taken_up_to_the_least_that_helps(policy):
    said = explain(policy, "national_standard", known(national_standards=0), ON)
    assert [(one.words, one.effect) for one in said.next_steps] == [("主持制定国家标准", "+ 300,000.00 元")]


def test_two_facts_away_is_not_known_and_one_that_is_past_mending_is_not_near(policy):
    assert explain(policy, "overseas_support", {}, ON).standing == "unknown"
    late = explain(
        policy,
        "agency_rent",
        known(agency_kind="design", park_year=4, rent_paid=100000),
        ON,
    )
    assert late.standing == "not_entitled"
    assert late.next_steps == ()


def test_a_sum_of_nothing_is_no_entitlement(policy):
    said = explain(policy, "credit_insurance", known(credit_premium=0), ON)
    assert said.standing == "not_entitled"
    assert said.outcome == "条件满足，但算出的数额为零"


def test_a_clause_without_a_sum_never_gets_one(policy):
    said = explain(policy, "guidance_fund_investment", {}, ON)
    assert said.yuan is None
    assert said.arithmetic == ""
    assert said.outcome == "条款没有写明条件和数额"


def test_before_the_first_day_nothing_applies(policy):
    said = explain(policy, "high_tech_award", known(high_tech_first=True), date(2025, 5, 8))
    assert said.yuan is None
    assert said.outcome == "这一天不适用"


def test_the_receipt_replays_to_the_same_answer(policy):
    said = explain(policy, "high_tech_award", known(high_tech_first=True), ON, recorded_on=date(2026, 3, 2))
    again = Receipt.from_json(said.receipt.to_json())
    assert replay(again, policy.pack) == said.finding
    assert (again.valid_on, again.recorded_on) == (ON, date(2026, 3, 2))


def test_it_speaks_english_to_english_readers(policy):
    from django.utils import translation

    with translation.override("en"):
        said = explain(policy, "high_tech_award", known(high_tech_first=True), ON)
        assert said.outcome == "Entitled to 200,000.00 yuan"
        assert said.arithmetic == "a fixed sum of 200,000.00 yuan"


def test_the_demo_pack_is_found_by_its_key():
    assert policy_named(DEMO) is not None
    assert policy_named("bazhengbanfa-2024-8") is None  # a draft decides nothing


def test_a_limit_is_promised_only_if_the_other_conditions_hold(policy):
    said = explain(policy, "overseas_support", {}, ON)
    assert [(one.words, one.effect) for one in said.next_steps] == [
        ("证明满足：海外仓、境外售后中心或跨境电商项目", "其他条件也满足时，最多 2,000,000.00 元"),
        ("补充：海外项目实际投入", "其他条件也满足时，最多 2,000,000.00 元"),
    ]

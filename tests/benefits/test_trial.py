"""A document is tried on an enterprise to which it does not apply: answers, what stands in, why it does not apply."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from benefit_facts import known

from jingkai.benefits.known import Known, Subject
from jingkai.benefits.overviewing import Case
from jingkai.benefits.packs import Policy
from jingkai.benefits.trial import Trial, attempt, day_of_rules, stands_in, why_not
from jingkai.policy.loading import load_pack
from jingkai.policy.rules.interpret import prepare
from jingkai.registry.packs import packs_folder

pytestmark = pytest.mark.usefixtures("chinese")

TODAY = date(2026, 6, 1)
FIRM = Subject("enterprise", "91150800MA0N000A3X", "青岚机械有限公司")
ONE = Subject("project", "2207-159999-04-01-100000", "一期")
TWO = Subject("project", "2307-159999-04-01-100001", "二期")
OURS = stands_in("青岚经开区", synthetic=True)


@pytest.fixture(scope="module")
def measures() -> Policy:
    loaded = load_pack(packs_folder() / "cn-150800" / "bazhengbanfa-2024-8")
    return Policy("bazhengbanfa-2024-8", loaded.pack, prepare(loaded.pack, loaded.digest))


def _try(measures: Policy, given: dict[str, str] | None = None, **stated: object) -> Trial:
    own = known(**stated)
    cases = [Case(measures, one, own) for one in (FIRM, ONE, TWO)]
    return attempt(cases, given or {}, on=TODAY, today=TODAY, of_the_zone=OURS)


def _sum(tried: Trial, benefit: str, subject: Subject = FIRM) -> Decimal | None:
    one = tried.overview.find(tried.policy.key, benefit, subject.key)
    assert one is not None
    return one.yuan if one.standing == "entitled" else None


def test_the_zone_of_the_registry_stands_in_for_that_of_the_document(measures):
    tried = _try(measures, chairman_quality_award=True)
    assert _sum(tried, "chairman_quality_award") == Decimal("500000.00")
    one = tried.overview.find(tried.policy.key, "chairman_quality_award", FIRM.key)
    said = one.conditions[0].facts[0].known
    assert said == OURS
    assert "青岚经开区" in said.source
    assert one.synthetic


def test_what_is_stated_goes_before_what_stands_in_and_before_what_is_answered(measures):
    outside = _try(measures, enterprise_in_zone=False, chairman_quality_award=True)
    assert _sum(outside, "chairman_quality_award") is None
    answered = _try(measures, {"chairman_quality_award": "yes"}, chairman_quality_award=False)
    assert _sum(answered, "chairman_quality_award") is None
    assert answered.answered == ()
    assert answered.kept == {}


def test_one_answer_brings_what_was_one_fact_away(measures):
    before = _try(measures, chairman_quality_award=True)
    near = before.overview.find(before.policy.key, "standard_leader_award", FIRM.key)
    assert near.standing == "nearly"
    assert near.next_step.gain == Decimal("200000.00")
    after = _try(measures, {"standard_leader": "yes"}, chairman_quality_award=True)
    assert after.overview.total - before.overview.total == Decimal("200000.00")
    assert [(one.name, one.known.value) for one in after.answered] == [("standard_leader", True)]
    assert "standard_leader" not in {one.name for one in after.questions()}


def test_each_project_has_its_own_answers(measures):
    given = {
        f"{ONE.key}--market_project_kind": "overseas_warehouse",
        f"{ONE.key}--market_project_investment": "500万",
        f"{TWO.key}--market_project_kind": "overseas_warehouse",
        f"{TWO.key}--market_project_investment": "4,999,999.99",
    }
    tried = _try(measures, given)
    assert _sum(tried, "foreign_market_support", ONE) == Decimal("3000000.00")
    assert _sum(tried, "foreign_market_support", TWO) == Decimal("2999999.99")
    given.pop(f"{TWO.key}--market_project_investment")
    without = _try(measures, given)
    assert _sum(without, "foreign_market_support", TWO) is None, "a missing investment is never the cap"
    about = without.overview.find(without.policy.key, "foreign_market_support", TWO.key)
    assert [one.name for one in without.questions([about])] == [f"{TWO.key}--market_project_investment"]


def test_each_fact_that_still_matters_is_asked_once_and_names_its_benefits(measures):
    asked = _try(measures).questions()
    names = [one.name for one in asked]
    assert len(names) == len(set(names))
    assert "enterprise_in_zone" not in names, "the registry answers it"
    kinds = [one.subject.kind for one in asked]
    assert kinds == sorted(kinds), "the enterprise first, then its projects"
    assert {"chairman_quality_award", f"{TWO.key}--upgrade_project_kind"} <= set(names)
    leader = next(one for one in asked if one.name == "standard_leader")
    assert [one.id for one in leader.benefits] == ["standard_leader_award"]


def test_an_answer_that_cannot_be_read_is_asked_again_with_the_fault(measures):
    tried = _try(measures, {"region_platform_award": "lots", "standard_leader": "perhaps"})
    faulty = {one.name: (one.fault, one.written) for one in tried.questions() if one.fault}
    assert faulty["region_platform_award"] == ("请写数字，例如 5,000,000 或 500万。", "lots")
    assert set(faulty) == {"region_platform_award", "standard_leader"}
    assert tried.kept == {}


def test_a_project_that_is_not_in_the_registry_is_asked_nothing(measures):
    nobody = Subject("project", "", "")
    cases = [Case(measures, FIRM, {}), Case(measures, nobody, {})]
    tried = attempt(cases, {"--market_project_kind": "overseas_warehouse"}, on=TODAY, today=TODAY)
    assert {one.subject for one in tried.questions()} == {FIRM}
    assert tried.overview.find(measures.key, "foreign_market_support", "").standing == "unknown"


def test_nobody_says_for_the_registry_what_it_does_not_say(measures):
    tried = attempt([Case(measures, FIRM, {})], {}, on=TODAY, today=TODAY)
    assert "enterprise_in_zone" in {one.name for one in tried.questions()}
    assert Known(True) != OURS


@pytest.mark.parametrize(
    ("synthetic", "division", "today", "words"),
    [
        (True, "", TODAY, ("虚构", "草案")),
        (False, "150802", TODAY, ("草案",)),
        (False, "150100", TODAY, ("不是开发区所在", "草案")),
        (False, "150802", date(2024, 3, 1), ("草案", "自 2024-03-20 起")),
    ],
)
def test_every_reason_why_a_document_does_not_apply_is_said(measures, synthetic, division, today, words):
    reasons = why_not(measures.pack.document, synthetic=synthetic, division=division, today=today)
    assert len(reasons) == len(words)
    for reason, part in zip(reasons, words, strict=True):
        assert part in reason


def test_there_is_always_a_reason(policy):
    reasons = why_not(policy.pack.document, synthetic=True, division="", today=TODAY)
    assert reasons == ("已被废止，或当日没有可享的政策。",)


def test_a_document_that_has_ended_is_tried_as_on_its_last_day():
    plan = load_pack(packs_folder() / "cn-150000" / "neizhengbanfa-2017-11").pack.document
    assert day_of_rules(plan, TODAY) == date(2020, 12, 31)
    assert day_of_rules(plan, date(2016, 1, 1)) == plan.valid_from
    assert day_of_rules(plan, date(2018, 5, 1)) == date(2018, 5, 1)
    assert "已于 2020-12-31 失效" in " ".join(why_not(plan, synthetic=False, division="150802", today=TODAY))

"""A whole document at once: rounds ask only what still matters for some benefit, and the table settles all of them."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from benefit_facts import ON
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.benefits.asking import SKIPPED, Answers, read_answers
from jingkai.benefits.asking_all import askers_of, benefits_of, next_round, outcome
from jingkai.benefits.explaining import explain
from jingkai.benefits.packs import policies, policy_named
from neighbours import settle

DEMO = "chengzhengbanfa-2025-11"
ADDRESS = f"/benefits/calculator/{DEMO}/"

ENTERPRISE = {
    "platform_kind": "other",
    "high_tech_first": "yes",
    "agency_kind": "other",
    "quality_award": "no",
    "national_standards": "2",
    "credit_premium": "10万",
    "above_scale": "yes",
    "software_spent": "200万",
}


@pytest.fixture
def zone(db):
    """A zone in which the fictional pack is in force."""
    return settle()


def _read(policy, **given_):
    return read_answers(given_, policy.rules.variables.values())


def _names(policy, asker="enterprise", **given_):
    return [one.variable.name for one in next_round(policy, asker, _read(policy, **given_), ON)]


def test_a_round_has_the_first_question_of_each_open_benefit_and_says_on_which_it_bears(policy):
    first = next_round(policy, "enterprise", _read(policy), ON)
    assert [one.variable.name for one in first] == [
        "platform_kind",
        "high_tech_first",
        "agency_kind",
        "quality_award",
        "national_standards",
        "credit_premium",
        "above_scale",
    ]
    assert [one.id for one in first[-1].benefits] == ["digital_retrofit"]
    answered = {name: value for name, value in ENTERPRISE.items() if name != "software_spent"}
    assert _names(policy, **answered) == ["software_spent"], "what a false condition settles is not asked"
    assert _names(policy, **ENTERPRISE) == []


def test_whoever_has_a_project_is_asked_about_both_and_a_person_about_neither(policy):
    assert askers_of(policy, ON) == ("enterprise", "project", "person")
    assert set(_names(policy, "project")) > set(_names(policy))
    assert _names(policy, "person") == ["scarce_talent"]
    assert {one.subject for one in benefits_of(policy, "project", ON)} == {"enterprise", "project"}


def test_what_is_not_known_is_not_asked_again_and_leaves_its_benefit_unknown(policy):
    given_ = ENTERPRISE | {"above_scale": SKIPPED, "software_spent": SKIPPED}
    assert _names(policy, **given_) == []
    seen = outcome(policy, "enterprise", _read(policy, **given_), ON)
    one = next(one for one in seen.explanations if one.benefit.id == "digital_retrofit")
    assert one.standing in {"unknown", "nearly"}
    assert one.yuan is None


def test_the_table_settles_all_benefits_together_by_their_caps(policy):
    seen = outcome(policy, "enterprise", _read(policy, **ENTERPRISE), ON)
    sums = {one.benefit.id: one.yuan for one in seen.of("entitled")}
    assert sums == {
        "high_tech_award": Decimal(200000),
        "national_standard": Decimal(600000),  # two of 300,000 each
        "credit_insurance": Decimal(70000),  # 70 % of 100,000
        "digital_retrofit": Decimal(500000),  # 30 % of two million, above the cap of an enterprise
    }
    assert seen.total == Decimal(1370000)
    assert not any(one.benefit.amount is None for one in seen.explanations)


_WORDS = {
    "flag": st.sampled_from(["yes", "no", SKIPPED]),
    "day": st.sampled_from(["2025-05-08", "2025-06-01", SKIPPED]),
    "count": st.sampled_from(["1", "2", "4", SKIPPED]),
}


@settings(max_examples=40)
@given(st.data())
def test_once_no_question_is_left_no_answer_to_one_that_was_not_asked_changes_a_settled_benefit(data):
    policy = policy_named(DEMO)
    assert policy is not None
    given_: dict[str, str] = {}
    for _turn in range(12):
        asked = next_round(policy, "project", _read(policy, **given_), ON)
        if not asked:
            break
        for one in asked:
            variable = one.variable
            choices = st.sampled_from([*(choice.value for choice in variable.choices), SKIPPED])
            plain = st.sampled_from(["50万", "3亿", "800万", SKIPPED])
            given_[variable.name] = data.draw(
                choices if variable.choices else _WORDS.get(variable.type, plain), label=variable.name
            )
    answers = _read(policy, **given_)
    assert next_round(policy, "project", answers, ON) == ()
    for benefit in benefits_of(policy, "project", ON):
        finding = explain(policy, benefit.id, answers.facts, ON).finding
        assert set(finding.missing) <= answers.skipped, "only what the reader does not know is left open"


def _text(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.mark.usefixtures("chinese")
def test_the_page_asks_who_asks_then_a_round_then_shows_the_table(client, zone):
    assert "企业（有项目）" in _text(client.get(ADDRESS))
    first = client.get(ADDRESS, {"for-whom": "enterprise"})
    assert '<input type="hidden" name="for-whom" value="enterprise">' in first.content.decode()
    assert "主持制定国家标准几项？" in _text(first)
    assert "软件投入多少元" not in _text(first)
    last = client.get(ADDRESS, {"for-whom": "enterprise", **ENTERPRISE})
    assert "1,370,000.00 元" in _text(last)
    assert '<form class="card stack"' not in last.content.decode()
    assert set(last.cookies) <= {"csrftoken"}


@pytest.mark.usefixtures("chinese")
def test_an_empty_field_is_not_known_and_a_bad_one_is_asked_again_with_what_was_written(client, zone):
    given_ = ENTERPRISE | {"for-whom": "enterprise", "software_spent": "", "credit_premium": '"><b>很多'}
    html = client.get(ADDRESS, given_).content.decode()
    assert 'name="software_spent" value="unknown"' in html
    assert "&quot;&gt;&lt;b&gt;很多" in html
    assert "<b>很多" not in html
    assert 'aria-invalid="true"' in html


def test_a_document_that_is_not_in_force_and_one_that_asks_for_somebody_else_are_no_fault(client, zone):
    assert client.get("/benefits/calculator/nothing-here/").status_code == 404
    assert client.get(ADDRESS, {"for-whom": "whoever"}).status_code == 200


def test_every_document_that_has_sums_can_be_asked_about_from_the_first_round_to_the_table():
    asked = 0
    for policy in policies():
        on = policy.pack.document.valid_from
        for asker in askers_of(policy, on):
            answers = _read(policy)
            for _turn in range(30):
                questions = next_round(policy, asker, answers, on)
                if not questions:
                    break
                asked += len(questions)
                skipped = answers.skipped | {one.variable.name for one in questions}
                answers = Answers(answers.facts, frozenset(skipped))
            assert next_round(policy, asker, answers, on) == ()
            assert outcome(policy, asker, answers, on).explanations
    assert asked > 20

"""What a benefit says of one subject: outcome, each condition, what is missing and matters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from benefit_samples import DAY, benefit, condition, fixed, pack
from hypothesis import given
from rule_variables import VARIABLES, some_facts

from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.facts import FactError
from jingkai.policy.rules.interpret import interpret, prepare

D = Decimal
IN_ZONE = condition("zone", "in_zone")
HIGH_TECH = condition("technology", "high_tech")
LARGE = condition("invested", "investment >= 1000000")


@pytest.mark.parametrize(("zone", "technology"), list(product((True, False, None), repeat=2)))
def test_the_outcome_of_two_conditions(zone: bool | None, technology: bool | None) -> None:
    found = interpret(
        fixed("award", "100", conditions=[IN_ZONE, HIGH_TECH]),
        {"in_zone": zone, "high_tech": technology},
        VARIABLES,
        DAY,
    )
    assert found.truths == {"zone": zone, "technology": technology}
    if False in (zone, technology):
        assert (found.outcome, found.yuan, found.missing) == ("not_entitled", None, ())
    elif None in (zone, technology):
        assert (found.outcome, found.yuan) == ("unknown", None)
        unknown = {"in_zone": zone, "high_tech": technology}
        assert found.missing == tuple(name for name, truth in unknown.items() if truth is None)
    else:
        assert (found.outcome, found.yuan, found.missing) == ("entitled", D(100), ())
    assert found.potential == 100


def test_without_conditions_everybody_is_entitled() -> None:
    assert interpret(fixed("award", "1"), {}, VARIABLES, DAY).outcome == "entitled"


def test_missing_names_what_conditions_and_sum_still_need_once_each() -> None:
    of = benefit(conditions=[IN_ZONE, LARGE])
    assert interpret(of, {}, VARIABLES, DAY).missing == ("in_zone", "investment")
    assert interpret(of, {"in_zone": True}, VARIABLES, DAY).missing == ("investment",)
    assert interpret(of, {"in_zone": False}, VARIABLES, DAY).missing == ()
    assert interpret(of, {"investment": D(1)}, VARIABLES, DAY).missing == ()


def test_a_sum_is_asked_for_while_conditions_are_still_open() -> None:
    found = interpret(benefit(conditions=[IN_ZONE]), {}, VARIABLES, DAY)
    assert found.outcome == "unknown"
    assert found.missing == ("in_zone", "investment")


def test_the_sum_that_it_would_be_is_told_before_the_conditions_hold() -> None:
    for zone in (None, False):
        found = interpret(
            benefit(conditions=[IN_ZONE]), {"in_zone": zone, "investment": D(100)}, VARIABLES, DAY
        )
        assert (found.yuan, found.potential) == (None, D(60))


def test_without_an_amount_no_sum_is_ever_computed() -> None:
    found = interpret(
        benefit(amount=None, rounding=None, conditions=[IN_ZONE]), {"in_zone": True}, VARIABLES, DAY
    )
    assert (found.outcome, found.yuan, found.potential, found.missing) == ("entitled", None, None, ())


def test_what_people_judge_is_named_and_decides_nothing() -> None:
    judgement = {"id": "significance", "provision": "art_1", "label": "是否重大"}
    found = interpret(fixed("award", "1", judgements=[judgement]), {}, VARIABLES, DAY)
    assert found.outcome == "entitled"
    assert found.judgements == ("significance",)


@pytest.mark.parametrize(
    ("on", "applies"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_it_applies_from_its_first_to_its_last_day(on: date, applies: bool) -> None:
    of = fixed("award", "1", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    found = interpret(of, {}, VARIABLES, on)
    assert found.applies is applies
    assert found.outcome == ("entitled" if applies else "not_entitled")
    assert ("award" in prepare(pack([of])).find_all({}, on)) is applies


def test_where_it_has_no_days_those_of_the_document_count() -> None:
    rules = prepare(pack([fixed("award", "1")], valid_from=date(2025, 1, 1), valid_to=date(2025, 1, 31)))
    assert [rules.find("award", {}, date(2025, month, 1)).applies for month in (1, 2)] == [True, False]


def test_a_condition_that_is_none_names_its_benefit() -> None:
    with pytest.raises(ExpressionError) as refusal:
        prepare(pack([fixed("award", "1", conditions=[condition("zone", "in_zone = 1")])]))
    assert refusal.value.place == "award.zone"
    with pytest.raises(ExpressionError):
        prepare(pack([fixed("award", "1", conditions=[condition("staff", "staff + 1")])]))


def test_facts_of_no_variable_are_refused() -> None:
    with pytest.raises(FactError, match="nothing"):
        prepare(pack([fixed("award", "1")])).find_all({"nothing": True}, DAY)


RULES = prepare(
    pack(
        [
            benefit("one", conditions=[IN_ZONE, HIGH_TECH]),
            benefit("two", conditions=[condition("either", "in_zone OR investment > 5 AND staff > 3")]),
            benefit(
                "three",
                conditions=[
                    condition("by_size", "CASE WHEN size = 'large' THEN staff > 9 ELSE high_tech END")
                ],
                amount={"kind": "formula", "expression": "LEAST(ROUND(output, 0), 1000)"},
            ),
        ]
    )
)


@given(some_facts())
def test_nothing_is_missing_where_it_is_settled_and_something_where_it_is_not(facts: dict[str, Any]) -> None:
    for found in RULES.find_all(facts, DAY).values():
        settled = found.outcome == "not_entitled" or found.yuan is not None
        assert settled == (found.missing == ())
        assert all(facts[name] is None for name in found.missing)


@given(some_facts(), some_facts())
def test_more_facts_never_overturn_what_is_settled(facts: dict[str, Any], more: dict[str, Any]) -> None:
    fuller = {name: more[name] if value is None else value for name, value in facts.items()}
    before, after = RULES.find_all(facts, DAY), RULES.find_all(fuller, DAY)
    for id_, found in before.items():
        if found.missing == ():
            assert (after[id_].outcome, after[id_].yuan) == (found.outcome, found.yuan)


@given(some_facts(), some_facts())
def test_what_is_not_named_as_missing_cannot_change_the_answer(
    facts: dict[str, Any], more: dict[str, Any]
) -> None:
    for id_, found in RULES.find_all(facts, DAY).items():
        others = {
            name: more[name] if value is None and name not in found.missing else value
            for name, value in facts.items()
        }
        again = RULES.find(id_, others, DAY)
        assert (again.outcome, again.yuan) == (found.outcome, found.yuan)

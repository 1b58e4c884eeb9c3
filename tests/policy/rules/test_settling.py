"""What a subject gets together: frequency, stacking groups, caps on more than one award."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from benefit_samples import DAY, benefit, cap, condition, fixed, stacked
from hypothesis import given
from hypothesis import strategies as st
from rule_variables import VARIABLES

from jingkai.policy.rules.interpret import interpret
from jingkai.policy.rules.settle import EarlierAward, Settlement, settle
from jingkai.policy.schema.benefits import Benefit

D = Decimal
LAST_YEAR = date(2024, 6, 1)


def settled(
    benefits: Sequence[Benefit],
    earlier: Sequence[EarlierAward] = (),
    facts: dict[str, Any] | None = None,
    **more: Any,
) -> Settlement:
    findings = [interpret(one, facts or {}, VARIABLES, DAY) for one in benefits]
    return settle(findings, {one.id: one for one in benefits}, DAY, earlier, **more)


def yuan(settlement: Settlement) -> dict[str, Decimal]:
    return {id_: share.yuan for id_, share in settlement.shares.items()}


def reasons(settlement: Settlement, id_: str) -> list[str]:
    return [one.reason for one in settlement.shares[id_].deductions]


def had(id_: str, yuan_: str = "100", on: date = LAST_YEAR, recognition: str = "") -> EarlierAward:
    return EarlierAward(id_, on, D(yuan_), recognition)


OPEN = [condition("zone", "in_zone")]


def test_without_groups_all_are_given() -> None:
    found = settled([fixed("one", "100"), fixed("two", "50")])
    assert yuan(found) == {"one": D(100), "two": D(50)}
    assert found.total == 150


def test_who_is_not_entitled_or_unknown_gets_nothing_yet() -> None:
    closed = fixed("closed", "1", conditions=[condition("no", "FALSE")])
    assert yuan(settled([closed, fixed("open", "1", conditions=OPEN), benefit("unknown_sum")])) == {}


def test_cumulative_ones_are_all_given() -> None:
    found = settled([stacked("one", "100", "cumulative"), stacked("two", "50", "cumulative")])
    assert found.total == 150


def test_of_highest_only_the_greatest_is_given() -> None:
    found = settled(
        [
            stacked("one", "100", "highest"),
            stacked("two", "300", "highest"),
            stacked("three", "200", "highest"),
        ]
    )
    assert yuan(found) == {"one": 0, "two": 300, "three": 0}
    assert reasons(found, "one") == ["not_highest"]
    assert found.shares["one"].deductions[0].other == "two"
    assert found.shares["one"].before == 100


def test_equal_ones_are_decided_by_order() -> None:
    assert yuan(settled([stacked("one", "100", "highest", 2), stacked("two", "100", "highest", 1)])) == {
        "one": 0,
        "two": 100,
    }


def test_exclusive_ones_go_by_order_and_not_by_sum() -> None:
    found = settled([stacked("great", "900", "exclusive", 2), stacked("first", "100", "exclusive", 1)])
    assert yuan(found) == {"great": 0, "first": 100}
    assert reasons(found, "great") == ["excluded"]


@pytest.mark.parametrize("mode", ["highest", "exclusive", "cumulative"])
def test_what_is_on_top_is_given_besides(mode: str) -> None:
    found = settled([stacked("one", "100", mode, 1), stacked("top", "500", "on_top")])
    assert yuan(found) == {"one": 100, "top": 500}


def test_an_unknown_rival_makes_a_share_provisional() -> None:
    found = settled([stacked("one", "100", "highest"), stacked("open", "300", "highest", conditions=OPEN)])
    assert found.shares["one"].yuan == 100
    assert found.shares["one"].waits_for == ("open",)
    assert found.shares["one"].provisional


def test_of_exclusive_ones_only_an_earlier_one_is_waited_for() -> None:
    found = settled(
        [
            stacked("before", "1", "exclusive", 1, conditions=OPEN),
            stacked("one", "100", "exclusive", 2),
            stacked("after", "300", "exclusive", 3, conditions=OPEN),
        ]
    )
    assert found.shares["one"].waits_for == ("before",)


def test_what_an_earlier_award_excludes_waits_for_nobody() -> None:
    found = settled(
        [
            stacked("before", "1", "exclusive", 1, conditions=OPEN),
            stacked("one", "100", "exclusive", 2),
            stacked("had", "5", "exclusive", 3, frequency="once"),
        ],
        [had("had")],
    )
    assert yuan(found) == {"one": 0, "had": 0}
    assert not found.shares["one"].provisional


def test_unknown_cumulative_ones_are_not_waited_for() -> None:
    found = settled(
        [stacked("one", "100", "cumulative"), stacked("open", "1", "cumulative", conditions=OPEN)]
    )
    assert not found.shares["one"].provisional


def test_highest_is_topped_up_to_the_difference() -> None:
    rivals = [stacked("small", "100", "highest"), stacked("great", "300", "highest")]
    found = settled(rivals, [had("small")])
    assert yuan(found) == {"small": 0, "great": 200}
    assert reasons(found, "great") == ["topped_up"]
    assert yuan(settled(rivals, [had("small", "400")])) == {"small": 0, "great": 0}


def test_exclusive_ones_exclude_those_of_earlier_days() -> None:
    rivals = [stacked("one", "100", "exclusive", 1), stacked("two", "300", "exclusive", 2)]
    assert yuan(settled(rivals, [had("two")])) == {"one": 0, "two": 0}
    assert yuan(settled(rivals, [had("one")])) == {"one": 100, "two": 0}


def test_a_yearly_group_begins_anew_each_year() -> None:
    rivals = [
        stacked("one", "100", "exclusive", 1, frequency="yearly"),
        stacked("two", "300", "exclusive", 2, frequency="yearly"),
    ]
    assert yuan(settled(rivals, [had("two")]))["one"] == 100
    assert yuan(settled(rivals, [had("two", on=date(2025, 1, 1))]))["one"] == 0


@pytest.mark.parametrize(
    ("frequency", "earlier", "expected"),
    [
        ("once", [], 100),
        ("once", [had("award", on=date(2010, 1, 1))], 0),
        ("per_project", [had("award")], 0),
        ("yearly", [had("award", on=date(2024, 12, 31))], 100),
        ("yearly", [had("award", on=date(2025, 1, 1))], 0),
        ("unstated", [had("award", on=DAY)], 100),
        ("once", [had("another")], 100),
    ],
)
def test_what_was_given_before_is_not_given_again(
    frequency: str, earlier: list[EarlierAward], expected: int
) -> None:
    found = settled([fixed("award", "100", frequency=frequency), fixed("another", "1")], earlier)
    assert found.shares["award"].yuan == expected
    assert reasons(found, "award") == ([] if expected else ["had_before"])


def test_once_for_each_recognition() -> None:
    of = fixed("award", "100", frequency="once_per_recognition", recognition="size")
    for now, expected in (("large", 0), ("small", 100)):
        found = settled([of], [had("award", recognition="large")], recognitions={"award": now})
        assert found.shares["award"].yuan == expected


def test_one_that_was_had_before_does_not_keep_the_others_away() -> None:
    rivals = [stacked("had", "900", "cumulative", frequency="once"), stacked("new", "100", "cumulative")]
    assert yuan(settled(rivals, [had("had")])) == {"had": 0, "new": 100}


@pytest.mark.parametrize(
    ("before", "expected"),
    [("0", "100"), ("899.99", "100"), ("900", "100"), ("900.01", "99.99"), ("1000", "0"), ("2000", "0")],
)
@pytest.mark.parametrize("per", ["subject", "group"])
def test_a_cap_on_all_awards_to_the_fen(before: str, expected: str, per: str) -> None:
    of = stacked("award", "100", "cumulative", caps=[cap("1000", per)])
    found = settled([of], [had("award", before)])
    assert found.shares["award"].yuan == D(expected)
    if D(expected) < 100:
        (deduction,) = found.shares["award"].deductions
        assert deduction.reason == f"cap_{per}"
        assert (deduction.cap, deduction.provision) == (D(1000), "art_9")
    else:
        assert found.shares["award"].deductions == ()


def test_a_cap_of_the_year_forgets_last_year() -> None:
    of = fixed("award", "100", caps=[cap("150", "subject", "year")])
    assert settled([of], [had("award")]).total == 100
    assert settled([of], [had("award", on=date(2025, 1, 1))]).total == 50


def test_a_cap_of_the_group_is_used_up_in_order() -> None:
    caps = [cap("250", "group")]
    found = settled(
        [
            stacked("second", "200", "cumulative", 2, caps=caps),
            stacked("first", "100", "cumulative", 1, caps=caps),
            stacked("top", "500", "on_top", 0),
        ]
    )
    assert yuan(found) == {"first": 100, "second": 150, "top": 500}


def test_a_cap_of_the_subject_counts_this_benefit_only() -> None:
    found = settled(
        [
            stacked("one", "100", "cumulative", caps=[cap("150", "subject")]),
            stacked("two", "100", "cumulative"),
        ],
        [had("one", "80"), had("two", "500")],
    )
    assert yuan(found) == {"one": 70, "two": 100}


_MODES = st.sampled_from(["cumulative", "highest", "exclusive", "on_top"])


@given(
    st.lists(st.tuples(st.integers(0, 500), _MODES, st.integers(0, 3)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300)), max_size=4),
)
def test_nobody_gets_more_than_found_nor_the_group_more_than_its_cap(
    rows: list[tuple[int, str, int]], before: list[tuple[int, int]]
) -> None:
    caps = [cap("600", "group")]
    benefits = [
        stacked(f"b{place}", str(sum_), mode, order, caps=caps if mode != "on_top" else [])
        for place, (sum_, mode, order) in enumerate(rows)
    ]
    earlier = [had(f"b{place}", str(sum_)) for place, sum_ in before]
    found = settled(benefits, earlier)
    capped = {one.id for one in benefits if one.stacking and one.stacking.mode != "on_top"}
    for id_, share in found.shares.items():
        assert 0 <= share.yuan <= share.before
        assert (share.yuan < share.before) == bool(
            [one for one in share.deductions if one.left < share.before]
        )
        if id_ not in capped:
            assert share.yuan == share.before
    now = sum((share.yuan for id_, share in found.shares.items() if id_ in capped), D(0))
    already = sum((one.yuan for one in earlier if one.benefit in capped), D(0))
    assert now <= max(D(0), 600 - already)
    again = settled(list(reversed(benefits)), earlier)
    assert yuan(again) == yuan(found)

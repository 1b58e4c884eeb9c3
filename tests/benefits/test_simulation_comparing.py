"""Two runs side by side, and how long a budget lasts, recomputed by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.benefits.simulation.comparing import BOUNDS, Given, compare
from jingkai.benefits.simulation.lasting import AtPace, Pace, pools, used_up
from jingkai.benefits.simulation.stored import Result, named, plain, read

D = Decimal
INDUSTRIES = {"A": "C1440", "B": "C3670", "C": "I6510", "D": "", "E": "C"}


@pytest.fixture
def found(policy):
    before = [
        Given("A", "high_tech_award", "entitled", D("200000.00")),
        Given("B", "high_tech_award", "not_entitled", None),
        Given("C", "high_tech_award", "unknown", None),
        Given("A", "digital_retrofit", "entitled", D("30000.00")),
        Given("B", "digital_retrofit", "entitled", D("500000.00")),
        Given("C", "digital_retrofit", "entitled", None),
    ]
    after = [
        Given("A", "high_tech_award", "entitled", D("100000.00")),
        Given("B", "high_tech_award", "not_entitled", None),
        Given("C", "high_tech_award", "unknown", None),
        Given("A", "digital_retrofit", "entitled", D("40000.00")),
        Given("B", "digital_retrofit", "entitled", D("600000.00")),
        Given("C", "digital_retrofit", "not_entitled", None),
        Given("D", "digital_retrofit", "entitled", D("70000.01")),
    ]
    return compare(before, after, benefits=policy.pack.benefits, industries=INDUSTRIES)


def test_totals_are_those_of_all_benefits(found):
    assert (found.before, found.after) == (D("730000.00"), D("810000.01"))
    assert found.enterprises == 5


def test_each_benefit_counts_outcomes_and_sums(found):
    lines = {one.benefit: one for one in found.benefits}
    assert [one.benefit for one in found.benefits] == [
        "high_tech_award",
        "digital_retrofit",
    ]  # as in the pack
    award, retrofit = lines["high_tech_award"], lines["digital_retrofit"]
    assert (award.before.entitled, award.before.not_entitled, award.before.unknown) == (1, 1, 1)
    assert award.change == D("-100000.00")
    assert (retrofit.before.without_sum, retrofit.after.without_sum) == (1, 0)
    assert (retrofit.before.yuan, retrofit.after.yuan) == (D("530000.00"), D("710000.01"))


def test_who_gets_more_and_who_gets_less(found):
    assert [(one.enterprise, one.change) for one in found.lines] == [
        ("B", D("100000.00")),
        ("A", D("-90000.00")),
        ("D", D("70000.01")),
    ]
    assert (found.winners, found.losers) == (2, 1)
    assert found.lines[1].parts == {
        "high_tech_award": (D("200000.00"), D("100000.00")),
        "digital_retrofit": (D("30000.00"), D("40000.00")),
    }


def test_industries_are_summed_by_section_and_an_unknown_one_is_a_line_of_its_own(found):
    lines = {one.section: (one.enterprises, one.before, one.after) for one in found.industries}
    assert lines == {"C": (2, D("730000.00"), D("740000.00")), "": (1, D("0.00"), D("70000.01"))}


def test_classes_count_every_enterprise_once_on_both_sides(found):
    assert sum(one.before for one in found.classes) == found.enterprises
    assert sum(one.after for one in found.classes) == found.enterprises
    by_most = {one.most: (one.before, one.after) for one in found.classes}
    assert by_most[D(0)] == (3, 2)  # C, D, E; then C and E
    assert by_most[D(100_000)] == (0, 1)
    assert by_most[D(200_000)] == (0, 1)
    assert by_most[D(500_000)] == (2, 0)
    assert by_most[D(1_000_000)] == (0, 1)


def test_a_result_is_read_back_as_it_was_kept(found, policy):
    pack = policy.pack
    budgets = {"industry": D("400000"), "science": None}
    result = Result(
        found,
        pools((pack, pack), found.benefits, budgets, 2026),
        (),
        tuple(named(pack).values()),
        (),
        ("x",),
        "e",
    )
    again = read(plain(result))
    assert again.comparison.benefits == found.benefits
    assert (again.comparison.before, again.comparison.after) == (found.before, found.after)
    assert again.comparison.classes == found.classes
    assert again.pools == result.pools
    assert again.comparison.lines == ()


def test_each_pool_has_the_need_of_its_benefits_and_an_unknown_budget_foretells_nothing(found, policy):
    lines = {
        one.pool: one
        for one in pools((policy.pack, policy.pack), found.benefits, {"industry": D("355000.00")}, 2026)
    }
    industry, science = lines["industry"], lines["science"]
    assert (industry.before.need, industry.after.need) == (D("530000.00"), D("710000.01"))
    assert industry.after.day is not None and industry.before.day is not None
    assert industry.after.day < industry.before.day
    assert industry.before.left == D("-175000.00")
    assert (science.budget, science.before.day, science.before.left) == (None, None, None)


@pytest.mark.parametrize(
    ("budget", "need", "day"),
    [
        ("365", "365", None),  # enough to the last day
        ("364", "365", date(2026, 12, 31)),  # 364 days are paid, the last is not
        ("0", "365", date(2026, 1, 1)),
        ("182.5", "365", date(2026, 7, 2)),  # half of the year: day 183
        ("0", "0", None),
        ("100", "36500", date(2026, 1, 2)),  # one day is paid exactly
    ],
)
def test_a_budget_is_used_up_on_the_first_day_that_needs_more(budget, need, day):
    assert used_up(D(budget), D(need), 2026) == day


@given(
    budget=st.decimals(0, 10**9, places=2),
    need=st.decimals(0, 10**9, places=2),
    year=st.integers(2020, 2040),
)
def test_until_the_day_before_the_budget_is_enough_and_on_the_day_it_is_not(budget, need, year):
    day = used_up(budget, need, year)
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    if day is None:
        assert need <= budget
        return
    number = (day - first + timedelta(days=1)).days
    assert 1 <= number <= days
    assert need * number > budget * days
    assert need * (number - 1) <= budget * days


def test_the_bounds_of_the_classes_rise():
    assert list(BOUNDS) == sorted(set(BOUNDS))


@pytest.mark.parametrize(
    ("available", "share", "day"),
    [
        ("1000", "1", date(2026, 3, 11)),  # 100 a day
        ("1000", "2", date(2026, 3, 6)),
        ("1001", "1", date(2026, 3, 12)),
        ("0", "1", date(2026, 3, 1)),
        ("1000", "0", None),
        ("30500", "1", date(2026, 12, 31)),
        ("30600", "1", None),
    ],
)
def test_at_the_pace_of_the_year_what_is_left_lasts_so_many_days(available, share, day):
    assert Pace(D(100), D(available), date(2026, 3, 1)).until(D(share)) == day


def test_the_simulated_pace_follows_the_need(found, policy):
    paces = {
        "industry": Pace(D("1000"), D("53000"), date(2026, 3, 1)),
        "green": Pace(D(1), D(1), date(2026, 3, 1)),
    }
    lines = {one.pool: one for one in pools((policy.pack, policy.pack), found.benefits, {}, 2026, paces)}
    # 53 days as it stands; 710,000.01 ÷ 530,000 of the pace are 1,339.62 a day: 40 days.
    assert lines["industry"].at_pace == AtPace(date(2026, 4, 23), date(2026, 4, 10))
    assert lines["science"].at_pace is None

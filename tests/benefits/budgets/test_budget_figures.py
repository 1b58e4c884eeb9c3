"""Sharing out a short budget, and foretelling its end: exact, and honest where too little is known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.benefits.budgets.budget import Budget, Hold, Line, Source
from jingkai.benefits.budgets.course import BOTTOM, RIGHT, TOP, WIDTH, course
from jingkai.benefits.budgets.forecast import forecast
from jingkai.benefits.budgets.sharing import Asked, pro_rata, share_out

fen = st.integers(0, 10**12).map(lambda n: Decimal(n) / 100)
wishes = st.lists(st.integers(1, 10**12).map(lambda n: Decimal(n) / 100), min_size=1, max_size=30)


@given(fen, wishes)
def test_shares_sum_to_the_fen_never_above_a_wish_and_within_a_fen_of_the_proportion(available, wanted):
    shares = list(pro_rata(available, {str(n): yuan for n, yuan in enumerate(wanted)}).values())
    total = sum(wanted)
    assert sum(shares) == min(available, total)
    assert all(0 <= share <= wish for share, wish in zip(shares, wanted, strict=True))
    if total > available:
        # in whole numbers: |share × total − wish × available| < 0.01 × total
        for share, wish in zip(shares, wanted, strict=True):
            assert abs(int(share * 100) * int(total * 100) - int(wish * 100) * int(available * 100)) < int(
                total * 100
            )


def test_of_equal_remainders_the_earlier_gets_the_fen():
    shares = pro_rata(Decimal("0.02"), {"a": Decimal("1"), "b": Decimal("1"), "c": Decimal("1")})
    assert shares == {"a": Decimal("0.01"), "b": Decimal("0.01"), "c": Decimal("0.00")}


def test_of_one_fen_for_two_unequal_wishes_the_larger_gets_it():
    assert pro_rata(Decimal("0.01"), {"a": Decimal("1"), "b": Decimal("2")})["b"] == Decimal("0.01")


def test_whoever_gets_nothing_is_not_served():
    asked = [Asked("a", Decimal("1")), Asked("b", Decimal("1"))]
    assert share_out(Decimal("0.01"), asked, "pro_rata") == {"a": Decimal("0.01")}


def test_priority_comes_before_the_order_of_coming():
    asked = [Asked("a", Decimal("5"), 2), Asked("b", Decimal("5"), 1), Asked("c", Decimal("5"), 1)]
    assert list(share_out(Decimal("10"), asked, "priority")) == ["b", "c"]


@pytest.mark.parametrize("order", ["first_come", "pro_rata", "priority", "unstated"])
def test_where_there_is_enough_all_orders_serve_everybody_in_full(order):
    asked = [Asked("a", Decimal("5")), Asked("b", Decimal("6"))]
    assert share_out(Decimal("11"), asked, order) == {"a": Decimal("5.00"), "b": Decimal("6.00")}


def budget(total: str, *bound: tuple[date, str]) -> Budget:
    lines = {str(n): Line(Hold.PAID, Decimal(yuan), day) for n, (day, yuan) in enumerate(bound)}
    return Budget("qinglan", "innovation", 2026, 1, {Source.CITY: Decimal(total)}, lines)


START = date(2026, 1, 1)


def steady(count: int, every: int = 10, yuan: str = "10.00") -> list[tuple[date, str]]:
    return [(START + timedelta(days=every * n), yuan) for n in range(count)]


def test_ten_yuan_in_ten_days_use_up_what_is_left_on_a_day_that_can_be_counted():
    # 5 × 10 yuan in 50 days are a yuan a day; 30 yuan last 30 days
    found = forecast(budget("80.00", *steady(5)), START + timedelta(days=49))
    assert (found.a_day, found.day) == (Decimal(1), START + timedelta(days=79))


@pytest.mark.parametrize(
    ("bound", "after"),
    [((), 90), (tuple(steady(4)), 90), (tuple(steady(5, every=1)), 20), (((START, "10.00"),) * 9, 90)],
    ids=["nothing", "four days", "too short", "one day"],
)
def test_with_too_few_points_the_end_is_unknown_and_says_why(bound, after):
    found = forecast(budget("1000.00", *bound), START + timedelta(days=after))
    assert (found.day, found.a_day) == (None, None)
    assert found.why


def test_a_budget_that_lasts_longer_than_its_year_has_no_day():
    found = forecast(budget("100000.00", *steady(5)), START + timedelta(days=49))
    assert found.day is None
    assert found.a_day == 1


def test_a_budget_without_a_fen_left_is_used_up_today_and_one_without_grant_is_unknown():
    today = START + timedelta(days=3)
    assert forecast(budget("10.00", (START, "10.00")), today).day == today
    assert forecast(budget("0.00"), today).day is None


def numbers(path: str) -> list[float]:
    return [float(one) for one in re.findall(r"[0-9.]+", path)]


def test_the_course_of_a_year_ends_at_what_was_bound_and_leads_to_the_foretold_day():
    found = course(budget("80.00", *steady(5)), START + timedelta(days=49))
    assert found is not None
    assert (found.reached, found.total) == (Decimal("50.00"), Decimal("80.00"))
    assert found.ahead and numbers(found.ahead)[-1] == found.limit == TOP  # used up within the year
    assert numbers(found.bound)[-1] == found.today


def test_where_nothing_is_foretold_nothing_is_drawn_ahead():
    found = course(budget("1000.00", *steady(2)), START + timedelta(days=49))
    assert found is not None and found.ahead == ""


def test_a_year_that_is_over_is_drawn_to_its_last_day():
    found = course(budget("1000.00", *steady(5)), date(2027, 6, 1))
    assert found is not None and (found.today, found.ahead) == (RIGHT, "")


@pytest.mark.parametrize("given", [budget("0.00"), budget("10.00")])
def test_an_empty_budget_has_no_course(given):
    assert course(given, START) is None


@given(
    st.lists(st.tuples(st.integers(0, 364), st.integers(1, 10**6)), min_size=1, max_size=20),
    st.integers(-40, 500),
)
def test_a_course_stays_within_its_frame_and_never_falls(bound, later):
    lines = [(START + timedelta(days=day), str(Decimal(fen) / 100)) for day, fen in bound]
    found = course(budget("500000.00", *lines), START + timedelta(days=later))
    assert found is not None
    heights = [float(one) for one in re.findall(r"V([0-9.]+)", found.bound)]
    assert heights == sorted(heights, reverse=True)
    assert all(TOP <= one <= BOTTOM for one in heights)
    assert all(0 <= one <= WIDTH for one in numbers(found.ahead)[::2])

"""Deadlines in Chinese working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.working_days import add_working_days, is_published, is_working_day, working_days_between


def test_a_make_up_sunday_counts_and_the_national_holiday_does_not() -> None:
    assert is_working_day(date(2024, 9, 29))
    assert not is_working_day(date(2024, 10, 2))
    assert add_working_days(date(2024, 9, 27), 3).date == date(2024, 10, 8)


def test_twenty_working_days_of_an_ordinary_month() -> None:
    # 1 March 2024 is a Friday and no holiday lies before 4 April: four weeks on.
    assert add_working_days(date(2024, 3, 1), 20).date == date(2024, 3, 29)


def test_a_deadline_across_a_year_that_is_not_published_is_provisional() -> None:
    assert not is_published(date(2090, 1, 4))
    deadline = add_working_days(date(2090, 1, 6), 5)
    assert deadline.provisional
    assert (deadline.date - date(2090, 1, 6)).days == 7
    assert not add_working_days(date(2024, 3, 1), 20).provisional


def test_a_deadline_does_not_lie_behind() -> None:
    with pytest.raises(ValueError, match="ahead"):
        add_working_days(date(2024, 3, 1), -1)


@given(st.dates(date(2023, 1, 1), date(2026, 6, 1)), st.integers(0, 60))
def test_counting_back_gives_the_days_that_were_added(start: date, days: int) -> None:
    deadline = add_working_days(start, days).date
    assert working_days_between(start, deadline) == days
    assert not days or is_working_day(deadline)
    assert working_days_between(deadline, start) == -days


@given(st.dates(date(2023, 1, 1), date(2026, 6, 1)), st.integers(1, 40))
def test_the_day_before_a_deadline_is_one_working_day_short(start: date, days: int) -> None:
    deadline = add_working_days(start, days).date
    assert working_days_between(start, deadline - timedelta(days=1)) == days - 1

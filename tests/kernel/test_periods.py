"""Reporting periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.periods import Period, PeriodKind

_PERIODS = st.builds(
    Period.containing, st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(PeriodKind)
)


@given(_PERIODS)
def test_what_is_written_is_read_back(period: Period) -> None:
    assert Period.read(str(period)) == period
    assert (
        Period.containing(period.first, period.kind) == Period.containing(period.last, period.kind) == period
    )


@given(_PERIODS, st.integers(-30, 30))
def test_periods_of_a_kind_follow_each_other_without_gap(period: Period, steps: int) -> None:
    assert period.shifted(steps).shifted(-steps) == period
    assert (period.shifted(1).first - period.last).days == 1


@given(_PERIODS, _PERIODS)
def test_written_forms_of_one_kind_sort_in_time(one: Period, other: Period) -> None:
    if one.kind is other.kind:
        assert (str(one) < str(other)) == (one.first < other.first)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024年", "2024"),
        ("2024年上半年", "2024H1"),
        ("2024年第二季度", "2024Q2"),
        ("2024年3季度", "2024Q3"),
        ("2024年 3 月", "2024-03"),
        ("2024q4", "2024Q4"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_returns_write_periods_in_several_ways(written: str, read: str) -> None:
    assert str(Period.read(written)) == read


@pytest.mark.parametrize("written", ["", "24", "2024Q5", "2024-13", "2023-02-29", "2024H3", "去年", "0000"])
def test_what_is_no_period_is_refused_with_the_forms(written: str) -> None:
    with pytest.raises(JingkaiError, match="2024Q1"):
        Period.read(written)


def test_the_same_period_a_year_earlier() -> None:
    assert str(Period.read("2024Q3").a_year_earlier()) == "2023Q3"
    assert str(Period.read("2024-02-29").a_year_earlier()) == "2023-02-28"


def test_days_of_a_quarter() -> None:
    quarter = Period.read("2024Q1")
    assert (quarter.first, quarter.last) == (date(2024, 1, 1), date(2024, 3, 31))

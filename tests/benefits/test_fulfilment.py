"""Sums by clause, benefit, unit and month, and the drawing of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jingkai.benefits.flow import BAR, COLUMNS, TALL, flow
from jingkai.benefits.fulfilment import Cell, Sums, by_benefit, by_clause, by_month, by_unit, by_zone, total

yuan = st.integers(0, 10**10).map(lambda fen: Decimal(fen) / 100)
sums = st.lists(yuan, min_size=5, max_size=5).map(lambda five: Sums(1, *sorted(five, reverse=True)))
cells = st.lists(
    st.builds(
        Cell,
        zone=st.sampled_from(["qinglan", "songhai"]),
        document=st.sampled_from(["A", "B"]),
        provision=st.sampled_from(["art_1", "art_2"]),
        benefit=st.sampled_from(["x", "y", "z"]),
        month=st.sampled_from([date(2025, 12, 1), date(2026, 1, 1)]),
        sums=sums,
    ),
    max_size=20,
)


@given(cells)
def test_however_it_is_grouped_the_whole_is_the_same(all_):
    leads = {("A", "x"): "市科技局"}
    wholes = {
        total(one)
        for one in (by_benefit(all_), by_clause(all_), by_unit(all_, leads), by_month(all_), by_zone(all_))
    }
    assert len(wholes) == 1


@given(cells)
def test_a_rate_lies_between_nothing_and_all_and_is_unknown_where_nothing_is_due(all_):
    for line in by_benefit(all_):
        assert (line.sums.rate is None) == (not line.sums.entitled)
        assert line.sums.rate is None or 0 <= line.sums.rate <= 1


def cell(month: str, entitled: str, paid: str, *, benefit: str = "x") -> Cell:
    return Cell(
        "qinglan",
        "A",
        "art_1",
        benefit,
        date.fromisoformat(f"{month}-01"),
        Sums(1, Decimal(entitled), paid=Decimal(paid)),
    )


def test_two_thirds_are_6667_of_10000():
    (line,) = by_clause([cell("2026-01", "200.00", "200.00"), cell("2026-02", "100.00", "0.00")])
    assert line.sums.rate == Decimal("0.6667")
    assert line.sums.claims == 2


def test_months_come_latest_first_and_units_that_nobody_names_are_one_line():
    all_ = [cell("2025-12", "1.00", "0.00"), cell("2026-01", "2.00", "0.00", benefit="y")]
    assert [line.key for line in by_month(all_)] == [("2026-01",), ("2025-12",)]
    assert [line.key for line in by_unit(all_, {("A", "y"): "市科技局"})] == [("市科技局",), ("",)]


@given(cells)
def test_heights_of_a_drawing_are_proportional_and_bands_do_not_overlap(all_):
    lines = by_clause(all_)
    drawn = flow(lines, total(lines))
    assert [head[0] for head in drawn.heads] == list(COLUMNS)
    below = 0.0
    for band in drawn.bands:
        assert [stop.yuan for stop in band.stops] == list(band.line.sums.stages)
        assert band.stops[0].y >= below
        below = band.stops[0].y + band.stops[0].height
        for stop in band.stops:
            if stop.height > 1.5:
                share = float(stop.yuan / (total(lines).entitled or 1))
                assert abs(stop.height - TALL * share) < 0.11
            assert (stop.height == 0) == (stop.yuan == 0)
    assert drawn.height >= below
    assert COLUMNS[1] - COLUMNS[0] > BAR


def test_what_was_never_paid_ends_in_a_point_and_not_in_a_bar():
    lines = by_clause([cell("2026-01", "100.00", "0.00")])
    (band,) = flow(lines, total(lines)).bands
    assert [bool(stop.height) for stop in band.stops] == [True, False, False, False]

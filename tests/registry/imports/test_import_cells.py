"""Each kind of cell: what it is read as, and how a wrong one is named."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.registry.imports.cells import read
from jingkai.registry.imports.faults import CellError
from jingkai.registry.imports.raw import Broken
from jingkai.registry.imports.tables import ENTERPRISES, PARCELS, PROJECTS, TABLES, ZONES, Kind

USCC = ENTERPRISES.by_name["uscc"]
CAPITAL = ENTERPRISES.by_name["registered_capital"]
FOUNDED = ENTERPRISES.by_name["founded"]
FLAG = ENTERPRISES.by_name["above_scale"]
STATE = ENTERPRISES.by_name["state"]
INDUSTRY = ENTERPRISES.by_name["industry"]
PHONE = ENTERPRISES.by_name["phone"]
AREA = PARCELS.by_name["area"]
NUMBER = PARCELS.by_name["number"]
CODE = PROJECTS.by_name["code"]
YEAR = ZONES.by_name["approved_year"]
WORDS = ZONES.by_name["industries"]
BOUNDARY = ZONES.by_name["boundary"]
DIVISION = ZONES.by_name["division"]
PERIOD = TABLES["facts"].by_name["period"]


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setattr("jingkai.kernel.language._translate", lambda message: message)


@pytest.mark.parametrize(
    ("column", "raw", "value"),
    [
        (FOUNDED, datetime(2018, 5, 20), date(2018, 5, 20)),  # noqa: DTZ001 - workbooks know no time zones
        (FOUNDED, 43240.0, date(2018, 5, 20)),
        (FOUNDED, "2018/5/20", date(2018, 5, 20)),
        (FOUNDED, "20180520", date(2018, 5, 20)),
        (FOUNDED, 20180520.0, date(2018, 5, 20)),
        (FOUNDED, "2018年5月20日", date(2018, 5, 20)),
        (FOUNDED, "二〇一八年五月二十日", date(2018, 5, 20)),
        (FOUNDED, "2018-05-20 00:00:00", date(2018, 5, 20)),
        (CAPITAL, 3000.5, Decimal("3000.5")),
        (CAPITAL, "3,000,000.00", Decimal(3_000_000)),
        (CAPITAL, "300万元", Decimal(3_000_000)),
        (CAPITAL, "1.2亿", Decimal(120_000_000)),
        (CAPITAL, "¥ 5000", Decimal(5000)),
        (CAPITAL, "三千万", Decimal(30_000_000)),
        (AREA, "100亩", Decimal("66666.67")),
        (AREA, "1.5公顷", Decimal(15_000)),
        (FLAG, "是", True),
        (FLAG, "×", False),
        (FLAG, True, True),
        (STATE, "存续", "active"),
        (STATE, "In business", "active"),
        (INDUSTRY, "C1440", "C1440"),
        (INDUSTRY, 1440.0, "C1440"),
        (INDUSTRY, "食品制造业（C14）", "C14"),
        (INDUSTRY, "制造业", "C"),
        (PHONE, 13812340000.0, "13812340000"),
        (USCC, " 9111 0000 6000 3734 1l ", "91110000600037341L"),
        (CODE, "2403—150802—04—01—123456", "2403-150802-04-01-123456"),
        (YEAR, "2013年", 2013),
        (YEAR, 2013.0, 2013),
        (WORDS, "绿色食品、新能源，绿色食品", ["绿色食品", "新能源"]),
        (DIVISION, 150802.0, "150802"),
        (NUMBER, "青岚工-018号", "青岚工-018号"),
        (PERIOD, "2024年第一季度", "2024Q1"),
        (PERIOD, 2024.0, "2024"),
        (PERIOD, "2024.3", "2024-03"),
        (PERIOD, "2024年度", "2024"),
    ],
)
def test_a_cell_is_read_as_people_mean_it(column, raw, value):
    assert read(column, raw) == value


@pytest.mark.parametrize("raw", [None, "", "  ", "—", "/", "暂无", "N/A", "\u3000"])
@pytest.mark.parametrize("column", [FOUNDED, CAPITAL, FLAG, STATE, USCC, PHONE])
def test_what_says_nothing_is_unknown_and_never_zero(column, raw):
    assert read(column, raw) is None


def test_the_unit_of_the_header_counts_unless_the_cell_has_its_own():
    assert read(CAPITAL, 3000.0, unit="万元") == 30_000_000
    assert read(CAPITAL, "3000", unit="万元") == 30_000_000
    assert read(CAPITAL, "3000元", unit="万元") == 3_000


@pytest.mark.parametrize(
    ("column", "raw", "words"),
    [
        (USCC, "9111000060003734", "18 characters"),
        (USCC, "91110000600037341M", "should be L"),
        (USCC, 911100006000373400.0, "rounded its last digits"),
        (USCC, "9.1110000600037E+17", "exponent"),
        (USCC, date(2024, 3, 20), "turned it into something else"),
        (CODE, "2403-990802-04-01-123456", "No province"),
        (FOUNDED, "2018年5月", "day is missing"),
        (FOUNDED, "2018-02-30", "A date is expected"),
        (FOUNDED, "三月", "A date is expected"),
        (FOUNDED, date(1018, 5, 20), "1018 cannot be right"),
        (CAPITAL, "许多", "sum of money"),
        (CAPITAL, -5.0, "below zero"),
        (CAPITAL, True, "sum of money"),
        (CAPITAL, 1e20, "too large"),
        (AREA, "很大", "area in m²"),
        (FLAG, "也许", "Yes or no"),
        (STATE, "飞行中", "One of the following is expected: 筹建"),
        (INDUSTRY, "Z99", "no industry"),
        (YEAR, "1900", "A year is expected"),
        (BOUNDARY, "四至不明", "GeoJSON"),
        (BOUNDARY, '{"type": "Point"}', "polygon"),
        (DIVISION, "1508", "six digits"),
        (NUMBER, "青岚/018", "cannot stand"),
        (PERIOD, "去年", "no period"),
        (PHONE, "1" * 41, "At most 40 characters"),
        (CAPITAL, Broken("#REF!"), "error of the spreadsheet"),
        (CAPITAL, Broken("=B2*2"), "no stored result"),
    ],
)
def test_a_wrong_cell_names_what_was_expected_and_the_mend(column, raw, words):
    with pytest.raises(CellError, match=words) as caught:
        read(column, raw)
    assert caught.value.mend


@given(st.one_of(st.text(max_size=30), st.floats(), st.booleans(), st.datetimes()))
def test_whatever_a_cell_holds_is_read_or_refused_and_nothing_else_happens(raw):
    for table in TABLES.values():
        for column in table.columns:
            try:
                read(column, raw)
            except CellError as error:
                assert error.what


@given(st.decimals(min_value=0, max_value=10**11, places=2))
def test_money_is_read_back_exactly_as_it_was_written(amount):
    assert read(CAPITAL, f"{amount:,}") == amount
    assert read(CAPITAL, f"{amount}元", unit="万元") == amount


def test_declared_lengths_choices_and_emptiness_are_those_of_the_tables():
    from jingkai.registry.services.import_plan import MODELS

    for name, model in MODELS.items():
        table = TABLES[name]
        for column in table.columns:
            field = model._meta.get_field(column.name)
            if column.longest and getattr(field, "max_length", None):
                assert column.longest == field.max_length, (name, column.name)
            if column.kind is Kind.TEXT and getattr(field, "max_length", None):
                assert column.longest, (name, column.name)
            if column.choices:
                assert [choice.value for choice in column.choices] == [
                    value for value, _words in field.choices
                ]
            if column.erasable and not column.required:
                assert field.blank, (name, column.name)
        assert {"code", "uscc", "number"} & set(table.key)


def test_a_cell_with_nul_is_refused_by_its_place_and_kept_without_it():
    from jingkai.registry.imports.matching import ColumnMapping, Match
    from jingkai.registry.imports.rows import read_row

    name = Match(at=1, header="企业名称", name="name")
    row = read_row(ENTERPRISES, ColumnMapping(1, (name,)), 7, ["a\0", "青岚\0公司"])
    (fault,) = row.faults
    assert (fault.cell, fault.name, fault.value) == ("B7", "name", "青岚�公司")
    assert "NUL" in fault.what
    assert row.cells == ("a�", "青岚�公司")

"""Tables as files: exact, harmless, readable."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from jingkai.kernel.spreadsheet import comma_separated, sheet_name, write_workbook

HEADS = ["名称", "金额"]


@pytest.fixture(autouse=True)
def _outside_of_a_demo(monkeypatch):
    monkeypatch.setattr("jingkai.kernel.spreadsheet.mark", lambda: "")


def _read_back(rows):
    file = io.BytesIO()
    write_workbook(file, "企业", HEADS, rows)
    return CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_name("企业").to_python()


def test_unknown_is_an_empty_cell_and_zero_is_zero():
    assert _read_back([["甲", None], ["乙", Decimal(0)]]) == [HEADS, ["甲", ""], ["乙", 0.0]]
    assert (
        b"".join(comma_separated(HEADS, [["甲", None], ["乙", 0]])).decode("utf-8-sig")
        == "名称,金额\r\n甲,\r\n乙,0\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_and_no_head_of_a_text_table_begins_like_a_formula(start):
    written = b"".join(comma_separated([f"{start}1"], [[f"{start}1+1"]])).decode("utf-8-sig")
    head, cell = csv.reader(io.StringIO(written, newline=""))
    assert (head, cell) == ([f"'{start}1"], [f"'{start}1+1"])


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_written_as_text():
    exact = Decimal("1234567890123456.78")
    assert _read_back([["甲", exact], ["乙", Decimal("1250000.50")]])[1:] == [
        ["甲", str(exact)],
        ["乙", 1250000.5],
    ]


def test_text_is_never_run_as_a_formula():
    assert _read_back([["=1+1", 1]])[1][0] == "=1+1"
    for start in ("=", "+", "-", "@", "\t"):
        assert f"'{start}1" in b"".join(comma_separated(HEADS, [[f"{start}1", 1]])).decode()


def test_rows_are_written_as_they_come_and_all_of_them():
    assert len(_read_back([str(number), number] for number in range(5000))) == 5001


def test_an_empty_table_still_has_its_head():
    assert _read_back([]) == [HEADS]


def test_a_sheet_is_named_as_spreadsheets_allow():
    assert sheet_name("企业/项目[1]:*?") == "企业项目1"
    assert len(sheet_name("长" * 40)) == 31
    assert sheet_name("//") == "1"

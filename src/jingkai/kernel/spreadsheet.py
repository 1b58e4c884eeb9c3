"""Tables as files: comma-separated values for programs, workbooks for offices. Rows are written as they come."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from math import isfinite
from typing import Any, BinaryIO

from jingkai.kernel.marking import mark

WORKBOOK_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_MEDIA = "text/csv; charset=utf-8"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide signs are those that spreadsheets take for the narrow ones where people write Chinese."""
_WIDEST = 60
_MEASURED_ROWS = 200
_PIECE = 64_000  # characters
_EXACT_DIGITS = 15
"""A spreadsheet keeps numbers as binary fractions of 15 to 16 digits: longer ones are written as text."""


def harmless(value: object) -> object:
    """Return a value that no spreadsheet runs as a formula; unknown is an empty cell.

    >>> harmless("=1+1"), harmless(None), harmless(12)
    ("'=1+1", '', 12)
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def comma_separated(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Write a table as CSV in UTF-8, in pieces. The byte-order mark tells spreadsheets the encoding."""
    text = io.StringIO()
    writer = csv.writer(text)
    yield b"\xef\xbb\xbf"
    writer.writerow([harmless(head) for head in heads])
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        if text.tell() > _PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def write_workbook(file: BinaryIO, name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as ``xlsx``: a head that stays in sight, a filter, text that is never run as a formula.

    Rows are written as they come; columns are as wide as the first of them need.
    """
    import xlsxwriter

    coming = iter(rows)
    first = list(islice(coming, _MEASURED_ROWS))
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(sheet_name(name))
        if told := mark():
            sheet.set_header(f"&C{told}")
        for column, width in enumerate(_widths(heads, first)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads, book.add_format({"bold": True, "bottom": 1}))
        line = 0
        for line, row in enumerate(chain(first, coming), start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, line, column, value)
        sheet.autofilter(0, 0, max(line, 1), len(heads) - 1)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    """Return the width of each column; a Chinese character is as wide as two letters."""
    longest = [_shown_width(head) for head in heads]
    for row in rows:
        for column, value in enumerate(row):
            longest[column] = max(longest[column], _shown_width("" if value is None else str(value)))
    return [min(width, _WIDEST) + 2 for width in longest]


def _shown_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _write_cell(sheet: Any, line: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and _is_kept(value):
        sheet.write_number(line, column, float(value))
    else:
        sheet.write_string(line, column, str(value))


def _is_kept(value: float | Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    if isinstance(value, float):
        return isfinite(value)
    exact = Decimal(value)
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= _EXACT_DIGITS


def sheet_name(name: str) -> str:
    """Return a name that a sheet may have: at most 31 characters, none of those that spreadsheets forbid."""
    return "".join(character for character in name if character not in "[]:*?/\\")[:31] or "1"

"""Tables as files: comma-separated values for programs, workbooks for offices. Rows are written as they come."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import BinaryIO

from jingkai.kernel.marking import mark

WORKBOOK_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_MEDIA = "text/csv; charset=utf-8"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
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
    writer.writerow(heads)
    yield b"\xef\xbb\xbf" + text.getvalue().encode()
    for row in rows:
        text.seek(0)
        text.truncate()
        writer.writerow([harmless(value) for value in row])
        yield text.getvalue().encode()


def write_workbook(file: BinaryIO, name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as ``xlsx``: a head that stays in sight, a filter, text that is never run as a formula."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(sheet_name(name))
        if told := mark():
            sheet.set_header(f"&C{told}")
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, head in enumerate(heads):
            sheet.set_column(column, column, min(max(len(head) * 2, 12), _WIDEST) + 2)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        line = 0
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, line, column, value)
        sheet.autofilter(0, 0, max(line, 1), len(heads) - 1)


def _write_cell(sheet: object, line: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    exact = (
        isinstance(value, int | Decimal)
        and len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS
    )
    if exact and not isinstance(value, bool):
        sheet.write_number(line, column, float(value))  # type: ignore[attr-defined, arg-type]
    else:
        sheet.write_string(line, column, str(value))  # type: ignore[attr-defined]


def sheet_name(name: str) -> str:
    """Return a name that a sheet may have: at most 31 characters, none of those that spreadsheets forbid."""
    return "".join(character for character in name if character not in "[]:*?/\\")[:31] or "1"

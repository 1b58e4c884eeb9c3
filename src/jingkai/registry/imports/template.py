"""Workbooks that go out: the template of a table to be filled in, and refused rows to be mended and sent again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from jingkai.kernel.language import gettext as _
from jingkai.registry.imports.faults import Fault
from jingkai.registry.imports.tables import Column, Kind, Table

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_PREPARED_ROWS = 5_000
"""So many rows of a template have their lists and formats prepared."""
_AS_TEXT = frozenset(
    {
        Kind.TEXT,
        Kind.CODE,
        Kind.USCC,
        Kind.PHONE,
        Kind.PROJECT_CODE,
        Kind.DIVISION,
        Kind.INDUSTRY,
        Kind.PERIOD,
        Kind.REFERENCE,
    }
)
_YES_NO = ["是", "否"]
EXAMPLE_MARK = "示例："


def template(table: Table) -> bytes:
    """Return the template of a table: headers, an example marked as such, lists to choose from, a sheet of help."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        sheet = book.add_worksheet(table.chinese)
        _headers(book, sheet, table.columns)
        quiet = book.add_format({"italic": True, "font_color": "#515c60", "num_format": "@"})
        for at, column in enumerate(table.columns):
            mark = EXAMPLE_MARK if at == 0 else ""
            sheet.write_string(1, at, f"{mark}{column.example}", quiet)
            _prepare(sheet, at, column)
        _help(book, table)
    return buffer.getvalue()


def _headers(book: Any, sheet: Any, columns: Sequence[Column], at: int = 0) -> None:
    common = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
    needed = book.add_format({**common, "bg_color": "#e0eeec"})
    plain = book.add_format({**common, "bg_color": "#f1f0ea"})
    for column, about in enumerate(columns, start=at):
        sheet.write_string(0, column, about.header, needed if about.required else plain)
        text = book.add_format({"num_format": "@" if about.kind in _AS_TEXT else "General"})
        width = max(len(about.chinese) * 2 + 4, min(len(about.example) + 4, 32), 12)
        sheet.set_column(column, column, width, text)
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, 0)


def _prepare(sheet: Any, at: int, column: Column) -> None:
    """Offer the words of a choice as a list, and say what a cell is for when it is entered."""
    options: dict[str, Any] = {}
    if column.choices:
        options = {"validate": "list", "source": [choice.chinese for choice in column.choices]}
    elif column.kind is Kind.FLAG:
        options = {"validate": "list", "source": _YES_NO}
    elif column.help:
        options = {"validate": "any"}
    if not options:
        return
    options["error_type"] = "warning"  # other words of the same meaning are understood
    if column.help:
        options["input_title"] = column.chinese[:32]
        options["input_message"] = _(column.help)[:255]
    sheet.data_validation(1, at, _PREPARED_ROWS, at, options)


def _help(book: Any, table: Table) -> None:
    sheet = book.add_worksheet("填写说明")
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    heads = (_("Column"), _("In English"), _("Needed"), _("What is expected"), _("Example"))
    sheet.write_row(0, 0, heads, bold)
    for line, column in enumerate(table.columns, start=1):
        needed = _("yes, for a new row") if column.required else _("no")
        cells = (column.chinese, column.english, needed, expected(column), column.example)
        for at, words in enumerate(cells):
            sheet.write_string(line, at, words, wrapped)
    notes = (
        _("Row 2 is an example: a row whose first cell begins with 示例 is left out."),
        _(
            "An empty cell says nothing: what is known stays as it is. The signs —, / and 暂无 count as empty."
        ),
        _("A row whose code is in the registry changes it; another makes a new one."),
    )
    for line, note in enumerate(notes, start=len(table.columns) + 2):
        sheet.write_string(line, 0, note)
    for at, width in enumerate((22, 34, 16, 64, 30)):
        sheet.set_column(at, at, width)


def expected(column: Column) -> str:
    """Say what a column takes, in the reader's language."""
    said = {
        Kind.USCC: _("18 characters without I, O, S, V and Z; the last is a check character."),
        Kind.DAY: _("A day, such as 2024-03-20, 2024/3/20 or 2024年3月20日."),
        Kind.FLAG: _("是 or 否."),
        Kind.YEAR: _("A year of four digits."),
        Kind.DIVISION: _("Six digits, such as 150802."),
    }.get(column.kind, "")
    if column.choices:
        said = _("One of: %(choices)s.") % {"choices": "、".join(choice.chinese for choice in column.choices)}
    if column.longest and column.kind in {Kind.TEXT, Kind.PHONE}:
        said = _("Text of at most %(limit)d characters.") % {"limit": column.longest}
    return " ".join(words for words in (said, _(column.help) if column.help else "") if words)


def refused_rows(headers: Sequence[str], rows: Iterable[tuple[int, Sequence[str], Sequence[Fault]]]) -> bytes:
    """Return the refused rows as they came, wrong cells marked, with what is wrong in columns behind them.

    The workbook can be mended and sent as it is: the columns behind are not taken for columns of the table.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {**_OPTIONS, "in_memory": True}) as book:
        sheet = book.add_worksheet("待修正")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"num_format": "@"})
        wrong = book.add_format({"num_format": "@", "bg_color": "#fbe5e2", "font_color": "#9c2327"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        width = len(headers)
        for at, head in enumerate((*headers, "原行号", "问题")):
            sheet.write_string(0, at, head, bold)
        line = 0
        for line, (number, cells, faults) in enumerate(rows, start=1):
            marked = {fault.cell.rstrip("0123456789") for fault in faults}
            for at, words in enumerate(cells[:width]):
                sheet.write_string(line, at, words, wrong if _letters(at) in marked else text)
            sheet.write_number(line, width, number)
            sheet.write_string(line, width + 1, "\n".join(map(_told, faults)), wrapped)
        sheet.set_column(0, max(width - 1, 0), 20, text)
        sheet.set_column(width, width, 10)
        sheet.set_column(width + 1, width + 1, 80)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(line, 1), width + 1)
    return buffer.getvalue()


def _letters(at: int) -> str:
    from jingkai.registry.imports.workbook import letters_of_column

    return letters_of_column(at + 1)


def _told(fault: Fault) -> str:
    where = f"{fault.column}：" if fault.column else ""
    return f"{where}{fault.what} {fault.mend}".strip()

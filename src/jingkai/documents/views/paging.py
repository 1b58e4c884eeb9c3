"""Pages of a list, and lists as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jingkai.documents.models import Document
from jingkai.kernel.marking import mark

PAGE_SIZE = 25
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def paged(request: HttpRequest, rows: Any, *, size: int = PAGE_SIZE) -> dict[str, Any]:
    """Return the page that the address asks for and the numbers of the pager; a wrong number gives the nearest."""
    paginator: Paginator[Any] = Paginator(rows, size)
    page: Page[Any] = paginator.get_page(request.GET.get("page"))
    return {
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }


def given(request: HttpRequest, name: str, limit: int = 200) -> str:
    """Return a parameter of the address without what no database takes: NUL characters and words without end."""
    return request.GET.get(name, "").replace("\0", "").strip()[:limit]


def fictional_words(document: Document) -> str:
    """Return the remark that a row of an exported list carries about a sample; nothing for a real document."""
    return _("Fictional sample") if document.fictional else ""


def table_file(kind: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a table as ``xlsx`` or ``csv``. Text that a spreadsheet would run as a formula stays text."""
    if kind == "xlsx":
        return _workbook(name, heads, rows)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    # With a byte-order mark Excel knows that it is UTF-8.
    return _download(text.getvalue().encode("utf-8-sig"), f"{name}.csv", "text/csv; charset=utf-8")


def _harmless(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(name[:31])
        if told := mark():
            sheet.set_header(f"&C{told}")
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.write_row(0, 0, heads, bold)
        widths = [len(head) * 2 for head in heads]
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write(line, column, "" if value is None else value)
                widths[column] = max(widths[column], min(len(str(value or "")) * 2, 60))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(sheet.dim_rowmax or 0, 1), len(heads) - 1)
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(buffer.getvalue(), f"{name}.xlsx", media)


def _download(content: bytes, filename: str, media: str) -> HttpResponse:
    from django.utils.http import content_disposition_header

    response = HttpResponse(content, content_type=media)
    response.headers["Content-Disposition"] = content_disposition_header(True, filename) or ""
    return response


def download(content: bytes, filename: str, media: str) -> HttpResponse:
    """Return a file to be saved under ``filename``."""
    return _download(content, filename, media)

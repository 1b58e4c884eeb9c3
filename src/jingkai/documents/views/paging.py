"""Pages of a list, and lists as files."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jingkai.documents.models import Document
from jingkai.kernel.spreadsheet import CSV_MEDIA, WORKBOOK_MEDIA, comma_separated, write_workbook

PAGE_SIZE = 25


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
        file = io.BytesIO()
        write_workbook(file, name, heads, rows)
        return _download(file.getvalue(), f"{name}.xlsx", WORKBOOK_MEDIA)
    return _download(b"".join(comma_separated(heads, rows)), f"{name}.csv", CSV_MEDIA)


def _download(content: bytes, filename: str, media: str) -> HttpResponse:
    from django.utils.http import content_disposition_header

    response = HttpResponse(content, content_type=media)
    response.headers["Content-Disposition"] = content_disposition_header(True, filename) or ""
    return response


def download(content: bytes, filename: str, media: str) -> HttpResponse:
    """Return a file to be saved under ``filename``."""
    return _download(content, filename, media)

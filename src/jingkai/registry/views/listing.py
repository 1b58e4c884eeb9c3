"""Lists: every row of a register that the reader may see, narrowed, counted, sorted, page by page or as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, F, IntegerField, Model, Value, When
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.policy import Principal, may
from jingkai.accounts.views.guard import View, allowed, refusal
from jingkai.kernel.finding import asked_for
from jingkai.kernel.spreadsheet import CSV_MEDIA, WORKBOOK_MEDIA, comma_separated, write_workbook
from jingkai.registry import actions
from jingkai.registry.views.columns import cells
from jingkai.registry.views.filters import Offered, Rows, containing, given
from jingkai.registry.views.register import Register

PAGE_SIZE = 25
_CHUNK = 2000


def listing(register: Register) -> View:
    """Return the view of a register's list."""

    @allowed(register.view)
    @require_GET
    def show(request: HttpRequest) -> HttpResponse:
        principal: Any = request.user
        rows = register.rows(principal)
        if request.GET.get("export"):
            return exported(
                request, register, narrowed(request, register, rows, offered(request, register, rows))
            )
        context = list_context(request, register, rows)
        context["may_edit"] = register.edit is not None and may(principal, register.edit)
        context["new_address"] = reverse(f"registry:{register.name}_new") if register.form else ""
        return render(request, "registry/list.html", context)

    show.__name__ = register.plural
    show.__doc__ = f"List {register.plural} under the filters in the address."
    return show


def list_context(request: HttpRequest, register: Register, rows: Rows) -> dict[str, Any]:
    """Return what a list needs: the page asked for, filters with their choices, columns with the way they are sorted."""
    principal: Principal = request.user  # type: ignore[assignment]
    fields = offered(request, register, rows)
    found = narrowed(request, register, rows, fields)
    paginator: Paginator[Any] = Paginator(found, PAGE_SIZE)
    page: Page[Any] = paginator.get_page(request.GET.get("page"))
    shown = list(page.object_list)
    register.prepare(shown)
    words = asked_for(given(request, "q"))
    chips = [("q", words)] if words else []
    chips += [(field.filter.name, str(field.chosen)) for field in fields if field.value]
    return {
        "register": register,
        "fields": [field for field in fields if len(field.choices) > 1 or field.value],
        "words": words,
        "chips": chips,
        "columns": _heads(request, register),
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "table": [
            (row, register.main.read(row), register.address(row), cells(register.columns[1:], row, principal))
            for row in shown
        ],
        "counted": register.counted(paginator.count),
        "is_empty": not paginator.count and not chips,
        "may_export": may(principal, actions.EXPORT),
    }


def offered(request: HttpRequest, register: Register, rows: Rows) -> list[Offered]:
    """Return the filters of a register with their choices and the values given in the address."""
    return [Offered(one, one.choices(rows), given(request, one.name, 120)) for one in register.filters]


def narrowed(request: HttpRequest, register: Register, rows: Rows, fields: list[Offered]) -> Rows:
    """Return the rows that the filters in the address leave over, in the order asked for."""
    words = asked_for(given(request, "q"))
    found = (
        register.contains(rows, words)
        if register.contains and words
        else containing(rows, words, register.search)
    )
    for field in fields:
        if field.value:
            found = field.filter.narrow(found, field.value)
    return found.order_by(*_order(request, register, rows.model))


def _order(request: HttpRequest, register: Register, model: type[Model]) -> list[Any]:
    """Return the order asked for: choices in their own order, what is unknown last whichever way it goes."""
    asked = given(request, "sort") or register.sort
    name, down = asked.removeprefix("-"), asked.startswith("-")
    column = register.sorts().get(name)
    order = _sorted_by(model, column.sort, down=down) if column else []
    # The key breaks ties, or rows would jump between pages.
    return [*order, "pk"]


def _sorted_by(model: type[Model], path: str, *, down: bool) -> list[Any]:
    field: Any = model._meta.get_field(path.partition("__")[0])
    related = "__" in path
    if related:
        field = field.related_model._meta.get_field(path.partition("__")[2])
    order: list[Any] = []
    by: Any = F(path)
    if field.choices:
        numbers = [
            When(**{path: value}, then=Value(at)) for at, (value, _words) in enumerate(field.flatchoices)
        ]
        by = Case(*numbers, default=None, output_field=IntegerField())
    elif isinstance(field, CharField) and field.blank and not field.null:
        order.append(Case(When(**{path: ""}, then=Value(1)), default=Value(0), output_field=IntegerField()))
    elif not field.null and not related:
        return [f"-{path}" if down else path]  # an index can be used
    return [*order, by.desc(nulls_last=True) if down else by.asc(nulls_last=True)]


def _heads(request: HttpRequest, register: Register) -> list[dict[str, Any]]:
    asked = given(request, "sort") or register.sort
    heads = []
    for column in register.columns:
        if column.exported_only:
            continue
        current = column.name == asked.removeprefix("-") and bool(column.sort)
        down = asked.startswith("-")
        heads.append(
            {
                "column": column,
                "sorted": ("descending" if down else "ascending") if current else "",
                "next": ("" if down else "-") + column.name if current else column.name,
            }
        )
    return heads


def exported(request: HttpRequest, register: Register, rows: Rows) -> HttpResponse:
    """Return the narrowed list as a file, for whoever may take tables away."""
    refused = refusal(request, actions.EXPORT.name)
    if refused is not None:
        return refused
    heads = [str(column.words) for column in register.columns]
    return table_file(request.GET["export"], str(register.words), heads, _written(register, rows))


def _written(register: Register, rows: Rows) -> Iterator[list[object]]:
    related = rows.query.select_related
    if isinstance(related, dict):
        # Thousands of rows share a few zones and parks: each is read once, not once a row.
        rows = rows.select_related(None).prefetch_related(*related)
    found = rows.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(found, _CHUNK)):
        register.prepare(chunk)
        for row in chunk:
            yield [column.exported(row) for column in register.columns]


def table_file(kind: str, name: str, heads: list[str], rows: Iterator[list[object]]) -> HttpResponse:
    """Return a table as ``csv`` or ``xlsx``, written row by row. Raises ``Http404`` for another kind."""
    answer: HttpResponseBase
    if kind == "csv":
        pieces = _spoken(comma_separated(heads, rows), get_language() or settings.LANGUAGE_CODE)
        answer = StreamingHttpResponse(pieces, content_type=CSV_MEDIA)
    elif kind == "xlsx":
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the answer
        write_workbook(file, name, heads, rows)
        file.seek(0)
        answer = FileResponse(file, content_type=WORKBOOK_MEDIA)
    else:
        raise Http404(_("Lists are exported as xlsx or csv."))
    from django.utils.http import content_disposition_header

    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}") or ""
    return answer  # type: ignore[return-value]


def _spoken(pieces: Iterator[bytes], language: str) -> Iterator[bytes]:
    """Give pieces that are made in the reader's language, though they are made after the request has been answered."""
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece

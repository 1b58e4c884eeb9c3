"""Bring a table in: template, file, columns, dry run, import, report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts.policy import may
from jingkai.accounts.selectors import visible
from jingkai.accounts.views.guard import allowed, refusal
from jingkai.kernel.errors import JingkaiError
from jingkai.registry import actions
from jingkai.registry.imports import template
from jingkai.registry.imports.faults import FileError
from jingkai.registry.imports.matching import ColumnMapping
from jingkai.registry.imports.tables import TABLES, Table
from jingkai.registry.models import ImportRun
from jingkai.registry.models.imports import ImportState
from jingkai.registry.services import importing
from jingkai.registry.services.import_run import COUNTS
from jingkai.registry.views.import_forms import HandInForm
from jingkai.registry.views.import_pages import file_columns, missing, refused_cells

PAGE_SIZE = 20
ROWS_PER_PAGE = 25
_STEPS: Mapping[str, int] = {
    ImportState.MAPPING: 2,
    ImportState.CHECKING: 3,
    ImportState.CHECKED: 3,
    ImportState.RUNNING: 4,
}


def the_run(request: HttpRequest, pk: int) -> ImportRun:
    """Return the import that an address names, one that whoever asks may see: others look as if they were not there."""
    return get_object_or_404(_seen_by(request), pk=pk)


def _seen_by(request: HttpRequest) -> QuerySet[ImportRun]:
    user: Any = request.user
    return visible(user, ImportRun.objects.select_related("zone", "owner"), actions.IMPORT)


def the_table(request: HttpRequest) -> Table:
    """Return the table that an address asks for by ``table``."""
    name = request.GET.get("table", "")
    if name not in TABLES:
        raise Http404(_("There is no table of this name."))
    return TABLES[name]


@allowed(actions.IMPORT)
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """Show the tables that can be imported, and what became of earlier imports."""
    user: Any = request.user
    paginator: Paginator[ImportRun] = Paginator(_seen_by(request), PAGE_SIZE)
    page: Page[ImportRun] = paginator.get_page(request.GET.get("page"))
    context = {
        "tables": importing.tables_for(user),
        "named": TABLES,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }
    return render(request, "registry/imports.html", context)


@allowed(actions.IMPORT)
@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    """Take a file in for a table; where none is named, show which there are."""
    if "table" not in request.GET:
        return redirect("registry:imports")
    wanted = the_table(request)
    user: Any = request.user
    if refused := refusal(request, wanted.action):
        return refused
    form = HandInForm(request.POST or None, request.FILES or None, user=user, table=wanted)
    if request.method == "POST" and form.is_valid():
        try:
            run = importing.hand_in(
                form.cleaned_data["file"],
                table=wanted,
                zone=form.cleaned_data["zone"],
                user=user,
                language=request.LANGUAGE_CODE,
            )
        except FileError as error:
            form.add_error("file", f"{error.what} {error.mend}")
        else:
            return redirect("registry:import_columns", run.pk)
    context = {"table": wanted, "form": form, "step": 1, "columns": _explained(wanted)}
    return render(request, "registry/import_new.html", context, status=422 if form.errors else 200)


@allowed(actions.IMPORT)
@require_GET
def template_of(request: HttpRequest) -> HttpResponse:
    """Return the template of a table."""
    wanted = the_table(request)
    return _file(template.template(wanted), f"{wanted.chinese}导入模板.xlsx")


@allowed(actions.IMPORT, thing=the_run)
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Map the columns of a file, then begin the dry run."""
    run = the_run(request, pk)
    if request.method == "POST":
        return _map(request, run)
    if not importing.may_be_mapped(run):
        return redirect(run)
    return _columns_page(request, run)


@allowed(actions.IMPORT, thing=the_run)
@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an import: its progress, its dry run, or its report."""
    run = the_run(request, pk)
    if run.state == ImportState.MAPPING:
        return redirect("registry:import_columns", run.pk)
    return render(request, "registry/import.html", _overview(request, run))


@allowed(actions.IMPORT, thing=the_run, passive=True)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the progress alone; the page asks for it until the pass has ended, and is then shown anew."""
    run = the_run(request, pk)
    if not run.under_way:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "registry/parts/import_progress.html", {"run": run})


@allowed(actions.IMPORT, thing=the_run)
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the import, or go on with one that was stopped."""
    return _do(request, the_run(request, pk), importing.begin_run)


@allowed(actions.IMPORT, thing=the_run)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the pass under way to stop."""
    return _do(request, the_run(request, pk), importing.cancel)


@allowed(actions.IMPORT, thing=the_run)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an import that was not run."""
    run = the_run(request, pk)
    if refused := refusal(request, TABLES[run.table].action, run):
        return refused
    importing.discard(run)
    messages.success(request, _("Forgotten, with its file. Nothing was written."))
    return redirect("registry:imports")


@allowed(actions.IMPORT, thing=the_run)
@require_GET
def refused(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the refused rows as a workbook, for those who may change the table: the cells are in the clear there."""
    run = the_run(request, pk)
    user: Any = request.user
    if not may(user, TABLES[run.table].action, run):
        messages.error(request, _("Only somebody who may change this table gets its rows."))
        return redirect(run)
    if not run.refused_rows.exists():
        messages.error(request, _("No refused rows are kept for this import."))
        return redirect(run)
    name = f"{TABLES[run.table].chinese}待修正行_{run.pk}.xlsx"
    return _file(importing.refused_workbook(run), name)


def _do(request: HttpRequest, run: ImportRun, deed: Any) -> HttpResponse:
    if refused := refusal(request, TABLES[run.table].action, run):
        return refused
    try:
        deed(run)
    except JingkaiError as error:
        messages.error(request, f"{error.what} {error.mend}")
    return redirect("registry:import", run.pk)


def _map(request: HttpRequest, run: ImportRun) -> HttpResponse:
    if refused := refusal(request, TABLES[run.table].action, run):
        return refused
    mapping = ColumnMapping.read(run.mapping)
    try:
        if "look" in request.POST:
            importing.choose_sheet(run, request.POST.get("sheet", ""))
            return redirect("registry:import_columns", run.pk)
        places = [match.at for match in mapping.matches]
        importing.map_columns(
            run,
            {at: request.POST.get(f"column_{at}", "") for at in places},
            unit={at: request.POST[f"unit_{at}"] for at in places if f"unit_{at}" in request.POST},
            erased=request.POST.getlist("erased"),
        )
        importing.begin_check(run)
    except JingkaiError as error:
        run.refresh_from_db()
        if not importing.may_be_mapped(run):
            messages.error(request, f"{error.what} {error.mend}")
            return redirect(run)
        return _columns_page(request, run, error=error)
    return redirect("registry:import", run.pk)


def _columns_page(request: HttpRequest, run: ImportRun, *, error: JingkaiError | None = None) -> HttpResponse:
    table = TABLES[run.table]
    try:
        look = importing.look_again(run)
    except FileError as fault:
        messages.error(request, f"{fault.what} {fault.mend}")
        return redirect("registry:imports")
    mapping = ColumnMapping.read(run.mapping)
    context = {
        "run": run,
        "table": table,
        "step": 2,
        "columns": file_columns(run, look),
        "sheets": look.sheets if len(look.sheets) > 1 else (),
        "header_row": mapping.header_row,
        "missing": missing(table, mapping),
        "unsure": sum(1 for match in mapping.matches if match.name and not match.sure),
        "error": error,
    }
    return render(request, "registry/import_columns.html", context, status=422 if error else 200)


def _overview(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    user: Any = request.user
    paginator: Paginator[Any] = Paginator(run.refused_rows.all(), ROWS_PER_PAGE)
    page: Page[Any] = paginator.get_page(request.GET.get("page"))
    foreseen = {name: run.foreseen.get(name, 0) for name in COUNTS}
    came = {name: getattr(run, name) for name in COUNTS}
    return {
        "run": run,
        "table": TABLES[run.table],
        "step": _STEPS.get(run.state, 5),
        "mapping": ColumnMapping.read(run.mapping),
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "cells": list(refused_cells(run, page.object_list)),
        "faulty": sorted(run.faulty.items(), key=lambda pair: -pair[1])[:12],
        "kept": paginator.count,
        "may_change": may(user, TABLES[run.table].action, run),
        "differs": run.state == ImportState.DONE and bool(run.foreseen) and came != foreseen,
        "foreseen": foreseen,
        "left": max((run.rows or 0) - run.done, 0),
        "may_be_mapped": importing.may_be_mapped(run),
        "may_go_on": bool(run.file and run.foreseen)
        and run.state in {ImportState.CANCELLED, ImportState.FAILED},
    }


def _explained(table: Table) -> list[tuple[Any, str]]:
    return [(column, template.expected(column)) for column in table.columns]


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=template.MEDIA)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

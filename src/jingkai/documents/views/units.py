"""Units: who is asked for what, over all published documents; one by one, or as departments across levels."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed
from jingkai.documents import labels, selectors
from jingkai.documents.actions import READ
from jingkai.documents.departments import department_name
from jingkai.documents.models import IssuerLevel, UnitMention
from jingkai.documents.views.paging import fictional_words, given, paged, table_file
from jingkai.kernel.finding import asked_for

CLAUSES_A_PAGE = 50


@allowed(READ)
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """List units with the number of clauses and documents that name them; ``by=department`` joins all levels."""
    words = asked_for(given(request, "q"))
    level = given(request, "level")
    sort = request.GET.get("sort", "-clauses")
    by_department = request.GET.get("by") == "department"
    rows: list[Any]
    if by_department:
        rows = list(selectors.departments(words=words, level=level, sort=sort))
    else:
        rows = list(selectors.units(words=words, level=level, sort=sort))
    if request.GET.get("export") in {"xlsx", "csv"}:
        return _exported(request.GET["export"], rows, by_department=by_department)
    context = {
        "words": words,
        "level": level,
        "narrowed": bool(words or level),
        "sort": sort,
        "by_department": by_department,
        "levels": [*((level.value, level.label) for level in IssuerLevel), ("other", _("Other"))],
        "sorts": [
            ("-clauses", _("Most clauses first")),
            ("-documents", _("Most documents first")),
            ("-leads", _("Most often leading first")),
            ("name", _("By name")),
        ],
        **paged(request, rows, size=50),
    }
    return render(request, "documents/units.html", context)


def _exported(kind: str, rows: list[Any], *, by_department: bool) -> HttpResponse:
    second = _("Units") if by_department else _("Level")
    heads = [
        _("Department") if by_department else _("Unit"),
        second,
        _("Clauses"),
        _("Leads"),
        _("Documents"),
    ]
    table = [
        [
            row.name,
            "、".join(row.units) if by_department else labels.level(row.level),
            row.clauses,
            row.leads,
            row.documents,
        ]
        for row in rows
    ]
    return table_file(kind, _("Departments") if by_department else _("Units"), heads, table)


@allowed(READ)
@require_GET
def unit(request: HttpRequest, name: str) -> HttpResponse:
    """Show what is asked of one unit, document by document, with the part it plays in each clause."""
    mentions = selectors.unit_mentions(name)
    first = mentions.first()
    if first is None:
        raise Http404(_("No published document names this unit."))
    return _asked_of(request, name, mentions, family=first.family, level=first.level)


@allowed(READ)
@require_GET
def department(request: HttpRequest, family: str) -> HttpResponse:
    """Show what is asked of one department at all levels together."""
    mentions = selectors.department_mentions(family)
    if not mentions.exists():
        raise Http404(_("No published document names this department."))
    return _asked_of(request, department_name(family), mentions, family=family)


def _asked_of(
    request: HttpRequest,
    name: str,
    mentions: QuerySet[UnitMention],
    *,
    family: str,
    level: str | None = None,
) -> HttpResponse:
    """Show clauses that name a unit; ``level`` is ``None`` for a department over all levels."""
    role = given(request, "role", 20)
    shown = mentions.filter(role=role) if role else mentions
    if request.GET.get("export") in {"xlsx", "csv"}:
        return _exported_clauses(request.GET["export"], name, shown)
    sisters = selectors.sisters(family)
    page = paged(request, shown, size=CLAUSES_A_PAGE)
    context = {
        "name": name,
        "level": level,
        "over_levels": level is None,
        "family": family,
        "sisters": sisters if len(sisters) > 1 else [],
        "role": role,
        "roles": [(code, labels.role(code), total) for code, total in selectors.roles(mentions)],
        **selectors.counts(mentions),
        "aliases": [] if level is None else sorted(selectors.written_as(name) - {name}),
        "by_document": [(rows[0].document, rows) for rows in _grouped(page["page"].object_list)],
        **page,
    }
    return render(request, "documents/unit.html", context)


def _exported_clauses(kind: str, name: str, mentions: Iterable[UnitMention]) -> HttpResponse:
    heads = [
        _("Number"), _("Document"), _("Adopted"), _("Clause"), _("Heading"), _("Unit"), _("Role"), _("Text"),
        _("Remark"),
    ]  # fmt: skip
    table = [
        [
            mention.document.number,
            mention.document.title,
            mention.document.adopted.isoformat() if mention.document.adopted else "",
            mention.provision.pinpoint,
            mention.provision.heading,
            mention.canonical,
            labels.role(mention.role),
            mention.provision.text,
            fictional_words(mention.document),
        ]
        for mention in mentions
    ]
    return table_file(kind, name, heads, table)


def _grouped(mentions: Iterable[UnitMention]) -> list[list[UnitMention]]:
    return [list(rows) for _pk, rows in groupby(mentions, key=lambda mention: mention.document_id)]

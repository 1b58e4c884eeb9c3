"""Units: who is asked for what, over all published documents; one by one, or as departments across levels."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.documents import labels, selectors
from jingkai.documents.departments import department_name
from jingkai.documents.models import IssuerLevel, UnitMention
from jingkai.documents.views.paging import fictional_words, given, paged, table_file


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """List units with the number of clauses and documents that name them; ``by=department`` joins all levels."""
    words = given(request, "q", 100)
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


@require_GET
def unit(request: HttpRequest, name: str) -> HttpResponse:
    """Show what is asked of one unit, document by document, with the part it plays in each clause."""
    mentions = list(selectors.unit_mentions(name))
    if not mentions:
        raise Http404(_("No published document names this unit."))
    family = mentions[0].family
    return _asked_of(request, name, mentions, family=family, level=mentions[0].level)


@require_GET
def department(request: HttpRequest, family: str) -> HttpResponse:
    """Show what is asked of one department at all levels together."""
    mentions = list(selectors.department_mentions(family))
    if not mentions:
        raise Http404(_("No published document names this department."))
    return _asked_of(request, department_name(family), mentions, family=family)


def _asked_of(
    request: HttpRequest, name: str, mentions: list[UnitMention], *, family: str, level: str | None = None
) -> HttpResponse:
    """Show clauses that name a unit; ``level`` is ``None`` for a department over all levels."""
    role = request.GET.get("role", "")
    shown = [mention for mention in mentions if not role or mention.role == role]
    once = list({(row.provision_id, row.role, row.canonical): row for row in shown}.values())
    if request.GET.get("export") in {"xlsx", "csv"}:
        return _exported_clauses(request.GET["export"], name, once)
    roles: dict[str, set[tuple[int, str]]] = {}
    for mention in mentions:
        roles.setdefault(mention.role, set()).add((mention.provision_id, mention.canonical))
    sisters = selectors.sisters(family)
    context = {
        "name": name,
        "level": level,
        "over_levels": level is None,
        "family": family,
        "department": department_name(family) if family else "",
        "sisters": sisters if len(sisters) > 1 else [],
        "role": role,
        "roles": [(code, labels.role(code), len(places)) for code, places in roles.items()],
        "clauses": len({mention.provision_id for mention in mentions}),
        "documents": len({mention.document_id for mention in mentions}),
        "by_document": [(rows[0].document, rows) for rows in _grouped(once)],
        "aliases": [] if level is None else sorted({mention.words for mention in mentions} - {name}),
    }
    return render(request, "documents/unit.html", context)


def _exported_clauses(kind: str, name: str, mentions: list[UnitMention]) -> HttpResponse:
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


def _grouped(mentions: list[UnitMention]) -> list[list[UnitMention]]:
    return [list(rows) for _pk, rows in groupby(mentions, key=lambda mention: mention.document_id)]

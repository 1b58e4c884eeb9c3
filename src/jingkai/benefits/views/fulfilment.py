"""Fulfilment 兑现率 by benefit, unit and month, and the leaders' picture of money on its way from clause to account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import fulfilment as sums
from jingkai.benefits import words
from jingkai.benefits.flow import WIDTH, flow
from jingkai.benefits.fulfilment import Cell, Line
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.money_actions import READ_FULFILMENT
from jingkai.benefits.selectors import fulfilment as selectors
from jingkai.benefits.selectors.agreements import benefit_titles
from jingkai.benefits.views.bars import bar
from jingkai.documents.views.paging import given, table_file
from jingkai.registry.models import Zone

KINDS = ("benefit", "unit", "month", "zone")


@allowed(READ_FULFILMENT)
@require_GET
def fulfilment(request: HttpRequest) -> HttpResponse:
    """Show paid ÷ entitled by benefit, by unit or by month, with the definition beside it; as a file with ``export``."""
    rows, years, year = _of_year(request)
    by = given(request, "by", 10)
    by = by if by in KINDS else KINDS[0]
    cells = selectors.cells(rows, monthly=by == "month")
    zones = selectors.zones_of(rows)
    lines = _GROUPS[by](cells)
    whole = sums.total(lines)
    export = request.GET.get("export", "")
    if export in {"csv", "xlsx"}:
        return table_file(export, _("Fulfilment"), _heads(by), _table(by, lines))
    heads = {"benefit": _("By benefit"), "unit": _("By unit"), "month": _("By month"), "zone": _("By zone")}
    context = {
        "by": by,
        "tabs": [(kind, heads[kind]) for kind in KINDS if kind != "zone" or zones > 1],
        "head": heads[by],
        "lines": [
            (line, _clause(line), bar([("", line.sums.paid)], line.sums.entitled), _claims(line))
            for line in lines
        ],
        "whole": whole,
        "first": _heads(by)[-8],
        "median_days": selectors.median_days(rows),
        "years": years,
        "year": year,
    }
    return render(request, "benefits/fulfilment.html", context)


@allowed(READ_FULFILMENT)
@require_GET
def money(request: HttpRequest) -> HttpResponse:
    """Draw for each clause what is entitled, claimed, published and paid, with the same in a table."""
    rows, years, year = _of_year(request)
    lines = [line.called(_clause(line)) for line in sums.by_clause(selectors.cells(rows))]
    whole = sums.total(lines)
    export = request.GET.get("export", "")
    if export in {"csv", "xlsx"}:
        return table_file(export, _("Money on its way"), _heads("clause"), _table("clause", lines))
    context = {
        "lines": lines,
        "whole": whole,
        "drawing": flow(lines, whole),
        "width": WIDTH,
        "stages": dict(enumerate(_stages())),
        "years": years,
        "year": year,
        "names": _names(rows),
    }
    return render(request, "benefits/money_flow.html", context)


def _of_year(request: HttpRequest) -> tuple[QuerySet[ClaimRow], list[int], int | None]:
    """Return the claims found in the year that the address names (all years without), and the years there are."""
    rows = selectors.due_claims(principal(request))
    years = selectors.years_of(rows)
    asked = given(request, "year", 4)
    year = int(asked) if asked.isdecimal() and int(asked) in years else None
    return (rows.filter(found__year=year) if year else rows), years, year


def _benefits(cells: list[Cell]) -> list[Line]:
    lines = sums.by_benefit(cells)
    named = benefit_titles({(line.key[0], line.key[2]) for line in lines})
    return [line.called(named.get((line.key[0], line.key[2]), line.key[2])) for line in lines]


def _units(cells: list[Cell]) -> list[Line]:
    return [line.called(line.key[0] or _("no unit named")) for line in sums.by_unit(cells, selectors.leads())]


def _zones(cells: list[Cell]) -> list[Line]:
    lines = sums.by_zone(cells)
    names = dict(Zone.objects.filter(code__in=[line.key[0] for line in lines]).values_list("code", "name"))
    return [line.called(names.get(line.key[0], line.key[0])) for line in lines]


def _months(cells: list[Cell]) -> list[Line]:
    return [line.called(line.key[0]) for line in sums.by_month(cells)]


_GROUPS: Mapping[str, Callable[[list[Cell]], list[Line]]] = {
    "benefit": _benefits,
    "unit": _units,
    "month": _months,
    "zone": _zones,
}


def _clause(line: Line) -> str:
    """Return the citation of a line that is about a clause, else nothing."""
    return f"{line.key[0]} {words.clause(line.key[1])}" if len(line.key) > 1 else ""


def _claims(line: Line) -> str:
    """Return where the claims of a line are listed, where it is about one benefit."""
    if len(line.key) < 3:
        return ""
    query = urlencode({"task": "all", "benefit": f"{line.key[0]} {line.key[2]}"})
    return f"{reverse('benefits:claims')}?{query}"


def _names(rows: QuerySet[ClaimRow]) -> dict[str, str]:
    """Return the names of the benefits of each clause, by citation."""
    found: dict[str, list[str]] = {}
    keys = rows.order_by("document", "provision", "benefit").values_list("document", "provision", "benefit")
    keys = keys.distinct()
    named = benefit_titles({(document, benefit) for document, _provision, benefit in keys})
    for document, provision, benefit in keys:
        clause = f"{document} {words.clause(provision)}"
        found.setdefault(clause, []).append(named.get((document, benefit), benefit))
    return {clause: words.joined(list(dict.fromkeys(all_))) for clause, all_ in found.items()}


def _stages() -> list[str]:
    return [_("Entitled sum"), _("Claimed"), _("Published sum"), _("Paid")]


def _heads(by: str) -> list[str]:
    first = {
        "benefit": [_("Document number"), _("Clause"), _("Benefit")],
        "unit": [_("Unit")],
        "month": [_("Month found")],
        "zone": [_("Zone")],
        "clause": [_("Document number"), _("Clause")],
    }
    figures = [
        _("Claims"),
        _("Entitled (yuan)"),
        _("Claimed (yuan)"),
        _("Published (yuan)"),
        _("Approved (yuan)"),
        _("Paid less clawed back (yuan)"),
        _("Fulfilment rate"),
    ]
    return first[by] + figures


def _table(by: str, lines: list[Line]) -> list[list[Any]]:
    table = []
    for line in lines:
        document, provision = (*line.key, "", "")[:2]
        first: dict[str, list[Any]] = {
            "benefit": [document, words.clause(provision) if provision else "", line.words],
            "unit": [line.words],
            "month": [line.words],
            "zone": [line.words],
            "clause": [document, words.clause(provision) if provision else ""],
        }
        one = line.sums
        figures = [one.claims, one.entitled, one.claimed, one.published, one.approved, one.paid, one.rate]
        table.append(first[by] + figures)
    return table

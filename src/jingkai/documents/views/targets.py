"""Targets: every figure to be reached, over all published documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed
from jingkai.documents import labels, selectors
from jingkai.documents.actions import READ
from jingkai.documents.models import TargetMention
from jingkai.documents.views.paging import fictional_words, given, paged, table_file
from jingkai.kernel.finding import asked_for


@allowed(READ)
@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """List targets under the filters in the address; ``export`` gives them as a file."""
    chosen = {name: given(request, name) for name in ("document", "unit", "deadline")}
    words = asked_for(given(request, "q"))
    sort = request.GET.get("sort", "document")
    rows = selectors.targets(words=words, sort=sort, **chosen)
    if request.GET.get("export") in {"xlsx", "csv"}:
        return _as_file(request.GET["export"], rows)
    context = {
        "words": words,
        "narrowed": bool(words or any(chosen.values())),
        "sort": sort,
        "fields": _filters(chosen),
        "sorts": [
            ("document", _("As in the documents")),
            ("indicator", _("By indicator")),
            ("deadline", _("By deadline")),
            ("-value", _("Largest first, by unit of measure")),
            ("value", _("Smallest first, by unit of measure")),
        ],
        **paged(request, rows, size=50),
    }
    return render(request, "documents/targets.html", context)


def _filters(chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    choices = selectors.target_choices()
    named = (
        ("document", _("Document"), choices["documents"]),
        ("unit", _("Unit of measure"), choices["units"]),
        ("deadline", _("Deadline"), choices["deadlines"]),
    )
    return [
        {"name": name, "words": words, "choices": offered, "value": chosen[name]}
        for name, words, offered in named
    ]


def _as_file(kind: str, rows: Iterable[TargetMention]) -> HttpResponse:
    heads = [
        _("Indicator"), _("Comparator"), _("Value"), _("Up to"), _("Unit of measure"), _("Baseline"),
        _("Deadline"), _("Scope"), _("Number"), _("Clause"), _("Words"), _("Remark"),
    ]  # fmt: skip
    table = [
        [
            row.indicator,
            labels.comparator(row.comparator),
            row.value.normalize(),
            row.high.normalize() if row.high is not None else None,
            row.unit,
            row.baseline,
            row.deadline,
            row.scope,
            row.document.number or row.document.title,
            row.provision.pinpoint,
            row.words,
            fictional_words(row.document),
        ]
        for row in rows
    ]
    return table_file(kind, _("Targets"), heads, table)

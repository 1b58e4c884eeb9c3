"""The library: every document, narrowed, counted, sorted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal
from jingkai.documents import selectors
from jingkai.documents.actions import READ, READ_DRAFTS, UPLOAD
from jingkai.documents.selectors import Choice, LibraryFilter
from jingkai.documents.views.paging import fictional_words, given, paged, table_file
from jingkai.kernel.finding import asked_for


@allowed(READ)
@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """List documents under the filters in the address; ``export=xlsx`` and ``export=csv`` give the list as a file."""
    narrowed = LibraryFilter(
        words=asked_for(given(request, "q")),
        **{name: given(request, name) for name in ("issuer", "level", "year", "type", "stage", "unit")},
    )
    sort = given(request, "sort") or "-adopted"
    among = selectors.readable(principal(request))
    rows = selectors.library(narrowed, sort=sort, among=among)
    if request.GET.get("export") in {"xlsx", "csv"}:
        return _exported(request.GET["export"], list(rows))
    facets = selectors.facets(narrowed, among)
    context: dict[str, Any] = {
        "narrowed": narrowed,
        "fields": _fields(narrowed, facets),
        "chips": _chips(narrowed, facets),
        "sort": sort,
        "sorts": [
            ("-adopted", _("Newest first")),
            ("adopted", _("Oldest first")),
            ("title", _("By title")),
            ("issuer", _("By issuer")),
            ("-entered", _("Latest entry first")),
        ],
        "unit_names": [row.name for row in selectors.units()[:300]],
        "waiting": selectors.waiting_for_review() if may(principal(request), READ_DRAFTS) else 0,
        "may_upload": may(principal(request), UPLOAD),
        "empty_library": not among.exists(),
        **paged(request, rows),
    }
    return render(request, "documents/library.html", context)


def _fields(narrowed: LibraryFilter, facets: selectors.Facets) -> list[dict[str, Any]]:
    named = [
        ("issuer", _("Issuer"), facets.issuers),
        ("level", _("Level"), facets.levels),
        ("year", _("Year"), facets.years),
        ("type", _("Type"), facets.types),
        ("stage", _("State"), facets.stages),
    ]
    return [
        {"name": name, "words": words, "choices": choices, "value": getattr(narrowed, name)}
        for name, words, choices in named
    ]


def _chips(narrowed: LibraryFilter, facets: selectors.Facets) -> list[tuple[str, str]]:
    """Return the name and the words of each filter that is on."""
    labels: dict[str, list[Choice]] = {"level": list(facets.levels), "stage": list(facets.stages)}
    chips = []
    for name in LibraryFilter.__slots__:
        value = getattr(narrowed, name)
        if value:
            words = next((choice.words for choice in labels.get(name, ()) if choice.value == value), value)
            chips.append(("q" if name == "words" else name, words))
    return chips


def _exported(kind: str, rows: list[Any]) -> HttpResponse:
    heads = [
        _("Number"), _("Title"), _("Issuer"), _("Level"), _("Type"), _("Adopted"), _("State"),
        _("Witnesses"), _("Units"), _("Targets"), _("Payments"), _("Remark"),
    ]  # fmt: skip
    table = [
        [
            row.number,
            row.title,
            row.issuer,
            row.get_level_display(),
            row.type,
            row.adopted.isoformat() if row.adopted else "",
            row.get_stage_display(),
            row.witness_count,
            row.unit_count,
            row.target_count,
            row.money_count,
            fictional_words(row),
        ]
        for row in rows
    ]
    return table_file(kind, _("Library"), heads, table)

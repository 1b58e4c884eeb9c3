"""Search over clauses, with suggestions while one types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed
from jingkai.documents import selectors
from jingkai.documents.actions import READ
from jingkai.documents.pinpoint import short_name
from jingkai.documents.search import Query
from jingkai.documents.views.paging import given

PAGE_SIZE = 20
_LAST_PAGE = 50


@allowed(READ)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find clauses by words; filters by issuer, year, type, unit and kind stand in the address."""
    words = given(request, "q", 1000)
    number = given(request, "page") or "1"
    page = min(max(int(number), 1), _LAST_PAGE) if number.isdecimal() and len(number) < 4 else 1
    year = given(request, "year")
    query = Query(
        words=words,
        issuer=tuple(filter(None, request.GET.getlist("issuer"))),
        year=(int(year),) if year.isdecimal() and len(year) == 4 else (),
        type=tuple(filter(None, request.GET.getlist("type"))),
        unit=tuple(filter(None, request.GET.getlist("unit"))),
        offset=(page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        facets=True,
    )
    results = selectors.search(query)
    pages = min(-(-results.total // PAGE_SIZE), _LAST_PAGE)
    context: dict[str, Any] = {
        "words": words,
        "results": results,
        "sample": {"fictional": True},
        "fictional": {str(pk) for pk in selectors.fictional(int(hit.document) for hit in results.hits)},
        "hits": [
            (hit, short_name(hit.provision, hit.label, hit.kind) if hit.provision else "")
            for hit in results.hits
        ],
        "current": page,
        "pages": pages,
        "facets": [
            {"name": name, "words": label, "values": values, "value": given(request, name)}
            for name, label, values in (
                ("issuer", _("Issuer"), results.facets.issuer),
                ("year", _("Year"), results.facets.year),
                ("type", _("Type"), results.facets.type),
                ("unit", _("Unit"), (results.facets.unit or ())[:12]),
            )
            if values or given(request, name)
        ],
    }
    return render(request, "documents/search.html", context)


@allowed(READ)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Suggest titles, units and headings that begin with what was typed, and the department of several units."""
    box = request.GET.get("id", "")
    typed = given(request, "q", 100)
    found = selectors.suggestions(typed) if typed else []
    units = [suggestion.text for suggestion in found if suggestion.kind == "unit"]
    context = {
        "box": box if box in {"quick", "main"} else "quick",
        "suggestions": found,
        "departments": selectors.shared_departments(units) if len(units) > 1 else [],
    }
    return render(request, "documents/parts/suggestions.html", context)

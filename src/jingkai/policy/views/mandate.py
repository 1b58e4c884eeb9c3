"""One mandate with all of it: conditions, sum, caps, evidence, steps, and the text of its clauses."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed
from jingkai.policy.actions import READ
from jingkai.policy.cards import details, tables
from jingkai.policy.views.beside import PackPage
from jingkai.policy.wording import KIND_NAMES, kind_words


@allowed(READ)
@require_GET
def mandate(request: HttpRequest, jurisdiction: str, name: str, kind: str, mandate: str) -> HttpResponse:
    """Show one mandate."""
    page = PackPage.asked(request, jurisdiction, name)
    rows = getattr(page.pack, kind) if kind in KIND_NAMES else ()
    found = next((one for one in rows if one.id == mandate), None)
    if found is None:
        raise Http404(_("The pack has no such mandate."))
    lines = [
        (line, page.place(line.provision) if line.provision else None)
        for line in details(found, page.wording, page.pack)
    ]
    context = {
        "pack_page": page,
        "info": page.pack.document,
        "mandate": found,
        "kind": kind,
        "kind_words": kind_words(kind),
        "shown": page.shown(page.card(kind, found)),
        "lines": lines,
        "tables": [
            (
                table,
                [
                    (
                        list(zip(table.heads, row.cells, strict=True)),
                        page.place(row.provision) if row.provision else None,
                    )
                    for row in table.rows
                ],
            )
            for table in tables(found, page.wording, page.pack)
        ],
    }
    return render(request, "policy/mandate.html", context)

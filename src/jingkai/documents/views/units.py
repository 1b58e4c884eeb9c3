"""Units: who is asked for what, over all published documents."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.documents import labels, selectors
from jingkai.documents.models import IssuerLevel, UnitMention
from jingkai.documents.views.paging import paged, table_file


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """List units with the number of clauses and documents that name them."""
    words = request.GET.get("q", "").strip()[:100]
    level = request.GET.get("level", "")
    sort = request.GET.get("sort", "-clauses")
    rows = selectors.units(words=words, level=level, sort=sort)
    if request.GET.get("export") in {"xlsx", "csv"}:
        heads = [_("Unit"), _("Level"), _("Clauses"), _("Documents"), _("Leads")]
        table = [[row.name, labels.level(row.level), row.clauses, row.documents, row.leads] for row in rows]
        return table_file(request.GET["export"], _("Units"), heads, table)
    context = {
        "words": words,
        "level": level,
        "sort": sort,
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


@require_GET
def unit(request: HttpRequest, name: str) -> HttpResponse:
    """Show what is asked of one unit, document by document, with the part it plays in each clause."""
    mentions = list(selectors.unit_mentions(name))
    if not mentions:
        raise Http404(_("No published document names this unit."))
    role = request.GET.get("role", "")
    shown = [mention for mention in mentions if not role or mention.role == role]
    if request.GET.get("export") in {"xlsx", "csv"}:
        heads = [_("Number"), _("Document"), _("Clause"), _("Heading"), _("Role"), _("Text")]
        table = [
            [
                mention.document.number,
                mention.document.title,
                mention.provision.pinpoint,
                mention.provision.heading,
                labels.role(mention.role),
                mention.provision.text,
            ]
            for mention in shown
        ]
        return table_file(request.GET["export"], name, heads, table)
    roles: dict[str, int] = {}
    for mention in mentions:
        roles[mention.role] = roles.get(mention.role, 0) + 1
    once = list({(mention.provision_id, mention.role): mention for mention in shown}.values())
    context = {
        "name": name,
        "level": mentions[0].level,
        "role": role,
        "roles": [(code, labels.role(code), total) for code, total in roles.items()],
        "clauses": len({mention.provision_id for mention in mentions}),
        "documents": len({mention.document_id for mention in mentions}),
        "by_document": [(rows[0].document, rows) for rows in _grouped(once)],
        "aliases": sorted({mention.words for mention in mentions} - {name}),
    }
    return render(request, "documents/unit.html", context)


def _grouped(mentions: list[UnitMention]) -> list[list[UnitMention]]:
    return [list(rows) for _pk, rows in groupby(mentions, key=lambda mention: mention.document_id)]

"""Claims: the list (a queue for staff, the own claims for an enterprise), the timeline of one, what is published 公示."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import words
from jingkai.benefits.claim_actions import READ, READ_PUBLISHED
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.packs import policies
from jingkai.benefits.selectors.claim_rows import claims_for, publicised
from jingkai.benefits.selectors.claims import timeline
from jingkai.registry.models import Enterprise

PAGE_SIZE = 25


@allowed(READ)
@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """List the claims that the reader may see, what is due first; ``state`` narrows them."""
    rows = claims_for(principal(request))
    state = request.GET.get("state", "")
    known = [one for one in State if one.value == state]
    found = rows.filter(state=state) if known else rows
    context = _page(request, found) | {
        "states": [(one.value, one.words) for one in State],
        "state": state if known else "",
        "is_empty": not known and not found.exists(),
    }
    return render(request, "benefits/claims.html", context)


@allowed(READ)
@require_GET
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """Show one claim: where it stands, its sums, and every step with the entry of the ledger that proves it."""
    row = claims_for(principal(request)).filter(claim=key).first()
    if row is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    context = {"row": _told([row])[0], "moments": timeline(key)}
    return render(request, "benefits/claim.html", context)


@allowed(READ_PUBLISHED)
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """List for everybody what is published for objections today, each with the proof of its entry."""
    context = _page(request, publicised(timezone.localdate()))
    return render(request, "benefits/published.html", context)


def _page(request: HttpRequest, rows: QuerySet[ClaimRow]) -> dict[str, Any]:
    paginator = Paginator(rows, PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": _told(list(page.object_list)),
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "counted": paginator.count,
    }


def _told(rows: list[ClaimRow]) -> list[dict[str, Any]]:
    """Return rows with the names that readers know: of the benefit, the enterprise, the clause."""
    titles = {(one.number, benefit.id): benefit.title for one in policies() for benefit in one.pack.benefits}
    found = Enterprise.objects.filter(uscc__in={row.enterprise for row in rows}).only("uscc", "name")
    names = {one.uscc: one.name for one in found}
    return [
        {
            "claim": row,
            "title": titles.get((row.document, row.benefit), row.benefit),
            "enterprise": names.get(row.enterprise, row.enterprise),
            "clause": f"{row.document} {words.clause(row.provision)}",
        }
        for row in rows
    ]

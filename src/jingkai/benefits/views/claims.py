"""Claims: the queue, the timeline of one, what is published for objections 公示."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits.claim_actions import READ, READ_PUBLISHED
from jingkai.benefits.selectors.claim_rows import claims_for, publicised
from jingkai.benefits.selectors.dossier import dossier
from jingkai.benefits.selectors.open_steps import open_steps
from jingkai.benefits.views.one_claim import user_of
from jingkai.benefits.views.own_claims import follows_own, own_claims
from jingkai.benefits.views.queue import queue
from jingkai.benefits.views.rows import told
from jingkai.documents.views.paging import paged


@allowed(READ)
@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """List the claims that the reader may see, first what waits for them: a queue for staff, their own for enterprises."""
    return own_claims(request) if follows_own(principal(request)) else queue(request)


@allowed(READ)
@require_GET
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """Show one claim: where it stands, its sums, what can be done next, and every step with the entry that proves it."""
    row = claims_for(principal(request)).filter(claim=key).first()
    if row is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    context = {
        "row": told([row])[0],
        "dossier": dossier(principal(request), row),
        "steps": open_steps(user_of(request), row, timezone.localdate()),
    }
    return render(request, "benefits/claim.html", context)


@allowed(READ_PUBLISHED)
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """List for everybody what is published for objections today, each with the proof of its entry."""
    page = paged(request, publicised(timezone.localdate()))
    context = page | {"rows": told(page["page"].object_list), "counted": page["page"].paginator.count}
    return render(request, "benefits/published.html", context)

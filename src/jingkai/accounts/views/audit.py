"""The trail for auditors and the audit administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts import selectors
from jingkai.accounts.account_actions import VIEW_TRAIL
from jingkai.accounts.selectors.trail import EVENTS
from jingkai.accounts.views.guard import allowed

PAGE_SIZE = 50


@allowed(VIEW_TRAIL)
@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """List what was done with accounts, newest first; ``before`` goes on below an entry."""
    event = request.GET.get("event", "")
    before = request.GET.get("before", "")
    steps = selectors.trail(
        event=event if event in EVENTS else "",
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None,
        limit=PAGE_SIZE + 1,
    )
    context = {
        "steps": steps[:PAGE_SIZE],
        "following": steps[PAGE_SIZE - 1].number if len(steps) > PAGE_SIZE else None,
        "events": [(name, _(words)) for name, words in EVENTS.items()],
        "event": event,
    }
    return render(request, "accounts/trail.html", context)

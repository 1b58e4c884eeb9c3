"""Home: a wall for those who work here, a way in for the public; and the inbox."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jingkai.accounts.selectors import notifications_of
from jingkai.accounts.views.guard import allowed
from jingkai.portal import recent, selectors
from jingkai.portal.actions import VIEW_HOME, VIEW_INBOX
from jingkai.portal.views.frame import frame_of

SHOWN_ON_THE_WALL = 6


@allowed(VIEW_HOME)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever asks and the figures they answer for; the public is shown what is new."""
    user: Any = request.user
    if not user.is_authenticated:
        return render(request, "portal/public_home.html", {"front": selectors.front_page()})
    waiting = frame_of(request).waiting
    context = {
        "waiting": waiting[:SHOWN_ON_THE_WALL],
        "waiting_count": len(waiting),
        "calm": selectors.calm_for(user),
        "figures": selectors.figures(user),
        "notifications": notifications_of(user)[:SHOWN_ON_THE_WALL],
        "recent": recent.pages(request.session)[:SHOWN_ON_THE_WALL],
        "saved": selectors.saved_filters(user)[:SHOWN_ON_THE_WALL],
    }
    return render(request, "portal/home.html", context)


@allowed(VIEW_INBOX)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """List everything that waits for whoever asks, the most urgent first."""
    user: Any = request.user
    waiting = frame_of(request).waiting
    context = {
        "count": len(waiting),
        "groups": selectors.inbox_groups(waiting),
        "calm": selectors.calm_for(user),
    }
    return render(request, "portal/inbox.html", context)

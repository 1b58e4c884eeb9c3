"""Find anything from anywhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed, principal
from jingkai.kernel.finding import asked_for
from jingkai.portal import recent, selectors
from jingkai.portal.actions import FIND

LONGEST = 100


@allowed(FIND)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Return what the words ``q`` find, as the list of the search dialog; without words, where one may go."""
    words = asked_for(request.GET.get("q", ""), LONGEST)
    user = principal(request)
    seen = recent.pages(request.session) if request.user.is_authenticated else []
    groups = selectors.find(user, words, menu=selectors.menu(user, ""), recent=seen)
    return render(request, "portal/parts/found.html", {"words": words, "groups": groups})

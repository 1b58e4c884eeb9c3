"""The guard of every view: who may not is led to sign-in, to the second factor, or told why and who can help."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from jingkai.accounts.account_actions import BEFORE_ANYTHING_ELSE
from jingkai.accounts.actions import Action, action_named
from jingkai.accounts.policy import Placed, Principal, lacks_second_factor, may
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.scopes import Place

View = Callable[..., HttpResponse]


FindThing = Callable[..., Placed | Place]
"""Finds what a request is about, or where that lies, from the request and the parts of its address (by name).

Raises ``Http404`` where there is nothing.
"""


def allowed(
    action: str | Action, *, thing: FindThing | None = None, passive: bool = False
) -> Callable[[View], View]:
    """Let a view through only for those who may carry out ``action``, on ``thing`` where one is named.

    The view carries ``action`` (by name), so that a test can walk all addresses and compare, and ``guarded``, which says
    that it asks by itself (a view that only names an action is guarded by the middleware). ``passive`` is for what a
    page asks by itself, again and again: it does not keep a session awake.
    """
    name = action.name if isinstance(action, Action) else action

    def guarded(view: View) -> View:
        @functools.wraps(view)
        def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            refused = refusal(request, name)
            if refused is None and thing is not None:
                refused = refusal(request, name, thing(request, **kwargs))
            return view(request, *args, **kwargs) if refused is None else refused

        check.action = name  # type: ignore[attr-defined]
        check.guarded = True  # type: ignore[attr-defined]
        check.thing = thing  # type: ignore[attr-defined]
        check.passive = passive  # type: ignore[attr-defined]
        return check

    return guarded


def principal(request: HttpRequest) -> Principal:
    """Return who asks, as the policy wants to know them."""
    user: Principal = request.user  # type: ignore[assignment]
    return user


def refusal(request: HttpRequest, name: str, thing: Placed | Place | None = None) -> HttpResponse | None:
    """Return the answer for somebody who may not do ``name`` (on ``thing``), ``None`` for somebody who may."""
    asked = action_named(name)
    user: Any = request.user
    stale = user.is_authenticated and getattr(user, "must_change_password", False)
    if stale and not asked.public and name not in BEFORE_ANYTHING_ELSE:
        return led_to(request, reverse("account_change_password"))
    principal: Principal = user
    if may(principal, asked, thing):
        return None
    if not user.is_authenticated:
        return led_to(request, resolve_url(settings.LOGIN_URL))
    if lacks_second_factor(principal, asked, thing):
        return led_to(request, reverse("accounts:second_factor"))
    return refused(request, asked, elsewhere=may(principal, asked))


def refused(request: HttpRequest, action: Action, *, elsewhere: bool = False) -> HttpResponse:
    """Answer with what is lacking, and who can help. ``elsewhere`` says that the role is held, for other places."""
    context = {
        "action": action,
        "elsewhere": elsewhere,
        "roles": sorted(action.roles - {Role.PUBLIC}, key=list(ROLES).index),
    }
    return render(request, "accounts/refused.html", context, status=403)


def led_to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to another page from which the way comes back here; a page swapped in parts is left as a whole."""
    if request.method == "POST":
        messages.error(
            request, _("What you sent was not stored. Do what this page asks for, then send it once more.")
        )
    target = f"{address}?{urlencode({'next': _way_back(request)})}"
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204)
        answer.headers["HX-Redirect"] = target
        return answer
    return HttpResponseRedirect(target)


def _way_back(request: HttpRequest) -> str:
    """Return the page to come back to: this one, or the one whose form or part was asked for."""
    if request.method in {"GET", "HEAD"} and request.headers.get("HX-Request") != "true":
        return request.get_full_path()
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return before
    return "/"


def is_interface(view: object) -> bool:
    """Whether a view gathers operations of the interface for programs, which are guarded one by one."""
    return hasattr(view, "operations")

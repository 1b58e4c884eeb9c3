"""Who asks, how long a session lasts, and that no view goes unguarded."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from jingkai.accounts.models import User
from jingkai.accounts.models.user import Visitor
from jingkai.accounts.selectors.sessions import is_vouched_for, passed_second_factor

_LOG = logging.getLogger("jingkai.accounts")

Handler = Callable[[HttpRequest], HttpResponse]

BEGUN = "jingkai_session_begun"
SEEN = "jingkai_session_seen"
_STEP_SECONDS = 60
"""A session is written at most so often for being used, or every page would write to the database."""


def _principal(request: HttpRequest) -> User | Visitor:
    known: User | Visitor | None = getattr(request, "_principal", None)
    if known is None:
        user = auth.get_user(request)
        if isinstance(user, User):
            user.second_factor = passed_second_factor(request.session, user)
            user.vouched_for = is_vouched_for(request.session, user)
            known = user
        else:
            known = Visitor()
        request._principal = known  # type: ignore[attr-defined]
    return known


class PrincipalMiddleware:
    """Make ``request.user`` a principal of the policy: a person with what the session has proved, or a visitor.

    It stands in for Django's own, and like it reads nothing from the database before somebody asks.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request for whoever asks."""
        request.user = SimpleLazyObject(partial(_principal, request))  # type: ignore[assignment]
        return self.get_response(request)


class SessionLimitsMiddleware:
    """Sign people out who have done nothing for a while, or who have been signed in for long."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, as a visitor's where the session has run out."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and auth.SESSION_KEY in request.session:
            now = time.time()
            begun = request.session.setdefault(BEGUN, now)
            seen = request.session.setdefault(SEEN, now)
            idle = now - seen > settings.SESSION_IDLE_SECONDS
            if idle or now - begun > settings.SESSION_COOKIE_AGE:
                self._end(request, idle=idle)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Note that the session is in use, unless the page asks by itself (progress of something under way)."""
        if getattr(view, "passive", False) or SEEN not in request.session:
            return
        now = time.time()
        if now - request.session[SEEN] > min(_STEP_SECONDS, settings.SESSION_IDLE_SECONDS / 4):
            request.session[SEEN] = now

    @staticmethod
    def _end(request: HttpRequest, *, idle: bool) -> None:
        auth.logout(request)
        request._principal = Visitor()  # type: ignore[attr-defined]
        request.user = Visitor()
        told = (
            _("You were signed out because nothing was done for a while. Sign in again to go on.")
            if idle
            else _("You were signed out because the session had lasted its time. Sign in again to go on.")
        )
        messages.info(request, told)


class GuardMiddleware:
    """Refuse every view that does not say which action it carries out: a view that forgets is closed, not open.

    Operations of the interface for programs are asked for their action one by one, where their callers are known.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Ask the guard on behalf of a view that names its action and leaves the asking to us."""
        from jingkai.accounts.views import guard

        if guard.is_interface(view):
            return None
        name = getattr(view, "action", None)
        if name is None:
            _LOG.error("the view at %s says no action and is refused", request.path)
            raise PermissionDenied(_("This page is closed: it does not say who may see it."))
        return None if getattr(view, "guarded", False) else guard.refusal(request, name)

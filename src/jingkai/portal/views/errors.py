"""Error pages that say what to do next."""

from __future__ import annotations

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jingkai.portal.selectors import mark_unasked

# What get_object_or_404 says: the name of a table, in English whatever the reader's language.
_SAID_BY_DJANGO = re.compile(r"No \w+ matches the given query\.")

_WAIT_SECONDS = 60
_AWAY_SECONDS = 30


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    return render(request, "portal/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that is not allowed, with the reason where there is one."""
    return render(request, "portal/403.html", {"reason": str(exception or "")}, status=403)


def forgery_suspected(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from a page of this site, or from one too old."""
    return render(request, "portal/403.html", {"stale_form": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for what is not there, with the reason where a view has given one."""
    given = exception.args[0] if exception and exception.args else ""
    told = isinstance(given, str) and request.resolver_match and not _SAID_BY_DJANGO.fullmatch(given)
    reason = given if told else ""
    return render(request, "portal/404.html", {"asked": request.path, "reason": reason}, status=404)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer somebody who opened an address that takes forms only; ``allowed`` are the methods that it knows."""
    answer = render(request, "portal/405.html", status=405)
    answer.headers["Allow"] = allowed
    return answer


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer a form that was sent too often; allauth looks for this under the name ``handler429``."""
    answer = render(request, "portal/429.html", status=429)
    answer.headers["Retry-After"] = str(_WAIT_SECONDS)
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed by our own fault; needs neither database nor context.

    A database that does not answer is away for a while: whoever asks for others, such as a proxy, comes again.
    """
    away = isinstance(sys.exc_info()[1], InterfaceError | OperationalError)
    code = 503 if away else 500
    answer = render(request, "portal/500.html", {"mark": mark_unasked(), "code": code}, status=code)
    if away:
        answer.headers["Retry-After"] = str(_AWAY_SECONDS)
    return answer

"""The description of the interface for programs: as OpenAPI, and as a page of the site."""

from __future__ import annotations

import json
from functools import lru_cache
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from jingkai.accounts.account_actions import READ_INTERFACE
from jingkai.accounts.api.problems import ProblemError, answer
from jingkai.accounts.views.guard import allowed
from jingkai.config.api import api, finish, language_of


@lru_cache(maxsize=1)
def written_description() -> str:
    """Return the description (OpenAPI 3.1) as JSON; it is the same for everybody."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=False)


@allowed(READ_INTERFACE)
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Hand out the description."""
    response = HttpResponse(written_description(), content_type="application/json; charset=utf-8")
    finish(request, response, language_of(request))
    return response


@allowed(READ_INTERFACE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the description as a page."""
    return render(request, "portal/interface.html", {})


@csrf_exempt
@allowed(READ_INTERFACE)
def nothing_here(request: HttpRequest, path: str) -> HttpResponse:
    """Answer for an address below ``/api/`` that is none: to programs, as a problem."""
    language = language_of(request)
    with translation.override(language):
        problem = ProblemError(HTTPStatus.NOT_FOUND, mend=_("Look the address up at /api/v1/."))
        response = answer(request, problem)
    finish(request, response, language)
    return response

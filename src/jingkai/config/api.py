"""The interface for programs under ``/api/v1``: the operations of all slices, answered in one way."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as FieldsError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError, ValidationErrorContext
from ninja.renderers import JSONRenderer

from jingkai.accounts.api import ledger as ledger_operations
from jingkai.accounts.api import own
from jingkai.accounts.api.faults import faults_of_fields, faults_of_shapes
from jingkai.accounts.api.problems import ProblemError, answer
from jingkai.accounts.rates import WINDOW_SECONDS
from jingkai.benefits.api import router as benefits_router
from jingkai.config.openapi import DESCRIPTION, completed
from jingkai.documents.api import router as documents_router
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.policy.api import router as packs_router
from jingkai.registry.api import router as registry_router

_LOG = logging.getLogger("jingkai.api")
_AWAY_SECONDS = 30

View = Callable[..., HttpResponse]


class PlainRenderer(JSONRenderer):
    """JSON with Chinese as it is written."""

    json_dumps_params = {"ensure_ascii": False}


class Interface(NinjaAPI):
    """The operations of all slices: every answer in the caller's language, tagged, every refusal a problem."""

    def _get_urls(self) -> list[Any]:
        """Return the addresses of the operations; those of the description are pages of the site (``config.urls``)."""
        found: list[Any] = []
        for bound in self._get_bound_routers():
            # One pattern an operation, in order; operations of one address share their view.
            views = [view for view in bound.path_operations.values() for _each in view.operations]
            for pattern, view in zip(bound.urls_paths(bound.prefix), views, strict=True):
                for operation in view.operations:
                    gate: Any = operation.auth_callbacks[0]
                    gate.knows(_query_names(operation))
                pattern.callback = answered(pattern.callback, view.operations)
                found.append(pattern)
        return found

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Return the description, with what holds for every operation written into each."""
        schema = super().get_openapi_schema(path_prefix=kwargs.get("path_prefix") or "/api/v1/")
        operations = {
            operation.operation_id: operation
            for bound in self._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
        }
        return completed(schema, operations)

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Keep what came beside what was expected: the mend is easier to see."""
        found: list[dict[str, Any]] = []
        for context in error_contexts:
            names = context.model.__ninja_flatten_map_reverse__
            for error in context.pydantic_validation_error.errors(include_url=False):
                place = (context.model.__ninja_param_source__, *names.get(error["loc"], error["loc"]))
                found.append({**error, "loc": place})
        return ValidationError(found)


def _query_names(operation: Any) -> frozenset[str]:
    """Return the names of the parameters that an operation takes in the query of its address."""
    return frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    )


def answered(view: View, operations: Sequence[Any]) -> View:
    """Wrap the view of an address: language, 405 as a problem, tags, and what is left of the limit."""

    @functools.wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = view(request, *args, **kwargs)
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                response = answer(request, _wrong_method(response.headers["Allow"]))
        finish(request, response, language)
        return response

    marked: Any = respond
    marked.csrf_exempt = True  # no cookie opens anything here
    marked.operations = operations
    return respond


def language_of(request: HttpRequest) -> str:
    """Return the language that the caller prefers, of the two there are; Chinese where nothing is said."""
    given = request.headers.get("Accept-Language", "")[:500].lower()
    for name, _weight in parse_accept_lang_header(given):
        if name == "zh" or name.startswith("zh-"):
            return "zh-hans"
        if name == "en" or name.startswith("en-"):
            return "en"
    return "zh-hans"


def finish(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Put on an answer what every answer has: language, what is left of the limit, links between pages, its tag."""
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ("Accept-Language", "Authorization"))
    allowance = getattr(request, "allowance", None)
    if allowance is not None:
        response.headers["RateLimit-Policy"] = f"{allowance.limit};w={WINDOW_SECONDS}"
        response.headers["RateLimit-Limit"] = str(allowance.limit)
        response.headers["RateLimit-Remaining"] = str(allowance.left)
        response.headers["RateLimit-Reset"] = str(allowance.seconds)
    paged = getattr(request, "paged", None)
    if paged is not None and response.status_code == HTTPStatus.OK:
        response.headers["Link"] = _links(request, *paged)
    if request.method == "GET" and response.status_code == HTTPStatus.OK:
        if "ETag" not in response.headers:
            response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        known = [
            tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")
        ]
        if response.headers["ETag"] in known or "*" in known:
            response.status_code = HTTPStatus.NOT_MODIFIED
            response.content = b""
            del response.headers["Content-Type"]


def _links(request: HttpRequest, page: int, pages: int) -> str:
    """Return addresses of the first, previous, next and last page, as RFC 8288 writes them."""
    there = {"first": 1, "last": pages}
    if page > 1:
        there["prev"] = min(page - 1, pages)
    if page < pages:
        there["next"] = page + 1
    asked = request.GET.copy()
    links = []
    for relation, number in there.items():
        asked["page"] = str(number)
        links.append(f'<{request.path}?{asked.urlencode()}>; rel="{relation}"')
    return ", ".join(links)


def _wrong_method(allowed: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.METHOD_NOT_ALLOWED,
        mend=_("This address knows: %(methods)s.") % {"methods": allowed},
        headers={"Allow": allowed},
    )


def _problem_of(error: Exception) -> ProblemError:
    """Return the problem that an error amounts to."""
    match error:
        case ProblemError():
            return error
        case ValidationError():
            return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, errors=faults_of_shapes(error.errors))
        case FieldsError():
            return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, errors=faults_of_fields(error))
        case RequestDataTooBig():
            return ProblemError(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, mend=_("Send less at once, or import a table.")
            )
        case HttpError() if error.status_code == HTTPStatus.BAD_REQUEST:
            return ProblemError(
                HTTPStatus.BAD_REQUEST, _("The body is no JSON."), _("Check how it is written.")
            )
        case Http404():
            return ProblemError(HTTPStatus.NOT_FOUND)
        case PermissionDenied():
            return ProblemError(HTTPStatus.FORBIDDEN)
        case SuspiciousOperation() | BadRequest() | UnreadablePostError():
            return ProblemError(HTTPStatus.BAD_REQUEST)
        case JingkaiError():
            return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error.what), str(error.mend))
        case InterfaceError() | OperationalError():
            return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(_AWAY_SECONDS)})
        case _:
            return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR)


def _answer_error(request: HttpRequest, error: Any) -> HttpResponse:
    problem = _problem_of(error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("an operation failed: %s %s", request.method, request.path, exc_info=error)
    return answer(request, problem)


api = Interface(
    title="Jingkai 经开",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    renderer=PlainRenderer(),
)
for _kind in (Exception, Http404, HttpError, ValidationError):
    api.add_exception_handler(_kind, _answer_error)

api.add_router("", own.router)
api.add_router("", ledger_operations.router)
api.add_router("", documents_router)
api.add_router("/registry", registry_router)
api.add_router("", packs_router)
api.add_router("/benefits", benefits_router)

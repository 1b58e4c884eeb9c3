"""Problems: every refusal of the interface, as RFC 9457 wants them, in the language that the caller reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse

from jingkai.accounts.api.shapes import Fault, Problem
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

MEDIA = "application/problem+json"
EXPLAINED_AT = "/api/v1/#problem-"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its stable word, its status, and message ids of its title and its explanation."""

    code: str
    status: HTTPStatus
    title: str
    explanation: str


_ALL = (
    Kind(
        "bad_request",
        HTTPStatus.BAD_REQUEST,
        msgid("The request cannot be read"),
        msgid("The body is no JSON, or the address is not written as addresses are."),
    ),
    Kind(
        "not_signed_in",
        HTTPStatus.UNAUTHORIZED,
        msgid("A valid token is needed"),
        msgid("There is no token, or it is unknown, past its term or taken back."),
    ),
    Kind(
        "forbidden",
        HTTPStatus.FORBIDDEN,
        msgid("This is not allowed to the token"),
        msgid("None of the roles that the token was given may do this."),
    ),
    Kind(
        "not_found",
        HTTPStatus.NOT_FOUND,
        msgid("There is nothing here"),
        msgid(
            "The address leads nowhere, or to something outside of the token's scope: the two look the same."
        ),
    ),
    Kind(
        "method_not_allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        msgid("This cannot be done here"),
        msgid("The header Allow says which methods the address knows."),
    ),
    Kind(
        "conflict",
        HTTPStatus.CONFLICT,
        msgid("Something else stands against it"),
        msgid("It is there already, or it has changed since it was read."),
    ),
    Kind(
        "changed_meanwhile",
        HTTPStatus.PRECONDITION_FAILED,
        msgid("Somebody has changed it meanwhile"),
        msgid("The header If-Match does not name the version that is there now."),
    ),
    Kind(
        "too_large",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        msgid("The body is too large"),
        msgid("Bodies have a size that they may not exceed; large tables are imported."),
    ),
    Kind(
        "not_json",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        msgid("The body is not JSON"),
        msgid("Bodies are sent as JSON, and say so in the header Content-Type."),
    ),
    Kind(
        "invalid",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        msgid("Some of what was sent does not fit"),
        msgid("Each entry of errors names a field, what is expected there, what came, and the mend."),
    ),
    Kind(
        "version_needed",
        HTTPStatus.PRECONDITION_REQUIRED,
        msgid("The version that is to be changed is needed"),
        msgid(
            "A change names the version it was made from in the header If-Match, so that nobody's work is lost."
        ),
    ),
    Kind(
        "too_many",
        HTTPStatus.TOO_MANY_REQUESTS,
        msgid("Too many requests"),
        msgid("The header Retry-After says after how many seconds to go on."),
    ),
    Kind(
        "broken",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        msgid("The request failed by our fault"),
        msgid("It was noted under the id of the request; nothing was changed."),
    ),
    Kind(
        "away",
        HTTPStatus.SERVICE_UNAVAILABLE,
        msgid("The site cannot answer for a while"),
        msgid("Its database is away. The header Retry-After says after how many seconds to come again."),
    ),
)

KINDS: Mapping[int, Kind] = MappingProxyType({int(kind.status): kind for kind in _ALL})
"""Every kind of problem by its status; there is one a status."""


@dataclass(slots=True)
class ProblemError(Exception):
    """Raised by an operation that cannot be carried out; ``headers`` go with the answer."""

    status: int
    detail: str = ""
    mend: str = ""
    errors: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    """Return a problem as an answer."""
    kind = KINDS[problem.status]
    body = Problem(
        type=f"{EXPLAINED_AT}{kind.code}",
        title=_(kind.title),
        status=problem.status,
        code=kind.code,
        detail=problem.detail or _(kind.explanation),
        mend=problem.mend,
        request=getattr(request, "request_id", ""),
        errors=list(problem.errors),
    )
    response = HttpResponse(
        json.dumps(body.model_dump(mode="json"), ensure_ascii=False),
        status=problem.status,
        content_type=MEDIA,
    )
    for name, value in problem.headers.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response


def not_found() -> ProblemError:
    """Return what is answered where there is nothing, and where there is something out of scope."""
    return ProblemError(HTTPStatus.NOT_FOUND, mend=_("Look it up in the list."))

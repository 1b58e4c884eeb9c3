"""The description of the interface for programs: as OpenAPI for programs, and as a page of the site for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from jingkai.accounts.account_actions import READ_INTERFACE
from jingkai.accounts.actions import action_named
from jingkai.accounts.api.problems import KINDS, ProblemError, answer
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.views.guard import allowed
from jingkai.config.api import api, finish, language_of
from jingkai.config.field_words import Told, told
from jingkai.kernel.language import msgid

_GROUPS = {
    "account": msgid("The own account"),
    "ledger": msgid("The ledger"),
    "documents": msgid("The policy library"),
    "registry": msgid("The registry"),
    "packs": msgid("Policy packs"),
    "benefits": msgid("Benefits"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body or an answer, as the page shows it."""

    name: str
    place: str
    type: str
    needed: bool
    told: Told


@dataclass(frozen=True, slots=True)
class Described:
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    words: str
    more: Told
    action: str
    roles: tuple[str, ...]
    public: bool
    asked: tuple[Field, ...]
    sent: tuple[Field, ...]
    answered: tuple[Field, ...]
    media: tuple[str, ...]
    statuses: tuple[str, ...]


@lru_cache(maxsize=4)
def written_description(language: str = "zh-hans") -> str:
    """Return the description (OpenAPI 3.1) as JSON in a language; it is the same for everybody."""
    with translation.override(language):
        return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1)


@allowed(READ_INTERFACE)
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Hand out the description."""
    language = language_of(request)
    response = HttpResponse(written_description(language), content_type="application/json; charset=utf-8")
    finish(request, response, language)
    return response


@allowed(READ_INTERFACE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the description as a page."""
    schema = json.loads(written_description(translation.get_language() or "zh-hans"))
    context = {
        "groups": _groups(schema),
        "problems": [(kind, _(kind.title), _(kind.explanation)) for kind in KINDS.values()],
        "token_rate": settings.API_TOKEN_RATE,
        "address_rate": settings.API_ADDRESS_RATE,
        "base": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "portal/interface.html", context)


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


def _groups(schema: Mapping[str, Any]) -> list[tuple[str, str, list[Described]]]:
    found: dict[str, list[Described]] = {name: [] for name in _GROUPS}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]].append(_described(schema, method, path, operation))
    return [(name, _(_GROUPS[name]), operations) for name, operations in found.items()]


def _described(schema: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]) -> Described:
    action = action_named(operation["x-action"])
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    good = next(answered for status, answered in operation["responses"].items() if status.startswith("2"))
    content = good.get("content", {})
    return Described(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        words=operation["summary"],
        more=_told(operation.get("description", "")),
        action=action.words,
        roles=tuple(
            _(ROLES[role].name) for role in ROLES if role in action.roles and role is not Role.PUBLIC
        ),
        public=action.public,
        asked=tuple(
            Field(
                one["name"],
                one["in"],
                _type(schema, one["schema"]),
                one["required"],
                _told(one.get("description") or one["schema"].get("description", "")),
            )
            for one in operation["parameters"]
        ),
        sent=tuple(_fields(schema, body)),
        answered=tuple(_fields(schema, content.get("application/json", {}).get("schema", {}))),
        media=tuple(media for media in content if media != "application/json"),
        statuses=tuple(operation["responses"]),
    )


def _fields(schema: Mapping[str, Any], shape: Mapping[str, Any]) -> Iterator[Field]:
    """Yield the fields of a shape; of a page or a list, those of its rows."""
    whole = _resolved(schema, shape)
    if whole.get("type") == "array":
        whole = _resolved(schema, whole["items"])
    rows = whole.get("properties", {}).get("items")
    if rows is not None:
        whole = _resolved(schema, rows["items"])
    needed = whole.get("required", ())
    for name, one in whole.get("properties", {}).items():
        yield Field(name, "", _type(schema, one), name in needed, _told(one.get("description", "")))


def _told(words: str) -> Told:
    return told(words, translation.get_language() or "zh-hans")


def _resolved(schema: Mapping[str, Any], shape: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = str(shape.get("$ref") or shape.get("allOf", [{}])[0].get("$ref", ""))
    name = reference.rpartition("/")[2]
    return dict(schema["components"]["schemas"][name]) if name else shape


def _type(schema: Mapping[str, Any], shape: Mapping[str, Any]) -> str:
    """Say what kind of value a field has: ``string | null``, ``[HeadShape]``, one of some words."""
    if "anyOf" in shape:
        return " | ".join(dict.fromkeys(_type(schema, one) for one in shape["anyOf"]))
    if "$ref" in shape or "allOf" in shape:
        return "object"
    if "enum" in shape:
        return " | ".join(f"“{one}”" for one in shape["enum"])
    if shape.get("type") == "array":
        return f"[{_type(schema, shape.get('items', {}))}]"
    kind = str(shape.get("type", "any"))
    return f"{kind} ({shape['format']})" if "format" in shape else kind

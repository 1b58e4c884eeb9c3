"""What holds for every operation, written into the description of each: problems, headers, who may."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from jingkai.accounts.actions import action_named
from jingkai.accounts.api.problems import KINDS, MEDIA
from jingkai.accounts.api.shapes import Problem
from jingkai.accounts.roles import ROLES
from jingkai.kernel.language import gettext as _

DESCRIPTION = (
    "Everything that the pages of a zone show, for programs. Public operations need no token; with one, a program may do "
    "what the roles it was given may do, in their places. Decimals are strings, dates are ISO, what is unknown is "
    "null, money is in yuan. Messages are in the language of Accept-Language (zh by default)."
)
_REF = "#/components/{}/{}"
_LIMIT_HEADERS = {
    "RateLimit-Limit": "Requests a minute.",
    "RateLimit-Remaining": "How many are left in this minute.",
    "RateLimit-Reset": "Seconds until the next minute.",
}


def completed(schema: Any, operations: Mapping[str | None, Any]) -> Any:
    """Complete a description: problems that each operation may answer, its action and roles, its headers."""
    components = schema["components"]
    components["schemas"].update(_problem_schemas())
    components["responses"] = {kind.code: _problem(status) for status, kind in KINDS.items()}
    components["headers"] = {
        name: {"description": words, "schema": {"type": "integer"}} for name, words in _LIMIT_HEADERS.items()
    } | {
        "ETag": {
            "description": "Version of what is shown; sent back in If-None-Match (to read) or If-Match (to change).",
            "schema": {"type": "string"},
        },
        "Link": {
            "description": "Addresses of the first, previous, next and last page (RFC 8288).",
            "schema": {"type": "string"},
        },
    }
    components["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that a person gave to the program on the page of the account.",
        }
    }
    for methods in schema["paths"].values():
        for method, described in methods.items():
            _complete(method, described, operations[described["operationId"]].view_func)
    return schema


def _complete(method: str, described: dict[str, Any], view: Any) -> None:
    action = action_named(view.operation_action)
    described["security"] = [{}, {"token": []}] if action.public else [{"token": []}]
    described["summary"] = _(described["summary"])
    described["description"] = view.operation_more
    described["x-action"] = action.name
    described["x-roles"] = [str(role) for role in ROLES if role in action.roles]
    if view.operation_versioned:
        described["parameters"].append(
            {
                "in": "header",
                "name": "If-Match",
                "required": False,
                "description": "The ETag of the row that the change was made from; without it the answer is 428.",
                "schema": {"type": "string"},
            }
        )
    for status, response in described["responses"].items():
        headers = {name: {"$ref": _REF.format("headers", name)} for name in _LIMIT_HEADERS}
        if method == "get":
            headers["ETag"] = {"$ref": _REF.format("headers", "ETag")}
        if _is_page(response):
            headers["Link"] = {"$ref": _REF.format("headers", "Link")}
        response["headers"] = headers
        if int(status) == HTTPStatus.OK and view.operation_media:
            response["content"] = {media: {} for media in view.operation_media}
    if method == "get":
        described["responses"][304] = {
            "description": "Nothing has changed since the version in If-None-Match."
        }
    for status in _problems(method, described, action.public, view):
        described["responses"][int(status)] = {"$ref": _REF.format("responses", KINDS[status].code)}
    described["responses"] = {
        str(status): response for status, response in sorted(described["responses"].items(), key=_by_status)
    }


def _problems(method: str, described: Mapping[str, Any], public: bool, view: Any) -> list[int]:
    """Return the statuses of the problems that an operation may answer."""
    found = [
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ]
    if not public:
        found.append(HTTPStatus.FORBIDDEN)
    if view.operation_missing or any(one["in"] == "path" for one in described["parameters"]):
        found.append(HTTPStatus.NOT_FOUND)
    found.append(HTTPStatus.UNPROCESSABLE_ENTITY)  # a parameter that there is not
    if "requestBody" in described:
        found += [HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE]
    if view.operation_conflicts:
        found.append(HTTPStatus.CONFLICT)
    if view.operation_versioned:
        found += [HTTPStatus.PRECONDITION_FAILED, HTTPStatus.PRECONDITION_REQUIRED]
    return [int(status) for status in found]


def _problem(status: int) -> dict[str, Any]:
    kind = KINDS[status]
    headers = {
        HTTPStatus.UNAUTHORIZED: ("WWW-Authenticate", "string", "How to sign in."),
        HTTPStatus.TOO_MANY_REQUESTS: ("Retry-After", "integer", "Seconds to wait."),
        HTTPStatus.SERVICE_UNAVAILABLE: ("Retry-After", "integer", "Seconds to wait."),
    }
    described: dict[str, Any] = {
        "description": f"{_(kind.title)}: {_(kind.explanation)}",
        "content": {MEDIA: {"schema": {"$ref": _REF.format("schemas", "Problem")}}},
    }
    if status in headers:
        name, type_, words = headers[HTTPStatus(status)]
        described["headers"] = {name: {"description": words, "required": True, "schema": {"type": type_}}}
    return described


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    return {**schema.pop("$defs"), "Problem": schema}


def _is_page(response: Mapping[str, Any]) -> bool:
    content = response.get("content", {}).get("application/json", {})
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2].startswith("Page_")


def _by_status(entry: tuple[Any, Any]) -> int:
    return int(entry[0])

"""Every operation of the interface, asked in every role: the answer is what the policy says, and nothing crosses over.

Operations are taken from the published description, so that a new one is covered by itself. One that is about a thing
of some place says so by a parameter in its address: :func:`things` gives it things of two neighbouring places.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.test import Client

from claims_of import budget_of, claim_of
from jingkai.accounts.actions import ACTIONS, action_named
from jingkai.accounts.policy import Nobody, may
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.scopes import EVERYTHING, Place
from neighbours import settle
from people import HOME, NEIGHBOUR, make_person, scope_of, token_of

METHODS = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True)
class Operation:
    """An operation as the description has it."""

    method: str
    path: str
    action: str
    public: bool
    about_a_thing: bool


def description() -> dict[str, Any]:
    """Return the description as it is handed out to programs."""
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return dict(json.loads(answer.content))


@cache
def operations() -> list[Operation]:
    """Return every operation."""
    from jingkai.config.reference import written_description

    return [
        Operation(method, path, told["x-action"], {} in told["security"], "{" in path)
        for path, methods in json.loads(written_description())["paths"].items()
        for method, told in methods.items()
    ]


@dataclass(frozen=True)
class Thing:
    """Something that stands at an address, and where it lies."""

    path: str
    place: Place


# The parameter of the address, and what stands there of each neighbourhood.
TABLES = {
    "/api/v1/registry/zones/{code}": ("code", lambda there: (there.zone.code, there.zone)),
    "/api/v1/registry/parks/{code}": ("code", lambda there: (there.park.code, there.park)),
    "/api/v1/registry/units/{code}": ("code", lambda there: (there.unit.code, there.unit)),
    "/api/v1/registry/enterprises/{uscc}": ("uscc", lambda there: (there.enterprise.uscc, there.enterprise)),
    "/api/v1/registry/projects/{code}": ("code", lambda there: (there.project.code, there.project)),
    "/api/v1/registry/parcels/{number}": ("number", lambda there: (there.parcel.number, there.parcel)),
    "/api/v1/registry/facts/{id}": ("id", lambda there: (there.fact.pk, there.fact)),
    "/api/v1/benefits/enterprises/{uscc}": ("uscc", lambda there: (there.enterprise.uscc, there.enterprise)),
    "/api/v1/benefits/claims/{claim}": ("claim", claim_of),
    "/api/v1/benefits/budgets/{zone}/{pool}/{year}": (
        "zone}/{pool}/{year",
        lambda there: (budget_of(there), there.zone),
    ),
}

HOLDERS = [
    *((role, True) for role in ROLES if role is not Role.PUBLIC),
    *((role, False) for role in ROLES if ROLES[role].second_factor or role is Role.CASE_OFFICER),
]
"""Every role with two factors, and those that need two with one."""

LIE_NOWHERE = (
    "/api/v1/account/",
    "/api/v1/ledger/",
    "/api/v1/documents/",
    "/api/v1/registry/variables/",
    "/api/v1/packs/",
    "/api/v1/benefits/guide/",
)
"""Addresses of things that belong to no zone, unit or enterprise: they are public, or the asker's own."""


@pytest.fixture
def neighbourhoods(db, settings) -> list[Any]:
    """Two zones with one row of everything, and no limit on how often one may ask."""
    settings.API_TOKEN_RATE = settings.API_ADDRESS_RATE = 0
    return [settle("qinglan"), settle("songhai")]


def things(operation: Operation, neighbourhoods: list[Any]) -> Iterator[Thing]:
    """Give the addresses of an operation with things of both places."""
    if operation.path in TABLES:
        name, find = TABLES[operation.path]
        for there in neighbourhoods:
            key, row = find(there)
            yield Thing(operation.path.replace(f"{{{name}}}", str(key)), row.place())


def ask(operation: Operation, path: str, headers: Mapping[str, str]) -> Any:
    """Ask with a body that says as little as a body can."""
    body = {} if operation.method in {"get", "delete"} else {"data": {"reason": "核对登记信息"}}
    return getattr(Client(), operation.method)(
        path, content_type="application/json", headers=dict(headers), **body
    )


def expected(principal: Any, operation: Operation, place: Place | None) -> set[str]:
    """Return what the answer may amount to."""
    action = action_named(operation.action)
    if not may(principal, action):
        return {"forbidden" if principal.is_authenticated else "sign in"}
    if place is None or may(principal, action, place):
        return {"let through"}
    seen = operation.action.rpartition(".")[0] + ".view"
    return {"forbidden"} if seen in ACTIONS and may(principal, seen, place) else {"not there"}


def kind(answer: Any) -> str:
    """Say what an answer amounts to."""
    assert answer.status_code < 500, answer.content
    return {401: "sign in", 403: "forbidden", 404: "not there"}.get(answer.status_code, "let through")


def test_every_operation_names_a_declared_action_and_says_whether_it_needs_a_token():
    found = operations()
    assert len(found) > 35
    for operation in found:
        assert operation.action in ACTIONS
        assert operation.public == ACTIONS[operation.action].public, operation.path


def test_every_operation_about_a_thing_is_asked_with_things():
    about = {operation.path for operation in operations() if operation.about_a_thing}
    assert {path for path in about if not path.startswith(LIE_NOWHERE)} == set(TABLES)


def test_the_description_is_public_and_the_same_for_everybody(db, client_as):
    assert client_as(Role.AUDITOR).get("/api/v1/openapi.json").json() == description()


def wrong_answers(principal: Any, headers: Mapping[str, str], neighbourhoods: list[Any]) -> list[Any]:
    """Return every operation whose answer is not what the policy says."""
    wrong = []
    for operation in operations():
        asked = list(things(operation, neighbourhoods)) or [None]
        for thing in asked:
            path = thing.path if thing else operation.path
            path = path.replace("{name}", "tax_paid").replace("{kind}", "json").replace("{key}", "art_1")
            path = path.replace("{id}", "987654").replace("{number}", "987654").replace("{size}", "987654")
            answer = ask(operation, path, headers)
            # A thing that lies nowhere may not be there.
            found = "let through" if thing is None and answer.status_code == 404 else kind(answer)
            wanted = expected(principal, operation, thing.place if thing else None)
            if found not in wanted:
                wrong.append((operation.method, path, answer.status_code, wanted))
    return wrong


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "proven"), HOLDERS)
def test_every_operation_answers_every_role_as_the_policy_says(role, proven, neighbourhoods):
    for places in (HOME, NEIGHBOUR):
        scope = scope_of(role, places)
        if scope is None or (places is NEIGHBOUR and not proven):
            continue
        token, headers = token_of(make_person((role, scope)), second_factor=proven)
        assert wrong_answers(token, headers, neighbourhoods) == []


def test_who_sees_all_zones_and_keeps_one_changes_nothing_of_the_others(neighbourhoods):
    everywhere = [(role, EVERYTHING) for role in (Role.REGION_SUPERVISOR, Role.AUDITOR)]
    token, headers = token_of(make_person(*everywhere, Role.CASE_OFFICER, Role.POLICY_OFFICER))
    assert wrong_answers(token, headers, neighbourhoods) == []
    fact = {
        "subject": neighbourhoods[1].enterprise.subject_key,
        "variable": "tax_paid",
        "value": "1",
        "period": "2024",
    }
    stated = Client().post(
        "/api/v1/registry/facts", data=fact, content_type="application/json", headers=headers
    )
    assert stated.status_code == 403


def test_who_shows_no_token_sees_what_is_public_and_nothing_else(neighbourhoods):
    assert wrong_answers(Nobody(), {}, neighbourhoods) == []


def test_a_session_opens_nothing(neighbourhoods, client_as):
    client = client_as(Role.CASE_OFFICER)
    assert client.get("/registry/enterprises/").status_code == 200
    assert client.get("/api/v1/registry/enterprises").status_code == 401


def test_a_token_that_is_unknown_is_refused_even_where_none_is_needed(neighbourhoods):
    for operation in operations():
        path = (
            operation.path.replace("{id}", "1")
            .replace("{number}", "1")
            .replace("{size}", "1")
            .replace("{year}", "1")
        )
        answer = ask(operation, path, {"Authorization": "Bearer jk_wrong"})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_does_what_it_was_given_and_not_all_that_its_owner_may(neighbourhoods):
    owner = make_person(Role.CASE_OFFICER, Role.POLICY_OFFICER)
    wide, of_both = token_of(owner)
    _narrow, of_one = token_of(
        owner, grants=[grant for grant in owner.grants if grant.role is Role.POLICY_OFFICER]
    )
    path = f"/api/v1/registry/enterprises/{neighbourhoods[0].enterprise.uscc}"
    body = {"data": {"reason": "更正"}, "content_type": "application/json"}
    assert Client().patch(path, headers=of_both, **body).status_code == 428
    assert Client().patch(path, headers=of_one, **body).status_code == 403
    assert len(wide.grants) == 2


def test_a_role_that_is_taken_away_is_gone_from_the_token_at_once(neighbourhoods):
    from jingkai.accounts.services import withdraw_role

    owner = make_person(Role.CASE_OFFICER)
    _token, headers = token_of(owner)
    assert Client().get("/api/v1/registry/enterprises", headers=headers).status_code == 200
    withdraw_role(owner.assignments.get(), actor=None)
    assert Client().get("/api/v1/registry/enterprises", headers=headers).status_code == 403


def test_a_token_that_is_taken_back_is_refused_at_once(neighbourhoods):
    token, headers = token_of(make_person(Role.CASE_OFFICER))
    assert Client().delete(f"/api/v1/account/tokens/{token.pk}", headers=headers).status_code == 204
    assert Client().get("/api/v1/account", headers=headers).status_code == 401


def test_nobody_takes_back_the_token_of_somebody_else(neighbourhoods):
    token, theirs = token_of(make_person(Role.CASE_OFFICER))
    _other, mine = token_of(make_person(Role.CASE_OFFICER))
    assert Client().delete(f"/api/v1/account/tokens/{token.pk}", headers=mine).status_code == 404
    assert Client().get("/api/v1/account", headers=theirs).status_code == 200


def test_what_lies_out_of_scope_and_what_is_not_there_look_the_same(neighbourhoods):
    _token, headers = token_of(make_person(Role.CASE_OFFICER))
    there = Client().get(f"/api/v1/registry/enterprises/{neighbourhoods[1].enterprise.uscc}", headers=headers)
    nowhere = Client().get("/api/v1/registry/enterprises/91350211M000100Y47", headers=headers)
    assert there.status_code == nowhere.status_code == 404
    told = [{**answer.json(), "request": ""} for answer in (there, nowhere)]
    assert told[0] == told[1]

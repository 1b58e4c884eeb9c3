"""Every address, walked as every role: the answer is what the policy says, and nothing crosses to a neighbour.

New slices are covered by themselves: addresses are taken from the site's own table. A page about a thing that lies
somewhere needs things of two places to be walked with: a slice's tests give them in ``addresses_of(zone, unit,
enterprise)`` of a module ``tests/<slice>/addresses.py``, and a test here fails for a page that is left out.
"""

from __future__ import annotations

import importlib.util
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from jingkai.accounts.actions import ACTIONS, action_named
from jingkai.accounts.policy import Nobody, lacks_second_factor, may
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.scopes import Place, ScopeKind
from jingkai.accounts.views.guard import is_interface
from people import HOME, NEIGHBOUR, make_person, scope_of, signed_in

TESTS = Path(__file__).resolve().parent.parent

SAMPLES: dict[str, Any] = {
    "int": 987654,
    "slug": "sample",
    "str": "sample",
    "path": "sample",
    "anything": "sample",
    "uuid": uuid.UUID(int=7),
}
"""What stands in an address where nothing is known about the thing: whoever may is told that it is not there."""


@dataclass(frozen=True)
class Address:
    """An address of the site: its pattern, a path made from it, and its view."""

    pattern: str
    path: str
    view: Any


def addresses() -> list[Address]:
    """Return every address of the site."""
    return list(_walk(get_resolver().url_patterns, "", "/"))


def _walk(patterns: list[URLPattern | URLResolver], pattern: str, path: str) -> Iterator[Address]:
    for entry in patterns:
        written, made = str(entry.pattern), str(entry.pattern)
        for name, converter in getattr(entry.pattern, "converters", {}).items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            made = made.replace(f"<{kind}:{name}>", str(SAMPLES[kind])).replace(
                f"<{name}>", str(SAMPLES[kind])
            )
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, pattern + written, path + made)
        else:
            yield Address(pattern + written, path + made, entry.callback)


ALL = addresses()
PAGES = [address for address in ALL if not is_interface(address.view)]


def test_addresses_are_found_and_are_made_whole():
    assert len(ALL) > 40
    assert not [address.path for address in ALL if "<" in address.path]


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.pattern or "/")
def test_every_view_says_which_declared_action_it_carries_out(address):
    assert getattr(address.view, "action", None) in ACTIONS


@pytest.mark.parametrize(
    "address", [address for address in ALL if is_interface(address.view)], ids=lambda address: address.pattern
)
def test_every_operation_for_programs_says_which_declared_action_it_carries_out(address):
    for operation in address.view.operations:
        assert getattr(operation.view_func, "operation_action", None) in ACTIONS, operation.operation_id


def _answer(client: Client, path: str, method: str) -> Any:
    client.raise_request_exception = True
    return client.get(path) if method == "GET" else client.post(path)


def _kind(answer: Any) -> str:
    """Say what an answer amounts to."""
    where = answer.headers.get("Location", "").partition("?")[0]
    if answer.status_code == 302 and where == "/accounts/sign-in/":
        return "sign in"
    if answer.status_code == 302 and where == "/accounts/second-factor/needed/":
        return "second factor"
    if answer.status_code == 403:
        return "refused"
    assert answer.status_code < 500, f"{answer.status_code} at {answer.request['PATH_INFO']}"
    return "let through"


def _expected(principal: Any, action: str, thing: Place | None = None) -> str:
    if may(principal, action, thing):
        return "let through"
    if not principal.is_authenticated:
        return "sign in"
    return "second factor" if lacks_second_factor(principal, action, thing) else "refused"


HOLDERS = [
    *((role, True) for role in ROLES if role is not Role.PUBLIC),
    *((role, False) for role in ROLES if ROLES[role].second_factor or role is Role.CASE_OFFICER),
    (None, True),
    (Role.PUBLIC, False),
]
"""Every role with two factors, those that need two with one, somebody without a role, and nobody."""

SIGN_IN_ITSELF = ("accounts/sign-in", "accounts/sign-out", "accounts/other", "accounts/signed-out")
"""Pages that end in a redirect to sign-in by their nature: there is nothing to tell apart by the answer."""


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("role", "proven"),
    HOLDERS,
    ids=lambda part: {True: "two factors", False: "one factor"}.get(part, str(part)),
)
def test_every_page_answers_every_role_as_the_policy_says(role, proven, method):
    if role is Role.PUBLIC:
        principal: Any = Nobody()
        client = Client()
    else:
        principal = make_person(*([role] if role else []))
        client = signed_in(principal, second_factor=proven)
        principal.second_factor = proven
    wrong = []
    for address in PAGES:
        if address.pattern.startswith(SIGN_IN_ITSELF) or not hasattr(address.view, "action"):
            continue
        if getattr(address.view, "thing", None) is not None:
            continue  # walked below, with things of two places
        found, wanted = (
            _kind(_answer(client, address.path, method)),
            _expected(principal, address.view.action),
        )
        if found != wanted:
            wrong.append((address.path, address.view.action, found, wanted))
    assert wrong == []


@dataclass(frozen=True)
class Standing:
    """An address of a thing that lies somewhere."""

    path: str
    action: str
    place: Place


def _standing(places: dict[ScopeKind, Any]) -> list[Standing]:
    """Gather what the slices' tests give: addresses of things that lie in these places."""
    keys = {kind: scope.key for kind, scope in places.items()}
    found = []
    for file in sorted(TESTS.glob("*/addresses.py")):
        if str(file.parent) not in sys.path:
            sys.path.append(str(file.parent))  # where the slice's own helpers lie
        spec = importlib.util.spec_from_file_location(f"addresses_{file.parent.name}", file)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        given = module.addresses_of(
            zone=keys[ScopeKind.ZONE], unit=keys[ScopeKind.UNIT], enterprise=keys[ScopeKind.ENTERPRISE]
        )
        found += [Standing(path, action, place) for path, action, place in given]
    return found


def _is_about_a_thing(address: Address) -> bool:
    """Whether a page shows or changes one thing that lies somewhere, so that it must not open from elsewhere.

    Its guard asks about a thing, or it names one in its address and belongs to a slice whose rows lie somewhere.
    """
    if getattr(address.view, "thing", None) is not None:
        return True
    action = action_named(address.view.action)
    if "<" not in address.pattern or action.public or action.own:
        return False
    scoped = {
        model._meta.app_label
        for model in apps.get_models()
        if getattr(model, "scope_paths", None) and model.__module__.startswith("jingkai.")
    }
    return address.view.action.partition(".")[0] in scoped


@pytest.mark.django_db
def test_every_page_about_a_thing_is_walked_with_things():
    walked = {resolve(one.path).route for one in _standing(HOME)}
    about = [address.pattern for address in PAGES if _is_about_a_thing(address)]
    assert len(about) > 20
    assert [pattern for pattern in about if pattern not in walked] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in ROLES if role is not Role.PUBLIC])
def test_nothing_crosses_to_a_neighbouring_zone_unit_or_enterprise(role):
    things = [*_standing(HOME), *_standing(NEIGHBOUR)]
    for places in (HOME, NEIGHBOUR):
        scope = scope_of(role, places)
        if scope is None:
            continue
        somebody = make_person((role, scope))
        client = signed_in(somebody)
        somebody.second_factor = True
        for one in things:
            answer = client.get(one.path)
            if may(somebody, action_named(one.action), one.place):
                assert answer.status_code < 400 or answer.status_code == 405, (
                    one.path,
                    str(role),
                    str(scope),
                )
                continue
            if answer.status_code == 405:
                answer = client.post(one.path)
            assert answer.status_code in {403, 404}, (one.path, str(role), str(scope))

"""Fixtures shared by all tests: the real documents and the hand-checked results, where they are at hand."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from database_tests import (  # noqa: F401 - hooks of pytest
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_report_header,
)
from ledger_tables import _ledger_tables_can_be_emptied  # noqa: F401 - a fixture of every test

if TYPE_CHECKING:
    from django.test import Client

    from jingkai.accounts.models import User
    from jingkai.accounts.roles import Role
    from jingkai.accounts.scopes import Scope

# Compiled modules are kept, for this process and those it starts: each would compile a thousand of them anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# No test depends on how fast the machine is.
settings.register_profile("at any pace", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("at any pace")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def seed() -> Callable[[str], Path]:
    """Return the path of a real document by the first three digits of its file name."""

    def find(name: str) -> Path:
        found = sorted((SHARED / "seeds").glob(f"{name}*"))
        if not found:
            pytest.skip(f"the real document {name} is not at hand (no folder ../shared/seeds)")
        return found[0]

    return find


def _load_gold(name: str) -> Any:
    path = SHARED / "gold" / name
    if not path.exists():
        pytest.skip(f"the hand-checked results are not at hand (no file ../shared/gold/{name})")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def gold() -> dict[str, Any]:
    """Metadata, targets, money and citations checked by hand, by document."""
    return dict(_load_gold("gold.json"))


@pytest.fixture(scope="session")
def gold_units() -> dict[str, list[list[str]]]:
    """Responsible units of every list, canonical, in document order, by document."""
    return dict(_load_gold("units.json"))


@pytest.fixture
def person(db) -> Callable[..., User]:
    """Make somebody who holds roles: ``person(Role.PAYMASTER)``, ``person((Role.PAYMASTER, Scope(…)), username="li")``.

    A role without a scope is held where :data:`people.HOME` says. There is no password: tests of signing in set one.
    """
    from people import make_person

    return make_person


@pytest.fixture
def client_as(person) -> Callable[..., Client]:
    """Return a client signed in as somebody who holds a role, two factors shown: ``client_as(Role.POLICY_OFFICER)``."""
    from people import signed_in

    def sign_in(role: Role | User | None = None, scope: Scope | None = None, *, second_factor: bool = True):
        from jingkai.accounts.models import User

        if isinstance(role, User):
            return signed_in(role, second_factor=second_factor)
        held = [] if role is None else [(role, scope) if scope else role]
        return signed_in(person(*held), second_factor=second_factor)

    return sign_in

"""People for tests: who holds which role where, and clients signed in as them."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import TYPE_CHECKING

from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.scopes import EVERYTHING, Scope, ScopeKind

if TYPE_CHECKING:
    from django.test import Client

    from jingkai.accounts.models import ApiToken, User
    from jingkai.accounts.policy import Grant

HOME = {
    ScopeKind.ZONE: Scope(ScopeKind.ZONE, "qinglan"),
    ScopeKind.UNIT: Scope(ScopeKind.UNIT, "qinglan-finance"),
    ScopeKind.ENTERPRISE: Scope(ScopeKind.ENTERPRISE, "91350211M000100Y46"),
    ScopeKind.EVERYTHING: EVERYTHING,
}
"""Where a role is held in tests unless they say otherwise."""

NEIGHBOUR = {
    ScopeKind.ZONE: Scope(ScopeKind.ZONE, "songhai"),
    ScopeKind.UNIT: Scope(ScopeKind.UNIT, "songhai-finance"),
    ScopeKind.ENTERPRISE: Scope(ScopeKind.ENTERPRISE, "91320594MA1MYD5H0J"),
}
"""The same a zone, a unit and an enterprise further."""

PASSWORD = "Lantern-2026"

_numbers = itertools.count(1)


def scope_of(role: Role, places: dict[ScopeKind, Scope] = HOME) -> Scope | None:
    """Return where a role is held: in one place where it can be, else everywhere if ``places`` knows that."""
    kinds = ROLES[role].scopes
    narrow = sorted(kinds - {ScopeKind.EVERYTHING})
    return places.get(narrow[0] if narrow else ScopeKind.EVERYTHING)


def make_person(
    *held: Role | tuple[Role, Scope], username: str = "", password: str | None = None, name: str = "林晓"
) -> User:
    """Make somebody who holds roles; with a password only where one is given."""
    from jingkai.accounts.models import User
    from jingkai.accounts.services import grant_role

    user = User(username=username or f"person{next(_numbers)}", display_name=name)
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    for one in held:
        role, scope = one if isinstance(one, tuple) else (one, scope_of(one))
        assert scope is not None
        grant_role(user, role, scope, actor=None)
    return user


def signed_in(user: User, *, second_factor: bool = True) -> Client:
    """Return a client signed in as somebody, as if both factors had been shown."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def code_now(secret: str, *, later: int = 0) -> str:
    """Return a code of an authenticator app that is taken now; each is taken once, so the next is ``later`` by one."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return str(format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[later])))


def token_of(
    user: User, *, grants: Collection[Grant] | None = None, second_factor: bool = True
) -> tuple[ApiToken, dict[str, str]]:
    """Give somebody a token with all their roles, or with ``grants``, and the header that shows it."""
    from jingkai.accounts.services import give_token

    user.second_factor = second_factor
    given = give_token(user, name="统计软件", grants=user.grants if grants is None else grants, days=30)
    return given.token, {"Authorization": f"Bearer {given.secret}"}

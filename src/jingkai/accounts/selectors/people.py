"""Accounts, narrowed and found."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from jingkai.accounts import places
from jingkai.accounts.models import Assignment, User
from jingkai.accounts.roles import ENTERPRISE_ROLES
from jingkai.accounts.scopes import ScopeKind


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What a list of accounts is narrowed by; empty means everything. ``scope`` is a code or a name of a place."""

    words: str = ""
    role: str = ""
    scope: str = ""
    state: str = ""


def people(narrowed: PeopleFilter = PeopleFilter()) -> QuerySet[User]:
    """Return accounts by sign-in name, each with the roles held now."""
    rows = User.objects.prefetch_related(
        Prefetch("assignments", queryset=Assignment.objects.in_force(), to_attr="held")
    )
    if narrowed.words:
        rows = rows.filter(Q(username__icontains=narrowed.words) | Q(display_name__icontains=narrowed.words))
    if narrowed.role or narrowed.scope:
        held = Assignment.objects.in_force()
        if narrowed.role:
            held = held.filter(role=narrowed.role)
        if narrowed.scope:
            held = held.filter(_at(narrowed.scope))
        rows = rows.filter(pk__in=held.values("user"))
    if narrowed.state == "open":
        rows = rows.filter(is_active=True)
    elif narrowed.state == "closed":
        rows = rows.filter(is_active=False)
    return rows.order_by("username")


def _at(words: str) -> Q:
    """Roles that are held where ``words`` stand in the code, or in one of the names, of the place."""
    found = Q(scope_key__icontains=words)
    named: dict[ScopeKind, list[str]] = {}
    for scope in places.called(words):
        named.setdefault(scope.kind, []).append(scope.key)
    for kind, keys in named.items():
        found |= Q(scope_kind=kind, scope_key__in=keys)
    return found


def person(public_id: UUID) -> User:
    """Return the account with a public id. Raises :class:`User.DoesNotExist`."""
    return User.objects.get(public_id=public_id)


def members_of(uscc: str) -> QuerySet[Assignment]:
    """Return who works for an enterprise now, administrators first."""
    return (
        Assignment.objects.in_force()
        .filter(scope_kind=ScopeKind.ENTERPRISE, scope_key=uscc, role__in=sorted(ENTERPRISE_ROLES))
        .select_related("user")
        .order_by("role", "user__username")
    )

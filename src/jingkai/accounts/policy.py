"""The policy: may this person do that to this object? The only module that answers.

Whoever asks hands in a :class:`Principal`; the tables behind it are no concern of the policy, so that it can be read,
tested and tabulated without a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from jingkai.accounts.actions import Action, action_named
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.scopes import EVERYTHING, Place, Scope


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role held in a scope."""

    role: Role
    scope: Scope


PUBLIC_GRANT = Grant(Role.PUBLIC, EVERYTHING)
"""What everybody holds, signed in or not."""


@runtime_checkable
class Principal(Protocol):
    """Somebody who asks: a person, a token of a person, or nobody.

    ``is_authenticated`` says whether it is known who asks; ``grants`` are the roles held now; ``second_factor`` is
    true where this session has passed two factors.
    """

    @property
    def is_authenticated(self) -> bool:
        """Whether somebody has signed in."""
        ...

    @property
    def grants(self) -> Iterable[Grant]:
        """Roles with their scopes."""
        ...

    @property
    def second_factor(self) -> bool:
        """Whether two factors were shown."""
        ...


@runtime_checkable
class Placed(Protocol):
    """An object that says where it lies."""

    def place(self) -> Place:
        """Zones, units and enterprises it belongs to."""
        ...


@dataclass(frozen=True, slots=True)
class Nobody:
    """The principal of a request without account."""

    grants: tuple[Grant, ...] = ()
    second_factor: bool = False
    is_authenticated: bool = False


@dataclass(frozen=True, slots=True)
class _Proven:
    """Somebody as they would be with a second factor shown."""

    grants: tuple[Grant, ...]
    is_authenticated: bool
    second_factor: bool = True


_asks_everybody: Callable[[], bool] = lambda: False  # noqa: E731


def ask_everybody_when(rule: Callable[[], bool]) -> None:
    """Let ``rule`` say whether every role needs a second factor (an installation's setting, asked each time)."""
    global _asks_everybody  # noqa: PLW0603
    _asks_everybody = rule


def may(principal: Principal, action: str | Action, thing: Placed | Place | None = None) -> bool:
    """Whether ``principal`` may carry out ``action`` on ``thing``.

    Without a thing: whether there is anything at all on which it may (what a menu asks). Raises
    :class:`LookupError` for an action that is not declared.
    """
    scopes = scopes_for(principal, action)
    if thing is None:
        return bool(scopes)
    place = thing if isinstance(thing, Place) else thing.place()
    return any(scope.covers(place) for scope in scopes)


def scopes_for(principal: Principal, action: str | Action) -> frozenset[Scope]:
    """Return the scopes in which ``principal`` may carry out ``action``: what a selector filters by."""
    asked = action if isinstance(action, Action) else action_named(action)
    if asked.own:
        strong = principal.second_factor or not asked.second_factor
        return frozenset({EVERYTHING} if principal.is_authenticated and strong else ())
    return frozenset(
        grant.scope
        for grant in (PUBLIC_GRANT, *principal.grants)
        if grant.role in asked.roles and _strong_enough(principal, grant, asked)
    )


def lacks_second_factor(
    principal: Principal, action: str | Action, thing: Placed | Place | None = None
) -> bool:
    """Whether a second factor is all that is missing: the answer is then a way to show it, not a refusal."""
    proven = _Proven(tuple(principal.grants), principal.is_authenticated)
    return principal.is_authenticated and not may(principal, action, thing) and may(proven, action, thing)


def second_factor_expected(grants: Iterable[Grant]) -> bool:
    """Whether whoever holds these roles has to sign in with two factors."""
    held = tuple(grants)
    return bool(held) and (_asks_everybody() or any(ROLES[grant.role].second_factor for grant in held))


def _strong_enough(principal: Principal, grant: Grant, action: Action) -> bool:
    if grant.role is Role.PUBLIC:
        return True
    needed = ROLES[grant.role].second_factor or action.second_factor or _asks_everybody()
    return principal.second_factor or not needed

"""The policy: may this person do that to this object? The only module that answers.

Whoever asks hands in a :class:`Principal`; the tables behind it are no concern of the policy, so that it can be read,
tested and tabulated without a database.
"""

from __future__ import annotations

from collections.abc import Iterable
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

    ``grants`` are the roles held now; ``second_factor`` is true where this session has passed two factors.
    """

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
    return frozenset(
        grant.scope
        for grant in (PUBLIC_GRANT, *principal.grants)
        if grant.role in asked.roles and _strong_enough(principal, grant, asked)
    )


def lacks_second_factor(principal: Principal, action: str | Action) -> bool:
    """Whether a second factor is all that is missing: the answer is then a way to show it, not a refusal."""
    asked = action if isinstance(action, Action) else action_named(action)
    held = [grant for grant in principal.grants if grant.role in asked.roles]
    return bool(held) and not scopes_for(principal, asked)


def _strong_enough(principal: Principal, grant: Grant, action: Action) -> bool:
    needed = ROLES[grant.role].second_factor or (action.second_factor and grant.role is not Role.PUBLIC)
    return principal.second_factor or not needed

"""Actions: everything that can be done, declared once with who may do it.

Each slice declares its own in its module ``actions``; views, the interface for programs, menus and the published table
of rights all read the same declarations.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from jingkai.accounts.roles import Role
from jingkai.kernel.language import gettext as _


class Effect(StrEnum):
    """What an action does to the world, from the least to the most."""

    READ = "read"
    WRITE = "write"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done.

    ``name`` is ``slice.thing.verb``; ``message`` says it in words (a message id); ``second_factor`` is true where
    two factors are needed whatever role does it. ``own`` is true for what everybody who is signed in does with what is
    their own (the password, the second factor): it needs no role, and views show nothing but the asker's own.
    """

    name: str
    message: str
    roles: frozenset[Role]
    effect: Effect = Effect.READ
    second_factor: bool = False
    own: bool = False

    @property
    def words(self) -> str:
        """The action in the reader's language."""
        return _(self.message)

    @property
    def public(self) -> bool:
        """Whether nobody needs to sign in for it."""
        return Role.PUBLIC in self.roles


_declared: dict[str, Action] = {}

ACTIONS: Mapping[str, Action] = MappingProxyType(_declared)
"""Every declared action by name. Complete once all slices are loaded."""

PUBLIC = frozenset({Role.PUBLIC})
SIGNED_IN = frozenset(Role) - PUBLIC
"""Whoever holds any role at all."""


def declare(
    name: str,
    message: str,
    roles: Collection[Role],
    *,
    effect: Effect = Effect.READ,
    second_factor: bool = False,
) -> Action:
    """Declare an action and return it. Raises :class:`ValueError` where the name is declared differently already."""
    return _keep(Action(name, message, frozenset(roles), effect, second_factor))


def declare_own(
    name: str, message: str, *, effect: Effect = Effect.WRITE, second_factor: bool = False
) -> Action:
    """Declare what everybody who is signed in does with what is their own; it needs no role."""
    return _keep(Action(name, message, SIGNED_IN, effect, second_factor, own=True))


def _keep(action: Action) -> Action:
    name = action.name
    if _declared.setdefault(name, action) != action:
        raise ValueError(f"{name} is declared twice, with different rights")
    return action


def action_named(name: str) -> Action:
    """Return a declared action. Raises :class:`LookupError` for a name that nobody declared: a fault of the program."""
    try:
        return _declared[name]
    except KeyError:
        raise LookupError(f"no slice declares the action {name!r}") from None

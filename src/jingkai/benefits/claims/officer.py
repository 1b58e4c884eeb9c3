"""Whoever takes a step with a claim: somebody with rights and a name in the ledger, or the machine itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import Grant, Placed, Principal, may
from jingkai.benefits.claims.errors import NotAllowedError
from jingkai.kernel.language import gettext as _


class Officer(Principal, Protocol):
    """A principal whom the ledger can name."""

    @property
    def actor(self) -> str:
        """The name in the ledger: ``user:<id>`` or ``system:<name>``."""
        ...


@dataclass(frozen=True, slots=True)
class Machine:
    """The product itself, which finds entitlements by night and asks nobody. It may do nothing else."""

    actor: str = "system:benefits"
    grants: Iterable[Grant] = ()
    second_factor: bool = False
    is_authenticated: bool = False


@dataclass(frozen=True, slots=True)
class Anybody:
    """Somebody without account, who may object."""

    actor: str = "system:public"
    grants: Iterable[Grant] = ()
    second_factor: bool = False
    is_authenticated: bool = False


def check_right(by: Officer, action: Action, thing: Placed) -> None:
    """Raise :class:`NotAllowedError` where ``by`` may not do that to that."""
    if may(by, action, thing):
        return
    roles = "、".join(sorted(role.words for role in action.roles))
    raise NotAllowedError(
        _("You may not do this here: %(action)s.") % {"action": action.words},
        place=action.name,
        mend=_("It is for: %(roles)s, in the same zone or enterprise.") % {"roles": roles},
    )

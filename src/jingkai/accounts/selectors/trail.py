"""What was done with accounts, read back from the ledger."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from jingkai.accounts.models import User
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.ledger.entry import Entry, read_entry
from jingkai.ledger.models import LedgerEntry

EVENTS: Mapping[str, str] = {
    "account.opened": msgid("Account opened"),
    "account.closed": msgid("Account closed"),
    "account.reopened": msgid("Account opened again"),
    "account.role_granted": msgid("Role granted"),
    "account.role_withdrawn": msgid("Role taken back"),
    "account.signed_in": msgid("Signed in"),
    "account.signed_out": msgid("Signed out"),
    "account.locked": msgid("Locked after failed attempts"),
    "account.unlocked": msgid("Lock lifted"),
    "account.password_changed": msgid("Password changed"),
    "account.password_reset": msgid("New password given"),
    "account.second_factor_added": msgid("Second factor set up"),
    "account.second_factor_removed": msgid("Second factor taken away"),
    "account.second_factor_reset": msgid("Second factor reset"),
    "account.other_system_connected": msgid("Connected with the other sign-in system"),
    "account.other_system_disconnected": msgid("Parted from the other sign-in system"),
    "account.other_system_refused": msgid(
        "Somebody else of the same name in the other sign-in system was refused"
    ),
    "account.token_given": msgid("Token for a program given"),
    "account.token_revoked": msgid("Token for a program taken back"),
    "account.personal_revealed": msgid("Personal data seen unmasked"),
}
"""What can happen to an account, as message ids."""


WAYS: Mapping[str, str] = {
    "password": msgid("by password"),
    "mfa": msgid("with a second factor"),
    "demo": msgid("through the demo"),
    "socialaccount": msgid("through the other sign-in system"),
}
"""How somebody can have signed in, as message ids."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trail. ``about`` and ``actor`` are ``None`` where the account is gone or the machine acted."""

    number: int
    at: datetime
    event: str
    about: User | None
    actor: User | None
    data: Mapping[str, Any]

    @property
    def words(self) -> str:
        """What happened, in the reader's language."""
        return _(EVENTS.get(self.event, self.event))

    @property
    def details(self) -> str:
        """What belongs to it: the role with its scope, the reason, the fields that were seen."""
        told = []
        if role := self.data.get("role"):
            told.append(f"{Role(role).words} {Scope.read(self.data['scope']).words}")
        told += [str(self.data[field]) for field in ("reason", "system") if self.data.get(field)]
        if ways := self.data.get("ways"):
            told.append(_(", ").join(_(WAYS.get(str(way), str(way))) for way in ways))
        told += [
            ", ".join(map(str, self.data[field])) for field in ("fields", "granted") if self.data.get(field)
        ]
        return " · ".join(told)


def trail(
    user: User | None = None, *, event: str = "", before: int | None = None, limit: int = 50
) -> list[Step]:
    """Return the newest steps, of one account or of all, of one kind or all, older than an entry number."""
    rows = LedgerEntry.objects.order_by("-number")
    rows = (
        rows.filter(stream=f"account/{user.public_id}")
        if user
        else rows.filter(stream__startswith="account/")
    )
    if event:
        rows = rows.filter(type=event)
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = [read_entry(content, hash_) for content, hash_ in rows.values_list("content", "hash")[:limit]]
    return _told(found)


def recent_sign_ins(user: User, limit: int = 10) -> list[Step]:
    """Return the last sign-ins, failures that locked the name included."""
    steps = trail(user, limit=limit * 10)
    return list(
        islice((step for step in steps if step.event in {"account.signed_in", "account.locked"}), limit)
    )


def _told(entries: Iterable[Entry]) -> list[Step]:
    found = list(entries)
    people = _people({_uuid(entry.stream) for entry in found} | {_uuid(entry.actor) for entry in found})
    return [
        Step(
            number=entry.number,
            at=entry.time,
            event=entry.type,
            about=people.get(_uuid(entry.stream)),
            actor=people.get(_uuid(entry.actor)),
            data=entry.data,
        )
        for entry in found
    ]


def _people(ids: set[uuid.UUID | None]) -> dict[uuid.UUID | None, User]:
    rows = User.objects.filter(public_id__in=[one for one in ids if one])
    return {user.public_id: user for user in rows}


def _uuid(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written.replace(":", "/").partition("/")[2])
    except ValueError:
        return None

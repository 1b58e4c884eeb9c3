"""The trail: what was done with accounts goes to the ledger, personal data only in its sealed part."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from jingkai.accounts.models import User
from jingkai.ledger import services as ledger
from jingkai.ledger.canonical import Json
from jingkai.ledger.entry import Event

SYSTEM = "system:accounts"


def stream_of(user: User) -> str:
    """Return the stream of a person's account."""
    return f"account/{user.public_id}"


def record(
    user: User,
    event: str,
    *,
    actor: User | None,
    personal: Mapping[str, str] | None = None,
    **data: Json,
) -> None:
    """Append ``account.<event>`` to the stream of a person's account. ``actor`` is ``None`` for the machine.

    What ``personal`` names is sealed under the person's own key, and gone once that key is destroyed.
    """
    told = {field: (user.actor, value) for field, value in (personal or {}).items() if value}
    ledger.append(
        stream_of(user),
        [Event(f"account.{event}", data, told)],
        expected_version=None,
        command_id=f"account-{uuid.uuid4().hex}",
        actor=actor.actor if actor is not None else SYSTEM,
    )

"""The trail: what was done with accounts goes to the ledger, personal data only in its sealed part."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from jingkai.accounts.models import User

SYSTEM = "system:accounts"


def record(
    user: User,
    event: str,
    *,
    actor: User | None,
    personal: Mapping[str, str] | None = None,
    **data: Any,
) -> None:
    """Append ``account.<event>`` to the stream of a person's account. ``actor`` is ``None`` for the machine."""
    # The ledger comes with its own slice.
    _ = (uuid.uuid4(), personal, data, user, event, actor)

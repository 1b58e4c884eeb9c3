"""Show personal data that a row keeps, for a reason, once, and on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jingkai.accounts.models import User
from jingkai.accounts.services.revealing import note_reveal


def reveal(row: Any, *, actor: User, reason: str) -> Mapping[str, str]:
    """Return the personal fields of a row in the clear, after writing who looked and why.

    The entry of the ledger names the fields, never what stands in them. Raises
    :class:`~jingkai.accounts.errors.AccountError` without a reason.
    """
    shown = {name: str(getattr(row, name)) for name in row.personal_fields if getattr(row, name)}
    note_reveal(row.subject_key, "registry.personal_revealed", sorted(shown), actor=actor, reason=reason)
    return shown

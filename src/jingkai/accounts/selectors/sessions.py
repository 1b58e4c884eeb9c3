"""What a session has proved."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from jingkai.accounts.models import User

RECORDS = "account_authentication_methods"
OWNER = "account_authentication_methods_user"


def authentication_records(session: SessionBase, user: User) -> list[dict[str, Any]]:
    """Return how ``user`` has proved who they are in this session, oldest first (as allauth records it)."""
    records = session.get(RECORDS)
    if session.get(OWNER) != str(user.pk) or not isinstance(records, list):
        return []
    return records


def passed_second_factor(session: SessionBase, user: User) -> bool:
    """Whether ``user`` has shown a second factor in this session."""
    return any(record.get("method") == "mfa" for record in authentication_records(session, user))


def is_vouched_for(session: SessionBase, user: User) -> bool:
    """Whether it is the other sign-in system that says who uses this session, and no password of this site."""
    ways = {record.get("method") for record in authentication_records(session, user)}
    return "socialaccount" in ways and "password" not in ways

"""What is read of accounts, and the filter through which every slice reads its rows."""

from __future__ import annotations

from jingkai.accounts.selectors.notifications import notifications_of, unread_count
from jingkai.accounts.selectors.people import PeopleFilter, members_of, people, person
from jingkai.accounts.selectors.scoping import visible
from jingkai.accounts.selectors.tokens import token_bearer
from jingkai.accounts.selectors.trail import Step, recent_sign_ins, trail
from jingkai.accounts.selectors.waiting import waiting_for

__all__ = [
    "PeopleFilter",
    "Step",
    "members_of",
    "notifications_of",
    "people",
    "person",
    "recent_sign_ins",
    "token_bearer",
    "trail",
    "unread_count",
    "visible",
    "waiting_for",
]

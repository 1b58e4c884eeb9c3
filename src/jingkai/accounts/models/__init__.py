"""Tables of the accounts slice."""

from __future__ import annotations

from jingkai.accounts.models.assignment import Assignment
from jingkai.accounts.models.notification import Notification
from jingkai.accounts.models.scoped import ScopedModel
from jingkai.accounts.models.token import ApiToken
from jingkai.accounts.models.user import EarlierPassword, User

__all__ = ["ApiToken", "Assignment", "EarlierPassword", "Notification", "ScopedModel", "User"]

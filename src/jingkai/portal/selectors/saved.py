"""Filters that people keep."""

from __future__ import annotations

from django.db.models import QuerySet

from jingkai.accounts.models import User
from jingkai.portal.models import SavedFilter


def saved_filters(user: User, path: str = "") -> QuerySet[SavedFilter]:
    """Return the filters a person keeps, of one list where a path is given."""
    rows = SavedFilter.objects.filter(user=user)
    return rows.filter(path=path) if path else rows

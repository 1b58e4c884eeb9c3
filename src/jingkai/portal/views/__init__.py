"""Pages that belong to no single capability: home, inbox, search from anywhere, preferences, errors."""

from __future__ import annotations

from jingkai.portal.views.errors import (
    bad_request,
    broken,
    forbidden,
    forgery_suspected,
    not_found,
    too_many,
    wrong_method,
)

__all__ = [
    "bad_request",
    "broken",
    "forbidden",
    "forgery_suspected",
    "not_found",
    "too_many",
    "wrong_method",
]

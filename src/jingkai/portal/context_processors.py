"""What the layout of every page needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from jingkai.portal.preferences import Preferences
from jingkai.portal.views.frame import frame_of


def layout(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of the page (read when a template asks for it) and the reader's preferences."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "preferences": getattr(request, "preferences", Preferences()),
    }

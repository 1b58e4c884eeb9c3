"""What the layout of every page needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jingkai.portal.preferences import Preferences

# (name of the address, words, icon); the page is current while the request's view is one of the names behind it.
NAVIGATION = (
    (
        "documents:library",
        _("Library"),
        "library-big",
        ("library", "document", "witnesses", "witness", "side_by_side", "findings", "exports"),
    ),
    ("documents:units", _("Units"), "building-2", ("units", "unit", "department")),
    ("documents:targets", _("Targets"), "target", ("targets",)),
    ("documents:compare", _("Compare"), "git-compare-arrows", ("compare",)),
    ("documents:uploads", _("Upload"), "upload", ("uploads", "upload", "review")),
)


def layout(request: HttpRequest) -> dict[str, Any]:
    """Return navigation and preferences for the page frame."""
    match = getattr(request, "resolver_match", None)
    here = match.url_name if match else ""
    return {
        "navigation": [
            {"address": address, "words": words, "icon": icon, "current": here in pages}
            for address, words, icon, pages in NAVIGATION
        ],
        "preferences": getattr(request, "preferences", Preferences()),
    }

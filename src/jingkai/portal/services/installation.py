"""Facts about this installation."""

from __future__ import annotations

from jingkai.portal.models import Installation
from jingkai.portal.selectors.installation import DEMO


def mark_as_demo(*, demo: bool = True) -> None:
    """Say that everything here was made up for trying out, or (``demo=False``) that it no longer is."""
    if demo:
        Installation.objects.get_or_create(key=DEMO)
    else:
        Installation.objects.filter(key=DEMO).delete()

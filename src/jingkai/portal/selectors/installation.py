"""Facts about this installation."""

from __future__ import annotations

from jingkai.portal.models import Installation

DEMO = "demo"


def is_demo() -> bool:
    """Whether everything here was made up for trying out: every page, print and file then says so.

    Asked once a page, by primary key, so that a demo made while the site runs is marked at once.
    """
    return Installation.objects.filter(key=DEMO).exists()

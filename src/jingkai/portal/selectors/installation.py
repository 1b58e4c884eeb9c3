"""Facts about this installation."""

from __future__ import annotations

from jingkai.portal.models import Installation

DEMO = "demo"
MARK = "演示数据"
"""Written in Chinese whatever the reader's language: whoever finds the paper later reads Chinese."""


def is_demo() -> bool:
    """Whether everything here was made up for trying out: every page, print and file then says so.

    Asked once a page, by primary key, so that a demo made while the site runs is marked at once.
    """
    return Installation.objects.filter(key=DEMO).exists()


def demo_mark() -> str:
    """Return what pages, prints and the names of files are marked with in a demo; ``""`` elsewhere."""
    return MARK if is_demo() else ""

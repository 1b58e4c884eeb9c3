"""Facts about this installation."""

from __future__ import annotations

from jingkai.portal.models import Installation

DEMO = "demo"
MARK = "演示数据"
"""Written in Chinese whatever the reader's language: whoever finds the paper later reads Chinese."""

_last_told = False
"""What the database said last, for the one page that must not ask it."""


def is_demo() -> bool:
    """Whether everything here was made up for trying out: every page, print and file then says so.

    Asked once a page, by primary key, so that a demo made while the site runs is marked at once.
    """
    global _last_told  # noqa: PLW0603
    _last_told = Installation.objects.filter(key=DEMO).exists()
    return _last_told


def demo_mark() -> str:
    """Return what pages, prints and the names of files are marked with in a demo; ``""`` elsewhere."""
    return MARK if is_demo() else ""


def mark_unasked() -> str:
    """Return the mark that the last page bore: for the page of our own faults, which asks no database."""
    return MARK if _last_told else ""

"""The mark of a demo: on every page, on prints, in the names of files."""

from __future__ import annotations

from email.message import Message

from django.utils.http import content_disposition_header

MARK = "演示数据"
"""Written in Chinese whatever the reader's language: whoever finds the paper later reads Chinese."""


def demo_mark() -> str:
    """Return the mark where this is a demo, else ``""``."""
    from jingkai.portal.selectors.installation import is_demo

    return MARK if is_demo() else ""


def with_mark(disposition: str, mark: str) -> str:
    """Return a ``Content-Disposition`` whose file name begins with the mark.

    >>> with_mark('attachment; filename="list.csv"', "DEMO")
    'attachment; filename="DEMO-list.csv"'
    """
    header = Message()
    header["Content-Disposition"] = disposition
    name = header.get_filename() or "file"
    return content_disposition_header(True, f"{mark}-{name}") or disposition

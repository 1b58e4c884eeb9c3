"""Pages as tests send them: who is signed in, and what a form would send as it is drawn."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from people import signed_in


def english(user: Any) -> Client:
    """Return a client of somebody who reads English."""
    client = signed_in(user)
    client.cookies["jingkai_language"] = "en"
    return client


def main_of(page: str) -> str:
    """Return what a page says itself, without its frame."""
    return page.partition('<main id="main"')[2].partition("</main>")[0]


def fields(page: str) -> dict[str, str]:
    """Return what the forms of a page would send as they are drawn: hidden and text fields, the last of a name."""
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", main_of(page)):
        name = re.search(r'\bname="([^"]+)"', tag)
        value = re.search(r'\bvalue="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag and 'type="radio"' not in tag:
            found[name[1]] = value[1] if value else ""
    return found

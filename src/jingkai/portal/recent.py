"""Pages somebody has looked at lately. They are kept in the session, so that they are gone when it is."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

KEY = "jingkai_recent"
MOST = 12
_TITLE = re.compile(rb"<title>(.*?)</title>", re.S)
_HEAD_BYTES = 4096
_SITE = " · "
_LEFT_OUT = ("/", "/inbox/", "/search/", "/accounts/")


@dataclass(frozen=True, slots=True)
class RecentPage:
    """A page with its title."""

    words: str
    address: str


def pages(request: HttpRequest) -> list[RecentPage]:
    """Return the pages that whoever asks looked at, the latest first; none for those who have not signed in."""
    if not request.user.is_authenticated:
        return []
    return [RecentPage(words, address) for words, address in request.session.get(KEY, [])]


def note(request: HttpRequest, response: HttpResponse) -> None:
    """Remember a page that was shown: by its path, so that a list counts once whatever its filters are."""
    words = _title(response)
    if not words:
        return
    earlier = request.session.get(KEY, [])
    if earlier and earlier[0][1].partition("?")[0] == request.path and earlier[0][0] == words:
        return  # nothing new: the session is not written for it
    others = [entry for entry in earlier if entry[1].partition("?")[0] != request.path]
    request.session[KEY] = [[words, request.get_full_path()[:500]], *others][:MOST]


def is_noted(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer is a page that somebody would want to come back to."""
    left_out = request.path == "/" or request.path.startswith(_LEFT_OUT[1:])
    return (
        request.method == "GET"
        and response.status_code == 200
        and not left_out
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and request.headers.get("HX-Request") != "true"
        and request.user.is_authenticated
    )


def _title(response: HttpResponse) -> str:
    found = _TITLE.search(response.content[:_HEAD_BYTES])
    if not found:
        return ""
    words = html.unescape(found[1].decode(response.charset, "replace"))
    return words.rpartition(_SITE)[0].strip()[:120]

"""Pages somebody has looked at lately. They are kept in the session, so that they are gone when it is."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

KEY = "jingkai_recent"
MOST = 12
LONGEST_ADDRESS = 500
_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
_SITE = " · "
_LEFT_OUT = ("/inbox/", "/search/", "/accounts/")


@dataclass(frozen=True, slots=True)
class RecentPage:
    """A page with its title."""

    words: str
    address: str

    @property
    def path(self) -> str:
        """The address without the filters of a list."""
        return self.address.partition("?")[0]


def pages(session: Mapping[str, Any]) -> list[RecentPage]:
    """Return the pages that were looked at in a session, the latest first."""
    return [RecentPage(words, address) for words, address in session.get(KEY, [])]


def note(session: MutableMapping[str, Any], page: RecentPage) -> None:
    """Remember a page that was shown: by its path, so that a list counts once whatever its filters are."""
    earlier = pages(session)
    if earlier and (earlier[0].words, earlier[0].path) == (page.words, page.path):
        return  # nothing new: the session is not written for it
    kept = [page, *(other for other in earlier if other.path != page.path)][:MOST]
    session[KEY] = [[one.words, one.address[:LONGEST_ADDRESS]] for one in kept]


def is_worth_noting(path: str) -> bool:
    """Whether somebody would want to come back to a page by this list, rather than by the menu."""
    return path != "/" and not path.startswith(_LEFT_OUT)


def title_of(head: str) -> str:
    """Return the title of a page from the beginning of its HTML, without the name of the site; ``""``: it has none."""
    found = _TITLE.search(head)
    return html.unescape(found[1]).rpartition(_SITE)[0].strip()[:120] if found else ""

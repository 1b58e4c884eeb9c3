"""Suggestions: titles, units and headings that begin with what has been typed so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from jingkai.documents.search.entries import DocumentEntry, ProvisionEntry
from jingkai.documents.search.fold import compact, fold, to_simplified
from jingkai.documents.search.results import Suggestion

_LAST = "\U0010ffff"
MAX_HEADING = 40  # longer headings are sentences


def keys_of(document: DocumentEntry, provisions: Iterable[ProvisionEntry]) -> Iterator[tuple[str, str, str]]:
    """Yield (folded key, kind, text) of all that a document lets people find by its beginning.

    A title is also found by what follows the issuer (behind 关于), a unit also by its name without the level.
    """
    for title in (document.title, document.other_title):
        if title:
            yield _key(title), "title", title
            _, _, rest = title.partition("关于")
            if rest:
                yield _key(rest), "title", title
    for provision in provisions:
        if provision.heading and len(provision.heading) <= MAX_HEADING:
            yield _key(provision.heading), "heading", provision.heading
        for canonical, name in provision.units:
            yield _key(canonical), "unit", canonical
            if name != canonical and canonical.endswith(name):
                yield _key(name), "unit", canonical


def suggest(connection: Connection, prefix: str, limit: int = 10) -> list[Suggestion]:
    """Return what begins with ``prefix``, what stands in most documents first; nothing for an empty
    prefix."""
    key = _key(to_simplified(prefix[:100]))
    if not key or limit < 1:
        return []
    rows = connection.execute(
        """SELECT min(text), kind, count(DISTINCT document) AS documents FROM search_suggestion
           WHERE folded >= ? AND folded < ? GROUP BY kind, text
           ORDER BY documents DESC, length(text), text LIMIT ?""",
        (key, key + _LAST, limit),
    )
    return [Suggestion(text, kind, documents) for text, kind, documents in rows]


def _key(text: str) -> str:
    return compact(fold(text))

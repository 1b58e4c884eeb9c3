"""Search over clauses, and suggestions while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from jingkai.documents.search import Query, Results, SearchIndex, Suggestion


def search_index() -> SearchIndex:
    """The search index: in the database itself where that is SQLite, else in a file beside the received files."""
    from jingkai.documents.search import SearchIndex

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        index = SearchIndex(connection.connection)
    else:
        import sqlite3

        index = SearchIndex(sqlite3.connect(settings.SEARCH_INDEX, timeout=20, isolation_level=None))
    index.create()
    return index


def search(query: Query) -> Results:
    """Answer a query over the clauses of published documents."""
    return search_index().search(query)


def suggestions(prefix: str, limit: int = 8) -> list[Suggestion]:
    """Titles, units and headings of published documents that begin with what was typed."""
    return search_index().suggest(prefix, limit)

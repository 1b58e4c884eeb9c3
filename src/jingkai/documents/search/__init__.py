"""Search over provisions: every clause that contains a word, the best first.

:class:`~jingkai.documents.search.index.SearchIndex` holds the index on a SQLite connection. What a word is
(:mod:`.fold`, :mod:`.tokens`), how a query is read (:mod:`.query`), how hits are ranked (:mod:`.ranking`)
and shown (:mod:`.snippet`) does not depend on the store, so another engine needs only its own ``matching``
and
``index``.
"""

from __future__ import annotations

from jingkai.documents.search.entries import DocumentEntry, ProvisionEntry, document_entry, provision_entries
from jingkai.documents.search.index import SearchIndex
from jingkai.documents.search.query import Query
from jingkai.documents.search.results import Facets, Hit, Piece, Results, Suggestion

__all__ = [
    "DocumentEntry",
    "Facets",
    "Hit",
    "Piece",
    "ProvisionEntry",
    "Query",
    "Results",
    "SearchIndex",
    "Suggestion",
    "document_entry",
    "provision_entries",
]

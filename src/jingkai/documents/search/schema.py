"""The tables of the index, for SQLite 3.35 or newer with FTS5.

- ``search_meta``: ``version`` of the format; an index of another version is to be built anew.
- ``search_document``, one row a document: ``key`` (the caller's), ``number``, ``title``, ``other_title``,
  ``issuer``, ``type``, ``adopted``, ``year``, ``status``.
- ``search_provision``, one row a provision, in reading order: ``provision`` (its id; ``''`` for the row that
  stands for the document itself), ``kind``, ``label``, ``heading``, ``text``, ``path``.
- ``search_unit``: which responsible units a provision names (canonical).
- ``search_suggestion``: what can be suggested while typing: folded key, text, kind, document.
- ``search_fts``, FTS5, contentless: the token streams of heading and text, by ``search_provision.id``.

The id of a provision is ``document << 20 | position``: hits are counted by document and filtered by
document without touching another table, and a document's rows lie together.
"""

from __future__ import annotations

VERSION = "1"
SHIFT = 20
PATH_MARK = "\x1f"

TABLES = (
    "CREATE TABLE IF NOT EXISTS search_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS search_document (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, number TEXT, title TEXT, other_title TEXT,
        issuer TEXT, type TEXT, adopted TEXT, year INTEGER, status TEXT)""",
    """CREATE TABLE IF NOT EXISTS search_provision (
        id INTEGER PRIMARY KEY, provision TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
        heading TEXT NOT NULL, text TEXT NOT NULL, path TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS search_unit (
        unit TEXT NOT NULL, provision INTEGER NOT NULL, PRIMARY KEY (unit, provision)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS search_unit_provision ON search_unit (provision, unit)",
    """CREATE TABLE IF NOT EXISTS search_suggestion (
        folded TEXT NOT NULL, document INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (folded, kind, document, text)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS search_suggestion_document ON search_suggestion (document)",
    # The prefix index answers queries of a single character.
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(
        heading, text, content='', tokenize='ascii', prefix='1')""",
)
NAMES = (
    "search_fts",
    "search_suggestion",
    "search_unit",
    "search_provision",
    "search_document",
    "search_meta",
)

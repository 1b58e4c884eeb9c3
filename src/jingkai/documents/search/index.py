"""The index: provisions in, ranked hits out, on any SQLite connection, Django's own included."""

# ruff: noqa: S608 (only own column names and row numbers stand in the statements; values are bound)
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection

from jingkai.documents.errors import DocumentError
from jingkai.documents.record import Record
from jingkai.documents.search import facets, matching, ranking, suggestions
from jingkai.documents.search.entries import DocumentEntry, ProvisionEntry, document_entry, provision_entries
from jingkai.documents.search.query import Query, Wanted, read_query
from jingkai.documents.search.results import Facets, Hit, Results, Suggestion
from jingkai.documents.search.schema import NAMES, PATH_MARK, SHIFT, TABLES, VERSION
from jingkai.documents.search.snippet import mark, snippet
from jingkai.documents.search.tokens import tokens
from jingkai.kernel.language import gettext as _

DEPTH = 100  # candidates that ranking puts in order; further pages follow plain BM25
BROAD = 6_000  # hits beyond which BM25 is worked out for headings only
_DOCUMENT = "document"
_TRANSACTION = ("BEGIN IMMEDIATE", ("ROLLBACK",), "COMMIT")
_SAVEPOINT = (
    "SAVEPOINT search_index",
    ("ROLLBACK TO search_index", "RELEASE search_index"),
    "RELEASE search_index",
)
_UNSTORABLE = re.compile("[\ud800-\udfff\x1c-\x1f]")


class SearchIndex:
    """Full-text search over provisions.

    The connection stays the caller's. Writing happens in a transaction: it is carried out whole or not at
    all, and is part of the caller's transaction where there is one.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self) -> bool:
        """Create the tables where they are missing; return whether the index is new and has to be filled.

        An index of another format version is emptied. Where all is in place nothing is written, so this may be
        called before every search.
        """
        if self._version() == VERSION:
            return False
        with self._together():
            for name in NAMES:
                self._connection.execute(f"DROP TABLE IF EXISTS {name}")
            for statement in TABLES:
                self._connection.execute(statement)
            self._connection.execute(
                "INSERT INTO search_meta (name, value) VALUES ('version', ?)", (VERSION,)
            )
        return True

    def add(self, document_key: str, provisions: Iterable[ProvisionEntry], document: DocumentEntry) -> int:
        """Index a document under a key of the caller's, in place of what was there; return its provisions'
        number.

        Raises :class:`~jingkai.documents.errors.DocumentError` for more provisions than a document can have.
        """
        with self._together():
            return self._add(document_key, provisions, document)

    def add_all(self, documents: Iterable[tuple[str, Iterable[ProvisionEntry], DocumentEntry]]) -> int:
        """Index many documents in one go, all or none; return the number of provisions.

        Much faster than one after the other: the engine writes to disk at the end of every savepoint.
        """
        with self._together():
            return sum(self._add(key, provisions, document) for key, provisions, document in documents)

    def add_record(self, document_key: str, record: Record) -> int:
        """Index a document as it was read."""
        return self.add(document_key, provision_entries(record), document_entry(record))

    def remove(self, document_key: str) -> bool:
        """Take a document out of the index; return whether it was there."""
        row = self._connection.execute(
            "SELECT id FROM search_document WHERE key = ?", (document_key,)
        ).fetchone()
        if row is None:
            return False
        number = int(row[0])
        span = (number << SHIFT, (number + 1) << SHIFT)
        with self._together():
            # A contentless FTS5 table forgets a row only when told what it held.
            held = self._connection.execute(
                "SELECT id, heading, text FROM search_provision WHERE id >= ? AND id < ?", span
            ).fetchall()
            self._connection.executemany(
                "INSERT INTO search_fts (search_fts, rowid, heading, text) VALUES ('delete', ?, ?, ?)",
                ((at, tokens(heading), tokens(text)) for at, heading, text in held),
            )
            self._connection.execute("DELETE FROM search_unit WHERE provision >= ? AND provision < ?", span)
            self._connection.execute("DELETE FROM search_provision WHERE id >= ? AND id < ?", span)
            self._connection.execute("DELETE FROM search_suggestion WHERE document = ?", (number,))
            self._connection.execute("DELETE FROM search_document WHERE id = ?", (number,))
        return True

    def optimize(self) -> None:
        """Merge the full-text index into one segment: worth while after loading many documents."""
        with self._together():
            self._connection.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")

    def search(self, query: Query) -> Results:
        """Answer a query. Never raises for what a person typed."""
        wanted = read_query(query.words)
        if wanted.is_empty and not query.has_filters:
            return Results(empty=True, cut=wanted.cut)
        where = matching.condition(query, wanted)
        counted = self._connection.execute(
            f"SELECT count(*) FROM {where.source} WHERE {where.where}", where.parameters
        ).fetchone()
        total = int(counted[0])
        rows = self._ranked(query, wanted, where, total)
        return Results(
            total,
            self._hits(rows, wanted),
            facets.count(self._connection, where, total) if query.facets and total else Facets(),
            tuple(word.text for word in wanted.words),
            cut=wanted.cut,
        )

    def every(self, query: Query) -> Iterator[tuple[str, str]]:
        """List all hits of a query as (document key, provision id), unranked, in the order of the documents.

        ``limit`` and ``offset`` are not looked at.
        """
        wanted = read_query(query.words)
        if wanted.is_empty and not query.has_filters:
            return
        where = matching.condition(query, wanted)
        row = "f.rowid" if where.matched else "f.id"
        yield from self._connection.execute(
            f"""SELECT d.key, p.provision FROM {where.source}
                JOIN search_provision p ON p.id = {row} JOIN search_document d ON d.id = {row} >> {SHIFT}
                WHERE {where.where} ORDER BY {row}""",
            where.parameters,
        )

    def suggest(self, prefix: str, limit: int = 10) -> list[Suggestion]:
        """Suggest titles, units and headings that begin with ``prefix``."""
        return suggestions.suggest(self._connection, prefix, limit)

    def _add(self, document_key: str, provisions: Iterable[ProvisionEntry], document: DocumentEntry) -> int:
        entries = [_document_row(document), *provisions]
        if len(entries) >= 1 << SHIFT:
            raise DocumentError(
                _("The document has too many provisions to be indexed."),
                place=document_key,
                mend=_("Split the file and add its parts as documents of their own."),
            )
        self.remove(document_key)
        number = self._add_document(document_key, document)
        self._add_provisions(number << SHIFT, entries)
        self._connection.executemany(
            "INSERT OR IGNORE INTO search_suggestion (folded, kind, text, document) VALUES (?, ?, ?, ?)",
            (
                (key, kind, text, number)
                for key, kind, text in suggestions.keys_of(document, entries[1:])
                if key
            ),
        )
        return len(entries) - 1

    def _add_document(self, key: str, document: DocumentEntry) -> int:
        cursor = self._connection.execute(
            """INSERT INTO search_document
               (key, number, title, other_title, issuer, type, adopted, year, status)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                key,
                document.number,
                document.title,
                document.other_title,
                document.issuer,
                document.type,
                document.adopted,
                document.year,
                document.status,
            ),
        )
        return int(cursor.lastrowid or 0)

    def _add_provisions(self, base: int, entries: Sequence[ProvisionEntry]) -> None:
        """Add the rows of a document, numbered from ``base`` on: as they read, their tokens, and the units they name."""
        self._connection.executemany(
            "INSERT INTO search_provision (id, provision, kind, label, heading, text, path)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    base + at,
                    entry.id,
                    entry.kind,
                    entry.label,
                    _storable(entry.heading),
                    _storable(entry.text),
                    PATH_MARK.join(entry.path),
                )
                for at, entry in enumerate(entries)
            ),
        )
        self._connection.executemany(
            "INSERT INTO search_fts (rowid, heading, text) VALUES (?, ?, ?)",
            ((base + at, tokens(entry.heading), tokens(entry.text)) for at, entry in enumerate(entries)),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO search_unit (unit, provision) VALUES (?, ?)",
            ((unit, base + at) for at, entry in enumerate(entries) for unit, _name in entry.units),
        )

    def _ranked(
        self, query: Query, wanted: Wanted, where: matching.Condition, total: int
    ) -> list[tuple[float, int]]:
        """Choose and order the rows of the page wanted."""
        offset, limit = max(query.offset, 0), max(query.limit, 0)
        if not total or not limit or offset >= total:
            return []
        if not where.matched:
            rows = self._connection.execute(
                f"SELECT f.id FROM {where.source} JOIN search_document d ON d.id = f.id >> {SHIFT}"
                f" WHERE {where.where} ORDER BY d.adopted DESC, f.id LIMIT ? OFFSET ?",
                (*where.parameters, limit, offset),
            )
            return [(0.0, int(row[0])) for row in rows]
        found = self._found(query, wanted, where, total, max(DEPTH, offset + limit))
        best = ranking.rank(self._candidates(found[:DEPTH]), wanted.words)
        ordered = best + [(0.0, row) for row, _score in found[DEPTH:]]
        return ordered[offset : offset + limit]

    def _found(
        self, query: Query, wanted: Wanted, where: matching.Condition, total: int, depth: int
    ) -> list[tuple[int, float]]:
        """Take the ``depth`` best rows by BM25.

        BM25 reads the positions of every hit. Where there are very many, those in headings are weighed and
        the newest of the others follow: a word that stands everywhere says little about any one provision.
        """
        if total <= BROAD:
            return self._by_bm25(where, depth)
        headings = matching.condition(query, wanted, column="heading")
        some = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {headings.source} WHERE {headings.where} LIMIT ?)",
            (*headings.parameters, BROAD + 1),
        ).fetchone()
        found = self._by_bm25(headings, depth) if int(some[0]) <= BROAD else self._newest(headings, depth)
        if len(found) < depth:
            known = {row for row, _score in found}
            rest = self._newest(where, depth + len(known))
            found += [pair for pair in rest if pair[0] not in known][: depth - len(found)]
        return found

    def _by_bm25(self, where: matching.Condition, depth: int) -> list[tuple[int, float]]:
        score = f"bm25(search_fts, {ranking.HEADING_BM25}, {ranking.TEXT_BM25})"
        rows = self._connection.execute(
            f"SELECT f.rowid, -{score} AS score FROM {where.source} WHERE {where.where}"
            " ORDER BY score DESC, f.rowid LIMIT ?",
            (*where.parameters, depth),
        )
        return [(int(row), float(score)) for row, score in rows]

    def _newest(self, where: matching.Condition, depth: int) -> list[tuple[int, float]]:
        rows = self._connection.execute(
            f"SELECT f.rowid FROM {where.source} WHERE {where.where} ORDER BY f.rowid DESC LIMIT ?",
            (*where.parameters, depth),
        )
        return [(int(row[0]), 0.0) for row in rows]

    def _candidates(self, found: Sequence[tuple[int, float]]) -> list[ranking.Candidate]:
        scores = dict(found)
        rows = self._connection.execute(
            f"""SELECT p.id, p.kind, p.heading, p.text, p.path, d.title, d.number, d.year
                FROM search_provision p JOIN search_document d ON d.id = p.id >> {SHIFT}
                WHERE p.id IN ({", ".join(str(row) for row in scores)})"""
        )
        return [
            ranking.Candidate(row, scores[row], kind, heading, text, path, title or "", number or "", year)
            for row, kind, heading, text, path, title, number, year in rows
        ]

    def _hits(self, rows: Sequence[tuple[float, int]], wanted: Wanted) -> tuple[Hit, ...]:
        found = {
            row[0]: row[1:]
            for row in self._connection.execute(
                f"""SELECT p.id, d.key, p.provision, p.kind, p.label, p.heading, p.text, p.path,
                           d.number, d.title, d.issuer, d.adopted
                    FROM search_provision p JOIN search_document d ON d.id = p.id >> {SHIFT}
                    WHERE p.id IN ({", ".join(str(row) for _score, row in rows)})"""
            )
        }
        hits: list[Hit] = []
        for score, row in rows:
            key, provision, kind, label, heading, text, path, number, title, issuer, adopted = found[row]
            hits.append(
                Hit(
                    key,
                    provision,
                    kind,
                    label,
                    mark(heading, wanted.words),
                    snippet(text, wanted.words),
                    tuple(path.split(PATH_MARK)) if path else (),
                    number,
                    title,
                    issuer,
                    adopted,
                    score,
                )
            )
        return tuple(hits)

    def _version(self) -> str | None:
        """The format version of the index; ``None`` where there is none."""
        there = self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_meta'").fetchone()
        if there is None:
            return None
        row = self._connection.execute("SELECT value FROM search_meta WHERE name = 'version'").fetchone()
        return str(row[0]) if row else None

    @contextmanager
    def _together(self) -> Iterator[None]:
        """Carry out everything inside or nothing.

        Outside a transaction the write lock is taken at once: a transaction that reads first and writes later is
        refused when another writer comes between, however long it would wait.
        """
        begin, undo, keep = _SAVEPOINT if self._connection.in_transaction else _TRANSACTION
        self._connection.execute(begin)
        try:
            yield
        except BaseException:
            for statement in undo:
                self._connection.execute(statement)
            raise
        self._connection.execute(keep)


def _document_row(document: DocumentEntry) -> ProvisionEntry:
    """The row by which a document itself is found: title as heading; number, issuer and other title as
    text."""
    rest = "\n".join(filter(None, (document.number, document.issuer, document.other_title)))
    return ProvisionEntry("", _DOCUMENT, "", document.title or document.other_title or "", rest)


def _storable(text: str) -> str:
    """Replace, one for one, halves of surrogate pairs (no UTF-8 store can hold them) and separators."""
    return _UNSTORABLE.sub("\ufffd", text)

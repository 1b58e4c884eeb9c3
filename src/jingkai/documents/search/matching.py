"""From a query to SQL: the FTS5 expression and the filters. Everything a person typed is bound, never
spliced in.

The expression is safe by construction too: folding leaves no ASCII punctuation in a word.
"""

# ruff: noqa: S608 (only own column names and row numbers stand in the statements; values are bound)
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jingkai.documents.search.query import Query, Wanted
from jingkai.documents.search.schema import SHIFT
from jingkai.documents.search.tokens import Word


@dataclass(frozen=True, slots=True)
class Condition:
    """``WHERE`` over ``search_fts`` (``matched``) or ``search_provision`` with its parameters; the row is
    ``f.id``."""

    source: str
    where: str
    parameters: tuple[object, ...]
    matched: bool


def phrase(word: Word) -> str:
    """Write a word as an FTS5 phrase: consecutive pairs, or the prefix of a pair."""
    quoted = '"' + " ".join(word.pairs).replace('"', "") + '"'
    return quoted + "*" if word.is_prefix else quoted


def expression(wanted: Wanted, column: str | None = None) -> str | None:
    """Write the FTS5 expression of a query (in one column only, if named); ``None`` without a word to
    find."""
    if not wanted.words:
        return None
    found = " AND ".join(phrase(word) for word in wanted.words)
    if column:
        found = f"{{{column}}} : ({found})"
    if wanted.without:
        found = f"({found}) NOT ({' OR '.join(phrase(word) for word in wanted.without)})"
    return found


def condition(query: Query, wanted: Wanted, column: str | None = None) -> Condition:
    """Put words and filters together."""
    clauses: list[str] = []
    parameters: list[object] = []
    match = expression(wanted, column)
    if match is not None:
        source, row = "search_fts AS f", "f.rowid"
        clauses.append("search_fts MATCH ?")
        parameters.append(match)
    else:
        source, row = "search_provision AS f", "f.id"
        clauses.append("f.provision <> ''")
        if wanted.without:
            clauses.append("f.id NOT IN (SELECT rowid FROM search_fts WHERE search_fts MATCH ?)")
            parameters.append(" OR ".join(phrase(word) for word in wanted.without))
    documents, values = _documents(query)
    if documents:
        clauses.append(f"(+{row} >> {SHIFT}) IN (SELECT id FROM search_document WHERE {documents})")
        parameters.extend(values)
    if query.unit:
        clauses.append(f"+{row} IN (SELECT provision FROM search_unit WHERE unit IN ({_marks(query.unit)}))")
        parameters.extend(query.unit)
    if query.kind:
        clauses.append(f"(SELECT kind FROM search_provision WHERE id = {row}) IN ({_marks(query.kind)})")
        parameters.extend(query.kind)
    return Condition(source, " AND ".join(clauses), tuple(parameters), match is not None)


def _documents(query: Query) -> tuple[str, list[object]]:
    """Write the filters that are facts of a document."""
    clauses: list[str] = []
    values: list[object] = []
    filters: tuple[tuple[str, Sequence[object]], ...] = (
        ("issuer", query.issuer),
        ("year", query.year),
        ("type", query.type),
        ("key", query.document),
    )
    for column, wanted in filters:
        if wanted:
            clauses.append(f"{column} IN ({_marks(wanted)})")
            values.extend(wanted)
    return " AND ".join(clauses), values


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)

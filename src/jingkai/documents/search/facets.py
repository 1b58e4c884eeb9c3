"""Facets: how the hits of a search spread over issuers, years, types, units and kinds."""

# ruff: noqa: S608 (only own column names and row numbers stand in the statements; values are bound)
from __future__ import annotations

from collections import Counter
from sqlite3 import Connection

from jingkai.documents.search.matching import Condition
from jingkai.documents.search.results import Facets
from jingkai.documents.search.schema import SHIFT

DETAILED = 1_200  # hits up to which units and kinds are counted
_MOST_UNITS = 50


def count(connection: Connection, where: Condition, total: int) -> Facets:
    """Count the hits by value. Units and kinds cost a look-up a hit and are left unknown in a broad
    search."""
    row = "f.rowid" if where.matched else "f.id"
    by_facts = connection.execute(
        f"""SELECT d.issuer, d.year, d.type, sum(n.hits)
            FROM (SELECT {row} >> {SHIFT} AS document, count(*) AS hits
                  FROM {where.source} WHERE {where.where} GROUP BY 1) AS n
            JOIN search_document d ON d.id = n.document GROUP BY 1, 2, 3""",
        where.parameters,
    )
    issuers: Counter[str] = Counter()
    years: Counter[int] = Counter()
    types: Counter[str] = Counter()
    for issuer, year, kind, hits in by_facts:
        if issuer:
            issuers[issuer] += hits
        if year is not None:
            years[year] += hits
        if kind:
            types[kind] += hits
    units: tuple[tuple[str, int], ...] | None = None
    kinds: tuple[tuple[str, int], ...] | None = None
    if total <= DETAILED:
        units = tuple(
            connection.execute(
                f"SELECT u.unit, count(*) AS hits FROM {where.source}"
                f" JOIN search_unit u ON u.provision = {row} WHERE {where.where}"
                f" GROUP BY u.unit ORDER BY hits DESC, u.unit LIMIT {_MOST_UNITS}",
                where.parameters,
            )
        )
        kinds = tuple(
            connection.execute(
                f"SELECT p.kind, count(*) AS hits FROM {where.source} JOIN search_provision p ON p.id = {row}"
                f" WHERE {where.where} GROUP BY p.kind ORDER BY hits DESC, p.kind",
                where.parameters,
            )
        )
    return Facets(
        tuple(issuers.most_common()),
        tuple(sorted(years.items(), reverse=True)),
        tuple(types.most_common()),
        units,
        kinds,
    )

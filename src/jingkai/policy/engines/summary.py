"""What a run over many subjects comes to, benefit by benefit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jingkai.policy.language.sql import quoted
from jingkai.policy.rules.compile import Query

Progress = Callable[[str, int, int], None]
"""Told (what is being done, how much is done, of how much)."""


def nobody(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody waits for."""


@dataclass(frozen=True, slots=True)
class BenefitTotals:
    """How many subjects a benefit finds entitled, not entitled and unknown, and how much in yuan.

    ``without_sum`` of those entitled have no sum: the clause names none, or a fact of its amount is unknown.
    """

    benefit: str
    title: str
    entitled: int
    not_entitled: int
    unknown: int
    without_sum: int
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run: subjects, totals by benefit, and the variables that were unknown for all since they had no column."""

    subjects: int
    benefits: tuple[BenefitTotals, ...]
    missing: tuple[str, ...]


def summary_sql(query: Query, result: str) -> str:
    """Return the SQL that adds a result up in one row; ``result`` is the SQL of its relation."""
    counted = ["count(*)"]
    for benefit in query.benefits:
        outcome, yuan = quoted(f"{benefit.id}__outcome"), quoted(f"{benefit.id}__yuan")
        counted += [
            f"count(*) FILTER (WHERE {outcome} = '{word}')"
            for word in ("entitled", "not_entitled", "unknown")
        ]
        counted += [f"count(*) FILTER (WHERE {outcome} = 'entitled' AND {yuan} IS NULL)", f"sum({yuan})"]
    return f"SELECT {', '.join(counted)} FROM {result}"  # noqa: S608 - quoted names of benefits, and a table


def summary_of(query: Query, row: Sequence[Any], missing: Sequence[str]) -> RunSummary:
    """Read the row that :func:`summary_sql` gives."""
    totals = []
    for number, benefit in enumerate(query.benefits):
        entitled, not_entitled, unknown, without_sum, yuan = row[1 + 5 * number : 6 + 5 * number]
        totals.append(
            BenefitTotals(
                benefit.id,
                benefit.title,
                entitled,
                not_entitled,
                unknown,
                without_sum,
                yuan or Decimal("0.00"),
            )
        )
    return RunSummary(int(row[0]), tuple(totals), tuple(missing))

"""Which lines of a run are claimed already: what somebody has claimed for the same period is not to be had again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jingkai.benefits.bulk.settling import Line
from jingkai.benefits.claims.claim import Claimant, Right, claim_id, period_key
from jingkai.benefits.claims.errors import ClaimError

if TYPE_CHECKING:
    import pyarrow as pa

    from jingkai.benefits.bulk.population import Population
    from jingkai.policy.schema.pack import Pack

_NOTHING = Decimal("0.00")


def without_claimed(
    lines: Iterable[Line], pack: Pack, population: Population, on: date, standing: Collection[str]
) -> Iterator[Line]:
    """Yield lines; nothing is left of those whose claim is among ``standing`` (ids of claims)."""
    if not standing:
        yield from lines
        return
    facts = {kind: rows_of(table) for kind, table in population.tables.items()}
    benefits = {one.id: one for one in pack.benefits}
    for line in lines:
        if not line.settled:
            yield line
            continue
        benefit = benefits[line.benefit]
        whose = Claimant("", line.enterprise, line.kind, line.subject)
        project = line.subject if line.kind == "project" else ""
        try:
            period = period_key(benefit, facts[line.kind][line.subject], on, project=project)
        except ClaimError:
            yield line
            continue
        right = Right(pack.document.number, benefit.provision, benefit.id, period)
        yield replace(line, settled=_NOTHING) if claim_id(whose, right) in standing else line


def rows_of(table: pa.Table) -> dict[str, dict[str, Any]]:
    """Return the facts of each subject of a table, by subject; what is null is left out."""
    return {
        row.pop("subject"): {name: value for name, value in row.items() if value is not None}
        for row in table.to_pylist()
    }

"""Which facts are not known of those for whom a benefit is unknown: what a zone would best collect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jingkai.benefits.bulk.computing import Computed
    from jingkai.benefits.bulk.population import Population
    from jingkai.policy.rules.interpret import Rules

MOST = 5


def lacking(rules: Rules, result: Computed, population: Population) -> dict[str, list[tuple[str, int]]]:
    """Return, by benefit, the variables that are unknown of subjects whose outcome is unknown, and of how many.

    The most frequent first, at most :data:`MOST`. A benefit that is unknown for nobody is left out.
    """
    import pyarrow.compute as pc
    from pyarrow import parquet

    facts = population.tables[result.kind]
    found: dict[str, list[tuple[str, int]]] = {}
    for totals in result.summary.benefits:
        if not totals.unknown:
            continue
        outcome = parquet.read_table(result.path, columns=[f"{totals.benefit}__outcome"]).column(0)
        unknown = facts.filter(pc.equal(outcome, "unknown"))
        counted = [
            (name, unknown.column(name).null_count)
            for name in rules.benefits[totals.benefit].variables
            if name in unknown.column_names
        ]
        counted = sorted((pair for pair in counted if pair[1]), key=lambda pair: (-pair[1], pair[0]))
        found[totals.benefit] = counted[:MOST]
    return found

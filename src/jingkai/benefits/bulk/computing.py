"""Compute every benefit of a pack for a whole population with the set-based engine, kind of subject by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jingkai.benefits.bulk.population import KINDS, Kind, Population
from jingkai.policy.engines.columns import FactsError
from jingkai.policy.rules import ENGINE
from jingkai.policy.rules.compile import compile_query
from jingkai.policy.rules.interpret import SumError, prepare

if TYPE_CHECKING:
    import pyarrow as pa

    from jingkai.policy.engines.summary import Progress, RunSummary
    from jingkai.policy.schema.pack import Pack

MEMORY = "1GB"


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure that makes a sum too great for money, and so is a slip of whoever stated it."""

    subject: str
    variable: str


@dataclass(frozen=True, slots=True)
class Computed:
    """What the rules say of all subjects of a kind: a Parquet file, as :func:`compile_query` describes its columns.

    ``slips`` are figures that would make a sum too great for money; they were taken for unknown.
    """

    kind: Kind
    path: Path
    summary: RunSummary
    slips: tuple[Slip, ...] = ()


def compute(
    pack: Pack,
    digest: str,
    population: Population,
    on: date,
    folder: Path,
    *,
    progress: Progress | None = None,
) -> tuple[Computed, ...]:
    """Write the result for each kind of subject that a benefit of the pack is about into ``folder``.

    ``digest`` is the version of the rules, noted in the files. ``progress`` may raise, which stops the engine.

    A figure that makes a sum too great for money is taken for unknown, and named.

    :raises FactsError: where the facts cannot be used. :raises EngineError: where the engine fails.
    """
    from pyarrow import parquet

    from jingkai.policy.engines import duckdb

    done = []
    for kind in KINDS:
        part = of_kind(pack, kind)
        query = compile_query(part, on)
        if not query.benefits:
            continue
        facts, out = folder / f"{kind}-facts.parquet", folder / f"{kind}.parquet"
        run = partial(
            duckdb.run,
            query,
            facts,
            out,
            metadata=_notes(pack, digest, on, kind),
            progress=progress,
            memory=MEMORY,
        )
        table = population.tables[kind]
        slips: tuple[Slip, ...] = ()
        parquet.write_table(table, facts)
        try:
            summary = run()
        except FactsError:
            # One slip must not stop the zone. To look for it takes the interpreter, subject by subject.
            table, slips = without_slips(part, table, on)
            if not slips:
                raise
            parquet.write_table(table, facts)
            summary = run()
        facts.unlink()
        done.append(Computed(kind, out, summary, slips))
    return tuple(done)


def of_kind(pack: Pack, kind: str) -> Pack:
    """Return a pack with those of its benefits alone that are about a kind of subject."""
    return pack.model_copy(update={"benefits": tuple(one for one in pack.benefits if one.subject == kind)})


def without_slips(pack: Pack, table: pa.Table, on: date) -> tuple[pa.Table, tuple[Slip, ...]]:
    """Return a table without the figures that make a sum too great for money, and which those were."""
    import pyarrow as pa

    rules = [rule for rule in prepare(pack).benefits.values() if rule.applies(on) and rule.sum]
    rows = table.to_pylist()
    slips = []
    for row in rows:
        facts = {name: value for name, value in row.items() if value is not None and name != "subject"}
        for rule in rules:
            try:
                rule.find(facts, on)
            except SumError:
                inputs = rule.sum.inputs.variables if rule.sum and rule.sum.inputs else ()
                slips += [Slip(row["subject"], name) for name in inputs if row.get(name) is not None]
                row.update(dict.fromkeys((name for name in inputs if name in row), None))
    return pa.Table.from_pylist(rows, schema=table.schema), tuple(slips)


def _notes(pack: Pack, digest: str, on: date, kind: str) -> Mapping[str, str]:
    """What a result says of how it came about."""
    from jingkai import __version__

    return {
        "jingkai.document": pack.document.number,
        "jingkai.pack_version": pack.document.version,
        "jingkai.pack_digest": digest,
        "jingkai.status": pack.document.status,
        "jingkai.valid_on": on.isoformat(),
        "jingkai.subjects": kind,
        "jingkai.rules": ENGINE,
        "jingkai.engine": "duckdb",
        "jingkai.version": __version__,
    }

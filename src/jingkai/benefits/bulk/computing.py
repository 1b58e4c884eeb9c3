"""Compute every benefit of a pack for a whole population with the set-based engine, kind of subject by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jingkai.benefits.bulk.population import KINDS, Kind, Population
from jingkai.policy.rules import ENGINE
from jingkai.policy.rules.compile import compile_query

if TYPE_CHECKING:
    from jingkai.policy.engines.summary import Progress, RunSummary
    from jingkai.policy.schema.pack import Pack

MEMORY = "1GB"


@dataclass(frozen=True, slots=True)
class Computed:
    """What the rules say of all subjects of a kind: a Parquet file, as :func:`compile_query` describes its columns."""

    kind: Kind
    path: Path
    summary: RunSummary


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

    :raises FactsError: where a figure is too great. :raises EngineError: where the engine fails.
    """
    from pyarrow import parquet

    from jingkai.policy.engines import duckdb

    done = []
    for kind in KINDS:
        part = of_kind(pack, kind)
        query = compile_query(part, on)
        if not query.benefits:
            continue
        facts = folder / f"{kind}-facts.parquet"
        parquet.write_table(population.tables[kind], facts)
        out = folder / f"{kind}.parquet"
        summary = duckdb.run(
            query, facts, out, metadata=_notes(pack, digest, on, kind), progress=progress, memory=MEMORY
        )
        facts.unlink()
        done.append(Computed(kind, out, summary))
    return tuple(done)


def of_kind(pack: Pack, kind: str) -> Pack:
    """Return a pack with those of its benefits alone that are about a kind of subject."""
    return pack.model_copy(update={"benefits": tuple(one for one in pack.benefits if one.subject == kind)})


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

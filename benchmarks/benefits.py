"""A pack compiled to one query against SQL written by hand, and both against integers, in one run.

Run ``python benchmarks/benefits.py`` (``--subjects N`` for another size, ``--large`` for ten million as well). Synthetic
subjects get the benefits of the packs' clauses 9 to 12 (six benefits with a reason for every condition). Compiled and
written by hand take turns over the same table, and then over the same file; the ratio is that of the medians. An oracle
in NumPy computes every outcome, condition and sum again, in whole fen; the rows that differ must be none.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jingkai.policy.engines.duckdb import run
from jingkai.policy.loading import load_pack
from jingkai.policy.rules.compile import compile_query

ROOT = Path(__file__).resolve().parents[1]
PACK = ROOT / "packs" / "cn-150800" / "bazhengbanfa-2024-8"
ON = date(2024, 6, 1)
CHUNK = 500_000  # subjects
TURNS = 5
TARGET = 1.5
CAP = 3_000_000_00  # fen
UNKNOWN, FALSE, TRUE = -1, 0, 1

Codes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"

CHOICES = {
    "platform_kind": (
        "key_laboratory", "technology_innovation_centre", "enterprise_technology_centre", "incubator",
        "academician_station", "manufacturing_innovation_centre", "other",
    ),
    "platform_level": ("national", "region", "city"),
    "market_project_kind": (
        "market_expansion", "overseas_outlet", "overseas_warehouse", "cross_border_ecommerce",
        "international_logistics", "public_platform", "other",
    ),
    "upgrade_project_kind": (
        "imported_equipment", "imported_technology", "high_end_retrofit", "smart_retrofit", "green_retrofit", "other",
    ),
    "introduced_project_class": ("major_industrial", "innovation", "other"),
}  # fmt: skip
FLAGS = (
    "enterprise_in_zone", "platform_in_zone", "platform_kind_accepted", "platform_newly_recognised",
    "platform_assessed_excellent", "chairman_quality_award", "standard_leader", "upgrade_uses_new_technology",
    "project_introduced",
)  # fmt: skip
MONEY = ("region_platform_award", "market_project_investment", "upgrade_project_investment")

HAND_WRITTEN = """
WITH conditions AS (
  SELECT *,
    introduced_project_class IN ('major_industrial', 'innovation') AS c5_class,
    platform_kind IN ('key_laboratory', 'technology_innovation_centre', 'enterprise_technology_centre', 'incubator',
                      'academician_station', 'manufacturing_innovation_centre')
      OR (platform_kind = 'other' AND platform_kind_accepted) AS c9_kind,
    platform_level IN ('national', 'region') AS c9_level,
    platform_newly_recognised OR platform_assessed_excellent AS c9_recognised,
    market_project_kind IN ('market_expansion', 'overseas_outlet', 'overseas_warehouse', 'cross_border_ecommerce',
                            'international_logistics', 'public_platform') AS c11_kind,
    market_project_investment > 0 AS c11_invested,
    upgrade_project_kind IN ('imported_equipment', 'imported_technology', 'high_end_retrofit', 'smart_retrofit',
                             'green_retrofit') AS c12_kind,
    upgrade_project_kind IN ('imported_equipment', 'imported_technology') OR upgrade_uses_new_technology AS c12_new,
    upgrade_project_investment > 0 AS c12_invested
  FROM facts
), entitled AS (
  SELECT *,
    project_introduced AND c5_class AS e5,
    platform_in_zone AND c9_kind AND c9_level AND c9_recognised AS e9,
    enterprise_in_zone AND chairman_quality_award AS e10a,
    enterprise_in_zone AND standard_leader AS e10b,
    enterprise_in_zone AND c11_kind AND c11_invested AS e11,
    enterprise_in_zone AND c12_kind AND c12_new AND c12_invested AS e12
  FROM conditions
)
SELECT subject,
  CASE WHEN e5 THEN 'entitled' WHEN NOT e5 THEN 'not_entitled' ELSE 'unknown' END
    AS one_enterprise_one_policy__outcome,
  NULL::DECIMAL(18,2) AS one_enterprise_one_policy__yuan,
  project_introduced AS one_enterprise_one_policy__introduced,
  c5_class AS one_enterprise_one_policy__major_or_innovation,
  CASE WHEN e9 THEN 'entitled' WHEN NOT e9 THEN 'not_entitled' ELSE 'unknown' END
    AS innovation_platform_match__outcome,
  CASE WHEN e9 THEN region_platform_award END AS innovation_platform_match__yuan,
  platform_in_zone AS innovation_platform_match__in_zone,
  c9_kind AS innovation_platform_match__kind,
  c9_level AS innovation_platform_match__level,
  c9_recognised AS innovation_platform_match__recognised_or_excellent,
  CASE WHEN e10a THEN 'entitled' WHEN NOT e10a THEN 'not_entitled' ELSE 'unknown' END
    AS chairman_quality_award__outcome,
  CASE WHEN e10a THEN 500000.00::DECIMAL(18,2) END AS chairman_quality_award__yuan,
  enterprise_in_zone AS chairman_quality_award__zone_enterprise,
  chairman_quality_award AS chairman_quality_award__awarded,
  CASE WHEN e10b THEN 'entitled' WHEN NOT e10b THEN 'not_entitled' ELSE 'unknown' END
    AS standard_leader_award__outcome,
  CASE WHEN e10b THEN 200000.00::DECIMAL(18,2) END AS standard_leader_award__yuan,
  enterprise_in_zone AS standard_leader_award__zone_enterprise,
  standard_leader AS standard_leader_award__listed,
  CASE WHEN e11 THEN 'entitled' WHEN NOT e11 THEN 'not_entitled' ELSE 'unknown' END
    AS foreign_market_support__outcome,
  CASE WHEN e11 THEN LEAST(ROUND(market_project_investment * 0.6, 2), 3000000)::DECIMAL(18,2) END
    AS foreign_market_support__yuan,
  enterprise_in_zone AS foreign_market_support__zone_enterprise,
  c11_kind AS foreign_market_support__listed_kind,
  c11_invested AS foreign_market_support__invested,
  CASE WHEN e12 THEN 'entitled' WHEN NOT e12 THEN 'not_entitled' ELSE 'unknown' END
    AS import_and_upgrade_support__outcome,
  CASE WHEN e12 THEN LEAST(ROUND(upgrade_project_investment * 0.6, 2), 3000000)::DECIMAL(18,2) END
    AS import_and_upgrade_support__yuan,
  enterprise_in_zone AS import_and_upgrade_support__zone_enterprise,
  c12_kind AS import_and_upgrade_support__listed_kind,
  c12_new AS import_and_upgrade_support__new_technology,
  c12_invested AS import_and_upgrade_support__invested
FROM entitled
"""


class Facts:
    """Some subjects: flags and choices as codes (−1 unknown), money in fen (−1 unknown)."""

    def __init__(self, first: int, count: int) -> None:
        random = np.random.default_rng([20240320, first])
        self.first, self.count = first, count
        self.codes: dict[str, Codes] = {}
        for name in FLAGS:
            self.codes[name] = random.choice(np.array([UNKNOWN, FALSE, TRUE]), count, p=[0.05, 0.25, 0.70])
        for name, values in CHOICES.items():
            self.codes[name] = random.integers(-1, len(values), count)
        for name in MONEY:
            fen = np.exp(random.uniform(np.log(100), np.log(10**10), count)).astype(np.int64)
            # Around the cap: 60 % of 5,000,000 yuan is 3,000,000. A fen less and a fen more, nothing, and unknown.
            edges = np.array([UNKNOWN, 0, 1, 5_000_000_00 - 1, 5_000_000_00, 5_000_000_00 + 1])
            self.codes[name] = np.where(random.random(count) < 0.2, random.choice(edges, count), fen)

    def table(self) -> pa.Table:
        """Return them as a table of facts."""
        columns = {
            "subject": pa.array([f"S{number:09d}" for number in range(self.first, self.first + self.count)])
        }
        for name, codes in self.codes.items():
            unknown = codes == UNKNOWN
            if name in CHOICES:
                indices = pa.array(np.where(unknown, 0, codes).astype(np.int32), mask=unknown)
                column = pa.DictionaryArray.from_arrays(indices, pa.array(CHOICES[name])).cast(pa.string())
            elif name in MONEY:
                column = pa.array(codes, mask=unknown).cast(pa.decimal128(20, 0))
                column = _hundredths(column)
            else:
                column = pa.array(codes == TRUE, mask=unknown)
            columns[name] = column
        return pa.table(columns)


def _hundredths(fen: pa.Array) -> pa.Array:
    """Read whole fen as yuan with two decimals: the same integers under another type."""
    buffers = fen.buffers()
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(fen), buffers)


def generate(subjects: int, path: Path) -> None:
    """Write synthetic subjects, and say in the file that they are."""
    writer = None
    for facts in populations(subjects):
        table = facts.table().replace_schema_metadata(
            {"jingkai": "synthetic subjects, invented for a benchmark"}
        )
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()


def populations(subjects: int) -> Iterator[Facts]:
    """Yield the subjects chunk by chunk, the same every time."""
    for first in range(0, subjects, CHUNK):
        yield Facts(first, min(CHUNK, subjects - first))


def both(*parts: Codes) -> Codes:
    """Kleene's AND: the least of false, unknown, true in this order."""
    order = np.minimum.reduce([np.where(part == UNKNOWN, 1, part * 2) for part in parts])
    return np.where(order == 1, UNKNOWN, order // 2)


def either(*parts: Codes) -> Codes:
    """Kleene's OR."""
    order = np.maximum.reduce([np.where(part == UNKNOWN, 1, part * 2) for part in parts])
    return np.where(order == 1, UNKNOWN, order // 2)


def within(codes: Codes, first: int, last: int) -> Codes:
    """Whether a choice is one of those from ``first`` to ``last``."""
    return np.where(codes == UNKNOWN, UNKNOWN, (codes >= first) & (codes <= last))


def positive(fen: Codes) -> Codes:
    """Whether a sum is more than nothing."""
    return np.where(fen == UNKNOWN, UNKNOWN, fen > 0)


def sixty_percent(fen: Codes) -> Codes:
    """60 % in whole fen, half up, at most the cap; unknown stays unknown."""
    return np.where(fen == UNKNOWN, UNKNOWN, np.minimum((fen * 6 + 5) // 10, CAP))


def oracle(facts: Facts) -> dict[str, Codes]:
    """Compute every column of the result in whole numbers."""
    code = facts.codes
    result: dict[str, Codes] = {}

    def benefit(name: str, fen: Codes | int, **conditions: Codes) -> None:
        outcome = both(*conditions.values())
        result[f"{name}__outcome"] = outcome
        result[f"{name}__yuan"] = np.where(outcome == TRUE, fen, UNKNOWN)
        for condition, truth in conditions.items():
            result[f"{name}__{condition}"] = truth

    in_zone = code["enterprise_in_zone"]
    benefit(
        "one_enterprise_one_policy",
        UNKNOWN,
        introduced=code["project_introduced"],
        major_or_innovation=within(code["introduced_project_class"], 0, 1),
    )
    benefit(
        "innovation_platform_match",
        code["region_platform_award"],
        in_zone=code["platform_in_zone"],
        kind=either(
            within(code["platform_kind"], 0, 5),
            both(within(code["platform_kind"], 6, 6), code["platform_kind_accepted"]),
        ),
        level=within(code["platform_level"], 0, 1),
        recognised_or_excellent=either(
            code["platform_newly_recognised"], code["platform_assessed_excellent"]
        ),
    )
    benefit(
        "chairman_quality_award", 500_000_00, zone_enterprise=in_zone, awarded=code["chairman_quality_award"]
    )
    benefit("standard_leader_award", 200_000_00, zone_enterprise=in_zone, listed=code["standard_leader"])
    benefit(
        "foreign_market_support",
        sixty_percent(code["market_project_investment"]),
        zone_enterprise=in_zone,
        listed_kind=within(code["market_project_kind"], 0, 5),
        invested=positive(code["market_project_investment"]),
    )
    benefit(
        "import_and_upgrade_support",
        sixty_percent(code["upgrade_project_investment"]),
        zone_enterprise=in_zone,
        listed_kind=within(code["upgrade_project_kind"], 0, 4),
        new_technology=either(
            within(code["upgrade_project_kind"], 0, 1), code["upgrade_uses_new_technology"]
        ),
        invested=positive(code["upgrade_project_investment"]),
    )
    return result


def differing(path: Path, subjects: int) -> tuple[int, int]:
    """Count the rows of a result that differ from the oracle's, and the values compared."""
    columns = pq.read_schema(path).names
    batches = pq.ParquetFile(path).iter_batches(batch_size=CHUNK)
    rest: list[pa.RecordBatch] = list(batches) if subjects <= CHUNK else []
    stream = iter(pa.Table.from_batches(rest).to_batches(CHUNK)) if rest else _rechunked(path)
    wrong, values = 0, 0
    for facts, table in zip(populations(subjects), stream, strict=True):
        expected = oracle(facts)
        assert set(expected) | {"subject"} == set(columns), set(expected) ^ set(columns)
        assert table.column("subject")[0].as_py() == f"S{facts.first:09d}"
        bad = np.zeros(facts.count, dtype=bool)
        for name, codes in expected.items():
            bad |= _codes(table.column(name)) != codes
            values += facts.count
        wrong += int(bad.sum())
    return wrong, values


def _rechunked(path: Path) -> Iterator[pa.RecordBatch]:
    """Yield a file in chunks of as many rows as the populations have."""
    waiting: list[pa.RecordBatch] = []
    for batch in pq.ParquetFile(path).iter_batches(batch_size=50_000):
        waiting.append(batch)
        while sum(len(one) for one in waiting) >= CHUNK:
            table = pa.Table.from_batches(waiting).combine_chunks()
            yield table.slice(0, CHUNK).combine_chunks()
            waiting = table.slice(CHUNK).to_batches()
    if waiting:
        yield pa.Table.from_batches(waiting).combine_chunks()


def _codes(column: pa.ChunkedArray) -> Codes:
    """Read a column of a result as the oracle writes it."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_decimal(array.type):
        # Sixteen bytes a value, least significant first: the first eight are the fen.
        fen = np.frombuffer(array.buffers()[1], dtype=np.int64)[2 * array.offset :: 2][: len(array)]
        return np.where(np.asarray(array.is_null()), UNKNOWN, fen)
    if pa.types.is_boolean(array.type):
        return np.asarray(array.cast(pa.int8()).fill_null(UNKNOWN)).astype(np.int64)
    words = np.asarray(array.to_numpy(zero_copy_only=False))
    return np.select([words == "entitled", words == "not_entitled"], [TRUE, FALSE], UNKNOWN).astype(np.int64)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(
    compiled: Callable[[], object], by_hand: Callable[[], object], turns: int
) -> tuple[float, float]:
    """Median seconds of both, which take turns; each once before, to warm up."""
    times: tuple[list[float], list[float]] = ([], [])
    compiled(), by_hand()
    for _turn in range(turns):
        times[0].append(seconds(compiled))
        times[1].append(seconds(by_hand))
    return median(times[0]), median(times[1])


def report(what: str, times: tuple[float, float]) -> bool:
    """Print both times and their ratio; return whether it is within the target."""
    ratio = times[0] / times[1]
    print(
        f"{what}: compiled {times[0]:.3f} s, by hand {times[1]:.3f} s, ratio {ratio:.2f} (target <= {TARGET})",
        flush=True,
    )
    return ratio <= TARGET


def memory_of_a_run(facts: Path, out: Path) -> int:
    """Greatest memory in MB of ``jingkai benefits run`` in a process of its own."""
    files = ("--pack", str(PACK), "--facts", str(facts), "--out", str(out), "--on", ON.isoformat())
    # Asked of a small process in between: Linux counts what the parent held before it became the child.
    ask = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=2); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    run = (sys.executable, "-m", "jingkai.cli", "benefits", "run", *files)
    done = subprocess.run([sys.executable, "-c", ask, *run], check=True, capture_output=True, text=True)
    return int(done.stdout)


def measure(subjects: int, folder: Path) -> bool:
    """Measure one size; return whether everything is as it must be."""
    pack = load_pack(PACK)
    query = compile_query(pack.pack, ON)
    facts, out, out_by_hand = (
        folder / name for name in ("facts.parquet", "result.parquet", "by-hand.parquet")
    )
    generate(subjects, facts)
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE facts AS SELECT * FROM read_parquet('{facts}')")
    table = in_turns(
        lambda: connection.execute(f"CREATE OR REPLACE TABLE compiled AS {query.sql}"),
        lambda: connection.execute(f"CREATE OR REPLACE TABLE by_hand AS {HAND_WRITTEN}"),
        TURNS,
    )
    difference = connection.execute(
        "SELECT count(*) FROM (SELECT * FROM compiled EXCEPT ALL SELECT * FROM by_hand)"
    ).fetchone()
    connection.close()
    good = report(f"{subjects:,} subjects, table to table", table)

    def by_hand() -> None:
        own = duckdb.connect()
        sql = HAND_WRITTEN.replace("FROM facts", f"FROM read_parquet('{facts}')")
        own.execute(f"COPY ({sql}) TO '{out_by_hand}' (FORMAT parquet, COMPRESSION zstd)")
        own.close()

    file = in_turns(
        lambda: run(query, facts, out, metadata={"pack": pack.digest}), by_hand, max(3, TURNS - 2)
    )
    print(
        f"{subjects:,} subjects, file to file: the engine {file[0]:.3f} s (with the check of subjects and the sums), "
        f"by hand {file[1]:.3f} s, ratio {file[0] / file[1]:.2f}"
    )
    print(f"{subjects:,} subjects: jingkai benefits run takes {memory_of_a_run(facts, out):,} MB at most")
    rows, values = differing(out, subjects)
    print(f"{subjects:,} subjects, {values:,} values: {rows} rows differ from the oracle in fen (target 0)")
    print(
        f"{subjects:,} subjects: {difference[0] if difference else '?'} rows differ from the SQL written by hand"
    )
    return good and not rows and difference == (0,)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=1_000_000)
    parser.add_argument("--large", action="store_true", help="ten million as well")
    options = parser.parse_args()
    good = True
    for subjects in [options.subjects, *([10_000_000] if options.large else [])]:
        with tempfile.TemporaryDirectory() as folder:
            good &= measure(subjects, Path(folder))
    sys.exit(not good)


if __name__ == "__main__":
    main()

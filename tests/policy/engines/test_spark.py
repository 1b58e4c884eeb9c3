"""Spark gives the table that DuckDB gives: the benefits of a real pack, and every way to compute and round a sum."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benefit_samples import DAY, benefit, cap, condition, pack
from populations import MODES, UNITS, interpreted
from rule_variables import SIZES, VARIABLES

from jingkai.policy.engines import duckdb, spark
from jingkai.policy.engines.columns import FactsError
from jingkai.policy.engines.failures import EngineError
from jingkai.policy.rules.compile import Query, compile_query
from jingkai.policy.rules.interpret import prepare

ROOT = Path(__file__).resolve().parents[3]
MISSING = [
    *([] if importlib.util.find_spec("pyspark") else ["the extra “spark” is not installed"]),
    *([] if shutil.which("java") else ["there is no Java"]),
]


def needs_spark(test: Any) -> Any:
    """Mark a test that runs Spark; skip it, saying why, where Spark cannot run."""
    skipped = pytest.mark.skipif(bool(MISSING), reason="Spark cannot run: " + ", ".join(MISSING))
    return pytest.mark.spark(skipped(test))


D = Decimal


def _table(path: Path) -> pa.Table:
    table = pq.read_table(path).sort_by("subject")
    return table.cast(pa.schema([pa.field(one.name, one.type) for one in table.schema]))


def _benefits() -> list[Any]:
    """Every template under every mode of rounding and every unit, capped and not."""
    products = {
        "rate": {"kind": "rate", "rate": D("0.33333333"), "base": "investment"},
        "match": {"kind": "match", "ratio": D("1.5"), "award": "paid"},
        "per_unit": {"kind": "per_unit", "yuan": D("0.55"), "count": "staff"},
        "formula": {
            "kind": "formula",
            "expression": "ROUND(LEAST(investment, output, paid) * share_paid, 3) - GREATEST(paid, 100.5, investment)",
        },
        "marginal": {
            "kind": "tiers",
            "mode": "marginal",
            "base": "investment",
            "tiers": [{"least": D(0), "rate": D("0.1")}, {"least": D(1000), "rate": D("0.0525")}],
        },
        "whole": {
            "kind": "tiers",
            "mode": "whole",
            "base": "output",
            "tiers": [{"least": D("0.5"), "yuan": D("99.99")}, {"least": D(1000), "rate": D("0.025")}],
        },
    }
    tests = [
        "CASE WHEN high_tech THEN in_zone WHEN staff > 100 THEN TRUE ELSE size = 'small' END",
        "NOT (founded BETWEEN DATE '2021-01-01' AND DATE '2024-12-31') OR size IN ('large', 'micro')",
        "ROUND(investment, -2) >= 1000 AND (share_paid < 0.25 OR paid <> investment)",
    ]
    made = []
    for place, (name, amount) in enumerate(products.items()):
        for number, (unit, mode) in enumerate((unit, mode) for unit in UNITS for mode in MODES):
            if name != "formula" and (number + place) % 5:
                continue  # a fifth of the combinations for each of the others
            made.append(
                benefit(
                    f"{name}_{number}",
                    amount=amount,
                    rounding={"to": unit, "mode": mode},
                    conditions=[condition("c", tests[number % 3])] if number % 4 else [],
                    caps=[cap("1234.56")] if number % 2 else [],
                )
            )
    return made


def _population(count: int) -> list[dict[str, Any]]:
    chosen = random.Random(20240320)
    makers = {
        "money": lambda: D(chosen.randint(-1_000_000, 1_000_000_00)) / 100,
        "number": lambda: D(chosen.choice([5, 15, 25, 35, 1005, 9995, chosen.randint(-(10**9), 10**9)])) / 10,
        "count": lambda: D(chosen.randint(0, 10_000)),
        "share": lambda: D(chosen.randint(-(10**8), 10**8)) / 10**8,
        "flag": lambda: chosen.random() < 0.7,
        "day": lambda: date(2020, 1, 1).replace(year=chosen.randint(2020, 2026)),
        "choice": lambda: chosen.choice(SIZES),
    }
    return [
        {name: None if chosen.random() < 0.1 else makers[one.type]() for name, one in VARIABLES.items()}
        for _subject in range(count)
    ]


def _write(population: list[dict[str, Any]], path: Path) -> None:
    kinds = {
        "money": pa.decimal128(18, 2),
        "number": pa.decimal128(18, 4),
        "count": pa.int64(),
        "share": pa.decimal128(12, 8),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "choice": pa.string(),
    }
    columns = {"subject": pa.array([f"S{number:06d}" for number in range(len(population))])}
    for name, one in VARIABLES.items():
        values = [subject[name] for subject in population]
        if one.type == "count":
            values = [None if value is None else int(value) for value in values]
        columns[name] = pa.array(values, kinds[one.type])
    pq.write_table(pa.table(columns), path)


@needs_spark
def test_spark_gives_the_identical_table_for_200_000_subjects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import benefits as population  # type: ignore[import-not-found]
    from jingkai.policy.loading import load_pack

    facts = tmp_path / "facts.parquet"
    population.generate(200_000, facts)
    query = compile_query(load_pack(population.PACK).pack, population.ON)
    found = duckdb.run(query, facts, tmp_path / "duckdb.parquet", metadata={"a": "b"})
    same = spark.run(query, str(facts), str(tmp_path / "spark.parquet"), metadata={"a": "b"})
    assert same == found
    assert same.subjects == 200_000
    assert _table(tmp_path / "spark.parquet").equals(_table(tmp_path / "duckdb.parquet"))
    assert pq.read_metadata(tmp_path / "spark.parquet").metadata[b"a"] == b"b"


@needs_spark
def test_spark_computes_and_rounds_every_sum_as_duckdb_and_the_interpreter_do(tmp_path: Path) -> None:
    of, population = pack(_benefits()), _population(400)
    query, rules = compile_query(of, DAY), prepare(of)
    facts = tmp_path / "facts.parquet"
    _write(population, facts)
    duckdb.run(query, facts, tmp_path / "duckdb.parquet", metadata={})
    spark.run(query, str(facts), str(tmp_path / "spark.parquet"), metadata={})
    came = _table(tmp_path / "spark.parquet")
    assert came.equals(_table(tmp_path / "duckdb.parquet"))
    rows = came.drop_columns("subject").to_pylist()
    assert rows == [interpreted(rules, query, one) for one in population]


@needs_spark
def test_spark_refuses_what_duckdb_refuses(tmp_path: Path) -> None:
    sized = benefit(conditions=[condition("size", "size = 'small'")])
    facts, query = tmp_path / "facts.parquet", compile_query(pack([sized]), DAY)
    money, sizes = pa.array([D(1), D(2)], pa.decimal128(18, 2)), pa.array(["small", "small"])
    for columns, words in (
        ({"subject": pa.array(["a", "a"]), "investment": money}, "“a”"),
        ({"subject": pa.array(["a", None]), "investment": money}, "“subject”"),
        ({"subject": pa.array(["a", "b"]), "investment": pa.array([0.5, 1.5])}, "DOUBLE"),
        (
            {"subject": pa.array(["a", "b"]), "size": sizes, "investment": pa.array([1, 10**17])},
            "facts.parquet",
        ),
        ({"subject": pa.array(["a", "b"]), "size": pa.array(["small", "tiny"])}, "“tiny”"),
    ):
        pq.write_table(pa.table(columns), facts)
        with pytest.raises(FactsError, match=words):
            spark.run(query, str(facts), str(tmp_path / "out.parquet"), metadata={})
        assert [path.name for path in tmp_path.iterdir()] == ["facts.parquet"]


@needs_spark
def test_a_cluster_writes_a_folder_with_the_identical_table(tmp_path: Path) -> None:
    """Spark Connect with a server of its own on this machine: the client is the one that a cluster has."""
    facts, population = tmp_path / "facts.parquet", _population(50)
    _write(population, facts)
    query = compile_query(pack([benefit()]), DAY)
    duckdb.run(query, facts, tmp_path / "duckdb.parquet", metadata={})
    work = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from benefit_samples import DAY, benefit, pack\n"
        "from jingkai.policy.engines import spark\n"
        "from jingkai.policy.rules.compile import compile_query\n"
        "print(spark.run(compile_query(pack([benefit()]), DAY), sys.argv[2], sys.argv[3], metadata={}).subjects)\n"
    )
    helpers = str(Path(__file__).resolve().parents[1])
    arguments = [sys.executable, "-c", work, helpers, str(facts), str(tmp_path / "cluster")]
    done = subprocess.run(
        arguments,
        env=os.environ | {"SPARK_REMOTE": "local[1]"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("50")
    assert _table(tmp_path / "cluster").equals(_table(tmp_path / "duckdb.parquet"))


def test_the_query_is_put_into_the_words_of_spark() -> None:
    one = benefit(
        rounding={"to": "100", "mode": "half_even"}, amount={"kind": "formula", "expression": "output"}
    )
    sql = spark.in_words_of_spark(compile_query(pack([one]), DAY).sql)
    assert "BROUND(`output`, -2)" in sql
    assert '"' not in sql


def test_a_query_too_deep_for_the_translation_is_refused_in_words() -> None:
    deep = "(" * 20_000 + "TRUE" + ")" * 20_000
    with pytest.raises(EngineError):
        spark.in_words_of_spark(f"SELECT {deep}")


def test_without_spark_or_java_the_mend_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    (tmp_path / "facts.parquet").write_bytes(b"")
    query = Query("SELECT subject FROM facts", (), (), ("subject",))
    with pytest.raises(EngineError, match=r"jingkai\[spark\]"):
        spark.run(query, str(tmp_path / "facts.parquet"), str(tmp_path / "out.parquet"), metadata={})

"""``jingkai benefits run``: a file of facts in, a file of outcomes out, and a summary by benefit."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cli_command import err, jingkai, out

DOCUMENT = """
number: 澄政办发〔2024〕3号
title: 青岚经济技术开发区若干措施
issuer: 澄江市人民政府办公室
jurisdiction: "990100"
valid_from: 2024-01-01
status: draft
fictional: true
version: "1.0"
"""
FACTS = """
variables:
  - {name: in_zone, label: 在开发区内, subject: enterprise, type: flag}
  - {name: investment, label: 实际投入, subject: enterprise, type: money}
  - {name: staff, label: 职工人数, subject: enterprise, type: count}
"""
BENEFITS = """
benefits:
  - id: support
    provision: art_1
    title: 投入支持
    summary: 按实际投入的六成支持，最高三百万元。
    kind: subsidy
    subject: enterprise
    frequency: once
    conditions:
      - {id: zone, provision: art_1, label: 在开发区内, test: in_zone}
      - {id: staff, provision: art_1, label: 有职工, test: staff > 0}
    amount: {kind: rate, rate: 0.6, base: investment}
    rounding: {to: "0.01", mode: half_up}
    caps:
      - {provision: art_1, per: award, yuan: 3000000}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pack = tmp_path / "pack"
    pack.mkdir()
    for name, text in (("document", DOCUMENT), ("facts", FACTS), ("benefits", BENEFITS)):
        (pack / f"{name}.yaml").write_text(text, encoding="utf-8")
    facts = {
        "subject": pa.array(["甲", "乙", "丙"]),
        "in_zone": pa.array([True, False, None]),
        "investment": pa.array([Decimal("5000000.00"), None, None], pa.decimal128(18, 2)),
        "staff": pa.array([10, 10, 10]),
    }
    pq.write_table(pa.table(facts), tmp_path / "facts.parquet")
    return tmp_path


ARGUMENTS = ("benefits", "run", "--pack", "pack", "--facts", "facts.parquet", "--out", "result.parquet")


def test_a_run_prints_a_line_a_benefit_and_writes_the_result(folder: Path) -> None:
    done = jingkai(*ARGUMENTS, "--on", "2025-06-01", cwd=folder)
    assert done.returncode == 0, err(done)
    first, _heading, line, last = out(done).splitlines()
    assert first == "澄政办发〔2024〕3号 on 2025-06-01, subjects: 3"
    assert line.split() == ["1", "1", "1", "0", "3,000,000.00", "投入支持", "(support)"]
    assert last == "result.parquet"
    rows = pq.read_table(folder / "result.parquet").to_pylist()
    assert [row["support__outcome"] for row in rows] == ["entitled", "not_entitled", "unknown"]
    assert err(done).splitlines() == ["This pack is a draft: what it gives decides nothing."]


def test_the_summary_as_json_names_the_version_of_the_rules(folder: Path) -> None:
    done = jingkai(*ARGUMENTS, "--on", "2025-06-01", "--json", cwd=folder)
    told = json.loads(out(done))
    notes = pq.read_metadata(folder / "result.parquet").metadata
    assert told["pack_digest"] == notes[b"jingkai.pack_digest"].decode()
    assert (told["valid_on"], told["engine"], told["subjects"]) == ("2025-06-01", "duckdb", 3)
    assert told["benefits"] == [
        {
            "benefit": "support",
            "title": "投入支持",
            "entitled": 1,
            "not_entitled": 1,
            "unknown": 1,
            "without_sum": 0,
            "yuan": "3000000.00",
        }
    ]


def test_variables_without_a_column_are_named(folder: Path) -> None:
    table = pq.read_table(folder / "facts.parquet").drop_columns(["staff"])
    pq.write_table(table, folder / "facts.parquet")
    done = jingkai(*ARGUMENTS, cwd=folder)
    assert done.returncode == 0
    assert "No column, so unknown for every subject: staff" in err(done)


def test_a_pack_with_a_fault_is_refused_with_file_and_line(folder: Path) -> None:
    broken = BENEFITS.replace("test: in_zone", "test: in_zoo")
    (folder / "pack" / "benefits.yaml").write_text(broken, encoding="utf-8")
    done = jingkai(*ARGUMENTS, cwd=folder)
    assert done.returncode == 1
    assert "benefits.yaml:11" in err(done)
    assert "in_zoo" in err(done)
    assert not (folder / "result.parquet").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("--facts", "missing.parquet"), "missing.parquet"),
        (("--out", "nowhere/result.parquet"), "nowhere"),
        (("--on", "2023-12-31"), "2023-12-31"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(folder: Path, change: tuple[str, str], words: str) -> None:
    done = jingkai(*ARGUMENTS, *change, cwd=folder)
    assert done.returncode == 1
    assert len(err(done).splitlines()) == 1
    assert words in err(done)


def test_a_result_that_ends_in_csv_is_written_for_people_with_unknown_as_an_empty_cell(folder: Path) -> None:
    done = jingkai(*ARGUMENTS[:-1], "result.csv", cwd=folder)
    assert done.returncode == 0, err(done)
    rows = (folder / "result.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "subject,support__outcome,support__yuan,support__zone,support__staff"
    assert rows[1:] == [
        "甲,entitled,3000000.00,true,true",
        "乙,not_entitled,,false,true",
        "丙,unknown,,,true",
    ]
    assert sorted(path.name for path in folder.iterdir()) == ["facts.parquet", "pack", "result.csv"]
    spark = jingkai(*ARGUMENTS[:-1], "result.csv", "--engine", "spark", cwd=folder)
    assert spark.returncode == 1
    assert ".parquet" in err(spark)

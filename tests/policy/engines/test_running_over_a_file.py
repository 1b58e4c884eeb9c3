"""A run over a Parquet file with DuckDB: what is refused, what is unknown, and what the result says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benefit_samples import DAY, benefit, cap, condition, fixed, pack

from jingkai.kernel.errors import JingkaiError
from jingkai.policy.engines import duckdb
from jingkai.policy.engines.columns import FactsError
from jingkai.policy.engines.failures import EngineError
from jingkai.policy.engines.summary import RunSummary
from jingkai.policy.rules.compile import Query, compile_query
from jingkai.policy.schema.benefits import Benefit

D = Decimal
MONEY = pa.decimal128(18, 2)
SUPPORT = benefit(conditions=[condition("zone", "in_zone")], caps=[cap("3000000")])


def _run(
    folder: Path, columns: dict[str, pa.Array], *some: Benefit
) -> tuple[RunSummary, list[dict[str, Any]]]:
    pq.write_table(pa.table(columns), folder / "facts.parquet")
    query = compile_query(pack(some or (SUPPORT,)), DAY)
    out = folder / "result.parquet"
    summary = duckdb.run(query, folder / "facts.parquet", out, metadata={"jingkai.pack_digest": "ab'c"})
    return summary, pq.read_table(out).to_pylist()


def _refused(folder: Path, columns: dict[str, pa.Array], error: type[JingkaiError] = FactsError) -> str:
    with pytest.raises(error) as caught:
        _run(folder, columns)
    assert [path.name for path in folder.iterdir()] == ["facts.parquet"], "nothing half done is left"
    return str(caught.value)


def _facts(
    subjects: Sequence[str | None] = ("a", "b", "c", "d"),
    zone: Sequence[bool | None] = (True, True, False, None),
    investment: Sequence[Decimal | None] = (D("5000000.01"), None, D(1), D(1)),
) -> dict[str, pa.Array]:
    return {
        "subject": pa.array(subjects, pa.string()),
        "in_zone": pa.array(zone, pa.bool_()),
        "investment": pa.array(investment, MONEY),
    }


def test_a_result_has_a_row_a_subject_with_outcome_sum_and_reasons(tmp_path: Path) -> None:
    summary, rows = _run(tmp_path, _facts())
    assert rows == [
        {"subject": "a", "support__outcome": "entitled", "support__yuan": D(3000000), "support__zone": True},
        {"subject": "b", "support__outcome": "entitled", "support__yuan": None, "support__zone": True},
        {"subject": "c", "support__outcome": "not_entitled", "support__yuan": None, "support__zone": False},
        {"subject": "d", "support__outcome": "unknown", "support__yuan": None, "support__zone": None},
    ]
    (totals,) = summary.benefits
    assert (summary.subjects, summary.missing) == (4, ())
    assert (totals.entitled, totals.not_entitled, totals.unknown) == (2, 1, 1)
    assert (totals.without_sum, totals.yuan) == (1, D("3000000.00"))


def test_a_result_says_how_it_came_about(tmp_path: Path) -> None:
    _run(tmp_path, _facts())
    assert pq.read_metadata(tmp_path / "result.parquet").metadata[b"jingkai.pack_digest"] == b"ab'c"


def test_a_variable_without_a_column_is_unknown_for_all_and_named(tmp_path: Path) -> None:
    facts = _facts()
    del facts["in_zone"]
    summary, rows = _run(tmp_path, facts)
    assert summary.missing == ("in_zone",)
    assert {row["support__outcome"] for row in rows} == {"unknown"}


def test_whole_numbers_are_taken_for_money_and_counts(tmp_path: Path) -> None:
    staff = benefit("staff", amount={"kind": "per_unit", "yuan": D("0.50"), "count": "staff"})
    facts = {
        "subject": pa.array([1, 2]),
        "in_zone": pa.array([True, True]),
        "investment": pa.array([10, 20], pa.int32()),
        "staff": pa.array([3, 10**12], pa.int64()),
    }
    _summary, rows = _run(tmp_path, facts, SUPPORT, staff)
    assert [row["subject"] for row in rows] == ["1", "2"]
    assert [row["support__yuan"] for row in rows] == [D(6), D(12)]
    assert [row["staff__yuan"] for row in rows] == [D("1.50"), D("500000000000.00")]


def test_days_and_choices_are_compared_as_what_they_are(tmp_path: Path) -> None:
    young = fixed("young", "1000", conditions=[condition("young", "founded >= DATE '2024-01-01'")])
    small = fixed("small", "2000", conditions=[condition("small", "size IN ('small', 'micro')")])
    facts = {
        "subject": pa.array(["a", "b", "c"]),
        "founded": pa.array([date(2024, 1, 1), date(2023, 12, 31), None]),
        "size": pa.array(["small", "large", None]).dictionary_encode(),
    }
    _summary, rows = _run(tmp_path, facts, young, small)
    assert [row["young__young"] for row in rows] == [True, False, None]
    assert [row["small__small"] for row in rows] == [True, False, None]


def test_subjects_keep_their_order(tmp_path: Path) -> None:
    count = 150_000  # more than one row group
    subjects = [f"S{number:06d}" for number in range(count)]
    _summary, rows = _run(tmp_path, _facts(subjects, [True] * count, [D(1)] * count))
    assert [row["subject"] for row in rows] == subjects


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("investment", pa.array([1.5, 2.5, 0.1, 0.2]), ("“investment”", "DOUBLE", "DECIMAL(18,2)")),
        ("investment", pa.array([D("1.234")] * 4, pa.decimal128(18, 3)), ("“investment”", "DECIMAL(18,3)")),
        ("investment", pa.array(["1"] * 4), ("“investment”", "VARCHAR", "DECIMAL(18,2)")),
        ("in_zone", pa.array([1, 0, 1, 0]), ("“in_zone”", "BIGINT", "BOOLEAN")),
        ("subject", pa.array([1.0, 2.0, 3.0, 4.0]), ("“subject”", "DOUBLE")),
    ],
)
def test_a_column_of_another_type_is_named_with_what_was_expected(
    tmp_path: Path, column: str, values: pa.Array, words: tuple[str, ...]
) -> None:
    said = _refused(tmp_path, _facts() | {column: values})
    assert all(word in said for word in words), said


def test_a_subject_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    assert "“b”" in _refused(tmp_path, _facts(subjects=["a", "b", "c", "b"]))


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_a_row_without_a_subject_is_refused(tmp_path: Path, nothing: str | None) -> None:
    assert "“subject”" in _refused(tmp_path, _facts(subjects=["a", "b", nothing, "c"]))


def test_a_value_that_is_no_choice_is_named_with_the_choices(tmp_path: Path) -> None:
    small = fixed("small", "2000", conditions=[condition("small", "size IN ('small', 'micro')")])
    with pytest.raises(FactsError, match=r"“size”.*“tiny”.*micro"):
        _run(tmp_path, {"subject": pa.array(["a", "b"]), "size": pa.array(["small", "tiny"])}, small)


def test_a_result_never_takes_the_place_of_the_facts(tmp_path: Path) -> None:
    facts = tmp_path / "facts.parquet"
    pq.write_table(pa.table(_facts()), facts)
    before = facts.read_bytes()
    (tmp_path / "link.parquet").symlink_to(facts)
    for out in (facts, tmp_path / "link.parquet"):
        with pytest.raises(FactsError):
            duckdb.run(compile_query(pack([SUPPORT]), DAY), facts, out, metadata={})
    assert facts.read_bytes() == before


def test_more_subjects_than_memory_holds_are_no_hindrance(tmp_path: Path) -> None:
    count = 400_000
    ids = pa.array([f"91150800MA{number:08d}{'x' * 40}" for number in range(count)])
    facts = {
        "subject": ids,
        "in_zone": pa.array([True] * count),
        "investment": pa.array([1] * count),
    }
    pq.write_table(pa.table(facts), tmp_path / "facts.parquet")
    query = compile_query(pack([SUPPORT]), DAY)
    out = tmp_path / "result.parquet"
    summary = duckdb.run(query, tmp_path / "facts.parquet", out, metadata={}, memory="60MB")
    assert summary.subjects == count
    assert summary.benefits[0].yuan == D("0.60") * count


def test_facts_need_a_column_of_subjects(tmp_path: Path) -> None:
    facts = _facts()
    del facts["subject"]
    assert "“subject”" in _refused(tmp_path, facts)


def test_columns_that_differ_only_in_capitals_are_refused(tmp_path: Path) -> None:
    facts = _facts() | {"In_Zone": pa.array([True] * 4)}
    assert "in_zone" in _refused(tmp_path, facts).lower()


def test_a_value_beyond_what_money_holds_is_refused(tmp_path: Path) -> None:
    facts = _facts() | {"investment": pa.array([1, 2, 3, 10**17], pa.int64())}
    assert "facts.parquet" in _refused(tmp_path, facts)


def test_a_sum_beyond_what_money_holds_is_refused(tmp_path: Path) -> None:
    staff = benefit("staff", amount={"kind": "per_unit", "yuan": D("0.50"), "count": "staff"})
    with pytest.raises(FactsError):
        _run(tmp_path, {"subject": pa.array(["a"]), "staff": pa.array([10**18 - 1], pa.int64())}, staff)


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.parquet").write_text("subject,in_zone\n", encoding="utf-8")
    with pytest.raises(FactsError, match=r"facts\.parquet"):
        duckdb.run(
            compile_query(pack([SUPPORT]), DAY),
            tmp_path / "facts.parquet",
            tmp_path / "out.parquet",
            metadata={},
        )


def test_a_run_that_fails_leaves_the_former_result(tmp_path: Path) -> None:
    _run(tmp_path, _facts())
    before = (tmp_path / "result.parquet").read_bytes()
    with pytest.raises(FactsError):
        _run(tmp_path, _facts(subjects=["a", "a", "c", "d"]))
    assert (tmp_path / "result.parquet").read_bytes() == before


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT subject FROM facts WHERE (SELECT count(*) FROM read_text('{other}')) > 0",
        "SELECT subject FROM read_parquet('{other}')",
        "SELECT getenv('HOME') AS subject FROM facts",
    ],
)
def test_a_query_reaches_nothing_but_the_facts(tmp_path: Path, sql: str) -> None:
    """Were SQL of an author's to get into a query in spite of all, it would find every door shut."""
    pq.write_table(pa.table(_facts()), tmp_path / "facts.parquet")
    other = tmp_path / "other" / "secret.parquet"
    other.parent.mkdir()
    pq.write_table(pa.table(_facts()), other)
    query = Query(sql.format(other=other), (), (), ("subject",))
    with pytest.raises(EngineError):
        duckdb.run(query, tmp_path / "facts.parquet", tmp_path / "out.parquet", metadata={})
    assert not (tmp_path / "out.parquet").exists()


def test_the_facts_may_lie_in_a_folder_with_a_quote_and_chinese_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "it's 事实"
    folder.mkdir()
    summary, _rows = _run(folder, _facts())
    assert summary.subjects == 4


def test_benefits_whose_columns_would_have_one_name_are_refused() -> None:
    one = fixed("a", "1", conditions=[condition("b__c", "in_zone")])
    other = fixed("a__b", "1", conditions=[condition("c", "in_zone")])
    with pytest.raises(JingkaiError, match="a__b__c"):
        compile_query(pack([one, other]), DAY)


def test_only_benefits_that_apply_on_the_day_are_computed() -> None:
    ended = fixed("ended", "1", valid_to=date(2025, 5, 31))
    on_its_last_day = fixed("last_day", "1", valid_to=DAY)
    query = compile_query(pack([ended, on_its_last_day]), DAY)
    assert [one.id for one in query.benefits] == ["last_day"]

"""The floor under the ranking, on the judgement list of ``benchmarks/search_judgements.toml``."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"


@pytest.fixture(scope="module")
def judgements() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import search_judgements
    finally:
        sys.path.remove(str(BENCHMARKS))
    return search_judgements


def test_the_list_has_enough_queries_to_mean_something(judgements: ModuleType) -> None:
    assert len(tomllib.loads(judgements.LIST.read_text(encoding="utf-8"))["queries"]) >= 30


def test_ranking_stays_above_its_floor_on_the_samples(judgements: ModuleType, tmp_path: Path) -> None:
    quality = judgements.judge(judgements.library(tmp_path))
    assert quality.ndcg >= 0.95, quality.by_query
    assert quality.mrr >= 0.95, quality.by_query


def test_ranking_stays_above_its_floor_on_real_documents(judgements: ModuleType) -> None:
    if not judgements.REAL.is_dir():
        pytest.skip("the real documents are not at hand (no folder ../shared/seeds)")
    quality = judgements.judge(judgements.library())
    assert quality.ndcg >= 0.95, quality.by_query
    assert quality.mrr >= 0.95, quality.by_query


def test_every_judged_provision_exists(judgements: ModuleType) -> None:
    records = judgements.library()
    listed = tomllib.loads(judgements.LIST.read_text(encoding="utf-8"))
    for words, judged in listed["queries"].items():
        for name, provisions in judged.items():
            record = records.get(listed["documents"][name])
            if record is not None:
                known = {"", *record.parsed.by_id()}
                assert set(provisions) <= known, (words, name)

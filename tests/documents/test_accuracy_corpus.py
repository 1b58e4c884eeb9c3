"""The floor under what is read out of the accuracy corpus (``benchmarks/corpus``), clean and damaged."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
CORPUS = BENCHMARKS / "corpus"
HALVES = tuple(half for half in ("dev", "heldout") if any((CORPUS / half).glob("*.txt")))
FLOORS = {  # precision, recall: a little below what benchmarks/accuracy.py prints
    "dev": {"units": (0.98, 0.97), "targets": (0.98, 0.97), "money": (0.97, 0.97), "citations": (0.98, 0.98)},
    "heldout": {
        "units": (0.98, 0.98),
        "targets": (0.98, 0.97),
        "money": (0.97, 0.97),
        "citations": (0.98, 0.98),
    },
}
SLACK_IN_DAMAGE = 0.06  # how far below its floor a kind may be in a scraped copy with byte slips
WRONG_IN_A_THOUSAND = 4.0  # characters that such a copy may keep wrong


@pytest.fixture(scope="module")
def accuracy() -> ModuleType:
    return _benchmark("accuracy")


@pytest.fixture(scope="module")
def gold() -> ModuleType:
    return _benchmark("accuracy_gold")


def _benchmark(name: str) -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(BENCHMARKS))


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.txt")), ids=lambda path: path.stem)
def test_every_quote_of_the_gold_occurs_once_in_its_document(gold: ModuleType, path: Path) -> None:
    document = gold.load(path)
    assert document.items
    assert all(document.text.count(item.quote) == 1 for item in document.items + document.doubtful)


def test_the_half_in_view_is_there_and_no_half_is_short_or_shares_a_document() -> None:
    halves = {half: {path.stem for path in (CORPUS / half).glob("*.txt")} for half in HALVES}
    assert "dev" in halves
    assert min(map(len, halves.values())) >= 6
    assert not halves["dev"] & halves.get("heldout", set())


@pytest.mark.parametrize("half", HALVES)
def test_what_is_read_stays_above_its_floor(accuracy: ModuleType, half: str) -> None:
    total, differences, wrong = accuracy.measure(accuracy.load_folder(CORPUS / half))
    assert wrong.wrong == 0  # no character of a clean text is changed
    for kind, (precision, recall) in FLOORS[half].items():
        rows = [row for row in differences if row.kind == kind and row.sign != "beside"]
        assert total[kind].precision >= precision, rows
        assert total[kind].recall >= recall, rows


@pytest.mark.parametrize("half", HALVES)
def test_a_scraped_copy_is_read_nearly_as_well(accuracy: ModuleType, half: str) -> None:
    total, differences, wrong = accuracy.measure(
        accuracy.load_folder(CORPUS / half), accuracy.scraped_with_slips
    )
    assert wrong.per_thousand <= WRONG_IN_A_THOUSAND
    for kind, (precision, recall) in FLOORS[half].items():
        rows = [row for row in differences if row.kind == kind and row.sign != "beside"]
        assert total[kind].precision >= precision - SLACK_IN_DAMAGE, rows
        assert total[kind].recall >= recall - SLACK_IN_DAMAGE, rows


def test_a_hit_counts_only_in_the_provision_of_its_quote(accuracy: ModuleType, gold: ModuleType) -> None:
    document = gold.load(CORPUS / "dev" / "city_measures.txt")
    record = accuracy.read(document.text, document.name)
    before, _ = gold.compare(document, record)
    first, *rest = (item for item in document.items if item.kind == "targets")
    moved = replace(first, quote=next(item.quote for item in document.items if item.kind == "money"))
    others = tuple(item for item in document.items if item.kind != "targets")
    after, differences = gold.compare(replace(document, items=(*others, moved, *rest)), record)
    assert after["targets"].right == before["targets"].right - 1
    assert after["targets"].missed == before["targets"].missed + 1
    assert after["targets"].false == before["targets"].false + 1
    assert {row.sign for row in differences if row.key == first.key and row.kind == "targets"} == {
        "missed",
        "false",
    }


def test_what_the_gold_calls_doubtful_is_neither_hit_nor_miss(accuracy: ModuleType, gold: ModuleType) -> None:
    document = gold.load(CORPUS / "dev" / "city_measures.txt")
    record = accuracy.read(document.text, document.name)
    before, _ = gold.compare(document, record)
    money = tuple(item for item in document.items if item.kind == "money")
    others = tuple(item for item in document.items if item.kind != "money")
    after, _ = gold.compare(replace(document, items=others, doubtful=money), record)
    assert (after["money"].right, after["money"].missed) == (0, 0)
    assert after["money"].false == before["money"].false

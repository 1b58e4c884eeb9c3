"""Examples are run beside the rules; one that fails shows what was expected, what came, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from small_pack import spoil, write_pack

from jingkai.policy.checking import load_checked_pack, pack_folders
from jingkai.policy.trials import Trial, run_examples
from jingkai.registry.packs import packs_folder


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def _failing(folder: Path) -> Trial:
    (trial,) = [trial for trial in run_examples(load_checked_pack(folder)) if not trial.passed]
    return trial


def _told(trial: Trial) -> list[tuple[str, str, str]]:
    return [(one.about, one.expected, one.actual) for one in trial.differences]


def test_examples_of_the_sound_pack_pass(tmp_path: Path) -> None:
    trials = run_examples(load_checked_pack(write_pack(tmp_path)))
    assert [trial.passed for trial in trials] == [True] * 4
    assert trials[0].sum_words == "overseas_investment = 5,000,000; 5,000,000 × 0.4 = 2,000,000"
    assert trials[1].sum_words == ""
    assert trials[3].sum_words == "standards * 300000 = 900,000; from 900,000 on: 900,000 × 1.1 = 990,000"


def test_another_rate_fails_with_both_sums_and_the_arithmetic(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), "benefits.yaml", "rate: 0.4", "rate: 0.3")
    trial = _failing(tmp_path)
    assert _told(trial) == [("sum", "2,000,000", "1,500,000")]
    assert trial.sum_words == "overseas_investment = 5,000,000; 5,000,000 × 0.3 = 1,500,000"
    assert (str(trial.place), trial.provision) == (f"{tmp_path / 'examples/all.yaml'}:2", "art_2__item_10")


def test_a_cap_that_bites_names_its_clause(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), "benefits.yaml", "yuan: 2000000", "yuan: 1999999.99")
    trial = _failing(tmp_path)
    assert _told(trial) == [("sum", "2,000,000", "1,999,999.99")]
    assert trial.sum_words.endswith("at most 1,999,999.99 by art_2__item_10")


def test_another_condition_fails_with_its_truth(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), "examples/all.yaml", "overseas_kind: warehouse,", "overseas_kind: other,")
    assert _told(_failing(tmp_path)) == [
        ("outcome", "entitled", "not_entitled"),
        ("condition listed_kind", "true", "false"),
        ("sum", "2,000,000", "unknown"),
    ]


def test_a_sum_that_an_example_leaves_out_must_be_unknown(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), "examples/all.yaml", "    yuan: 990000\n", "")
    assert _told(_failing(tmp_path)) == [("sum", "unknown", "990,000")]


def test_a_fact_that_is_not_missing_fails(tmp_path: Path) -> None:
    spoil(
        write_pack(tmp_path),
        "examples/all.yaml",
        "    missing: [overseas_investment]",
        "    missing: [standards]",
    )
    assert _told(_failing(tmp_path)) == [("missing facts", "standards", "overseas_investment")]


@pytest.mark.parametrize("folder", pack_folders(packs_folder()), ids=lambda folder: folder.name)
def test_examples_of_the_packs_of_the_product_pass(folder: Path) -> None:
    trials = run_examples(load_checked_pack(folder))
    assert trials
    assert [trial.example.name for trial in trials if not trial.passed] == []

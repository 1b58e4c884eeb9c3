"""Every fault of a pack is found with file, line and clause, and says how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from django.utils import translation
from small_pack import put, spoil, write_pack

from jingkai.policy.checking import check_pack, load_checked_pack, pack_folders
from jingkai.policy.faults import Fault, PackFaults
from jingkai.policy.loading import load_pack


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@dataclass(frozen=True)
class Bad:
    """A way to spoil the pack: in ``file`` write ``after`` for ``before``; what is found then, at which line."""

    file: str
    before: str
    after: str
    line: int
    words: str
    provision: str = ""
    at: str = ""
    severity: str = "error"


B, D, F, P, T = "benefits.yaml", "document.yaml", "facts.yaml", "procedures/land_start.yaml", "targets.yaml"
I8 = "art_2__item_8"
BAD = {
    name: Bad(**bad)
    for name, bad in yaml.safe_load(Path(__file__).with_name("bad_packs.yaml").read_text("utf-8")).items()
}


def test_the_pack_that_is_spoilt_below_is_sound(tmp_path: Path) -> None:
    assert check_pack(write_pack(tmp_path)) == []


@pytest.mark.parametrize("name", BAD)
def test_a_fault_names_file_line_clause_and_mend(tmp_path: Path, name: str) -> None:
    bad = BAD[name]
    spoil(write_pack(tmp_path), bad.file, bad.before, bad.after)
    faults = check_pack(tmp_path)
    at = tmp_path / (bad.at or bad.file)
    found = [
        fault for fault in faults if (fault.file, fault.line) == (at, bad.line) and bad.words in fault.words
    ]
    assert found, [str(fault) for fault in faults]
    assert found[0].mend
    assert (found[0].provision, found[0].severity) == (bad.provision, bad.severity)
    if bad.severity == "error":
        with pytest.raises(PackFaults):
            load_checked_pack(tmp_path)


def _one(folder: Path) -> Fault:
    (fault,) = check_pack(folder)
    return fault


def test_two_orders_of_one_pool_are_told(tmp_path: Path) -> None:
    text = (write_pack(tmp_path) / B).read_text(encoding="utf-8")
    head, mark, tail = text.rpartition("{pool: opening, order: first_come}")
    put(tmp_path, B, head + mark.replace("first_come", "pro_rata") + tail)
    fault = _one(tmp_path)
    assert (fault.line, fault.provision) == (55, I8)
    assert "“first_come” elsewhere and “pro_rata” here" in fault.words


def test_equal_orders_leave_open_which_award_is_paid(tmp_path: Path) -> None:
    write_pack(tmp_path)
    for _each in range(2):
        spoil(tmp_path, B, "mode: highest", "mode: exclusive")
    fault = _one(tmp_path)
    assert (fault.line, fault.provision) == (54, I8)
    assert "have the order 0" in fault.words


def test_what_is_paid_on_top_contradicts_nothing(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), B, "mode: highest", "mode: on_top")
    assert check_pack(tmp_path) == []


def test_a_cap_and_a_sum_need_an_amount(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), B, "    amount: {kind: rate, rate: 0.4, base: overseas_investment}\n", "")
    words = [fault.words for fault in check_pack(tmp_path)]
    assert "There is a cap and no amount to be capped." in words
    assert "The benefit names no sum: none is ever computed." in words


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    put(write_pack(tmp_path), T, "# nothing yet\n")
    fault = _one(tmp_path)
    assert (fault.file, fault.line, fault.words) == (tmp_path / T, 0, "The file is empty.")
    assert fault.place == str(tmp_path / T)


def test_a_file_that_holds_something_else_is_told(tmp_path: Path) -> None:
    put(write_pack(tmp_path), T, "- id: a\n- id: b\n")
    fault = _one(tmp_path)
    assert (fault.file, fault.line) == (tmp_path / T, 1)
    assert "it must hold fields" in fault.words


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write_pack(tmp_path)
    spoil(tmp_path, B, "kind: subsidy", "kind: gift")
    spoil(tmp_path, B, "mode: whole", "mode: half")
    spoil(tmp_path, D, "status: draft", "status: done")
    spoil(tmp_path, P, "kind: commitment", "kind: promise")
    spoil(tmp_path, F, "type: day", "type: date")
    with pytest.raises(PackFaults) as caught:
        load_pack(tmp_path)
    places = [(fault.file.name, fault.line) for fault in caught.value.faults]
    assert places == [(B, 7), (B, 49), (D, 11), (F, 5), ("land_start.yaml", 6)]
    assert str(caught.value).count("\n") == 4
    assert caught.value.place == f"{tmp_path / B}:7"


def test_a_fault_causes_no_others(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), F, "type: money, least", "type: gold, least")
    assert [fault.file.name for fault in check_pack(tmp_path)] == [F]
    spoil(write_pack(tmp_path), B, "kind: match\n", "kind: gift\n")
    assert [fault.file.name for fault in check_pack(tmp_path)] == [B]
    spoil(write_pack(tmp_path), D, "valid_from: 2025-05-09", "valid_from: 2025-13-01")
    assert {fault.file.name for fault in check_pack(tmp_path)} == {D}


def test_a_row_that_fits_is_judged_beside_one_that_does_not(tmp_path: Path) -> None:
    write_pack(tmp_path)
    spoil(tmp_path, B, "kind: match\n", "kind: gift\n")
    spoil(tmp_path, B, "test: overseas_kind =", "test: oversea_kind =")
    assert [fault.line for fault in check_pack(tmp_path)] == [14, 29]


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("benefit.yaml", "Did you mean benefits.yaml?"),
        ("benefits.yml", "Did you mean benefits.yaml?"),
        ("procedures/other.yml", "Did you mean other.yaml?"),
        ("exmaples/one.yaml", "Did you mean examples?"),
        ("notes.txt", "Take it out."),
        ("examples/deep/one.yaml", "Take it out."),
    ],
)
def test_a_file_that_belongs_nowhere_is_told(tmp_path: Path, name: str, mend: str) -> None:
    put(write_pack(tmp_path), name, "benefits: []\n")
    fault = _one(tmp_path)
    assert fault.words == "This belongs nowhere in a pack."
    assert fault.mend.startswith(mend)
    with pytest.raises(PackFaults):
        load_pack(tmp_path)


def test_notes_and_hidden_files_may_lie_in_a_pack(tmp_path: Path) -> None:
    put(write_pack(tmp_path), "README.md", "#")
    put(tmp_path, ".editorconfig", "")
    assert check_pack(tmp_path) == []


def test_folders_that_are_no_packs_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "it has no document.yaml" in _one(tmp_path / "empty").words
    assert "There is no such folder" in _one(tmp_path / "nowhere").words
    put(tmp_path, "a-file", "x")
    assert "There is no such folder" in _one(tmp_path / "a-file").words
    with pytest.raises(PackFaults, match=r"document\.yaml"):
        load_pack(tmp_path / "empty")


def test_a_pack_lies_among_those_of_its_jurisdiction(tmp_path: Path) -> None:
    fault = _one(write_pack(tmp_path / "cn-150800" / "doc"))
    assert (fault.line, fault.words) == (4, "The pack lies among those of 150800.")
    assert fault.mend == "Mend the code, or move the pack to cn-000000."
    assert check_pack(write_pack(tmp_path / "cn-000000" / "doc")) == []
    assert check_pack(write_pack(tmp_path / "cn-demo" / "doc")) == []


def test_packs_are_found_within_folders(tmp_path: Path) -> None:
    first, second = (write_pack(tmp_path / name / "doc") for name in ("cn-1", "cn-2"))
    assert pack_folders(tmp_path) == [first, second]
    assert pack_folders(first) == [first]
    assert pack_folders(tmp_path / "cn-1" / "nowhere") == [tmp_path / "cn-1" / "nowhere"]


def test_a_warning_keeps_no_pack_from_being_used(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), B, "units: [市商务局]", "units: [好人好事]")
    assert [fault.severity for fault in check_pack(tmp_path)] == ["warning"]
    assert load_checked_pack(tmp_path).pack.benefits[0].units == ("好人好事",)


@pytest.mark.parametrize("name", BAD)
def test_in_chinese_every_fault_and_mend_is_chinese(tmp_path: Path, name: str) -> None:
    bad = BAD[name]
    spoil(write_pack(tmp_path), bad.file, bad.before, bad.after)
    with translation.override("zh-hans"):
        for fault in check_pack(tmp_path):
            for text in (fault.words, fault.mend):
                assert re.search("[\u4e00-\u9fff]", text), text
                assert text.endswith(("。", "？")) or "：" in text, text

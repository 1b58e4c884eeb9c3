"""What changed between two packs is told by ids and in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from small_pack import FILES, put, spoil, write_pack

from jingkai.policy.differences import Change, compare_packs
from jingkai.policy.loading import load_pack


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def _changes(tmp_path: Path, *spoilt: tuple[str, str, str]) -> list[Change]:
    before = load_pack(write_pack(tmp_path / "a")).pack
    write_pack(tmp_path / "b")
    for file, old, new in spoilt:
        spoil(tmp_path / "b", file, old, new)
    return compare_packs(before, load_pack(tmp_path / "b").pack)


def test_equal_packs_differ_in_nothing(tmp_path: Path) -> None:
    assert _changes(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("benefits.yaml", "rate: 0.4", "rate: 0.5",
         "share paid amount.rate: 0.4 → 0.5 (benefits.overseas_support art_2__item_10)"),
        ("benefits.yaml", "yuan: 2000000", "yuan: 3000000",
         "sum in yuan caps.[award ever].yuan: 2,000,000 → 3,000,000 (benefits.overseas_support art_2__item_10)"),
        ("benefits.yaml", "units: [市科技局, 市财政局]", "units: [市科技局]",
         "responsible units units: 市科技局; 市财政局 → 市科技局 (benefits.platform_match art_2__item_6)"),
        ("benefits.yaml", "= 'warehouse'", "<> 'other'",
         "test conditions.[listed_kind].test: overseas_kind = 'warehouse' → overseas_kind <> 'other' "
         "(benefits.overseas_support art_2__item_10)"),
        ("benefits.yaml", "id: listed_kind\n        provision: art_2__item_10",
         "id: kind_listed\n        provision: art_2__item_10", None),
        ("benefits.yaml", "    kind: subsidy\n", "    kind: subsidy\n    without_application: true\n",
         "without application without_application: no → yes (benefits.overseas_support art_2__item_10)"),
        ("benefits.yaml", "    kind: subsidy\n", "    kind: subsidy\n    valid_to: 2026-12-31\n",
         "last day valid_to: nothing → 2026-12-31 (benefits.overseas_support art_2__item_10)"),
        ("benefits.yaml", "{least: 900000, rate: 1.1}", "{least: 900000, rate: 1.2}",
         "share paid amount.tiers.[900,000].rate: 1.1 → 1.2 (benefits.standard_award art_2__item_8)"),
        ("benefits.yaml", "{kind: rate, rate: 0.4, base: overseas_investment}", "{kind: fixed, yuan: 5}",
         "sum paid amount: kind rate, rate 0.4, base overseas_investment → kind fixed, yuan 5 "
         "(benefits.overseas_support art_2__item_10)"),
        ("document.yaml", "status: draft", "status: reviewed", "status of the pack status: draft → reviewed (document)"),
        ("facts.yaml", "most: 90000000", "most: 80000000",
         "greatest value most: 90,000,000 → 80,000,000 (facts.overseas_investment)"),
        ("facts.yaml", "{value: other, label: 其他}", "{value: other, label: 别的}",
         "label choices.[other].label: 其他 → 别的 (facts.overseas_kind)"),
        ("procedures/land_start.yaml", "after: [commit]", "after: [commit], working_days: 5",
         "working days steps.[build].working_days: nothing → 5 (procedures.land_start art_2__item_3)"),
        ("examples/all.yaml", "yuan: 990000", "yuan: 900000",
         "sum in yuan yuan: 990,000 → 900,000 (examples.standard_award 三项标准)"),
        ("targets.yaml", "provision: art_1", "provision: art_2",
         "clause provision: art_1 → art_2 (targets.output_growth art_2)"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(tmp_path: Path, file: str, old: str, new: str, words: str | None) -> None:
    changes = _changes(tmp_path, (file, old, new))
    if words is not None:
        assert [str(change) for change in changes] == [words]
        assert [change.kind for change in changes] == ["changed"]
    else:
        assert [(change.path, change.before is None) for change in changes] == [
            ("conditions.[listed_kind]", False),
            ("conditions.[kind_listed]", True),
        ]


def test_values_stay_exact_for_programs(tmp_path: Path) -> None:
    (change,) = _changes(tmp_path, ("benefits.yaml", "yuan: 2000000", "yuan: 3000000.50"))
    assert (change.before, change.after) == ("2000000", "3000000.5")
    assert change.said == ("2,000,000", "3,000,000.5")


def test_what_came_and_went_is_named(tmp_path: Path) -> None:
    changes = _changes(
        tmp_path,
        ("targets.yaml", "id: output_growth", "id: growth_of_output"),
        (
            "facts.yaml",
            "  - {name: recognised",
            "  - {name: idle, label: 闲置, subject: zone, type: flag}\n  - {name: recognised",
        ),
    )
    assert [str(change) for change in changes] == [
        "added: variable “闲置” (facts.idle)",
        "removed: target “增加值增速” (targets.output_growth art_1)",
        "added: target “增加值增速” (targets.growth_of_output art_1)",
    ]


def test_order_of_mandates_is_no_change(tmp_path: Path) -> None:
    before = load_pack(write_pack(tmp_path / "a")).pack
    head, *rows = FILES["benefits.yaml"].rstrip().split("\n  - id: ")
    put(
        write_pack(tmp_path / "b"),
        "benefits.yaml",
        head + "".join("\n  - id: " + row for row in reversed(rows)),
    )
    assert compare_packs(before, load_pack(tmp_path / "b").pack) == []


def test_a_long_text_shows_what_is_about_the_change(tmp_path: Path) -> None:
    long = "境外项目的支持办法很多，" * 20
    write_pack(tmp_path / "a")
    spoil(tmp_path / "a", "benefits.yaml", "summary: 建海外仓的", f"summary: {long}建海外仓的")
    write_pack(tmp_path / "b")
    spoil(tmp_path / "b", "benefits.yaml", "summary: 建海外仓的", f"summary: {long}盖海外仓的")
    (change,) = compare_packs(load_pack(tmp_path / "a").pack, load_pack(tmp_path / "b").pack)
    assert "办法很多，建海外仓" in str(change)
    assert "办法很多，盖海外仓" in str(change)
    assert len(str(change)) < 300
    assert change.before.startswith(long)


def test_in_chinese_the_fields_have_chinese_names(tmp_path: Path) -> None:
    (change,) = _changes(tmp_path, ("benefits.yaml", "rate: 0.4", "rate: 0.5"))
    with translation.override("zh-hans"):
        assert str(change) == "兑付比例 amount.rate：0.4 → 0.5（benefits.overseas_support art_2__item_10）"

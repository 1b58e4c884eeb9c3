"""Which reading stands where copies disagree."""

from __future__ import annotations

import pytest
from collate_copies import STRAY, copy_of, damaged_copies, mended, visible
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from jingkai.documents.collate import UNDECIDED_VARIANT, VariantKind, collate
from jingkai.documents.errors import DocumentError
from jingkai.documents.revision import Flag
from jingkai.documents.samples import OPINION

TEXT = OPINION.read_text(encoding="utf-8").strip()


def test_copies_that_agree_have_no_variants(opinion: str) -> None:
    collation = collate([copy_of(opinion, "a"), copy_of(opinion + "\n", "b")])
    assert collation.variants == ()
    assert collation.record.text == opinion


def test_one_copy_is_its_own_collation(opinion: str) -> None:
    record = copy_of(opinion)
    assert collate([record]).record is record


def test_no_copy_at_all_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(DocumentError, match=r"at least one copy|至少"):
        collate([])


@settings(max_examples=15, deadline=None)
@given(number=st.integers(3, 4), seed=st.integers(0, 10_000))
def test_independent_damage_in_three_or_more_copies_is_outvoted(number: int, seed: int) -> None:
    copies = [copy_of(text, f"copy {index}") for index, text in enumerate(damaged_copies(TEXT, number, seed))]
    collation = collate(copies)
    assert visible(collation.record.text) == visible(TEXT)
    assert len(collation.variants) >= number


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), turn=st.integers(1, 3))
def test_the_order_of_the_copies_does_not_matter(seed: int, turn: int) -> None:
    copies = [copy_of(text, f"copy {index}") for index, text in enumerate(damaged_copies(TEXT, 4, seed))]
    assert collate(copies[turn:] + copies[:turn]) == collate(copies)


def test_question_marks_lose_against_words_in_either_order(opinion: str) -> None:
    hurt = copy_of(opinion.replace("弹性出让", "弹??让"), "a hurt")
    whole = copy_of(opinion.replace("铁水联运", "铁�联运"), "b hurt")
    for pair in ([hurt, whole], [whole, hurt]):
        assert visible(collate(pair).record.text) == visible(opinion)


def test_a_reading_as_received_outweighs_a_doubtful_repair(opinion: str) -> None:
    wrong = opinion.replace("铁水联运班列", "铁水联动班次")
    doubtful = copy_of(wrong, "a", repairs=[mended(wrong, "联动班次", "脸撹", 0.7)])
    # The other copy has far more repairs, yet none of them here.
    others = [
        mended(opinion, words, "鎼", 0.9) for words in ("梯级利用", "混合用地", "后备企业库", "技工院校")
    ]
    received = copy_of(opinion, "b", repairs=others)
    collation = collate([doubtful, received])
    assert "铁水联运班列" in collation.record.text
    [variant] = collation.variants
    assert variant.provision == "art_3__item_8"
    assert collation.record.text[variant.start : variant.end] == variant.chosen
    assert {reading.grounds for reading in variant.readings} == {("repaired",), ("untouched",)}
    assert variant.reason


def test_a_copy_without_its_superlatives_loses_even_when_two_of_three_lost_them(opinion: str) -> None:
    filtered = [copy_of(opinion.replace("最高不超过", "高不超过"), name, flags=[]) for name in ("a", "b")]
    collation = collate([*filtered, copy_of(opinion, "c")])
    assert "每年最高不超过800万元" in collation.record.text
    assert any("shortened" in reading.grounds for row in collation.variants for reading in row.readings)


def test_a_suspected_loss_is_answered_by_another_copy(opinion: str) -> None:
    short = opinion.replace("最高不超过", "高不超过")
    at = short.index("高不超过")
    hurt = copy_of(short, "a", flags=[Flag("suspected_deletion", "a word may be missing", None, at, at)])
    more_repairs = copy_of(opinion, "b", repairs=[mended(opinion, "梯级利用", "鎼", 0.5)] * 1)
    collation = collate([hurt, more_repairs])
    assert visible(collation.record.text) == visible(opinion)
    assert not [flag for flag in collation.record.flags if flag.code == "suspected_deletion"]


def test_two_copies_with_the_same_conversion_do_not_outvote_a_copy_as_received(opinion: str) -> None:
    wrong = opinion.replace("明显提升", "明显着升")
    converted = [
        copy_of(wrong, name, repairs=[mended(wrong, "着", "著", 1.0)])
        for name in ("a converted", "b converted")
    ]
    assert "明显提升" in collate([*converted, copy_of(opinion, "c")]).record.text


def test_the_more_natural_words_win_where_copies_weigh_the_same(opinion: str) -> None:
    hurt = copy_of(opinion.replace("危险废物收集", f"危险{STRAY[0]}物收集"), "a")
    other = copy_of(opinion.replace("市场采购和", f"市{STRAY[1]}采购和"), "b")
    assert visible(collate([hurt, other]).record.text) == visible(opinion)


def test_every_variant_names_each_copy_and_says_why(opinion: str) -> None:
    copies = [copy_of(text, f"copy {index}") for index, text in enumerate(damaged_copies(opinion, 3, seed=7))]
    collation = collate(copies)
    words = [variant for variant in collation.variants if variant.kind is VariantKind.WORDS]
    assert len(words) >= 30
    for variant in words:
        assert tuple(reading.source for reading in variant.readings) == collation.sources
        assert len({reading.words for reading in variant.readings}) > 1
        assert visible(variant.chosen) in {reading.words for reading in variant.readings}
        assert visible(collation.record.text[variant.start : variant.end]) == visible(variant.chosen)
        assert variant.reason


def test_two_copies_alone_are_mostly_right_and_say_where_nothing_decides(opinion: str) -> None:
    wrong = sites = 0
    for seed in range(6):
        copies = [
            copy_of(text, f"copy {index}") for index, text in enumerate(damaged_copies(opinion, 2, seed))
        ]
        collation = collate(copies)
        codes = Levenshtein.opcodes(visible(opinion), visible(collation.record.text))
        wrong += sum(code.tag != "equal" for code in codes)
        sites += len(collation.variants)
        undecided = {flag.start for flag in collation.record.flags if flag.code == UNDECIDED_VARIANT}
        assert undecided <= {variant.start for variant in collation.variants}
        assert len(undecided) > 10
    assert wrong < 0.1 * sites


def test_a_figure_is_flagged_when_copies_of_one_weight_differ_in_it(opinion: str) -> None:
    other = opinion.replace("规模20亿元的青岚", "规模50亿元的青岚")
    record = collate([copy_of(opinion, "a"), copy_of(other, "b")]).record
    [flag] = [flag for flag in record.flags if flag.code == UNDECIDED_VARIANT]
    assert "20" in flag.message or "“2”" in flag.message
    assert "5" in flag.message
    assert record.text[flag.start : flag.end] in ("2", "5")

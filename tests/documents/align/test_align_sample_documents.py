"""The sample measures laid beside the sample opinion they implement."""

from __future__ import annotations

import pytest

from jingkai.documents.align import ANSWERS, Alignment, align, find_superior
from jingkai.documents.pipeline import read_file
from jingkai.documents.record import Record
from jingkai.documents.samples import MEASURES, OPINION

# Which item of the opinion each measure answers to, as the two were written.
ANSWERED = {1: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6, 9: 7, 10: 8, 11: 9, 12: 10, 13: 11, 14: 12, 15: 13, 16: 14}
WEAKLY = {2: 2}  # energy review on commitment: an instance of the faster approval, in quite other words
NOT_AT_ALL = (8, 17)


@pytest.fixture(scope="module")
def measures() -> Record:
    return read_file(MEASURES)


@pytest.fixture(scope="module")
def opinion() -> Record:
    return read_file(OPINION)


@pytest.fixture(scope="module")
def alignment(measures: Record, opinion: Record) -> Alignment:
    return align(measures, opinion)


def test_each_measure_finds_the_item_it_answers_to(alignment: Alignment) -> None:
    for measure, item in (ANSWERED | WEAKLY).items():
        best = alignment.of(f"art_2__item_{measure}")[0]
        assert best.upper == f"art_3__item_{item}"
        assert best.rank == 1
        assert best.answers or measure in WEAKLY


def test_measures_of_the_citys_own_score_below_all_that_answer(alignment: Alignment) -> None:
    answering = [alignment.of(f"art_2__item_{number}")[0].score for number in ANSWERED]
    own = [pair.score for number in NOT_AT_ALL for pair in alignment.of(f"art_2__item_{number}")]
    assert max(own) < ANSWERS <= min(answering)
    assert {f"art_2__item_{number}" for number in NOT_AT_ALL} <= set(alignment.alone)


def test_the_words_that_carry_a_pair_are_the_distinctive_ones(alignment: Alignment) -> None:
    words = {row.words for row in alignment.of("art_2__item_12")[0].words}
    assert {"中水回用", "屋顶光伏"} <= words
    for pair in alignment.pairs:
        assert not {"支持", "推动", "青岚经开区", "经开区"} & {row.words for row in pair.words}
        assert 0.0 <= sum(row.weight for row in pair.words) <= 1.001


def test_figures_that_differ_are_named_with_both_values(alignment: Alignment) -> None:
    differing = {(row.lower, row.upper) for _pair, row in alignment.differing()}
    assert ("达到150亿元", "达到160亿元") in differing  # foreign trade
    assert ("达到200家", "达到180家") in differing  # high-technology enterprises
    assert ("按到位金额的1%", "按到位金额的2%") in differing
    assert ("500万美元以上", "1000万美元以上") in differing


def test_figures_that_agree_are_said_to_agree(alignment: Alignment) -> None:
    figures = [row for pair in alignment.pairs for row in pair.figures if not row.differs]
    agreeing = {row.subject for row in figures}
    assert any("工业增加值" in subject for subject in agreeing)
    assert any("实际使用外资" in subject for subject in agreeing)
    assert "亩均税收" in agreeing


def test_what_the_city_leaves_out_is_a_gap(alignment: Alignment) -> None:
    assert "art_2__bul_4" in alignment.gaps  # the green targets
    assert "art_4__sub_1" in alignment.gaps
    assert "art_1" not in alignment.gaps  # a spirit, not a task
    assert not {f"art_3__item_{item}" for item in ANSWERED.values()} & set(alignment.gaps)


def test_the_same_documents_give_the_same_alignment(
    measures: Record, opinion: Record, alignment: Alignment
) -> None:
    assert align(measures, opinion) == alignment


def test_a_document_aligned_with_itself_finds_each_clause_first(opinion: Record) -> None:
    mirror = align(opinion, opinion)
    assert mirror.gaps == ()
    for provision in opinion.parsed.provisions:
        pairs = mirror.of(provision.id)
        if pairs:
            assert pairs[0].upper == provision.id


def test_the_superior_document_is_found_by_what_the_measures_cite(measures: Record, opinion: Record) -> None:
    assert find_superior(measures, [measures, opinion]) is opinion
    assert find_superior(opinion, [measures, opinion]) is None
    assert find_superior(measures, []) is None

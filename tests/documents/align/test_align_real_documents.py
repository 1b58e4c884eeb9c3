"""The city's measures (B) laid beside the region's opinion (A)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jingkai.documents.align import ANSWERS, Alignment, align, find_superior
from jingkai.documents.pipeline import read_file
from jingkai.documents.record import Record

Seed = Callable[[str], Path]

# From reading both documents: the items of A that each measure of B may answer to.
MAY_ANSWER = {
    1: {2},  # energy review on commitment: A 2 asks for commitment in approval (and only mentions it)
    2: {1, 16},  # city items served in the zone: a place to handle affairs (1), a one-stop hall (16)
    4: {2},  # build first, deferred materials, commitment
    5: {16},  # one policy for one enterprise
    6: {6, 8},  # clusters (6) and the services around them (8)
    7: {5, 6},  # siting in the zone first (5) of such enterprises (6)
    8: {7, 13},  # innovation (7) with institutes, and parks together with them (13)
    9: {7},  # laboratories and centres
    11: {10},  # outlets and warehouses abroad, e-commerce, logistics
    13: {13},  # one zone, many parks
    14: {11},  # reuse of solid waste
    15: {12},  # digital infrastructure
    16: {4, 20},  # committee and company (4), pay (20)
    17: {17},  # existing land
    18: {18},  # funds and bonds
    19: {18},  # transfer payments, debt
    20: {20},  # vocational schools
}
# 3 (stability assessment) and 10 (quality award) are the city's own. 12 (imported equipment, technical renewal) is
# weakly akin to the subsidies for equipment of 3 and the foreign trade of 10, in no words of theirs.
NONE_OR_WEAK = (3, 10, 12)


@pytest.fixture(scope="module")
def documents(seed: Seed) -> tuple[Record, Record]:
    return read_file(seed("004")), read_file(seed("002"))


@pytest.fixture(scope="module")
def alignment(documents: tuple[Record, Record]) -> Alignment:
    return align(*documents)


def _right(alignment: Alignment, measure: int) -> bool:
    best = alignment.of(f"art_2__item_{measure}")[0]
    return best.upper in {f"art_3__item_{item}" for item in MAY_ANSWER[measure]}


def test_rank_one_is_right_for_nine_of_ten_measures(alignment: Alignment) -> None:
    assert sum(_right(alignment, measure) for measure in MAY_ANSWER) >= 0.9 * len(MAY_ANSWER)


def test_measures_without_counterpart_score_below_every_one_that_was_matched_right(
    alignment: Alignment,
) -> None:
    def best(measure: int) -> float:
        return max((pair.score for pair in alignment.of(f"art_2__item_{measure}")), default=0.0)

    matched = [best(measure) for measure in MAY_ANSWER if _right(alignment, measure)]
    assert max(map(best, NONE_OR_WEAK)) < min(matched)
    assert max(map(best, NONE_OR_WEAK)) < ANSWERS
    assert {f"art_2__item_{measure}" for measure in NONE_OR_WEAK} == set(alignment.alone)


def test_the_citys_aims_agree_with_the_regions(alignment: Alignment) -> None:
    aims = alignment.of("art_1")
    assert {pair.upper for pair in aims[:2]} == {"art_2__bul_2", "art_2__bul_4"}
    figures = [figure for pair in aims for figure in pair.figures]
    assert len(figures) == 5
    assert not [figure for figure in figures if figure.differs]


def test_what_the_city_says_nothing_about_is_a_gap(alignment: Alignment) -> None:
    # Foreign investment, the alliance of zones, the national ranking of zones, cheaper energy.
    assert {f"art_3__item_{item}" for item in (9, 15, 19)} <= set(alignment.gaps)
    assert not {f"art_3__item_{item}" for item in (2, 7, 10, 12, 16, 18, 20)} & set(alignment.gaps)


def test_the_opinion_is_found_as_what_the_measures_implement(documents: tuple[Record, Record]) -> None:
    measures, opinion = documents
    assert find_superior(measures, [measures, opinion]) is opinion

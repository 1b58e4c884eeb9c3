"""Which reading stands where every copy reads a repair, and where copies differ in width only."""

from __future__ import annotations

import pytest
from collate_copies import copy_of, mended

from jingkai.documents.collate import UNDECIDED_VARIANT, Collation, collate
from jingkai.documents.collate.evidence import Evidence
from jingkai.documents.collate.vote import Ballot, Verdict, decide
from jingkai.documents.collate.width import form_for, halved


def _repaired(rank: int, words: str, confidence: float) -> Ballot:
    return Ballot(rank, words, Evidence(0.6 * confidence, ("repaired",), frozenset({"repaired"})))


def _choice(ballots: list[Ballot], liked: dict[str, float]) -> tuple[str, Verdict]:
    verdict = decide(ballots, "设备等，在确", "海关监管", lambda words: liked[words[6:-4]])
    return next(ballot.words for ballot in ballots if ballot.rank == verdict.winner), verdict


@pytest.mark.parametrize("ranks", [(0, 1), (1, 0)])
def test_the_surer_of_two_repairs_stands_though_the_other_sounds_a_little_better(
    ranks: tuple[int, int],
) -> None:
    ballots = [_repaired(ranks[0], "。", 0.53), _repaired(ranks[1], "保", 0.93)]
    words, verdict = _choice(ballots, {"。": 137.8, "保": 135.2})
    assert words == "保"
    assert not verdict.drawn
    assert "强" in verdict.reason or "stronger" in verdict.reason


def test_a_repair_that_is_clearly_the_more_natural_stands_and_a_person_is_asked() -> None:
    words, verdict = _choice([_repaired(0, "道", 0.87), _repaired(1, "的", 0.67)], {"道": 130.0, "的": 140.0})
    assert words == "的"
    assert verdict.drawn
    assert "surer" in verdict.reason or "把握" in verdict.reason


def test_repairs_of_one_confidence_are_said_to_weigh_the_same_and_others_are_not() -> None:
    same = _choice([_repaired(0, "道", 0.8), _repaired(1, "的", 0.8)], {"道": 1.0, "的": 2.0})[1]
    near = _choice([_repaired(0, "道", 0.8), _repaired(1, "的", 0.79)], {"道": 1.0, "的": 2.0})[1]
    assert same.winner == near.winner == 1
    assert same.drawn
    assert near.drawn
    assert same.reason != near.reason


def test_words_as_received_outweigh_the_surest_repair_however_natural_it_sounds() -> None:
    received = Ballot(0, "核", Evidence(1.0, ("untouched",), frozenset()))
    words, verdict = _choice([received, _repaired(1, "议", 1.0)], {"核": 0.0, "议": 100.0})
    assert words == "核"
    assert not verdict.drawn


def _collated(opinion: str, *forms: str) -> Collation:
    copies = []
    for number, form in enumerate(forms):
        text = opinion.replace("铁水联运班列", f"铁水联运{form}班列", 1)
        repairs = [mended(text, form, "(", 0.9)] if form == "（" else []
        copies.append(copy_of(text, f"copy {number}", repairs=repairs))
    return collate(copies)


@pytest.mark.parametrize("forms", [("（", "("), ("(", "（"), ("(", "(", "（")])
def test_a_half_width_bracket_as_received_gives_way_to_the_full_width_one(
    forms: tuple[str, ...], opinion: str
) -> None:
    collation = _collated(opinion, *forms)
    assert "铁水联运（班列" in collation.record.text
    [variant] = collation.variants
    assert variant.chosen == "（"
    assert "width" in variant.reason or "全角" in variant.reason
    assert not [flag for flag in collation.record.flags if flag.code == UNDECIDED_VARIANT]


@pytest.mark.parametrize(
    ("forms", "left", "right", "expected"),
    [
        (("(", "（"), "以上。", "责任单位", "（"),
        (("，", ","), "园区", "企业", "，"),
        (("：", ":"), "8", "30", ":"),
        (("２０", "20"), "投资", "亿元", "20"),
        (("（ＧＤＰ）", "(GDP)", "（GDP）"), "总值", "增长", "（GDP）"),
    ],
)
def test_chinese_takes_full_width_marks_and_half_width_figures(
    forms: tuple[str, ...], left: str, right: str, expected: str
) -> None:
    assert form_for(forms, left, right) == expected
    assert form_for(forms[::-1], left, right) == expected


def test_only_width_is_set_aside_when_forms_are_compared() -> None:
    assert halved("（２０％）") == "(20%)"
    assert halved("㎡①。、") == "㎡①。、"

"""Byte slips are undone by reading the damaged stretch as bytes again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from jingkai.documents.damage import gloss_table, half_width, likely_intruders, slipped, traditional
from jingkai.documents.repair import gbk
from jingkai.documents.repair.byteslip import undo_byte_slips
from jingkai.documents.repair.language_model import fold
from jingkai.documents.revision import Revision
from jingkai.documents.samples import OPINION
from jingkai.documents.witness import Line, Place, Witness

GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")


def revision(text: str) -> Revision:
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    return Revision(Witness("test.txt", "txt", "", lines))


def folded(text: str) -> str:
    return "".join(map(fold, GLOSS.sub("", text)))


def clean_sample() -> str:
    return OPINION.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("damaged", "restored"),
    [
        # 持數 is B3D6 94B5; D694 is 謹: its reading fell between the halves of 數.
        ("青嵐開發區(qū)支持?jǐn)?shù)字園區(qū)建設", "青岚开发区支持数字园区建设"),
        # 潛力較 out of step, 力較 loses a pair that means nothing; 較 ends in 5E, "^".
        ("青嵐開發區(qū)發(fā)展?jié)摿^大", "青岚开发区发展潜力较大"),
        # 入區: EB85 is 雲; 區 ends in 5E and has a reading of its own.
        ("經(jīng)濟新入?yún)^(qū)企業(yè)", "经济新入区企业"),
    ],
)
def test_a_slip_is_undone_up_to_the_character_that_sets_it_right(damaged: str, restored: str) -> None:
    text = revision(damaged)
    assert undo_byte_slips(text) == 1
    assert folded(text.text) == restored
    assert text.undone() == damaged


def test_a_slip_that_begins_at_punctuation_is_undone() -> None:
    # 。科 is A1A3 BFC6; A3BF is the question mark ？, at which the site cut first.
    text = revision("統(tǒng)籌產(chǎn)業(yè)布局??茖W(xué)確定發(fā)展方向")
    assert undo_byte_slips(text) == 1
    assert folded(text.text) == "统筹产业布局。科学确定发展方向"


@pytest.mark.parametrize(
    "text",
    [
        "什么是青岚经开区？它在哪里？",
        "是否“确认”跳转到登录页?",
        "經(jīng)濟怎么樣?好不好?我們(men)再看看。",
        "2025年1月22日????",
        "為什(shén)麼?!區(qū)里怎么办?",
        "区(qū)内企业GDP(gdp)如何?",
    ],
)
def test_question_marks_of_an_undamaged_text_are_left_alone(text: str) -> None:
    kept = revision(text)
    assert undo_byte_slips(kept) == 0
    assert kept.text == text


def test_a_slip_that_cannot_be_undone_stays_and_is_flagged() -> None:
    text = revision("青嵐開發區(qū)甲?qū)ABC")
    assert undo_byte_slips(text) == 0
    assert text.text == "青嵐開發區(qū)甲?qū)ABC"
    assert [flag.code for flag in text.flags()] == ["byte_slip"]


def test_a_doubtful_reading_and_what_stays_garbled_are_flagged() -> None:
    # The stray digit was swallowed with the bracket: what is put back is a guess, and the year stays hurt.
    text = revision("青嵐開發區(qū)發(fā)展?gǔ)繕恕５?027年,綜(zōng)合保稅區")
    assert undo_byte_slips(text) == 1
    assert "doubtful_slip" in {flag.code for flag in text.flags()}


def test_simulated_slips_of_an_own_text_are_mostly_undone_and_nothing_else_changes() -> None:
    clean = "".join(c for c in clean_sample() if len(c.encode("gb18030")) <= 2)
    wanted = folded(half_width(traditional(clean)))
    damaged_edits = restored_edits = 0
    for chance in range(4):
        rng = random.Random(chance)
        source = traditional(clean)
        intruders = likely_intruders(source)
        rng.shuffle(intruders)
        damaged = half_width(slipped(source, gloss_table(source, rng, 0.15), rng, intruders[:6]))
        text = revision(damaged)
        undo_byte_slips(text)
        assert text.undone() == damaged
        damaged_edits += Levenshtein.distance(folded(damaged), wanted)
        restored_edits += Levenshtein.distance(folded(text.text), wanted)
    print(f"edits before repair {damaged_edits}, after {restored_edits}")
    assert damaged_edits > 200
    assert restored_edits <= 0.15 * damaged_edits


def test_every_pair_is_either_a_meaning_or_unmapped_never_both() -> None:
    unmapped = gbk.unmapped()
    assert not any(trail in unmapped.get(lead, ()) for lead, trail in gbk.pairs())
    assert gbk.encoded("數") == (0x94, 0xB5)
    assert gbk.encoded("!") == (0xA3, 0xA1)
    assert gbk.encoded("A") is None


def test_the_seven_and_six_slips_of_the_real_copies_are_found(seed: Callable[[str], Path]) -> None:
    for name, count in (("001", 7), ("003", 6), ("000", 0)):
        text = revision(seed(name).read_text(encoding="utf-8"))
        assert undo_byte_slips(text) == count, name
        assert not text.flags()

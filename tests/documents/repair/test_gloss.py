"""Pinyin glosses go when they fit the character before them; brackets that only look like pinyin stay."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from repair_texts import received

from jingkai.documents.damage import gloss_table, glossed, traditional, wrapped
from jingkai.documents.repair.gloss import fit, remove_glosses
from jingkai.documents.samples import OPINION

MASS = "開發(fā)區(qū)產業(yè)集聚(jù)。"


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("開發(fā)區(qū)", "開發區"),
        ("創(chuàng )新(xīn)", "創新"),
        ("開發（fā）區（ qū ）", "開發區"),
        ("規(guī)劃（huà）", "規劃"),
        ("綠(lǜ)色戰(zhàn)略(lüè)", "綠色戰略"),
        ("經(jīng)濟(jì)技術(shù)開發(fā)區(qū)(以下簡稱區(qū))", "經濟技術開發區(以下簡稱區)"),
        ("長(cháng)三角增長(zhǎng)極(jí)", "長三角增長極"),
        ("區(qu\u0304)域", "區域"),
        ("戰略(lvè)發(fā)展", "戰略發展"),
        ("率(lǜ)(shuài)先", "率先"),
    ],
)
def test_a_reading_of_the_character_before_it_is_removed(damaged: str, clean: str) -> None:
    revision = received(damaged)
    remove_glosses(revision)
    assert revision.text == clean
    assert {repair.kind for repair in revision.repairs()} == {"gloss"}


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("開發(f\nā)區(qū)", "開發區"),
        ("開發(\nfā)區(qū)", "開發區"),
        ("開發(fā\n)區(qū)", "開發區"),
        ("開發區\n(qū)產業(yè)", "開發區產業"),
        ("創(chuà\n  ng)新(xīn)", "創新"),
        ("戰(\n\n zhàn)略", "戰略"),
    ],
)
def test_a_gloss_that_a_line_break_cut_is_removed(damaged: str, clean: str) -> None:
    revision = received(damaged)
    remove_glosses(revision)
    assert revision.text == clean
    assert revision.undone() == damaged


def test_lines_cut_through_glosses_become_paragraphs_again() -> None:
    source = traditional(OPINION.read_text(encoding="utf-8"))
    table = gloss_table(source, random.Random(1), 0.12)
    revision = received(wrapped(glossed(source, table), 28, pages=0))
    remove_glosses(revision)
    whole = {line.strip() for line in source.split("\n") if line.strip()}
    found = revision.text.split("\n")
    assert "".join(revision.text.split()) == "".join(source.split())
    assert sum(line in whole for line in found) >= 0.85 * len(whole)


@pytest.mark.parametrize("text", ["總值(G\nDP)", "開發(\n一)區", "研發(an\n)", "甲\n(guó)乙"])
def test_other_brackets_that_a_line_break_cut_stay(text: str) -> None:
    revision = received(text)
    remove_glosses(revision)
    assert revision.text == text


@pytest.mark.parametrize(
    "text",
    [
        "总值(GDP)",
        "研发(R&D)",
        "等级(A)",
        "不安(an)全",
        "方案(an)",
        "园区(qu)",
        "甲(a)乙(b)",
        "（一）",
        "函数(sin)",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    revision = received(text)
    assert remove_glosses(revision) == 0
    assert revision.flags() == []


def test_neutral_tones_and_forgotten_tone_marks_go_only_in_a_text_full_of_glosses() -> None:
    alone = received("園區的(de)企業")
    assert remove_glosses(alone) == 0
    among = received(MASS + "園區的(de)企業(ye)和(an)")
    remove_glosses(among)
    assert among.text == "開發區產業集聚。園區的企業和(an)"


def test_a_reading_that_does_not_fit_stays_and_is_flagged() -> None:
    revision = received("開發(fā)園(yè)化，向?qū)I(yè)化")
    remove_glosses(revision)
    assert revision.text == "開發園(yè)化，向?qū)I(yè)化"
    flags = revision.flags()
    assert [flag.code for flag in flags] == ["gloss_mismatch", "gloss_mismatch"]
    assert [revision.text[flag.start : flag.end] for flag in flags] == ["(yè)", "(yè)"]


@pytest.mark.parametrize("text", ["推广甪（lù）直镇经验。", "对接六（lù）安市。", "与东莞（guǎn）市共建。"])
def test_a_reading_that_the_author_gave_is_kept_and_flagged(text: str) -> None:
    revision = received(text)
    assert remove_glosses(revision) == 0
    assert [flag.code for flag in revision.flags()] == ["gloss_kept"]


@pytest.mark.parametrize("left, right", ["()", "（）"])
def test_several_readings_of_rare_characters_are_the_authors_too(left: str, right: str) -> None:
    names = f"规范书写漷{left}huǒ{right}县镇、亳{left}bó{right}州路、垚{left}yáo{right}山村。"
    revision = received(names)
    assert remove_glosses(revision) == 0
    assert [flag.code for flag in revision.flags()] == ["gloss_kept"] * 3
    scraped = received(MASS + names)
    remove_glosses(scraped)
    assert scraped.text == "開發區產業集聚。规范书写漷县镇、亳州路、垚山村。"


@pytest.mark.parametrize(
    ("character", "word", "how"),
    [
        ("區", "qū", "exact"),
        ("區", "ōu", "exact"),
        ("區", "qu", "loose"),
        ("區", "guó", ""),
        ("A", "a", ""),
        ("绿", "lǜ", "exact"),
    ],
)
def test_how_a_word_fits_a_character(character: str, word: str, how: str) -> None:
    assert fit(character, word) == how


def test_all_glosses_of_the_real_documents_fit_but_for_those_inside_byte_slips(
    seed: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    looks = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+ ?\)")
    toned = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
    seen = fitting = mismatched = 0
    for name in ("000", "001", "003"):
        text = seed(name).read_text(encoding="utf-8")
        found = [match[0] for match in looks.finditer(text) if toned.search(match[0])]
        revision = received(text)
        removed = remove_glosses(revision)
        seen += len(found)
        fitting += removed
        mismatched += sum(flag.code == "gloss_mismatch" for flag in revision.flags())
        assert removed + len(revision.flags()) >= len(found)
    with capsys.disabled():
        print(f"\nglosses in the real documents: {seen} seen, {fitting} removed, {mismatched} do not fit")
    assert mismatched <= 5
    assert fitting >= 4100

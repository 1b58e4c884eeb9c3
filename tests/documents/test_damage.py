"""The simulator damages text as real sites do."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.damage import (
    Scrape,
    deleted,
    gloss_table,
    glossed,
    half_width,
    likely_intruders,
    scraped,
    slipped,
    traditional,
    wrapped,
)
from jingkai.documents.repair.language_model import fold


def test_a_gloss_that_lands_inside_a_character_garbles_as_on_real_pages() -> None:
    # 持數 is B3D6 94B5; 謹 is D694. The reading of 數 was put in first, that of 謹 then fell into it.
    rng = random.Random(0)
    damaged = {slipped("支持數字", {"數": "shù"}, random.Random(seed), ["謹"]) for seed in range(8)}
    assert "支持?jǐn)?shù)字" in damaged
    assert slipped("支持數字", {"數": "shù"}, rng) == "支持數(shù)字"


def test_a_question_mark_across_two_characters_cuts_the_text_there() -> None:
    # 。科 is A1A3 BFC6; A3BF is ？.
    assert slipped("布局。科學", {"學": "xué"}, random.Random(0)) == "布局?？茖W(xué)"


def test_likely_intruders_lie_across_two_characters() -> None:
    assert "謹" in likely_intruders("支持數字")


@given(st.text(alphabet="发展经济区开放支持数字产业企业投资，。", max_size=60), st.integers(0, 100))
def test_glosses_are_put_behind_and_traditional_characters_lead_back(text: str, seed: int) -> None:
    rng = random.Random(seed)
    source = traditional(text)
    assert "".join(map(fold, source)) == text
    table = gloss_table(source, rng, 0.5)
    damaged = glossed(source, table)
    for character, reading in table.items():
        damaged = damaged.replace(f"{character}({reading})", character)
    assert damaged == source


def test_the_same_seed_gives_the_same_damage_and_no_damage_gives_the_text() -> None:
    text = "支持开发区发展数字经济。"
    assert scraped(text, random.Random(1)) == scraped(text, random.Random(1))
    none = Scrape(traditional=False, gloss=0.0, half_width=False)
    assert scraped(text, random.Random(1), none) == text


def test_half_width_deletions_and_printed_lines() -> None:
    assert half_width("甲，乙（丙）。") == "甲,乙(丙)。"
    assert deleted("第一章 总则\n全区首个园区，最大限度") == "章 总则\n全区个园区，大限度"
    assert wrapped("甲" * 5, 2, pages=2) == "甲甲\n甲甲\n\n- 1 -\n\n甲"

"""Radicals and compatibility characters that look like ordinary characters are written as those, and logged."""

from __future__ import annotations

import unicodedata

import pytest
from repair_texts import received

from jingkai.documents.repair import repair
from jingkai.documents.repair.radicals import ordinary, write_ordinary_characters


def test_a_text_of_radicals_reads_like_the_ordinary_one_and_keeps_a_log() -> None:
    text = "⼀、⽀持⻘岚经济技术开发区⾼质量发展。⻔⼾开放，⻛险可控，⻓效⽴项，⺠⽣为本。"
    revision = received(text)
    assert write_ordinary_characters(revision) == 11
    assert revision.text == "一、支持青岚经济技术开发区高质量发展。门户开放，风险可控，长效立项，民生为本。"
    assert {(one.kind, one.before, one.after) for one in revision.repairs()} >= {
        ("radical", "⼀", "一"),
        ("radical", "⻘", "青"),
    }
    assert revision.undone() == text


def test_compatibility_characters_become_the_ones_they_stand_for() -> None:
    revision = received("青岚\uf9f7法，\uf92c先生")
    assert write_ordinary_characters(revision) == 2
    assert revision.text == "青岚立法，郎先生"


def test_the_whole_repair_finds_provisions_behind_radicals() -> None:
    revision = received("⼀、总体要求\n坚持⾼质量发展。\n⼆、重点任务\n扩⼤对外开放。")
    repair(revision)
    assert revision.text.split("\n")[0::2] == ["一、总体要求", "二、重点任务"]


@pytest.mark.parametrize("sign", [chr(code) for code in range(0x2F00, 0x2FD6)])
def test_every_radical_of_the_dictionary_has_its_character(sign: str) -> None:
    assert "CJK UNIFIED" in unicodedata.name(ordinary(sign))


def test_ordinary_characters_and_unified_ones_of_the_compatibility_block_stay() -> None:
    text = "经济开发区。Ａ①㎡\ufa0e\ufa29"
    revision = received(text)
    assert write_ordinary_characters(revision) == 0
    assert revision.text == text

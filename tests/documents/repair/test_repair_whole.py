"""The whole repair: clean text passes untouched, everything can be undone, and a second pass finds nothing to do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repair_texts import CLEAN, printed, received

from jingkai.documents.damage import gloss_table, glossed, half_width, traditional, wrapped
from jingkai.documents.repair import KINDS, STEPS, describe, repair
from jingkai.documents.revision import Revision
from jingkai.documents.samples import OPINION

SEEDS = ("000", "001", "002", "003", "004")

PLACES = st.sampled_from(["青岚", "澄江", "临澜", "乾安", "於潜", "覃塘"])
SUBJECTS = st.sampled_from(
    ["经济技术开发区", "高新区管委会", "市发展改革委", "各有关单位", "后备企业", "显著成效的园区"]
)
VERBS = st.sampled_from(
    ["加快推进", "显著提升", "统筹安排", "依法实施", "着力破解", "干预和复核", "了解并回复"]
)
OBJECTS = st.sampled_from(
    [
        "项目审批",
        "5G网络",
        "“一站式”服务",
        "面积（含道路）1,200亩",
        "R&D投入",
        "8:30至17:30的窗口",
        "《青岚条例》",
        "余热",
        "著作权保护",
    ]
)
CLAUSES = st.builds("{}{}{}{}".format, PLACES, SUBJECTS, VERBS, OBJECTS)
SENTENCES = st.builds(
    lambda parts, end: "，".join(parts) + end,
    st.lists(CLAUSES, min_size=1, max_size=4),
    st.sampled_from("。；！"),
)
PARAGRAPHS = st.builds(
    lambda mark, sentences: mark + "".join(sentences),
    st.sampled_from(["", "一、", "（一）", "1.", "12.", "（3）", "——", "第三条　", "一是"]),
    st.lists(SENTENCES, min_size=1, max_size=4),
)
HEADINGS = st.sampled_from(
    ["一、总体要求", "第一章 总则", "（二）重点任务", "第二节　面临形势", "三、组织保障"]
)
ALPHABET = (
    "一二三、。，：；（）()[]〔〕《》“”\"'「」 \u3000\xa0\t\n0123456789.,:;?!-—|AaBbqūf"
    "区發發青岚文号第条章年月日５％．\ufeff\u200b"
)
DOCUMENTS = st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, HEADINGS), min_size=1, max_size=12).map("\n".join)


def body(text: str) -> str:
    """The body of the region's opinion, without white space."""
    start, end = text.index("各盟行政公署"), text.index("（此件公开发布）") + len("（此件公开发布）")
    return "".join(text[start:end].split())


def from_seed(path: Path) -> Revision:
    revision = received(path.read_text(encoding="utf-8"))
    repair(revision)
    return revision


def test_a_clean_document_is_left_as_it_is() -> None:
    revision = received(CLEAN)
    log = repair(revision)
    assert revision.repairs() == []
    assert revision.text == CLEAN
    assert [name for name, _ in log] == [name for name, _, _ in STEPS]


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_no_character_of_an_undamaged_text_is_ever_changed(text: str) -> None:
    revision = received(text)
    repair(revision)
    assert revision.text == text


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=ALPHABET,
        max_size=200,
    )
)
def test_every_repair_of_any_text_can_be_undone_and_a_second_pass_keeps_what_is_there(text: str) -> None:
    first = received(text)
    repair(first)
    assert first.undone() == text
    for repaired in first.repairs():
        assert repaired.kind in KINDS
        assert 0.0 < repaired.confidence <= 1.0
        assert first.text[repaired.start : repaired.end] == repaired.after or repaired.start <= repaired.end


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, st.integers(0, 2**16))
def test_glosses_script_and_width_are_taken_back_exactly(text: str, seed: int) -> None:
    rng = random.Random(seed)
    old = traditional(text)
    damaged = half_width(glossed(old, gloss_table(old, rng, 0.3)))
    revision = received(damaged)
    repair(revision)
    assert revision.undone() == damaged
    assert "ū" not in revision.text
    again = received(revision.text)
    repair(again)
    assert again.text == revision.text


@pytest.mark.parametrize("measure", [24, 28, 33])
@pytest.mark.parametrize("keep_indent", [True, False])
@pytest.mark.parametrize("blank", [True, False])
def test_a_printed_document_comes_back_paragraph_by_paragraph(
    measure: int, keep_indent: bool, blank: bool
) -> None:
    revision = received(printed(CLEAN, measure, keep_indent=keep_indent, blank=blank))
    repair(revision)
    assert revision.text.split("\n") == CLEAN.split("\n")


@pytest.mark.parametrize("measure", [22, 28, 36])
def test_lines_cut_after_a_fixed_number_of_characters_are_joined(measure: int) -> None:
    clean = received(OPINION.read_text(encoding="utf-8"))
    repair(clean)
    revision = received(wrapped(clean.text, measure))
    repair(revision)
    assert revision.text.split("\n") == clean.text.split("\n")


ODD = [
    "推进" + " " * 20000 + "改革，扩大开放",
    ("返回首页" * 54 + "X\n") * 20,
    "'" + "推进改革" * 5000,
    "推(a)" * 3000,
    "推进\n1\n" * 2000,
    "\n" * 20000 + "推进",
    "(" * 20000 + "推进",
    "推进青岚经济技术开发区改革创新，扩大高水平对外开放加快建\n" * 1000,
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_repaired_in_reasonable_time_and_can_be_undone(text: str) -> None:
    revision = received(text)
    repair(revision)  # a step whose cost grows with the square of the text would hang here
    assert revision.undone() == text


def test_every_kind_is_described_in_words() -> None:
    assert all(describe(kind) and describe(kind) != kind for kind in KINDS)
    assert describe("no such kind") == "no such kind"


def test_the_scraped_copy_alone_becomes_the_printed_one(seed: Callable[[str], Path]) -> None:
    scraped, clean = from_seed(seed("000")), from_seed(seed("002"))
    assert len(body(clean.text)) == 7301
    assert body(scraped.text) == body(clean.text)


def test_the_printed_copy_has_the_paragraphs_of_the_scraped_one(seed: Callable[[str], Path]) -> None:
    scraped, clean = from_seed(seed("000")), from_seed(seed("002"))
    lines = clean.text.split("\n")
    assert set(scraped.text.split("\n")) <= set(lines)
    assert len(lines) == len(scraped.text.split("\n")) + 6  # title, number, three lines of copies, colophon
    assert lines[-1].endswith("2024年1月25日印发")
    assert lines[-4].startswith("抄送：")


def test_a_word_file_with_a_cover_notice_keeps_its_parts_apart(seed: Callable[[str], Path]) -> None:
    lines = from_seed(seed("004")).text.split("\n")
    assert lines[0] == "巴政办发〔2024〕8号"
    assert lines[1].endswith("》的通知")
    assert lines[4:7] == ["巴彦淖尔市人民政府办公室", "2024年3月20日", "（此件公开发布）"]
    assert lines[7].endswith("具体措施")
    assert not any("bookmark" in line for line in lines)


def test_a_metadata_table_given_twice_is_read_once(seed: Callable[[str], Path]) -> None:
    from jingkai.documents.repair.gloss import remove_glosses
    from jingkai.documents.repair.metatable import move_metadata
    from jingkai.documents.repair.script import write_simplified

    revision = received(seed("001").read_text(encoding="utf-8"))
    for step in (remove_glosses, write_simplified, move_metadata):
        step(revision)
    assert revision.metadata == {
        "主题分类": "国民经济管理、国有资产监管 \\ 其他",
        "发布机构": "自治区人民政府办公厅",
        "文号": "内政办发〔2024〕5号",
        "成文日期": "2024-01-22",
    }
    assert revision.text.lstrip().startswith("各盟行政公署")


@pytest.mark.parametrize("name", SEEDS)
def test_repairs_of_a_real_document_can_be_undone(seed: Callable[[str], Path], name: str) -> None:
    revision = from_seed(seed(name))
    assert revision.undone() == revision.received
    assert not re.search(r"^\s|\s$|\n\n", revision.text)
    again = received(revision.text)
    repair(again)
    assert again.text == revision.text

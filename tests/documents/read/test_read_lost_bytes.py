"""Where bytes were dropped without a trace, the lines that read wrong are named; nothing is put in their place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.read import read_bytes
from jingkai.documents.samples import MEASURES, OPINION

SENTENCE = "鼓励企业开展跨境电子商务试点，建设海外仓储物流体系，培育外贸新动能。"


def short(text: str, at: int) -> str:
    """The text after a byte of it was lost and what could not be decoded was ignored."""
    data = text.encode("gb18030")
    return (data[:at] + data[at + 1 :]).decode("gb18030", "ignore")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_lines_that_read_wrong_are_named_and_left_as_they_are(encoding: str) -> None:
    text = f"一、总体要求\n{short(SENTENCE, 11)}\n二、重点任务\n{SENTENCE}"
    witness = read_bytes(text.encode(encoding), source="a.txt", encoding=encoding)
    assert witness.text == text
    assert [re.findall(r"\d+", note) for note in witness.notes] == [["1", "2"]]


def test_a_page_says_so_too() -> None:
    page = f"<html><meta charset=utf-8><body><p>一、总体要求。按下列要求办理。</p><p>{short(SENTENCE, 11)}</p></body></html>"
    assert len(read_bytes(page.encode(), source="a.html").notes) == 1


@pytest.mark.parametrize(
    "line",
    [
        SENTENCE,
        "癫痫、痉挛、痤疮、瘢痕疙瘩、麻疹等疾病的防治",
        "醴陵市、浏阳市、呼伦贝尔市、喀喇沁旗、翁牛特旗",
        "α、β射线和Ω型管道，χ²检验，Ⅰ类、Ⅱ类、Ⅲ类医疗器械",
        "┌──┬──┐表│甲│乙│",
        "发(fā)展(zhǎn)外貿新動能，支持企業設立海(hǎi)外倉",
        "各市（州）、縣（區）人民政府，省政府各廳委、各直屬機構：",
    ],
)
def test_sound_lines_with_rare_characters_or_signs_are_not_named(line: str) -> None:
    assert read_bytes(f"一、总体要求\n{line}".encode(), source="a.txt").notes == ()


@pytest.mark.parametrize("sample", [OPINION, MEASURES])
def test_most_lines_of_a_document_that_lost_a_byte_early_are_found(sample: object) -> None:
    lines = [line for line in sample.read_text(encoding="utf-8").split("\n") if len(line) > 30]  # type: ignore[attr-defined]
    named = [len(read_bytes(short(line, 9).encode(), source="a.txt").notes) for line in lines]
    assert sum(named) >= 0.8 * len(lines)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=60))
def test_chinese_characters_alone_are_never_named(text: str) -> None:
    assert read_bytes(text.encode(), source="a.txt", encoding="utf-8").notes == ()

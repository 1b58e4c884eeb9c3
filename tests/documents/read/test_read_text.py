"""Plain text is decoded in whatever encoding it came, and split at its line ends and nowhere else."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from received_files import NOTICE, TRADITIONAL, TRADITIONAL_GLOSSED

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read import read_bytes, read_witness
from jingkai.documents.read.encodings import ENCODINGS, canonical, decode
from jingkai.documents.read.plain import split_lines

CODECS = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "gb18030": "gb18030",
    "big5": "cp950",
}
TEXTS = {"simplified": NOTICE, "traditional": TRADITIONAL, "traditional with glosses": TRADITIONAL_GLOSSED}


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("encoding", CODECS)
@pytest.mark.parametrize("kind", TEXTS)
def test_each_encoding_is_detected_on_a_short_notice(encoding: str, kind: str) -> None:
    text = TEXTS[kind]
    if not _fits(text, CODECS[encoding]):
        text = "".join(sign for sign in text if _fits(sign, CODECS[encoding]))
    witness = read_bytes(text.encode(CODECS[encoding]), source="通知.txt")
    assert witness.text == text.removesuffix("\n")
    assert witness.encoding == encoding
    assert witness.notes == ()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("line", NOTICE.splitlines()[:5] + TRADITIONAL_GLOSSED.splitlines())
def test_each_encoding_is_detected_on_a_single_line(encoding: str, line: str) -> None:
    found = decode(line.encode(encoding), "一行.txt")
    assert (found.text, found.encoding) == (line, encoding)


@pytest.mark.parametrize("line", TRADITIONAL.splitlines())
def test_big5_is_detected_on_a_single_line(line: str) -> None:
    found = decode(line.encode("cp950"), "一行.txt")
    assert (found.text, found.encoding) == (line, "big5")


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, codec: str) -> None:
    witness = read_bytes(mark + "文".encode(codec), source="短.txt")
    assert (witness.text, witness.encoding) == ("文", codec)


def test_the_encodings_are_right_on_every_real_document(seed: Callable[[str], Path]) -> None:
    for name in ("000", "001", "002", "003", "004"):
        text = seed(name).read_text(encoding="utf-8")
        for encoding in ("gb18030", "utf-16-le", "utf-16-be", "big5"):
            codec = CODECS[encoding]
            for start in range(0, len(text), 400):
                part = text[start : start + 100].encode(codec, "ignore").decode(codec)
                if len(part.strip()) >= 50:
                    found = decode(part.encode(codec), name)
                    assert (found.text.rstrip(), found.encoding) == (part.rstrip(), encoding)


def test_real_documents_are_handed_over_as_they_are(seed: Callable[[str], Path]) -> None:
    for name in ("000", "001", "002", "003", "004"):
        witness = read_witness(seed(name))
        assert witness.text == seed(name).read_text(encoding="utf-8").removesuffix("\n")
        assert [line.place.line for line in witness.lines] == list(range(1, len(witness.lines) + 1))
    assert [line.text for line in read_witness(seed("004")).lines[:3]] == ["", "", ""]


def test_an_encoding_that_is_said_is_obeyed() -> None:
    witness = read_bytes("名城".encode("gbk"), source="短.txt", encoding="GBK")
    assert (witness.text, witness.encoding) == ("名城", "gb18030")


def test_utf_16_may_be_said_without_its_byte_order() -> None:
    assert (
        read_bytes("澄江市的措施".encode("utf-16-be"), source="x.txt", encoding="utf-16").encoding
        == "utf-16-be"
    )


def test_an_encoding_that_does_not_fit_is_refused_with_a_count() -> None:
    with pytest.raises(UnreadableError, match="gbk") as caught:
        read_bytes(NOTICE.encode("utf-8")[:-1] + b"\xff" * 200, source="通知.txt", encoding="gbk")
    assert "big5" in caught.value.mend


@pytest.mark.parametrize("name", ["rot13", "hex", "no-such", "punycode", "", "\ud800"])
def test_an_unknown_encoding_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(b"text", source="通知.txt", encoding=name)
    assert all(known in caught.value.mend for known in ENCODINGS)


def test_an_undetectable_encoding_names_what_was_tried_and_how_to_say_it() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes("Überprüfung größerer Maßnahmen für Döbeln".encode("latin-1"), source="fremd.txt")
    assert caught.value.place == "fremd.txt"
    assert all(known in caught.value.what for known in ENCODINGS)
    assert "--encoding" in caught.value.mend


def test_a_few_damaged_bytes_are_marked_and_noted() -> None:
    data = bytearray(NOTICE.encode("utf-8"))
    data[100:101] = b"\xff"
    witness = read_bytes(bytes(data), source="伤.txt")
    assert witness.encoding == "utf-8"
    assert "\ufffd" in witness.text
    assert len(witness.notes) == 1


def test_a_download_that_broke_off_inside_a_character_is_read() -> None:
    witness = read_bytes(NOTICE.encode("utf-8")[:-8], source="断.txt")
    assert witness.text.startswith("澄江市人民政府办公室")


def test_zero_bytes_in_a_text_are_marked_and_noted() -> None:
    witness = read_bytes(NOTICE.replace("。", "。\x00", 1).encode(), source="零.txt")
    assert "\x00" not in witness.text
    assert witness.text.count("\ufffd") == 1
    assert witness.notes


def test_zero_bytes_that_fill_the_end_of_a_file_are_dropped() -> None:
    witness = read_bytes(NOTICE.encode() + b"\x00" * 4096, source="零.txt")
    assert witness.text.endswith("2024年3月20日")
    assert witness.notes


def test_lone_surrogates_in_utf_16_become_replacement_characters() -> None:
    data = codecs.BOM_UTF16_LE + "政府".encode("utf-16-le") + b"\x00\xd8" + "文件\n".encode("utf-16-le")
    witness = read_bytes(data, source="代理.txt")
    assert witness.text == "政府\ufffd文件"
    assert witness.notes


def test_only_line_ends_are_taken_away() -> None:
    witness = read_bytes("　　甲 \r\n\r\n\t乙\r丙\n[bookmark: x]".encode(), source="行.txt")
    assert [line.text for line in witness.lines] == ["　　甲 ", "", "\t乙", "丙", "[bookmark: x]"]
    assert [line.place.line for line in witness.lines] == [1, 2, 3, 4, 5]


def test_form_feeds_part_pages() -> None:
    lines = split_lines("甲\n乙\f丙\n\f")
    assert [(line.text, str(line.place)) for line in lines] == [
        ("甲", "p1:1"),
        ("乙", "p1:2"),
        ("丙", "p2:1"),
    ]


def test_a_soft_break_parts_a_line_but_not_its_place() -> None:
    assert [(line.text, line.place.line) for line in split_lines("题\x0b目\n文")] == [
        ("题", 1),
        ("目", 1),
        ("文", 2),
    ]


@pytest.mark.parametrize("name", ["GB2312", "gbk", "GB-18030", "cp936"])
def test_the_names_of_the_mainland_encodings_mean_the_one_that_contains_them(name: str) -> None:
    assert canonical(name) == "gb18030"


CHINESE = st.text(
    st.sampled_from("澄江市人民政府办公室关于支持开发区发展的若干措施，。：（）一二三"), min_size=12
)


@given(CHINESE, st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]))
def test_any_plain_chinese_text_comes_back_from_any_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt").text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_with_chinese_in_it_is_never_taken_for_anything_else(text: str) -> None:
    text = f"关于{text}"
    assert decode(text.encode(), "x.txt").text == text

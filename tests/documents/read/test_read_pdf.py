"""PDF files give the lines of their text layer, each with page and line."""

from __future__ import annotations

import pytest
from received_files import pdf_file

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read import read_bytes, scan

LINES = ["澄江市人民政府办公室关于支持青岚", "经济技术开发区的若干措施", "一、产值年均增长15%。"]


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)


def test_a_text_layer_is_read_line_by_line() -> None:
    witness = read_bytes(pdf_file([LINES, ["第二页", "— 2 —"]]), source="意见.pdf")
    assert [(line.text, str(line.place)) for line in witness.lines] == [
        (LINES[0], "p1:1"),
        (LINES[1], "p1:2"),
        (LINES[2], "p1:3"),
        ("第二页", "p2:1"),
        ("— 2 —", "p2:2"),
    ]
    assert (witness.media, witness.encoding, witness.hard_wrapped, witness.notes) == ("pdf", None, True, ())


def test_a_blank_page_is_no_picture(no_recognition: None) -> None:
    witness = read_bytes(pdf_file([LINES, [], ["末页"]]), source="意见.pdf")
    assert [line.place.page for line in witness.lines] == [1, 1, 1, 3]
    assert witness.notes == ()


def test_a_protected_pdf_says_that_it_wants_a_password() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(pdf_file([LINES], encrypted=True), source="密.pdf")
    assert "password" in caught.value.what or "密码" in caught.value.what
    assert caught.value.place == "密.pdf"
    assert caught.value.mend


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7 " + b"junk" * 100, pdf_file([LINES])[:300]])
def test_a_broken_pdf_is_named_as_broken(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, source="坏.pdf")
    assert caught.value.place == "坏.pdf"
    assert caught.value.mend


def test_a_pdf_of_pictures_says_what_to_install(no_recognition: None) -> None:
    with pytest.raises(UnreadableError, match=r"jingkai\[ocr\]"):
        read_bytes(pdf_file([[], []], picture=True), source="扫描.pdf")


def test_a_pdf_of_pictures_is_recognised_where_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "recognise", lambda picture, source: ["识别出的文字"])
    monkeypatch.setattr("jingkai.documents.read.pdf._picture", lambda page: None)
    witness = read_bytes(pdf_file([[]], picture=True), source="扫描.pdf")
    assert [(line.text, str(line.place)) for line in witness.lines] == [("识别出的文字", "p1:1")]
    assert len(witness.notes) == 1


def test_a_text_layer_of_private_signs_counts_as_none(no_recognition: None) -> None:
    with pytest.raises(UnreadableError, match=r"jingkai\[ocr\]"):
        read_bytes(pdf_file([["\ue000\ue001\ue002\ue003"]]), source="乱码.pdf")


def test_pages_without_text_among_others_are_named(no_recognition: None) -> None:
    usable, lost = ["正文在这里"], ["\ue000\ue001\ue002\ue003"]
    witness = read_bytes(pdf_file([usable, lost, lost, usable, lost]), source="混.pdf")
    assert [line.place.page for line in witness.lines] == [1, 4]
    assert "2–3, 5" in witness.notes[0]


def test_a_pdf_with_bytes_before_its_header_is_read() -> None:
    witness = read_bytes(b"\r\n\r\n" + pdf_file([LINES]), source="意见.pdf")
    assert witness.lines[0].text == LINES[0]

"""Whatever comes in, a person is told what is wrong with which file, and how to mend it; nothing crashes."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from received_files import NOTICE, docx_file, paragraph, pdf_file, zip_file

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read import archive, limits, read_bytes, read_witness


def refusal(data: bytes, source: str) -> UnreadableError:
    """Return the error that reading gives, checked to name its place and a mend."""
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, source=source)
    assert caught.value.place == source
    assert caught.value.what
    assert caught.value.mend
    return caught.value


@pytest.mark.parametrize("name", ["空.txt", "空.pdf", "空.docx", "空.html", "空"])
def test_an_empty_file_is_refused(name: str, tmp_path: Path) -> None:
    refusal(b"", name)
    (tmp_path / name).touch()
    with pytest.raises(UnreadableError):
        read_witness(tmp_path / name)


@pytest.mark.parametrize("data", [b" \n\r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 64])
def test_a_file_without_a_word_is_refused(data: bytes) -> None:
    refusal(data, "白.txt")


@pytest.mark.parametrize("name", ["垃圾.txt", "垃圾.html", "垃圾.pdf", "垃圾.docx", "垃圾.doc", "垃圾"])
def test_binary_junk_is_refused(name: str) -> None:
    refusal(bytes(range(256)) * 64, name)


@pytest.mark.parametrize(
    "data",
    [
        b"Rar!\x1a\x07\x00" + bytes(40),
        b"7z\xbc\xaf\x27\x1c" + bytes(40),
        b"\x1f\x8b\x08" + bytes(40),
        b"\x7fELF" + bytes(40),
        b"MZ" + bytes(500),
        b"MZP\x00\x02\x00\x00\x00" + b"This program must be run under Win32" * 9,
        b"\xca\xfe\xba\xbe" + b"\x00\x00\x00\x34" * 40 + "会议".encode(),
        b"\x01\x02\x03\x04Q\x10\x11\x12" * 40,
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        zip_file({"照片.jpg": b"x"}),
        zip_file({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}),
        zip_file({"OFD.xml": b"x"}),
    ],
)
def test_files_of_other_kinds_are_named(data: bytes) -> None:
    refusal(data, "附件.docx" if not data.startswith(b"PK") else "附件.zip")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "gb18030", "big5", "utf-8"])
@pytest.mark.parametrize(
    "text", ["关于印发，管理办法的通知。\r\n第一条　為了" * 30, "Notice 2024-8\r\n" * 60]
)
def test_text_in_any_encoding_is_not_taken_for_noise(encoding: str, text: str) -> None:
    from jingkai.documents.read.sniff import Form, sniff

    data = text.encode(encoding, "ignore")
    damaged = bytearray(data)
    damaged[10::50] = bytes(len(damaged[10::50]))
    assert {sniff(data, "通知.txt").form, sniff(bytes(damaged), "通知.txt").form} == {Form.TXT}


def test_a_wrong_extension_is_read_as_what_the_file_is_and_noted() -> None:
    witness = read_bytes(pdf_file([["一、总体要求"]]), source="意见.txt")
    assert (witness.media, witness.text, len(witness.notes)) == ("pdf", "一、总体要求", 1)
    witness = read_bytes(docx_file(paragraph("正文")), source="意见.pdf")
    assert (witness.media, witness.text, len(witness.notes)) == ("docx", "正文", 1)
    witness = read_bytes(NOTICE.encode(), source="意见.docx")
    assert (witness.media, len(witness.notes)) == ("txt", 1)
    witness = read_bytes(b"<html><body><p>\xe6\xad\xa3\xe6\x96\x87</p></body></html>", source="意见.doc")
    assert (witness.media, witness.text, len(witness.notes)) == ("html", "正文", 1)
    assert witness.metadata == {}


def test_a_right_or_missing_extension_is_not_noted() -> None:
    assert read_bytes(docx_file(paragraph("正文")), source="意见.DOCX").notes == ()
    assert read_bytes(NOTICE.encode(), source="意见").notes == ()


def test_a_text_that_begins_like_a_pdf_is_still_a_text() -> None:
    assert read_bytes("说明：文件头为 %PDF-1.4 的是PDF文件。\n".encode(), source="说明.txt").media == "txt"


def test_the_source_is_a_name_and_never_a_path() -> None:
    assert read_bytes(NOTICE.encode(), source="C:\\文件\\通知.txt").source == "通知.txt"
    assert read_bytes(NOTICE.encode(), source="../../etc/通知.txt").source == "通知.txt"


def test_a_file_of_300_megabytes_is_refused_by_size_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "巨.txt"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)

    def never(*_arguments: object, **_named: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", never)
    with pytest.raises(UnreadableError, match="300") as caught:
        read_witness(path)
    assert str(limits.MAX_FILE_BYTES // 1024 // 1024) in caught.value.what


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    for path in (tmp_path / "没有.txt", tmp_path, tmp_path / "管道.txt", tmp_path / ("长" * 300)):
        with pytest.raises(UnreadableError) as caught:
            read_witness(path)
        assert path.name in caught.value.place
        assert caught.value.mend


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "锁.txt"
    path.write_text(NOTICE, encoding="utf-8")

    def forbidden(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Tests may run as root, whom no mode of a file keeps out.
    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(UnreadableError) as caught:
        read_witness(path)
    assert path.name in caught.value.place
    assert caught.value.mend


def _with_declared_size(data: bytes, size: int) -> bytes:
    """Falsify the unpacked size of every member in both directories of an archive."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + 4] = size.to_bytes(4, "little")
            at = changed.find(mark, at + 4)
    return bytes(changed)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = docx_file("", document="<w>" + " " * 40_000_000 + "</w>")
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_arguments: pytest.fail("something was unpacked"))
    refusal(bomb, "炸.docx")


def test_an_archive_of_very_many_members_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for number in range(limits.MAX_ARCHIVE_ENTRIES + 1):
            made.writestr(f"word/{number}", b"")
    refusal(buffer.getvalue(), "多.docx")


def test_a_false_declaration_of_size_does_not_help_a_bomb() -> None:
    bomb = docx_file("", document="<w>" + " " * 40_000_000 + "</w>")
    refusal(_with_declared_size(bomb, 1000), "炸.docx")


def test_a_part_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PART_BYTES", 100)
    refusal(docx_file(paragraph("很长" * 100)), "长.docx")


def test_xml_entities_are_refused_before_parsing() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:body>&b;</w:body></w:document>'
    refusal(docx_file("", document=laughs), "笑.docx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(
            "word/document.xml", ('<?xml version="1.0" encoding="utf-16"?>' + laughs).encode("utf-16")
        )
    refusal(buffer.getvalue(), "笑.docx")


def test_a_docx_without_its_document_is_refused() -> None:
    refusal(zip_file({"[Content_Types].xml": b"<Types/>", "word/styles.xml": b"<styles/>"}), "缺.docx")
    refusal(docx_file("", document="<w:document xmlns:w='w'/>"), "缺.docx")


def test_a_broken_or_cut_docx_is_refused() -> None:
    whole = docx_file(paragraph("正文" * 500))
    refusal(whole[: len(whole) // 2], "断.docx")
    refusal(docx_file("", document="<w:document><w:body>"), "断.docx")
    refusal(docx_file("", document="<w:p>" * 100_000), "深.docx")


def test_a_protected_docx_says_that_it_wants_a_password() -> None:
    protected = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )
    error = refusal(protected, "密.docx")
    assert "password" in error.what or "密码" in error.what


def test_a_docx_whose_members_are_encrypted_says_so() -> None:
    data = bytearray(docx_file(paragraph("正文")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    refusal(bytes(data), "密.docx")

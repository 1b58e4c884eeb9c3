"""Older office files go through LibreOffice, pictures through text recognition; where either is missing, that is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import docx
import pytest
from received_files import docx_file, paragraph

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read import office, read_bytes, scan

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(60)


def _stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program named soffice before all others; ``$OUT`` is its output folder, ``$IN`` the file."""
    program = folder / "soffice"
    program.write_text(
        '#!/bin/sh\nwhile [ $# -gt 1 ]; do [ "$1" = --outdir ] && OUT="$2"; shift; done\nIN="$1"\nmkdir -p "$OUT"\n'
        + script
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_without_libreoffice_an_old_word_file_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UnreadableError, match="LibreOffice") as caught:
        read_bytes(OLD_WORD, source="通知.doc")
    assert (caught.value.place, bool(caught.value.mend)) == ("通知.doc", True)


@pytest.mark.parametrize(("name", "media"), [("通知.doc", "doc"), ("通知.wps", "wps")])
def test_what_libreoffice_makes_is_read(
    name: str, media: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(docx_file(paragraph("转换后的正文")))
    _stand_in(tmp_path, monkeypatch, f'cp "{tmp_path}/made.docx" "$OUT/document.docx"\n')
    witness = read_bytes(OLD_WORD, source=name)
    assert (witness.media, witness.text, witness.notes) == (media, "转换后的正文", ())


def test_the_ending_of_a_works_file_reaches_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = OLD_WORD.replace("WordDocument".encode("utf-16-le"), "MatOST".encode("utf-16-le"))
    (tmp_path / "made.docx").write_bytes(docx_file(paragraph("正文")))
    _stand_in(
        tmp_path,
        monkeypatch,
        f'case "$IN" in */document.wps) cp "{tmp_path}/made.docx" "$OUT/document.docx";; esac\n',
    )
    witness = read_bytes(works, source="通知.WPS")
    assert (witness.media, witness.text) == ("wps", "正文")


def test_a_wps_file_that_is_word_s_xml_inside_is_read_without_a_remark() -> None:
    witness = read_bytes(docx_file(paragraph("一、总体要求")), source="通知.wps")
    assert (witness.media, witness.text, witness.notes) == ("docx", "一、总体要求", ())


@pytest.mark.parametrize("name", ["表.wps", "表.doc"])
def test_a_spreadsheet_named_as_a_text_is_no_text(name: str) -> None:
    sheet = OLD_WORD.replace("WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le"))
    with pytest.raises(UnreadableError) as caught:
        read_bytes(sheet, source=name)
    assert caught.value.mend


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_real_word_file_named_wps_has_the_text_it_was_made_from(tmp_path: Path) -> None:
    """A file of Kingsoft Writer differs from Word's in the name only; one of its own making cannot be made here."""
    made = docx.Document()
    for text in ("一、“放管服”改革", "到2027年，达到15%。"):
        made.add_paragraph(text)
    made.save(str(tmp_path / "made.docx"))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(tmp_path / "made.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    witness = read_bytes((tmp_path / "made.doc").read_bytes(), source="通知.wps")
    assert (witness.media, witness.notes) == ("wps", ())
    assert witness.text.split("\n") == ["一、“放管服”改革", "到2027年，达到15%。"]


def test_rich_text_goes_the_same_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(docx_file(paragraph("正文")))
    _stand_in(
        tmp_path, monkeypatch, f'grep -q rtf1 "$IN" && cp "{tmp_path}/made.docx" "$OUT/document.docx"\n'
    )
    assert read_bytes(b"{\\rtf1 x}", source="通知.rtf").text == "正文"


def test_a_file_that_libreoffice_cannot_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, "exit 1\n")
    with pytest.raises(UnreadableError) as caught:
        read_bytes(OLD_WORD, source="坏.doc")
    assert caught.value.mend


def test_a_libreoffice_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "OFFICE_TIMEOUT_SECONDS", 0.5)
    _stand_in(tmp_path, monkeypatch, f'sleep 600 &\necho $! > "{tmp_path}/child"\nwait\n')
    with pytest.raises(UnreadableError):
        read_bytes(OLD_WORD, source="慢.doc")
    child = int((tmp_path / "child").read_text())
    for _attempt in range(50):
        status = Path(f"/proc/{child}/stat")
        if not status.exists() or ") Z " in status.read_text():
            return
        time.sleep(0.05)
    pytest.fail("the child of the program is still running")


def test_without_the_extra_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    for data in (PICTURE, b"\xff\xd8\xff\xe0" + bytes(60), b"II*\x00" + bytes(60)):
        with pytest.raises(UnreadableError, match=r"jingkai\[ocr\]"):
            read_bytes(data, source="扫描.png")


def test_recognised_pieces_are_put_in_reading_order() -> None:
    def box(left: float, top: float) -> list[list[float]]:
        return [[left, top], [left + 100, top], [left + 100, top + 20], [left, top + 20]]

    pieces = [(box(300, 52), "右"), (box(10, 100), "下"), (box(10, 50), "左"), (box(10, 10), "上")]
    assert scan.rows_of_boxes(pieces) == ["上", "左 右", "下"]


@pytest.mark.skipif(not scan.is_installed(), reason="the extra jingkai[ocr] is not installed")
def test_a_broken_picture_is_refused() -> None:
    with pytest.raises(UnreadableError):
        read_bytes(PICTURE, source="坏.png")


@pytest.mark.skipif(not scan.is_installed(), reason="the extra jingkai[ocr] is not installed")
def test_a_printed_line_is_recognised(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(picture).text((60, 60), "GDP 2027", fill="black", font=ImageFont.load_default(64))
    picture.save(tmp_path / "scan.png")
    witness = read_bytes((tmp_path / "scan.png").read_bytes(), source="scan.png")
    assert (witness.media, witness.hard_wrapped) == ("scan", True)
    assert "2027" in witness.text

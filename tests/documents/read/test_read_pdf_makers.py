"""A notice printed to PDF by a browser or a word processor reads into the same provisions as the notice itself.

The PDF files are made when the tests run; where the program is missing they are skipped.
"""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from jingkai.documents.export.docx import to_docx
from jingkai.documents.pipeline import read_record
from jingkai.documents.read import read_bytes
from jingkai.documents.record import Record
from jingkai.documents.samples import MEASURES, OPINION
from jingkai.documents.witness import LineKind

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFICE = shutil.which("soffice")
STYLE = "body{font:16px/1.8 serif}p{text-indent:2em;margin:0 0 8px}h1{text-align:center;font-size:22px}"
TABLE = (
    "<table style='border-collapse:collapse' border=1><tr><th>序号<th>任务<th>责任单位</tr>"
    "<tr><td>1<td>推行“拿地即开工”<td>市发展改革委</tr><tr><td>2<td>新建标准厂房50万平方米<td>管委会</tr></table>"
)


def provisions(record: Record) -> list[tuple[str, str]]:
    return [(one.id, "".join(one.text.split())) for one in record.parsed.provisions]


def rows(sample: Path) -> tuple[Record, list[str]]:
    record = read_record(read_bytes(sample.read_bytes(), source=sample.name))
    return record, record.text.split("\n")


def printed_by_browser(page: str, folder: Path, *options: str) -> bytes:
    (folder / "notice.html").write_text(page, encoding="utf-8")
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
    ]
    command += [*options, f"--print-to-pdf={folder / 'notice.pdf'}", (folder / "notice.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "notice.pdf").read_bytes()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
@pytest.mark.parametrize("options", [(), ("--no-pdf-header-footer",)], ids=["head and foot", "plain"])
def test_a_page_printed_by_a_browser_has_the_provisions_of_the_page(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    expected, paragraphs = rows(OPINION)
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs[1:])
    page = f"<meta charset=utf-8><title>通知_澄江市人民政府门户网站</title><style>{STYLE}</style><h1>{paragraphs[0]}</h1>{text}"
    record = read_record(read_bytes(printed_by_browser(page, tmp_path, *options), source="通知.pdf"))
    assert "".join(record.text.split()) == "".join(expected.text.split())
    assert provisions(record) == provisions(expected)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
def test_a_table_printed_by_a_browser_has_the_rows_of_the_page(tmp_path: Path) -> None:
    page = f"<meta charset=utf-8><title>表</title><style>{STYLE}</style><p>按下表落实。</p>{TABLE}<p>抓紧执行。</p>"
    lines = read_bytes(printed_by_browser(page, tmp_path), source="表.pdf").lines
    of_page = read_bytes(page.encode(), source="表.html").lines
    assert [line.text for line in lines if line.kind is LineKind.TABLE] == [
        line.text for line in of_page if line.kind is LineKind.TABLE
    ]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_quotation_marks_in_a_font_of_their_own_are_in_their_places(tmp_path: Path) -> None:
    """LibreOffice draws them behind the rest of their line, where the document's fonts are not installed."""
    expected, _ = rows(MEASURES)
    (tmp_path / "notice.docx").write_bytes(to_docx(expected))
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "notice.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    record = read_record(read_bytes((tmp_path / "notice.pdf").read_bytes(), source="通知.pdf"))
    assert "".join(record.text.split()) == "".join(expected.text.split())
    assert provisions(record) == provisions(expected)

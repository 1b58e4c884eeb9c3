"""Whatever the bytes, out comes a witness or an error for people: nothing else, and soon."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from received_files import (
    NOTICE,
    TRADITIONAL,
    TRADITIONAL_GLOSSED,
    docx_file,
    level,
    numbered,
    paragraph,
    pdf_file,
)

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read import read_bytes, scan

NAMES = st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "a.doc", "a.wps", "a.png", "a", "a.xyz"])
HTML = (
    f"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body><form><div class=nav><a href=/>首页</a>"
    f"</div><table><tr><td>文号</td><td>〔2024〕8号</td><td>索引号</td><td>1</td></tr></table><p>{NOTICE}</p>"
    "<ruby>区<rt>qu</rt></ruby><pre>a\nb</pre><ul><li>一<li>二</ul></form></body></html>"
)
DOCX = docx_file(
    paragraph("标题") + numbered("总则", 1) + f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc></w:tr></w:tbl>",
    numbering='<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "第%1章")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
WHOLE = {
    "txt": NOTICE.encode(),
    "gbk": TRADITIONAL_GLOSSED.encode("gb18030"),
    "big5": TRADITIONAL.encode("cp950"),
    "utf-16": TRADITIONAL.encode("utf-16"),
    "html": HTML.encode(),
    "mht": b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\n\n'
    + HTML.encode()
    + b"\n--x--\n",
    "pdf": pdf_file([NOTICE.splitlines(), ["第二页"]]),
    "docx": DOCX,
}
MARKS = st.sampled_from(
    [
        b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"\x89PNG\r\n\x1a\n", b"II*\x00",
        b"<html>", b"<!DOCTYPE html>", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"BM", b"",
    ]
)  # fmt: skip
CHANGE = st.tuples(
    st.sampled_from(["set", "insert", "delete", "cut", "double"]),
    st.floats(0, 1),
    st.binary(min_size=1, max_size=8),
)


@pytest.fixture(autouse=True, scope="module")
def without_other_programs() -> Iterator[None]:
    """Keep LibreOffice and text recognition out of it: they are programs of others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "which", lambda name: None)
        patch.setattr(scan, "is_installed", lambda: False)
        yield


def _read(data: bytes, name: str, encoding: str | None = None) -> None:
    try:
        witness = read_bytes(data, source=name, encoding=encoding)
    except UnreadableError as error:
        assert error.place
        assert error.mend
        return
    text = witness.text
    assert text.strip()
    assert "\x00" not in text
    text.encode("utf-8")
    assert all("\n" not in line.text for line in witness.lines)


def _mutated(data: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for kind, share, piece in changes:
        at = int(share * len(data))
        if kind == "set":
            data = data[:at] + piece + data[at + len(piece) :]
        elif kind == "insert":
            data = data[:at] + piece + data[at:]
        elif kind == "delete":
            data = data[:at] + data[at + len(piece) * 3 :]
        elif kind == "cut":
            data = data[: max(1, at)]
        else:
            data = data[:at] + data[at // 2 : at] + data[at:]
    return data


@settings(max_examples=300, deadline=5000)
@given(mark=MARKS, data=st.binary(max_size=3000), name=NAMES)
def test_any_bytes(mark: bytes, data: bytes, name: str) -> None:
    _read(mark + data, name)


@settings(max_examples=200, deadline=5000)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=400), name=NAMES)
def test_any_text(text: str, name: str) -> None:
    _read(text.encode(), name)


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGE, min_size=1, max_size=6))
def test_any_damage_to_a_whole_file(kind: str, changes: list[tuple[str, float, bytes]]) -> None:
    _read(_mutated(WHOLE[kind], changes), f"a.{kind}")


@settings(max_examples=200, deadline=5000)
@given(
    data=st.binary(min_size=1, max_size=500),
    encoding=st.sampled_from(["utf-8", "utf-16", "gbk", "big5", "utf-16-be"]),
)
def test_any_bytes_in_any_encoding_that_is_said(data: bytes, encoding: str) -> None:
    _read(data, "a.txt", encoding)


SOUP = (
    "<p> </p> <div> </div> <table> <tr> <td> </td> </table> <b> <a> </a> <script> </script> <!-- --> <svg> <math> "
    "<form> <select> <option> <template> <frameset> <ruby> <rt> <pre> <br> <style> <title> <plaintext> <textarea> "
    "正文。 文号： 〔2024〕8号 索引号： &#xD800; &amp; < > <html> <body> </body> <head> <li> <dd> <h1> <noscript>"
)
TAGS = st.sampled_from(SOUP.split())


@settings(max_examples=300, deadline=5000)
@given(st.lists(TAGS, max_size=60))
def test_any_soup_of_tags(pieces: list[str]) -> None:
    _read(("<html>" + "".join(pieces)).encode(), "a.html")


WORD_SOUP = (
    "<w:p>;</w:p>;<w:r>;</w:r>;<w:t>文</w:t>;<w:tbl>;</w:tbl>;<w:tr>;</w:tr>;<w:tc>;</w:tc>;<w:br/>;<w:del>;</w:del>;"
    "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>;<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>;<w:drawing>;"
    "</w:drawing>;<w:txbxContent>;</w:txbxContent>;<w:sym/>;<w:tcPr><w:vMerge/></w:tcPr>"
)
PIECES = st.sampled_from(WORD_SOUP.split(";"))


@settings(max_examples=300, deadline=5000)
@given(st.lists(PIECES, max_size=40))
def test_any_soup_of_word_elements(pieces: list[str]) -> None:
    from lxml import etree

    soup = f"<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>始</w:t></w:r></w:p>{''.join(pieces)}</w:body></w:document>"
    mended = etree.tostring(etree.fromstring(soup.encode(), etree.XMLParser(recover=True))).decode()
    _read(docx_file("", document=mended), "a.docx")

"""Papers are told by their bytes; what a claim needs next is said for every state."""

from __future__ import annotations

import io
import zipfile

import pytest

from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.next_steps import next_step
from jingkai.benefits.claims.states import State
from jingkai.benefits.papers import MOST_BYTES, Kind, kind_of


def _packed(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n....", Kind.PNG),
        (b"\xff\xd8\xff\xe0....", Kind.JPEG),
        (_packed("OFD.xml", "Doc_0/Document.xml"), Kind.OFD),
        (_packed("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        (_packed("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
    ],
    ids=lambda part: part.value if isinstance(part, Kind) else "",
)
def test_a_paper_is_told_by_its_bytes(content, kind):
    assert kind_of(content, "anything.exe") is kind
    assert kind.media


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html></html>",
        b"MZ\x90\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04 no archive",
        _packed("evil.exe"),
        _packed("word/document.xml", "word/vbaProject.bin"),
        b"%PDF-1.4\n" + b"\0" * MOST_BYTES,
    ],
    ids=["empty", "page", "program", "drawing", "broken", "archive", "macros", "too large"],
)
def test_what_is_no_paper_is_refused_by_name_with_a_mend(content):
    with pytest.raises(ClaimError) as refused:
        kind_of(content, "发票.pdf")
    assert refused.value.place == "发票.pdf"
    assert refused.value.mend


@pytest.mark.parametrize("state", list(State))
def test_every_state_says_what_comes_next(state):
    assert next_step(state).endswith((".", "。"))

"""DOCX in the layout of an official document, GB/T 9704-2012.

Title 2号小标宋 in the middle; number, addressee and text 3号仿宋; first-level headings 3号黑体, second-level 3号楷体;
paragraphs indented by two characters, the addressee flush, signature and date to the right. Attachments begin on a
page of their own. The page itself is set by :mod:`jingkai.documents.export.docx_page`.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, RGBColor

from jingkai.documents.export.docx_page import (
    BODY_FONT,
    HEI_FONT,
    KAI_FONT,
    SIZE_1,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TITLE_FONT,
    set_font,
    set_page,
)
from jingkai.documents.export.layout import TITLES, Row, rows
from jingkai.documents.provision import BlockKind, ProvisionKind
from jingkai.documents.record import Record

_RED = RGBColor(0xC0, 0x00, 0x00)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD_FONTS = {
    ProvisionKind.PART: HEI_FONT,
    ProvisionKind.CHAPTER: HEI_FONT,
    ProvisionKind.SECTION: HEI_FONT,
    ProvisionKind.ARTICLE: HEI_FONT,
    ProvisionKind.CLAUSE: HEI_FONT,
    ProvisionKind.ATTACHMENT: HEI_FONT,
    ProvisionKind.SUBARTICLE: KAI_FONT,
}
_CENTRED = (ProvisionKind.PART, ProvisionKind.CHAPTER, ProvisionKind.SECTION)
_FLUSH = (BlockKind.FRONT, BlockKind.ADDRESSEE, BlockKind.COLOPHON, BlockKind.SOURCE)


def to_docx(record: Record, *, red_head: bool = False) -> bytes:
    """Write a record as a DOCX file and return its bytes.

    ``red_head`` puts the issuer's name in red and a red line above the document (红头): for drafts of the issuer
    itself, never for copies.
    """
    document = Document()
    set_page(document)
    facts = record.metadata
    document.core_properties.title = _clean(facts.wrapper or facts.title or record.witness.source)[:255]
    document.core_properties.author = _clean(facts.issuer or "")[:255]
    writer = _Writer(document)
    laid = rows(record)
    if red_head and facts.issuer:
        writer.red_head(facts.issuer)
    for row in laid:
        writer.write(row)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Writer:
    """Writes rows as paragraphs."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def red_head(self, issuer: str) -> None:
        paragraph = self._paragraph(indent=0, centred=True)
        run = self._run(paragraph, f"{issuer}文件", TITLE_FONT, SIZE_1)
        run.font.color.rgb = _RED
        border: Any = OxmlElement("w:pBdr")
        line: Any = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "18"), ("space", "12"), ("color", "C00000")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
        paragraph._p.get_or_add_pPr().append(border)
        self._paragraph()

    def write(self, row: Row) -> None:
        if row.provision is not None:
            self._provision(row, row.provision.kind)
        else:
            self._block(row, row.block.kind if row.block else None)

    def _block(self, row: Row, kind: BlockKind | None) -> None:
        if kind in TITLES:
            for number, line in enumerate(row.text.split("\n")):
                paragraph = self._paragraph(indent=0, centred=True)
                paragraph.paragraph_format.page_break_before = (
                    kind is BlockKind.ENCLOSED_TITLE and number == 0 and row.start > 0
                )
                self._run(paragraph, line, TITLE_FONT, SIZE_2)
            self._paragraph()
            return
        for line in row.text.split("\n"):
            if kind is BlockKind.NUMBER:
                paragraph = self._paragraph(indent=0, centred=True)
            elif kind in (BlockKind.SIGNATURE, BlockKind.DATE):
                paragraph = self._paragraph(indent=0, right=4 if kind is BlockKind.DATE else 2)
            else:
                paragraph = self._paragraph(indent=0 if kind in _FLUSH else 2)
            small = kind in (BlockKind.COPIES_TO, BlockKind.COLOPHON)
            self._run(paragraph, line, BODY_FONT, SIZE_4 if small else SIZE_3)

    def _provision(self, row: Row, kind: ProvisionKind) -> None:
        head = row.label + row.heading
        centred = kind in _CENTRED and not (row.run_in and row.text)
        flush = centred or kind is ProvisionKind.ATTACHMENT
        paragraph = self._paragraph(indent=0 if flush else 2, centred=centred)
        if kind is ProvisionKind.ATTACHMENT:
            paragraph.paragraph_format.page_break_before = True
        if head:
            spaced = f"{row.label}　{row.heading}" if centred and row.label and row.heading else head
            run = self._run(paragraph, spaced, _HEAD_FONTS.get(kind, BODY_FONT), SIZE_3)
            run.bold = bool(row.heading) and kind not in _HEAD_FONTS
            if not row.run_in and row.text:
                paragraph = self._paragraph()
        for number, line in enumerate(row.text.split("\n")):
            self._run(paragraph if number == 0 else self._paragraph(), line, BODY_FONT, SIZE_3)

    def _paragraph(self, *, indent: int = 2, centred: bool = False, right: int | None = None) -> Any:
        """Add a paragraph; ``indent`` and ``right`` count characters."""
        paragraph = self.document.add_paragraph()
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif right is not None:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if indent or right:
            measure: Any = OxmlElement("w:ind")
            if indent:
                measure.set(qn("w:firstLineChars"), str(indent * 100))
                measure.set(qn("w:firstLine"), str(indent * 320))
            if right:
                measure.set(qn("w:rightChars"), str(right * 100))
                measure.set(qn("w:right"), str(right * 320))
            properties = paragraph._p.get_or_add_pPr()
            properties._insert_ind(measure)
        return paragraph

    def _run(self, paragraph: Any, words: str, font: str, size: Length) -> Any:
        run = paragraph.add_run(_clean(words))
        set_font(run._r.get_or_add_rPr(), font)
        run.font.size = size
        return run


def _clean(text: str) -> str:
    """Replace characters that XML cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)

"""The page of an official document (GB/T 9704-2012): paper, margins, grid, fonts, page numbers.

Paper A4; margins 37 mm above, 35 mm below, 28 mm left, 26 mm right, which leaves 156 × 225 mm; 22 lines of 28
characters; page numbers in 4号宋体 as ``— 1 —``, on the outer side.

Fonts are named, never embedded. Where a font is not installed the word processor takes the alternative named in the
file's font table: 方正小标宋简体 → 宋体, 仿宋_GB2312 → 仿宋, 楷体_GB2312 → 楷体, 黑体 → SimHei.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋_GB2312"
KAI_FONT = "楷体_GB2312"
HEI_FONT = "黑体"
SONG_FONT = "宋体"
SIZE_1, SIZE_2, SIZE_3, SIZE_4 = Pt(26), Pt(22), Pt(16), Pt(14)

_ALTERNATIVES = ((TITLE_FONT, "宋体"), (BODY_FONT, "仿宋"), (KAI_FONT, "楷体"), (HEI_FONT, "SimHei"))
_LINE_PITCH = 580  # 225 mm / 22 lines, in twentieths of a point
_TIGHTER = -5  # twentieths of a point a character: 28 of 15.75 pt fill 156 mm, where 28 of 16 pt would not


def set_page(document: Document) -> None:
    """Set paper, margins, grid, standard font and page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)  # the number stands 7 mm below the text
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid: Any = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_LINE_PITCH))
    properties.append(grid)
    normal: Any = document.styles["Normal"]
    set_font(normal.element.get_or_add_rPr(), BODY_FONT)
    normal.font.size = SIZE_3
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = 1.0  # of the grid; the template says 1.15
    layout.widow_control = False
    # Not a grid of characters: LibreOffice gives a character wider than its cell two cells.
    tighter: Any = OxmlElement("w:spacing")
    tighter.set(qn("w:val"), str(_TIGHTER))
    normal.element.get_or_add_rPr().insert(1, tighter)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    _font_table(document)


def set_font(properties: Any, name: str) -> None:
    """Set a font for Chinese and Latin letters in run properties."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for old in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[old]
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), name)
    fonts.set(qn("w:hint"), "eastAsia")


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """Write ``— 1 —``, one character in from the outer edge."""
    paragraph.alignment = side
    indent: Any = OxmlElement("w:ind")
    indent.set(qn("w:rightChars" if side == WD_ALIGN_PARAGRAPH.RIGHT else "w:leftChars"), "100")
    paragraph._p.get_or_add_pPr().append(indent)
    for kind, words in ((None, "— "), ("begin", ""), ("code", " PAGE "), ("end", ""), (None, " —")):
        run = paragraph.add_run(words if kind is None else "")
        set_font(run._r.get_or_add_rPr(), SONG_FONT)
        run.font.size = SIZE_4
        if kind in ("begin", "end"):
            mark: Any = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "code":
            code: Any = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = words
            run._r.append(code)


def _font_table(document: Document) -> None:
    """Name an alternative for each font in the font table."""
    from lxml import etree

    for part in document.part.package.iter_parts():
        if str(part.partname) != "/word/fontTable.xml":
            continue
        table: Any = parse_xml(part.blob)
        for name, alternative in _ALTERNATIVES:
            font = parse_xml(
                f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{alternative}"/>'
                '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
            )
            table.append(font)
        part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)

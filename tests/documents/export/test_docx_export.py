from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from export_samples import ALL, measures

from jingkai.documents.export.docx import to_docx
from jingkai.documents.record import Record


def opened(record: Record, **options: bool):  # type: ignore[no-untyped-def]
    return Document(BytesIO(to_docx(record, **options)))


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", ALL)
def test_every_character_is_there_in_document_order(name: str) -> None:
    record = ALL[name]()
    assert squeeze("".join(each.text for each in opened(record).paragraphs)) == squeeze(record.text)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_real_documents_are_there_in_full(real: Callable[[str], Record], name: str) -> None:
    from jingkai.documents.export.markdown import plain, to_markdown
    from jingkai.documents.export.text import to_text

    record = real(name)
    assert squeeze("".join(each.text for each in opened(record).paragraphs)) == squeeze(record.text)
    markdown = squeeze(plain(to_markdown(record)).replace("#", "").replace("*", ""))
    text = squeeze(to_text(record))
    for line in record.text.split("\n"):
        assert squeeze(line) in text
        assert squeeze(line).replace("*", "").replace("#", "") in markdown


def test_the_page_is_that_of_the_standard() -> None:
    section = opened(measures()).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each / Mm(1)) for each in margins] == [37, 35, 28, 26]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    lines = (297 - 37 - 35) / 25.4 * 1440 / int(grid.get(qn("w:linePitch")))
    spacing = opened(measures()).styles["Normal"].element.rPr.find(qn("w:spacing"))
    characters = (210 - 28 - 26) / 25.4 * 72 / (16 + int(spacing.get(qn("w:val"))) / 20)
    assert 22 <= lines + 0.01 < 22.2
    assert 28 <= characters < 28.2
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


def test_titles_headings_and_text_have_the_fonts_of_the_standard() -> None:
    paragraphs = {each.text: each for each in opened(measures()).paragraphs if each.text}

    def font(start: str) -> tuple[str, float]:
        run = next(each for text, each in paragraphs.items() if text.startswith(start)).runs[0]
        return run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")), run.font.size.pt

    assert font("关于支持青岚") == ("方正小标宋简体", 22)
    assert font("一、工作目标") == ("黑体", 16)
    assert font("（一）奖补") == ("楷体_GB2312", 16)
    assert font("3.本措施") == ("仿宋_GB2312", 16)


def test_the_addressee_is_flush_paragraphs_are_indented_date_stands_right() -> None:
    paragraphs = {each.text: each for each in opened(measures()).paragraphs if each.text}

    def indent(text: str) -> str | None:
        found = paragraphs[text]._p.pPr.find(qn("w:ind")) if paragraphs[text]._p.pPr is not None else None
        return None if found is None else found.get(qn("w:firstLineChars"))

    assert indent("各县区人民政府，市直各部门：") is None
    assert indent("3.本措施自印发之日起施行。") == "200"
    assert paragraphs["2024年5月8日"].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_the_red_head_is_off_unless_asked_for() -> None:
    assert "澄江市人民政府办公室文件" not in [each.text for each in opened(measures()).paragraphs]
    assert opened(measures(), red_head=True).paragraphs[0].text == "澄江市人民政府办公室文件"


def test_fonts_have_named_alternatives() -> None:
    with ZipFile(BytesIO(to_docx(measures()))) as archive:
        table = archive.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table

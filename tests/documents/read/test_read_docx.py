"""DOCX files give paragraphs and tables in order, with the numbers that Word shows, as if changes were accepted."""

from __future__ import annotations

import io

import pytest
from received_files import docx_file, level, numbered, paragraph

from jingkai.documents.read import read_bytes
from jingkai.documents.read.number_formats import counted, render
from jingkai.documents.witness import LineKind, Witness


def _read(body: str, **parts: object) -> Witness:
    return read_bytes(docx_file(body, **parts), source="办法.docx")  # type: ignore[arg-type]


def _texts(body: str, **parts: object) -> list[str]:
    return [line.text for line in _read(body, **parts).lines]


CHAPTERS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "第%1章")
    + level(1, "japaneseCounting", "%2、")
    + level(2, "chineseCounting", "（%3）")
    + level(3, "decimal", "%4.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_a_file_made_by_python_docx_is_read_in_document_order() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("关于支持青岚经济技术开发区的措施", style="Title")
    document.add_paragraph("　　现提出如下措施。")
    table = document.add_table(rows=2, cols=2)
    for row, cells in enumerate([("指标", "目标"), ("产值", "100亿元")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("本措施自印发之日起施行。")
    document.sections[0].header.paragraphs[0].text = "澄江市人民政府公报"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    buffer = io.BytesIO()
    document.save(buffer)
    witness = read_bytes(buffer.getvalue(), source="措施.docx")
    assert [(line.text, line.kind) for line in witness.lines] == [
        ("澄江市人民政府公报", LineKind.HEADER),
        ("关于支持青岚经济技术开发区的措施", LineKind.TITLE),
        ("　　现提出如下措施。", LineKind.TEXT),
        ("指标 | 目标", LineKind.TABLE),
        ("产值 | 100亿元", LineKind.TABLE),
        ("本措施自印发之日起施行。", LineKind.TEXT),
        ("第 1 页", LineKind.FOOTER),
    ]
    assert [line.place.line for line in witness.lines[1:6]] == [1, 2, 3, 4, 5]
    assert (witness.media, witness.encoding, witness.hard_wrapped) == ("docx", None, False)


def test_automatic_numbers_are_printed_as_word_shows_them() -> None:
    body = (
        numbered("总则", 1, 0)
        + numbered("总体要求", 1, 1)
        + numbered("基本原则", 1, 2)
        + numbered("发展目标", 1, 2)
        + numbered("产值", 1, 3)
        + numbered("主要任务", 1, 1)
        + numbered("创新", 1, 2)
        + numbered("附则", 1, 0)
        + numbered("解释", 1, 1)
    )
    assert _texts(body, numbering=CHAPTERS) == [
        "第一章 总则",
        "一、总体要求",
        "（一）基本原则",
        "（二）发展目标",
        "1.产值",
        "二、主要任务",
        "（一）创新",
        "第二章 附则",
        "一、解释",
    ]


def test_a_level_may_run_on_across_the_one_above() -> None:
    going_on = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "（%1）")
        + level(1, "decimal", "%2.", extra='<w:lvlRestart w:val="0"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = (
        numbered("甲", 1, 0)
        + numbered("a", 1, 1)
        + numbered("b", 1, 1)
        + numbered("乙", 1, 0)
        + numbered("c", 1, 1)
    )
    assert _texts(body, numbering=going_on) == ["（一）甲", "1.a", "2.b", "（二）乙", "3.c"]


def test_two_lists_of_one_definition_count_on_unless_restarted() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "decimal", "%1.") + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 3) + numbered("d", 3)
    assert _texts(body, numbering=lists) == ["1.a", "2.b", "1.c", "2.d"]


def test_a_composed_number_takes_the_counts_of_the_levels_above() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "第%1章")
        + level(1, "decimal", "%1.%2", extra="<w:isLgl/>")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = numbered("总则", 1) + numbered("附则", 1) + numbered("目标", 1, 1)
    assert _texts(body, numbering=lists) == ["第一章 总则", "第二章 附则", "2.1 目标"]


def test_a_style_may_number_its_paragraphs() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Clause"><w:basedOn w:val="Base"/></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCountingThousand", "第%1条", extra='<w:pStyle w:val="Base"/>', start=9)
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = (
        paragraph("本办法", '<w:pStyle w:val="Clause"/>')
        + paragraph("不编号", '<w:pStyle w:val="Clause"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("适用", '<w:pStyle w:val="Base"/>')
    )
    assert _texts(body, numbering=lists, styles=styles) == ["第九条 本办法", "不编号", "第十条 适用"]


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 105, "一百零五"),
        ("ideographDigital", 12, "一二"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("ideographTraditional", 2, "乙"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 14, "XIV"),
        ("none", 3, ""),
        ("hindiNumbers", 3, "3"),
        ("chineseCounting", 10**8, "100000000"),
    ],
)
def test_number_formats(style: str, number: int, printed: str) -> None:
    assert render(number, style) == printed


def test_spoken_numbers_leave_one_zero_for_a_gap() -> None:
    assert [counted(number) for number in (0, 1, 11, 20, 110, 1001, 1010, 10500)] == [
        "零", "一", "十一", "二十", "一百一十", "一千零一", "一千零一十", "一万零五百",
    ]  # fmt: skip


def test_bullets_of_symbol_fonts_become_characters() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "bullet", "\uf06c") + level(1, "bullet", "——")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )  # fmt: skip
    assert _texts(numbered("甲", 1) + numbered("乙", 1, 1), numbering=lists) == ["●甲", "——乙"]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>给予</w:t></w:r><w:del><w:r><w:delText>10%</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>15%</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>奖补</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>"
        + paragraph("后半句。")
    )
    assert _texts(body) == ["给予15%奖补", "前半句，后半句。"]


def test_a_paragraph_that_was_deleted_whole_is_not_counted() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    )
    assert _texts(numbered("甲", 1, 1) + deleted + numbered("乙", 1, 1), numbering=CHAPTERS) == [
        "一、甲",
        "二、乙",
    ]


def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_on() -> None:
    inside = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>" + paragraph("下一段")
    )
    assert _texts(body) == ["正文", "框内文字", "下一段"]


def test_headers_and_footers_of_all_sections_stand_once() -> None:
    sections = (
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr></w:pPr></w:p>'
        '<w:p><w:r><w:t>正文</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="h1"/>'
        '<w:headerReference w:type="first" r:id="h2"/><w:footerReference w:type="default" r:id="f1"/></w:sectPr>'
    )
    witness = _read(
        sections,
        parts={
            "header1.xml": paragraph("公报"),
            "header2.xml": paragraph("公报"),
            "footer1.xml": paragraph("— 1 —"),
        },
        relations={
            "h1": ("header", "header1.xml"),
            "h2": ("header", "header2.xml"),
            "f1": ("footer", "footer1.xml"),
        },
    )
    assert [(line.text, line.kind.value) for line in witness.lines] == [
        ("公报", "header"),
        ("", "text"),
        ("正文", "text"),
        ("— 1 —", "footer"),
    ]


def test_codes_hidden_text_and_comments_are_no_text() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink><w:r><w:t>链接文字</w:t></w:r></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>'
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:r><w:commentReference w:id="0"/></w:r>'
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r></w:p>"
    )
    assert _texts(body) == ["链接文字甲\t乙-丙"]


def test_a_manual_line_break_parts_a_line_but_not_its_place() -> None:
    body = "<w:p><w:r><w:t>标题上</w:t><w:br/><w:t>标题下</w:t><w:br w:type='page'/></w:r></w:p>"
    assert [(line.text, line.place.line) for line in _read(body).lines] == [("标题上", 1), ("标题下", 1)]


def test_content_controls_and_accepted_insertions_are_looked_into() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件内')}</w:sdtContent></w:sdt><w:ins>{paragraph('插入')}</w:ins>"
    assert _texts(body) == ["控件内", "插入"]


RESTART = '<w:vMerge w:val="restart"/>'


def test_the_prompt_of_an_empty_content_control_is_no_text() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inline = prompt.format("<w:r><w:t>单击此处</w:t></w:r>")
    body = prompt.format(paragraph("单击此处")) + f"<w:p>{inline}<w:r><w:t>正文</w:t></w:r></w:p>"
    assert _texts(body) == ["正文"]


def test_merged_cells_speak_once_and_deleted_rows_not_at_all() -> None:
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"

    body = (
        f"<w:tbl><w:tr>{cell('产业', RESTART)}{cell('稀土')}</w:tr>"
        f"<w:tr>{cell('产业', '<w:vMerge/>')}{cell('氢能')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('行')}</w:tr></w:tbl>"
    )
    assert _texts(body) == ["产业 | 稀土", " | 氢能"]


def test_a_table_of_one_column_is_a_frame() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    assert [(line.text, line.kind.value) for line in _read(body).lines] == [("甲", "text"), ("乙", "text")]


def test_footnotes_that_are_referred_to_stand_last() -> None:
    witness = _read(
        '<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="2"/></w:r></w:p>',
        parts={
            "footnotes.xml": f'<w:footnote w:id="1">{paragraph("无关")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("注释")}</w:footnote>'
        },
        relations={"n": ("footnotes", "footnotes.xml")},
    )
    assert [(line.text, line.kind.value) for line in witness.lines] == [("正文", "text"), ("注释", "footer")]


def test_the_strict_namespace_means_the_same() -> None:
    strict = (
        '<s:document xmlns:s="http://purl.oclc.org/ooxml/wordprocessingml/main"><s:body>'
        "<s:p><s:r><s:t>严格</s:t></s:r></s:p></s:body></s:document>"
    )
    assert _texts("", document=strict) == ["严格"]


def test_symbols_and_ruby_are_read_as_characters() -> None:
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:ruby><w:rt><w:r><w:t>qū</w:t></w:r></w:rt>'
        "<w:rubyBase><w:r><w:t>区</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert _texts(body) == ["☑区"]

"""An HTML page gives the text of its document: nothing of the page around it, nothing hidden, nothing executed."""

from __future__ import annotations

import base64

import pytest

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read import html, read_bytes
from jingkai.documents.witness import LineKind, Witness

PARAGRAPHS = (
    "<p>　　各县区人民政府，市直各部门：</p>"
    "<p>　　为推动青岚经济技术开发区<b>高质量</b>发展，现提出如下措施，请结合实际认真落实。</p>"
    "<p>　　一、对新引进的项目，按照实际投资的10%给予奖补，最高不超过200万元。</p>"
)
NAVIGATION = (
    '<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>'
    "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/b'>政府文件</a></div>"
)
FOOTER = "<div class='bottom'><p>主办：澄江市人民政府办公室，承办：信息中心。 网站标识码1500000001</p></div>"


def _read(page: str, name: str = "页.html", codec: str = "utf-8") -> Witness:
    return read_bytes(page.encode(codec), source=name)


def _page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def test_the_text_of_the_document_is_found_among_navigation_and_footer() -> None:
    witness = _read(_page(f"{NAVIGATION}<div class='w'><div id='c'>{PARAGRAPHS}</div></div>{FOOTER}"))
    assert [line.text for line in witness.lines] == [
        "　　各县区人民政府，市直各部门：",
        "　　为推动青岚经济技术开发区高质量发展，现提出如下措施，请结合实际认真落实。",
        "　　一、对新引进的项目，按照实际投资的10%给予奖补，最高不超过200万元。",
    ]
    assert [line.place.line for line in witness.lines] == [1, 2, 3]
    assert witness.media == "html"


def test_code_comments_and_controls_never_appear() -> None:
    hidden = (
        "<script>var a='危险代码';</script><style>p{content:'样式文字'}</style><!-- 注释文字 -->"
        "<form><input value='输入文字'><select><option>选项文字</option></select><button>按钮文字</button></form>"
        "<nav>导航文字</nav><div style='display: none'>隐藏文字</div><noscript>备用文字</noscript>"
        "<template><p>模板文字</p></template><iframe>框架文字</iframe><p hidden>隐去文字</p>"
        "<svg><text>图形文字</text><script>alert('图形代码')</script></svg><textarea>输入框文字</textarea>"
    )
    text = _read(_page(f"<div>{hidden}{PARAGRAPHS}{hidden}</div>")).text
    assert "高质量" in text
    for word in (
        "代码",
        "样式",
        "注释",
        "输入",
        "选项",
        "按钮",
        "导航",
        "隐",
        "备用",
        "模板",
        "框架",
        "图形",
    ):
        assert word not in text


def test_a_script_in_an_attribute_or_a_broken_tag_is_no_text() -> None:
    page = _page(
        f"<div><img src=x onerror='alert(1)'><p onclick=\"alert(2)\">{PARAGRAPHS}</p><script>alert(3)"
    )
    assert "alert" not in _read(page).text


def test_a_form_around_the_whole_page_does_not_hide_the_text() -> None:
    page = _page(f"<form id='aspnetForm'><input value='搜索'>{NAVIGATION}<div>{PARAGRAPHS}</div></form>")
    assert len(_read(page).lines) == 3


def test_the_metadata_table_becomes_metadata() -> None:
    table = (
        "<table><tr><td>索 引 号：</td><td>000014349/2024-00012</td><td>主题分类：</td><td>经济管理\\其他</td></tr>"
        "<tr><td>发布机构：</td><td>澄江市人民政府办公室</td><td>文　　号：</td><td>澄政办发〔2024〕18号</td></tr>"
        "<tr><td>成文日期：</td><td>2024-03-20</td><td>有 效 性：</td><td></td></tr></table>"
    )
    witness = _read(_page(f"{table}<div>{PARAGRAPHS}</div>"))
    assert witness.metadata == {
        "索引号": "000014349/2024-00012",
        "主题分类": "经济管理\\其他",
        "发布机构": "澄江市人民政府办公室",
        "文号": "澄政办发〔2024〕18号",
        "成文日期": "2024-03-20",
    }
    assert "索" not in witness.text


@pytest.mark.parametrize(
    "block",
    [
        "<ul><li><b>发文机关：</b><span>澄江市人民政府</span></li><li><b>发文字号：</b><span>澄政发〔2024〕3号</span></li></ul>",
        "<dl><dt>发文机关</dt><dd>澄江市人民政府</dd><dt>发文字号</dt><dd>澄政发〔2024〕3号</dd></dl>",
        "<div>发文机关：澄江市人民政府　　发文字号：澄政发〔2024〕3号</div>",
        "<table><tr><th>发文机关</th><th>发文字号</th></tr><tr><td>澄江市人民政府</td><td>澄政发〔2024〕3号</td></tr></table>",
        "<div><p>发文机关：澄江市人民政府</p><p>发文字号：澄政发〔2024〕3号</p></div>",
        "<div><span>发文机关： 澄江市人民政府</span><span>发文字号： 澄政发〔2024〕3号</span></div>",
    ],
)
def test_metadata_is_read_from_lists_and_labelled_spans(block: str) -> None:
    witness = _read(_page(f"<div>{block}{PARAGRAPHS}</div>"))
    assert witness.metadata == {"发文机关": "澄江市人民政府", "发文字号": "澄政发〔2024〕3号"}
    assert len(witness.lines) == 3


def test_a_label_without_a_value_takes_nothing_of_the_text() -> None:
    block = "<p>文号：澄政办发〔2024〕18号</p><p>有效性：</p><p>本措施自印发之日起施行。</p>"
    witness = _read(_page(f"<div>{block}</div>"))
    assert "本措施自印发之日起施行。" in witness.text
    assert "有效性" not in witness.metadata


def test_a_table_of_data_with_a_label_for_a_heading_stays_in_the_text() -> None:
    table = (
        "<table><tr><th>名称</th><th>来源</th><th>金额</th></tr>"
        "<tr><td>奖补</td><td>市级资金</td><td>200万元</td></tr></table>"
    )
    witness = _read(_page(f"<div>{PARAGRAPHS}{table}</div>"))
    assert witness.metadata == {}
    assert "奖补 | 市级资金 | 200万元" in witness.text


def test_meta_elements_become_metadata() -> None:
    head = (
        '<meta name="ArticleTitle" content="关于支持青岚经济技术开发区的若干措施"><meta name="PubDate" content="2024-03-25">'
        '<meta name="ContentSource" content="市政府办公室"><meta name="viewport" content="width=1"><meta name="author">'
    )
    witness = _read(_page(PARAGRAPHS, head))
    assert witness.metadata == {
        "ArticleTitle": "关于支持青岚经济技术开发区的若干措施",
        "PubDate": "2024-03-25",
        "ContentSource": "市政府办公室",
    }


def test_a_headline_outside_the_text_stands_first_as_title() -> None:
    page = _page(f"{NAVIGATION}<h1>关于支持青岚经济技术开发区的若干措施</h1><div>{PARAGRAPHS}</div>{FOOTER}")
    first, *rest = _read(page).lines
    assert (first.text, first.kind) == ("关于支持青岚经济技术开发区的若干措施", LineKind.TITLE)
    assert len(rest) == 3


def test_a_headline_that_the_text_repeats_stands_once() -> None:
    title = "<p>关于支持青岚经济技术开发区的<br>若干措施</p>"
    page = _page(f"<h1>关于支持青岚经济技术开发区的若干措施</h1><div>{title}{PARAGRAPHS}</div>")
    assert _read(page).text.count("若干措施") == 1


def test_a_headline_that_the_text_repeats_in_part_stands_once() -> None:
    head = '<meta name="ArticleTitle" content="澄江市人民政府办公室关于印发《青岚经济技术开发区奖补办法》的通知">'
    body = f"<div><p>关于印发《青岚经济技术开发区奖补办法》的通知</p>{PARAGRAPHS}</div>"
    assert len(_read(_page(body, head)).lines) == 4


def test_the_name_of_the_site_is_no_headline() -> None:
    page = _page(
        f"<h1>澄江市人民政府门户网站</h1><h2 class='title'>奖补办法（试行）</h2><div>{PARAGRAPHS}</div>"
    )
    assert _read(page).lines[0].text == "奖补办法（试行）"


def test_signature_and_date_beside_the_text_belong_to_it() -> None:
    closing = "<div>澄江市人民政府办公室</div><div>2024年3月20日</div><div>（此件公开发布）</div>"
    page = _page(f"{NAVIGATION}<div class='m'><div class='t'>{PARAGRAPHS}</div>{closing}</div>{FOOTER}")
    assert [line.text for line in _read(page).lines[-3:]] == [
        "澄江市人民政府办公室",
        "2024年3月20日",
        "（此件公开发布）",
    ]


def test_a_table_of_data_gives_a_line_a_row() -> None:
    table = "<table><tr><th>指标</th><th>2027年</th></tr><tr><td><p>产值</p></td><td>100<br>亿元</td></tr></table>"
    rows = [line.text for line in _read(_page(PARAGRAPHS + table)).lines if line.kind is LineKind.TABLE]
    assert rows == ["指标 | 2027年", "产值 | 100 亿元"]


def test_a_table_that_lays_out_the_page_is_no_table_of_data() -> None:
    page = _page(f"<table><tr><td><a href='/'>栏目</a></td><td>{PARAGRAPHS * 4}</td></tr></table>")
    witness = _read(page)
    assert len(witness.lines) == 12
    assert all(line.kind is LineKind.TEXT for line in witness.lines)


def test_attachments_that_are_links_stay() -> None:
    links = "<p><a href='1.docx'>附件1：任务分工表</a></p><p><a href='2.docx'>附件2：申报表</a></p>"
    assert "附件2：申报表" in _read(_page(f"<div>{PARAGRAPHS}{links}</div>")).text


def test_white_space_is_that_of_the_rendered_page() -> None:
    witness = _read(
        _page("<p>为推动开发区\n    发展，现\n提出 GDP\n 增长的措施。&nbsp;</p><pre>甲\n乙</pre>")
    )
    assert [line.text for line in witness.lines] == [
        "为推动开发区发展，现提出 GDP 增长的措施。\xa0",
        "甲",
        "乙",
    ]


def test_ruby_glosses_are_no_text() -> None:
    assert _read(_page("<p><ruby>區<rp>(</rp><rt>qū</rt><rp>)</rp></ruby>的發展。</p>")).text == "區的發展。"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", ""])
def test_the_encoding_is_right_even_where_the_page_names_a_wrong_one(declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body>{PARAGRAPHS}</body></html>"
    witness = _read(page, codec="gb18030")
    assert witness.encoding == "gb18030"
    assert "高质量" in witness.text


def test_a_page_without_any_prose_is_still_read() -> None:
    assert _read("<html><body><p>短</p></body></html>").text == "短"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableError):
        _read("<html><body><script>var a = 1;</script></body></html>")


def test_a_hundred_thousand_nested_elements_are_refused_in_words() -> None:
    with pytest.raises(UnreadableError) as caught:
        _read("<html>" + "<div>" * 100_000 + "正文")
    assert caught.value.place == "页.html"
    assert caught.value.mend


def test_many_elements_far_down_are_refused_before_the_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_HTML_WORK", 100_000)
    page = _page("<div>" * 100 + "<div></div>" * 1000 + PARAGRAPHS)
    with pytest.raises(UnreadableError):
        _read(page)
    monkeypatch.setattr(html, "MAX_HTML_WORK", 1_000_000)
    assert len(_read(page).lines) == 3


def test_deep_but_sane_nesting_is_read() -> None:
    assert "高质量" in _read(_page("<div>" * 1000 + PARAGRAPHS)).text


def test_many_unclosed_paragraphs_and_cells_are_no_nesting() -> None:
    assert len(_read(_page("<p>一、落实责任。" * 5000)).lines) == 5000


def test_an_attachment_beside_the_text_belongs_to_it_and_what_follows_does_not() -> None:
    beside = "<p>2024年3月20日</p><p>附件：<a href='a.doc'>1.申报表.doc</a></p><p>上一篇：<a href='/'>某通知</a></p>"
    page = _page(f"<div><div>{PARAGRAPHS}</div>{beside}</div>")
    assert [line.text for line in _read(page).lines[3:]] == ["2024年3月20日", "附件：1.申报表.doc"]


def test_the_line_below_the_title_is_metadata() -> None:
    line = "<td align=center>来源：市政府办公室　发布时间：2024-03-25 10:20　浏览次数：123</td>"
    page = _page(f"<table><tr>{line}</tr><tr><td>{PARAGRAPHS}</td></tr></table>")
    witness = _read(page)
    assert witness.metadata == {"来源": "市政府办公室", "发布时间": "2024-03-25 10:20"}
    assert len(witness.lines) == 3


@pytest.mark.parametrize("name", ["页.mht", "页.doc"])
def test_a_web_archive_is_read_as_its_page(name: str) -> None:
    page = base64.encodebytes(_page(PARAGRAPHS).encode()).decode()
    archive = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="xx"\n\n--xx\nContent-Type: image/png\n\nx\n'
        f'--xx\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n{page}\n--xx--\n'
    )
    witness = _read(archive, name)
    assert (witness.media, len(witness.lines), witness.notes) == ("html", 3, ())


def test_a_web_archive_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        _read("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=xx\n\n--xx--\n", "页.mht")
    assert caught.value.mend

"""Residue of web pages and word processors goes; lines of the document that look a little like it stay."""

from __future__ import annotations

import pytest
from repair_texts import CLEAN, received, with_kinds

from jingkai.documents.repair import repair
from jingkai.documents.repair.invisible import drop_invisible_characters, flag_unreadable_characters
from jingkai.documents.repair.pagination import remove_page_numbers
from jingkai.documents.repair.residue import remove_residue
from jingkai.documents.witness import LineKind

RESIDUE = [
    "是否“确认”跳转到登录页？",
    "是否“確認(rèn)”跳轉(zhuǎn)到登錄頁?",
    "首页 > 政务公开 > 政策文件",
    "首页>>信息公开>>正文",
    "您当前的位置：首页 > 政务公开 > 法定主动公开内容",
    "当前位置: 首页 - 政策",
    "扫一扫在手机打开当前页",
    "打印 关闭",
    "【打印】【关闭】",
    "字号：大 中 小",
    "【字体：大 中 小】",
    "分享到：",
    "分享到： 微信 微博 QQ空间",
    "责任编辑：李四",
    "浏览次数：1,234",
    "浏览次数： 56 次",
    "上一篇：关于召开座谈会的通知",
    "下一篇：没有了",
    "主办单位：青岚市人民政府办公室",
    "临ICP备05000001号-1 临公网安备 15000002000001号",
    "网站标识码：1500000001",
    "建议使用1280×768分辨率/IE9.0或以上版本浏览器",
    "登录 | 注册 | 无障碍浏览 | 长者模式",
    "返回顶部",
    "用户登录",
    "密码：",
    "忘记密码 | 立即注册",
    "电脑版 客户端 小程序 微博 微信",
    "[bookmark: _GoBack]",
    'HYPERLINK "http://www.example.com/a" \\l "_Toc1"',
    " PAGE \\* MERGEFORMAT ",
    'TOC \\o "1-3" \\h \\z \\u',
]


@pytest.mark.parametrize("line", RESIDUE)
@pytest.mark.parametrize("before", [True, False])
def test_a_line_of_residue_around_a_document_is_removed(line: str, before: bool) -> None:
    revision = received(f"{line}\n{CLEAN}" if before else f"{CLEAN}\n{line}")
    repair(revision)
    assert revision.text == CLEAN
    assert revision.undone() == revision.received


@pytest.mark.parametrize(
    "line",
    [
        "打印设备、扫描设备由管委会统一采购。",
        "（来源：青岚日报）",
        "3.支持企业登录平台申报，关闭落后产能，分享改革经验。",
        "首页改版方案由行政审批局负责。",
        "编辑部、出版社等单位：",
        "主办单位和承办单位按职责分工负责。",
        "大力发展中小企业",
        "密码：",
        "位置：青岚大道以东、澄江以北，面积12平方公里。",
        "审核：对申报材料进行审核，5个工作日内完成。",
        "政策解读由起草单位负责，在政府网站发布。",
    ],
)
def test_lines_of_the_document_stay(line: str) -> None:
    far = "\n".join(["推进改革，扩大开放。"] * 40)
    revision = received(f"{CLEAN}\n{far}\n{line}\n{far}")
    assert remove_residue(revision) == 0
    if len(line) > 4:
        near = received(CLEAN.replace("三、附则", f"{line}\n三、附则"))
        assert remove_residue(near) == 0


def test_field_codes_inside_a_line_go_and_the_words_stay() -> None:
    revision = received('按照HYPERLINK "http://www.example.com" \\h 有关规定[bookmark: _Toc1234]执行&nbsp;')
    remove_residue(revision)
    assert revision.text == "按照有关规定执行"


@pytest.mark.parametrize(
    "number",
    ["- 4 -", "— 4 —", "－4－", "-4-", "·4·", "第 4 页", "第4页 共12页", "第4页/共12页", "Page 4 of 12"],
)
def test_a_page_number_is_removed_wherever_it_stands(number: str) -> None:
    revision = received(f"推进改革，扩大\n{number}\n开放。")
    assert remove_page_numbers(revision) == 1
    assert [repair.kind for repair in revision.repairs()] == ["page_number"]


def test_lone_numbers_go_where_they_count_pages_and_stay_where_they_do_not() -> None:
    pages = "\n".join(f"上文{number}\n正文\n到第{number}行\n{number}" for number in (1, 2, 3, 4))
    counted = received(pages)
    assert remove_page_numbers(counted) == 4
    cells = received("企业数\n35\n产值\n120\n就业\n7")
    assert remove_page_numbers(cells) == 0
    of_pages = received("上文\n1/3\n正文\n2/3\n下文\n3/3")
    assert remove_page_numbers(of_pages) == 3
    ratio = received("配比\n1/3")
    assert remove_page_numbers(ratio) == 0


def test_running_heads_beside_page_numbers_and_lines_marked_by_the_reader_go() -> None:
    text = "\n".join(f"正文若干内容\n青岚经济技术开发区文件\n- {number} -" for number in (1, 2, 3))
    revision = received(text)
    remove_page_numbers(revision)
    assert "文件" not in revision.text
    marked = with_kinds([("内部资料", LineKind.HEADER), ("正文", LineKind.TEXT), ("2", LineKind.FOOTER)])
    remove_page_numbers(marked)
    assert marked.text.split() == ["正文"]


def test_what_nobody_can_see_is_removed() -> None:
    revision = received("\ufeff推进\u200b改\xad革\ue5e5。\u2060")
    drop_invisible_characters(revision)
    assert revision.text == "推进改革。"
    assert revision.undone() == revision.received


def test_line_separators_of_other_systems_become_line_feeds() -> None:
    revision = received("一、总体要求\r\n推进改革。\r扩大开放。\u2028三、附则")
    drop_invisible_characters(revision)
    assert revision.text.split("\n") == ["一、总体要求", "推进改革。", "扩大开放。", "三、附则"]


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("2024年1月22日????", "2024年1月22日"),
        ("????推进改革。??", "推进改革。"),
        ("办好了吗?", "办好了吗?"),
        ("真的吗？？", "真的吗？？"),
    ],
)
def test_question_marks_that_stand_for_lost_spaces_go(damaged: str, clean: str) -> None:
    revision = received(damaged)
    drop_invisible_characters(revision)
    assert revision.text == clean


@pytest.mark.parametrize(
    ("text", "number"), [("发展\ufffd力", 1), ("朱?基", 1), ("锟斤拷", 1), ("能否办成?能。", 0), ("好。", 0)]
)
def test_what_cannot_be_read_is_flagged_and_left(text: str, number: int) -> None:
    revision = received(text)
    assert flag_unreadable_characters(revision) == 0
    assert [flag.code for flag in revision.flags()] == ["unreadable_characters"] * number
    assert revision.text == text

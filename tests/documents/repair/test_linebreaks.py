"""Which line breaks are paragraphs and which are only paper; titles over several lines."""

from __future__ import annotations

import pytest
from repair_texts import printed, received, with_kinds

from jingkai.documents.repair.linebreaks import join_lines
from jingkai.documents.witness import LineKind


def lines(text: str, *, hard_wrapped: bool | None = None) -> list[str]:
    revision = received(text, hard_wrapped=hard_wrapped)
    join_lines(revision)
    assert revision.undone() == text
    return revision.text.split("\n")


PARAGRAPHS = [
    "为深入推进青岚经济技术开发区体制机制改革，统一、规范、高效办理各类审批事项，根据有关法规第（三）项的规定，"
    "结合实际，支持园区引进Zero Carbon Energy Lab等机构，现提出如下意见。",
    "一、总体要求",
    "坚持以高质量发展为主线，到2027年，地区生产总值达到1.5亿元以上，规模以上工业增加值年均增长10%，使用外资"
    "30%以上来自先进制造业。坚持分类指导，因地制宜，统筹园区与城区的基础设施建设和公共服务，实现产城融合发展。",
    "二、重点任务",
    "（一）扩大开放。支持企业设立海外仓，发展跨境电商、市场采购和保税维修，开行国际班列。（责任单位：市商务局、交通运输局）",
]


def test_marks_in_the_middle_of_a_sentence_begin_no_paragraph() -> None:
    page = printed(
        "\n".join(["关于促进发展的意见", "澄政发〔2025〕3号", "各单位：", *PARAGRAPHS]), 24, keep_indent=False
    )
    assert "\n一、规范" in page
    assert "\n（三）项" in page
    assert lines(page)[3:] == PARAGRAPHS


def cut(paragraphs: list[str], length: int, indent: str) -> str:
    """Lines broken after so many characters, whatever they are; the third and later long paragraphs are indented."""
    rows: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        words = (indent if number >= 2 and len(paragraph) > 12 else "") + paragraph
        rows.extend(words[at : at + length] for at in range(0, len(words), length))
    return "\n".join(rows)


PLAN = [
    "青岚经济技术开发区绿色发展行动方案",
    "各单位：",
    "为推进青岚经济技术开发区绿色发展，完整、准确、全面落实各项部署，制定本方案，请认真组织实施。",
    "1.实行承诺办理。对年综合能源消费量5000吨标准煤以下的项目实行承诺办理，办理时间由20天压减到3天以内，"
    "2025年12月31日前完成。（责任单位：市发展改革委、市经信局）",
    "2.奖励清洁生产。对通过审核的企业给予5万元奖励；对获得绿色工厂称号的企业，一次性奖励300000元。",
    "3.建设职工公寓。依托园区南部片区，新建职工公寓3000套，配套学校2所，2026年底前投入使用，惠及职工12000人。",
    "4.设立发展基金。设立总规模2000000000元的绿色产业发展基金，首期规模500000000元，由市财政局牵头。",
]


@pytest.mark.parametrize("indent", ["", "\u3000\u3000", "    "])
@pytest.mark.parametrize("length", [18, 20, 22, 25])
def test_lines_cut_after_so_many_characters_are_joined_with_and_without_indents(
    length: int, indent: str
) -> None:
    assert lines(cut(PLAN, length, indent), hard_wrapped=True) == PLAN


UNITS = "（责任单位：市科技局、澄江海关）"
FULL = [
    "一、扩大开放。支持园区企业设立海外仓，发展跨境",
    "电商和保税维修，推动外贸企业稳定增长并扩大市场",
]
"""Lines of 23 characters."""


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_a_bracket_of_units_behind_a_full_line_stays_with_its_provision_over_the_end_of_a_page(
    indent: str,
) -> None:
    rows: list[str] = []
    for mark in "一二三四五":
        rows += [
            indent + mark + FULL[0][1 : 23 - len(indent)],
            *FULL[1:],
            "份额，每年给予企业的各类奖励总额不超过二百万。",
        ]
        rows += ["", UNITS] if mark == "三" else [UNITS]
    found = lines("\n".join(rows), hard_wrapped=True)
    assert [row[:2] for row in found] == ["一、", "二、", "三、", "四、", "五、"]
    assert all(row.endswith(UNITS) for row in found)


def test_a_bracket_of_units_set_as_a_paragraph_of_its_own_remains_one() -> None:
    rows = [line for mark in "一二三四五" for line in (mark + FULL[0][1:], FULL[1], "份额。", UNITS)]
    found = lines("\n".join(rows), hard_wrapped=True)
    assert found[1::2] == [UNITS] * 5


def test_a_full_line_that_ends_a_sentence_goes_on_where_the_next_one_begins_at_the_margin() -> None:
    # Page readers give half a character of space to either side of figures, so that the line seems to have room left.
    continued = [
        "业总产值年均增长 10%以上，工业产值占到 30%左右；",
        "单位能耗持续下降并建成绿色园区，基础设施和公共服务",
        "更加完善，形成布局合理、功能完善、监管高效的发展格",
    ]
    rows: list[str] = []
    for mark in "一二三四":
        rows += [mark + "、发展目标。推动园区经济稳定较快增长，力争工", *continued, "局。"]
    found = lines("\n".join(rows), hard_wrapped=True)
    assert [row[0] for row in found] == list("一二三四")


def test_the_end_of_a_bracket_above_a_signature_is_no_signature() -> None:
    printed_lines = [
        "　　（十）强化督促落实。及时跟踪进展情况，将落实情况作为考核",
        "的重要依据。（市发展改革委、财政局牵头，市商务局、各有关区县",
        "人民政府负责）",
        "　　　　　　　　　　　　　　　　　　　　澄江市人民政府",
        "　　　　　　　　　　　　　　　　　　　　2025年3月20日",
    ]
    found = lines("\n".join(printed_lines), hard_wrapped=True)
    assert [line[-7:] for line in found] == ["区县人民政府负责）"[-7:], "澄江市人民政府", "5年3月20日"]


def test_lines_that_are_paragraphs_are_left_apart() -> None:
    text = "一、总体要求\n推进改革。\n扩大开放。\n二、重点任务\n（一）优化服务\n加强协调，形成合力\n三、附则"
    assert lines(text) == text.split("\n")


def test_blank_lines_and_white_space_around_lines_go() -> None:
    assert lines("\n\n  一、总体要求  \n\n\n　　推进改革。\n\n") == ["一、总体要求", "推进改革。"]
    assert lines("\n \n") == [""]


def test_a_paragraph_broken_after_a_comma_is_joined() -> None:
    text = "为加快青岚经济技术开发区高质量发展，\n现提出如下意见。\n一、总体要求"
    assert lines(text) == ["为加快青岚经济技术开发区高质量发展，现提出如下意见。", "一、总体要求"]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            ["澄江市人民政府关于", "推进青岚经济技术开发区", "高质量发展的实施意见"],
            "澄江市人民政府关于推进青岚经济技术开发区高质量发展的实施意见",
        ),
        (
            ["澄江市人民政府办公室", "印发《关于支持青岚开发区", "发展的若干措施》的通知"],
            "澄江市人民政府办公室印发《关于支持青岚开发区发展的若干措施》的通知",
        ),
        (["关于印发青岚开发区管理办法", "的通知"], "关于印发青岚开发区管理办法的通知"),
        (["澄江市促进外资增长若干措施", "（试行）"], "澄江市促进外资增长若干措施（试行）"),
        (["关于公布2025年开发区名单的公告"], "关于公布2025年开发区名单的公告"),
    ],
)
def test_a_title_over_several_lines_is_one_line(rows: list[str], title: str) -> None:
    rest = ["澄政发〔2025〕3号", "各区县人民政府：", "现予印发。"]
    assert lines("\n".join([*rows, *rest])) == [title, *rest]
    assert lines("\n\n".join(["", *rows, *rest])) == [title, *rest]


def test_the_title_of_an_enclosed_plan_is_joined_and_signature_date_and_note_stay_apart() -> None:
    text = (
        "现印发给你们，请贯彻执行。\n\n澄江市人民政府办公室\n2025年3月8日\n（此件公开发布）\n\n\n"
        "青岚经济技术开发区\n三年行动方案\n\n为加快发展，制定本方案。"
    )
    assert lines(text) == [
        "现印发给你们，请贯彻执行。",
        "澄江市人民政府办公室",
        "2025年3月8日",
        "（此件公开发布）",
        "青岚经济技术开发区三年行动方案",
        "为加快发展，制定本方案。",
    ]


def test_a_red_head_and_joint_signatures_are_not_taken_for_a_title() -> None:
    head = "澄江市人民政府文件\n澄政发〔2025〕3号\n关于促进发展的意见\n各单位：\n请执行。\n"
    text = head + "澄江市财政局\n澄江市商务局\n2025年3月8日"
    assert lines(text) == text.split("\n")


def test_table_rows_are_never_joined() -> None:
    revision = with_kinds(
        [
            ("园区 | 面积 | 企业数", LineKind.TABLE),
            ("青岚园，| 12 | 30", LineKind.TABLE),
            ("澄东园 | 8 | 15", LineKind.TABLE),
            ("合计", LineKind.TEXT),
        ]
    )
    join_lines(revision)
    assert revision.text.split("\n")[:3] == ["园区 | 面积 | 企业数", "青岚园，| 12 | 30", "澄东园 | 8 | 15"]


def test_lines_the_reader_knows_to_be_printed_are_joined_even_when_there_are_few() -> None:
    text = "推进青岚经济技术开发区改革创新，扩大高水\n平对外开放，加快建设现代化园区。\n2025年3月8日"
    assert lines(text, hard_wrapped=True) == [
        "推进青岚经济技术开发区改革创新，扩大高水平对外开放，加快建设现代化园区。",
        "2025年3月8日",
    ]
    assert lines(text, hard_wrapped=False) == text.split("\n")


def test_the_place_of_a_join_is_in_the_received_file() -> None:
    revision = received("推进青岚经济技术开发区改革创新，扩大高水\n平对外开放。", hard_wrapped=True)
    join_lines(revision)
    [joined] = revision.repairs()
    assert (joined.kind, joined.before, joined.after, joined.place.line) == ("line_break", "\n", "", 1)

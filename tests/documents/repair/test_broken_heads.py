"""Titles and notes that a page broke over lines or spread out, and entities that were typed wrong."""

from __future__ import annotations

from jingkai.documents.repair import repair
from jingkai.documents.revision import Revision
from jingkai.documents.witness import Line, Place, Witness


def repaired(text: str) -> str:
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    revision = Revision(Witness("copy.html", "html", "0" * 64, lines, hard_wrapped=False))
    repair(revision)
    assert revision.undone() == text
    return revision.text


BODY = "澄政发〔2024〕8号\n各县区人民政府：\n现提出以下意见。\n一、要求\n各单位要认真审核。"


def test_a_title_whose_first_line_ends_with_file_is_one_title() -> None:
    text = repaired(f"澄江市人民政府关于规范行政文件\n审核机制的指导意见\n{BODY}")
    assert text.startswith("澄江市人民政府关于规范行政文件审核机制的指导意见\n澄政发")


def test_a_title_spread_out_with_equal_gaps_is_closed() -> None:
    text = repaired(f"澄江市人民政府关于印发\n青 岚 园 区 应 急 预 案 的 通 知\n{BODY}")
    assert text.startswith("澄江市人民政府关于印发青岚园区应急预案的通知\n")


def test_names_with_a_space_in_them_stay_apart() -> None:
    line = "委员：王　某　　李　某　　赵　某　　孙　某"
    assert line in repaired(f"澄江市人民政府关于成立委员会的通知\n{BODY}\n{line}")


def test_a_note_in_brackets_over_several_lines_is_one_line() -> None:
    text = repaired(f"园区工作规则\n（2024年3月5日市人民政府\n第8次常务会议通过）\n{BODY}")
    assert "\n（2024年3月5日市人民政府第8次常务会议通过）\n" in text


def test_a_bracket_that_a_paragraph_closes_joins_nothing() -> None:
    text = f"园区工作规则\n（未完待续\n{BODY}"
    assert repaired(text) == text


def test_entities_typed_wrong_leave_the_text_and_named_marks_come_back() -> None:
    text = repaired(f"关于&ldquo;青岚&rdquo;园区的通知\n{BODY}\n澄江市人民政府 &bsp;\n2024年3月8日&sp;")
    assert text.startswith("关于“青岚”园区的通知")
    assert text.endswith("\n澄江市人民政府\n2024年3月8日")


def test_what_sites_print_around_a_document_is_removed() -> None:
    residue = [
        "作者：法律资料网 时间：2024-07-22 08:17:50   浏览：8464   来源：法律资料网",
        "时间:2019-05-14 10:45:55下载本文作者:会员上传",
        "下载地址: 点击此处下载",
        "归档时间:2018-11-21",
        "视力保护色:",
        "热门站点| 世界资料网 | 专利资料网 | 世界资料网论坛",
        ">> 走进澄江 >> 投资澄江 >> 投资政策",
    ]
    text = repaired("\n".join([*residue, "澄江市人民政府关于规范文件的意见", BODY]))
    assert text.startswith("澄江市人民政府关于规范文件的意见\n")


def test_labels_of_a_list_with_their_values_below_are_metadata() -> None:
    rows = (
        "返回顶部\n青岚工作规则\n• 索引号:\n610/2024-001\n• 主题分类:\n• 发文字号:\n青政发〔2024〕7号\n"
        "• 内容概述:\n青岚工作规则\n"
    )
    lines = tuple(
        Line(line, Place(number))
        for number, line in enumerate((rows + "第一章 总则\n一、制定本规则。").split("\n"), 1)
    )
    revision = Revision(Witness("copy.html", "html", "0" * 64, lines, hard_wrapped=False))
    repair(revision)
    assert revision.metadata == {"索引号": "610/2024-001", "发文字号": "青政发〔2024〕7号"}
    assert revision.text.endswith("青岚工作规则\n第一章 总则\n一、制定本规则。")


def test_a_line_that_ends_with_an_opening_quote_or_a_comma_runs_on() -> None:
    wrapped = [
        "为贯彻落实新发展理念，进一步聚焦高质量，念好两本经典，",
        "加快推动制造业高质量发展，率先走出一条转型升级的路子，",
        "结合省里的“",
        "5+4”稳进提质政策体系相关内容，",
        "特制订如下政策措施。",
        "一、支持改造",
        "对改造项目按照设备投资额的百分之十给予一次性补助资金，",
        "补助资金最高不超过五百万元。",
    ]
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(wrapped, 1))
    revision = Revision(Witness("copy.txt", "txt", "0" * 64, lines, hard_wrapped=True))
    repair(revision)
    assert revision.text.split("\n")[0].endswith(
        "结合省里的“5+4”稳进提质政策体系相关内容，特制订如下政策措施。"
    )

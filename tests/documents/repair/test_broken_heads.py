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

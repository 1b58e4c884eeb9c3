"""The characters of a PDF line come in the order in which they are printed, whatever order they were drawn in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from received_files import set_pdf

from jingkai.documents.read import read_bytes

EM = 16


def texts(*drawn: tuple[float, float, str], turned: bool = False) -> list[str]:
    return [line.text for line in read_bytes(set_pdf([drawn], turned=turned), source="a.pdf").lines]


def test_quotation_marks_that_are_drawn_last_come_to_their_places() -> None:
    drawn = [(60, 700, "实行"), (60 + 3 * EM, 700, "拿地即开工"), (60 + 9 * EM, 700, "改革。")]
    drawn += [(60 + 2 * EM, 700, "“"), (60 + 8 * EM, 700, "”")]
    assert texts(*drawn, (60, 670, "第二行文字")) == ["实行“拿地即开工”改革。", "第二行文字"]


def test_columns_drawn_one_after_the_other_are_not_mixed() -> None:
    left = [(60, 700 - 30 * row, f"左栏第{row}行文字") for row in (1, 2, 3)]
    right = [(320, 700 - 30 * row, f"右栏第{row}行文字") for row in (1, 2, 3)]
    found = texts(*left, *right)
    assert [text.strip("\u3000") for text in found] == [text for _, _, text in left + right]


def test_cells_without_rules_stay_in_the_order_of_the_file() -> None:
    found = texts((60, 700, "任务"), (300, 700, "单位"), (60, 670, "放权"), (300, 670, "编办"))
    assert " ".join(found).split() == ["任务", "单位", "放权", "编办"]


def test_text_that_is_set_upside_down_keeps_its_order() -> None:
    assert "".join(texts((400, 700, "倒置的文字"), turned=True)) == "倒置的文字"


def test_a_line_struck_twice_for_weight_is_read_once() -> None:
    found = texts((60, 700, "一、总体要求"), (60.6, 700, "一、总体要求"), (60, 670, "正文文字在此"))
    assert found == ["一、总体要求", "正文文字在此"]


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    assert "".join(texts((60, 700, "自2024-"), (60, 670, "2027年"))) == "自2024-2027年"


@given(
    st.lists(st.sampled_from("经济技术开发区管委会“”，。《》"), min_size=2, max_size=20),
    st.data(),
)
def test_any_order_of_drawing_gives_the_printed_line(signs: list[str], data: st.DataObject) -> None:
    places = [(60.0 + EM * index, 700.0, sign) for index, sign in enumerate(signs)]
    drawn = data.draw(st.permutations(places))
    found = read_bytes(set_pdf([drawn]), source="a.pdf").text
    assert "".join(found.split()) == "".join(signs)

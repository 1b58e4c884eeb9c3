"""Document numbers, found where they begin and written one way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.document_numbers import DocumentNumber, find, parse


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("内政办发〔2024〕5 号", "内政办发〔2024〕5号"),
        ("巴政办发[2024]8号", "巴政办发〔2024〕8号"),
        ("发改外资［2016］815号", "发改外资〔2016〕815号"),
        ("国发【2015】72号", "国发〔2015〕72号"),
        ("财建(2019)第5号", "财建〔2019〕5号"),
        ("财建（2019）05号", "财建〔2019〕5号"),
        ("国务院令第711号", "国务院令第711号"),
        ("商务部公告2024年第3号", "商务部公告2024年第3号"),
    ],
)
def test_a_number_is_read_however_its_brackets_are_printed(text: str, canonical: str) -> None:
    number = parse(text)
    assert number is not None
    assert str(number) == canonical
    assert parse(canonical) == number


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据国办发〔2014〕54号文件", ["国办发〔2014〕54号"]),
        ("按国办发〔2014〕54号执行", ["国办发〔2014〕54号"]),
        (
            "《若干意见》（发改外资〔2016〕815号）和财建〔2019〕5号",
            ["发改外资〔2016〕815号", "财建〔2019〕5号"],
        ),
        ("国发〔2015〕72号和国办发〔2014〕54号同时废止", ["国发〔2015〕72号", "国办发〔2014〕54号"]),
        ("见和林政发〔2020〕1号", ["和林政发〔2020〕1号"]),
        ("国家发展改革委发改投资〔2020〕1439号", ["发改投资〔2020〕1439号"]),
        ("临澜省人民政府办公厅临政办发〔2024〕5号", ["临政办发〔2024〕5号"]),
        ("工信部联企业〔2020〕12号", ["工信部联企业〔2020〕12号"]),
        ("青开管办发〔2020〕2号", ["青开管办发〔2020〕2号"]),
        ("《条例》（国务院令第711号）规定", ["国务院令第711号"]),
    ],
)
def test_the_agency_word_is_cut_where_it_begins(text: str, numbers: list[str]) -> None:
    found = find(text)
    assert [str(one.number) for one in found] == numbers
    for one in found:
        assert parse(text[one.start : one.end]) == one.number


@pytest.mark.parametrize(
    "text", ["第5号楼", "2024年第5次会议", "〔2024〕5号", "（2024）", "国发〔2424〕5号", "京A12345号", ""]
)
def test_what_is_no_document_number_is_not_found(text: str) -> None:
    assert find(text) == []
    assert parse(text) is None


def test_a_number_with_words_around_it_is_no_number_alone() -> None:
    assert parse("国发〔2015〕72号文件") is None


@given(
    st.text(alphabet="临澜青岚政办发财建字函规环", min_size=2, max_size=6),
    st.integers(1950, 2099),
    st.integers(1, 99999),
)
def test_what_is_written_is_read_back(agency: str, year: int, serial: int) -> None:
    number = DocumentNumber(agency, year, serial)
    assert parse(str(number)) == number


@given(st.text(alphabet="国发办令公告〔〕（）[]2024年第号 的和", max_size=40))
def test_numbers_found_do_not_overlap_and_lie_in_the_text(text: str) -> None:
    at = 0
    for one in find(text):
        assert at <= one.start < one.end <= len(text)
        at = one.end


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("青岚部2024年第3号公告", "青岚部公告2024年第3号"),
        ("按临澜委员会2023年第 2 号令执行", "临澜委员会令2023年第2号"),
        ("青岚部第12号令", "青岚部令第12号"),
        ("按文件精神和澄财〔2016〕36号执行", "澄财〔2016〕36号"),
    ],
)
def test_a_serial_may_stand_in_front_of_order_and_announcement(text: str, number: str) -> None:
    (found,) = find(text)
    assert str(found.number) == number


def test_a_serial_of_nobody_s_order_is_no_number() -> None:
    assert find("发布第3号公告，第2号令") == []

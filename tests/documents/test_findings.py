"""What a person should look at is flagged, with both sides and the place; nothing is changed for it."""

from __future__ import annotations

import pytest

from jingkai.documents.pipeline import read_record
from jingkai.documents.revision import Flag
from jingkai.documents.witness import Line, Place, Witness

HEAD = "澄江市人民政府关于加快园区发展的意见\n澄政发〔2024〕7号\n各县区人民政府：\n现提出以下意见。\n"


def flags(text: str, **fields: str) -> dict[str, Flag]:
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    record = read_record(Witness("copy.html", "html", "0" * 64, lines, metadata=fields, hard_wrapped=False))
    for flag in record.flags:
        assert flag.start is None or record.text[flag.start : flag.end]
    return {flag.code: flag for flag in record.flags}


@pytest.mark.parametrize(
    ("items", "code", "words"),
    [
        (
            "一、扩大开放\n要开放。\n二、加强监管\n要监管。\n四、附则\n要执行。",
            "numbering_gap",
            ("二、加强监管", "四、附则", "三、"),
        ),
        (
            "一、扩大开放\n要开放。\n二、加强监管\n要监管。\n二、附则\n要执行。",
            "numbering_repeat",
            ("二、加强监管", "二、附则"),
        ),
        (
            "一、甲\n要开放。\n二、乙\n要监管。\n三、丙\n好。\n二、丁\n要执行。",
            "numbering_backwards",
            ("三、丙", "二、丁", "四、"),
        ),
    ],
)
def test_a_numbering_fault_names_both_sides_and_its_place(
    items: str, code: str, words: tuple[str, ...]
) -> None:
    flag = flags(HEAD + items)[code]
    assert all(word in flag.message for word in words)
    assert flag.place == Place((HEAD + items).split("\n").index(words[1]) + 1)


def test_a_document_numbered_right_has_no_flags() -> None:
    assert flags(HEAD + "一、扩大开放\n要开放。\n二、加强监管\n要监管。") == {}


def test_the_date_under_the_signature_counts_and_another_one_of_the_page_is_flagged() -> None:
    text = HEAD + "一、扩大开放\n要开放。\n二、加强监管\n要监管。\n澄江市人民政府\n二〇二四年四月二十七日"
    flag = flags(text, 成文日期="2024年4月17日")["date_differs"]
    assert "2024-04-17" in flag.message
    assert "2024-04-27" in flag.message
    assert flags(text, 成文日期="2024年4月27日") == {}


def test_a_text_that_is_no_policy_document_is_kept_and_flagged() -> None:
    news = "园区里的春天\n今天的青岚，阳光很好。\n孩子们在广场上放风筝，老人们在树下聊天。"
    assert "not_a_policy_document" in flags(news)


@pytest.mark.parametrize(
    "text",
    [
        "一、要求\n各单位要认真审核。",
        "澄政发〔2024〕7号\n请遵照执行。",
        "请遵照执行。\n澄江市人民政府\n2024年3月8日",
    ],
)
def test_a_number_an_issuer_or_provisions_are_enough_for_a_policy_document(text: str) -> None:
    assert "not_a_policy_document" not in flags(text)


def test_what_the_reader_of_a_file_assumed_is_a_flag() -> None:
    from jingkai.documents.pipeline import read_record
    from jingkai.documents.read import read_bytes

    record = read_record(read_bytes("一、总则\n二、附则\n".encode(), source="wrong.pdf"))
    assert [flag.code for flag in record.flags][:1] == ["reader_note"]
    assert ".pdf" in record.flags[0].message

"""The words around figures are stripped, shared out and judged as the examples beside the code say."""

from __future__ import annotations

import doctest

import pytest

from jingkai.documents.extract import wording


def test_the_examples_in_the_docstrings_hold() -> None:
    result = doctest.testmod(wording)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("到2027年，力争实现基本养老保险参保率", "基本养老保险参保率"),
        ("重点行业能耗强度", "重点行业能耗强度"),
        ("使用外资规模", "使用外资规模"),
        ("和林格尔新区产值", "和林格尔新区产值"),
        ("建设用地亩均投资强度", "建设用地亩均投资强度"),
        ("确保重点建设标准厂房", "标准厂房"),
    ],
)
def test_words_that_begin_a_name_are_not_stripped(text: str, noun: str) -> None:
    assert wording.noun_before(text) == noun

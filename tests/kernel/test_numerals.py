"""Chinese numerals are read as written and never guessed at."""

from __future__ import annotations

import doctest
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel import numerals
from jingkai.kernel.numerals import CHINESE_FIGURE, FIGURE, parse_numeral, parse_quantity, to_chinese


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(numerals).failed == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("九十九", 99),
        ("一百", 100),
        ("一百零一", 101),
        ("一百一十", 110),
        ("二千零五", 2005),
        ("二千零五十", 2050),
        ("一万", 10_000),
        ("三万五千", 35_000),
        ("一万零五百", 10_500),
        ("九千九百九十九万", 99_990_000),
        ("一万亿", 10**12),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("一九九八", 1998),
        ("二十○", None),
        ("007", 7),
        ("１２", 12),
    ],
)
def test_a_whole_number_is_read_as_written(text: str, number: int | None) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "几",
        "几十",
        "三四",
        "一百五",
        "三万五",
        "百",
        "万",
        "亿",
        "十十",
        "一一",
        "百十",
        "廿三",
        "第一",
        "1.5",
        "五〇零百",
        "零零",
        "十百",
        "三十百",
        "一万万零",
        "甲",
        "１.",
    ],
)
def test_what_is_no_sure_number_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(0, 10**12 - 1))
def test_every_number_written_is_read_back(number: int) -> None:
    assert parse_numeral(to_chinese(number)) == number


@pytest.mark.parametrize("number", [-1, 10**12])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_chinese(number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14000", "14000"),
        ("1,000", "1000"),
        ("1，000，000.5", "1000000.5"),
        ("２０", "20"),
        ("８．５", "8.5"),
        ("3.5万", "35000"),
        ("1.4万亿", "1400000000000"),
        ("2亿5千万", "250000000"),
        ("5百万", "5000000"),
        ("万亿", "1000000000000"),
        ("百", "100"),
        ("百亿", "10000000000"),
        ("千亿", "100000000000"),
        ("三", "3"),
        ("二十", "20"),
        ("两千五百亿", "250000000000"),
        ("三点五", "3.5"),
        ("一点二五万亿", "1250000000000"),
        ("0.30", "0.30"),
    ],
)
def test_a_quantity_is_read_in_any_mixture(text: str, value: str) -> None:
    assert parse_quantity(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "几", "1.", ".5", "1,00", "1.2.3", "5千3万", "三点", "点五", "两点两", "3个", "十万千"]
)
def test_what_is_no_quantity_is_none(text: str) -> None:
    assert parse_quantity(text) is None


@given(st.text("〇零一二两三四五六七八九十百千万亿点0123456789.,，", max_size=12))
def test_any_mixture_of_numerals_is_read_or_refused_without_error(text: str) -> None:
    value = parse_quantity(text)
    assert value is None or value >= 0
    whole = parse_numeral(text)
    assert whole is None or Decimal(whole) == value


@given(st.integers(0, 10**7), st.sampled_from(["", "万", "亿", "万亿", "百", "千万"]))
def test_a_whole_match_of_the_figure_pattern_is_always_readable(number: int, scale: str) -> None:
    found = re.match(FIGURE, f"{number:,}{scale}元")
    assert found is not None
    assert parse_quantity(found[0]) is not None


def test_the_pattern_of_chinese_figures_finds_runs() -> None:
    assert re.findall(CHINESE_FIGURE, "培育三个百亿级集群、二十家企业") == ["三", "百亿", "二十"]

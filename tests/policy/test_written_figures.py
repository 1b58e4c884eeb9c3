"""Figures are found in whatever form a text writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.numerals import to_chinese
from jingkai.policy.written_figures import Family, figures_in, unit_of


def _values(text: str, family: Family) -> set[Decimal]:
    return {
        reading.value
        for figure in figures_in(text)
        for reading in figure.readings
        if reading.family is family
    }


@pytest.mark.parametrize(
    "written", ["60%", "60％", "６０％", "百分之六十", "六成", "0.6", "60个百分点", "6:4", "60.00%"]
)
def test_a_share_is_found_however_it_is_written(written: str) -> None:
    assert Decimal("0.6") in _values(f"按实际投入的{written}给予支持", Family.SHARE)


@pytest.mark.parametrize(
    "written",
    [
        "3000000元",
        "300万元",
        "三百万元",
        "3,000,000元",
        "3，000，000元",
        "0.03亿元",
        "300 万元",
        "３００万元",
    ],
)
def test_a_sum_is_found_however_it_is_written(written: str) -> None:
    assert Decimal(3_000_000) in _values(f"单个项目最高不超过{written}。", Family.MONEY)


@pytest.mark.parametrize("written", ["10000吨", "1万吨", "一万吨", "10,000吨", "1.0万吨"])
def test_a_measure_is_found_however_it_is_written(written: str) -> None:
    assert Decimal(10_000) in _values(f"年综合能耗{written}标准煤以下", Family.PLAIN)


@pytest.mark.parametrize("written", ["1:1", "1：1", "1∶1", "一比一", "等额", "1比1"])
def test_a_match_is_found_however_it_is_written(written: str) -> None:
    assert Decimal(1) in _values(f"按照省级奖励{written}配套", Family.RATIO)


@pytest.mark.parametrize("written", ["百亿级", "100亿级", "100亿元", "百亿元"])
def test_a_level_of_output_is_money(written: str) -> None:
    assert Decimal(10) ** 10 in _values(f"培育3个{written}产业集群", Family.MONEY)


@pytest.mark.parametrize(
    ("text", "family", "value"),
    [
        ("增长160%", Family.SHARE, "0.6"),
        ("增长6.60%", Family.SHARE, "0.6"),
        ("最高1300万元", Family.MONEY, "3000000"),
        ("最高300万元", Family.PLAIN, "3000000"),
        ("按60%给予", Family.MONEY, "60"),
        ("培育60家企业", Family.SHARE, "0.6"),
        ("依照第60条", Family.PLAIN, "60"),
        ("临政办发〔2025〕60号", Family.PLAIN, "60"),
        ("2025年6月20日", Family.PLAIN, "20"),
        ("到2028年", Family.PLAIN, "2028"),
        ("500万美元", Family.PLAIN, "5000000"),
        ("推进一体化，一次性给予", Family.PLAIN, "1"),
    ],
)
def test_what_only_looks_like_a_figure_is_not_taken_for_it(text: str, family: Family, value: str) -> None:
    assert Decimal(value) not in _values(text, family)


def test_a_list_writes_its_unit_once() -> None:
    assert _values("分别奖励20、30、50万元", Family.MONEY) == {
        Decimal(n) for n in (200_000, 300_000, 500_000)
    }


def test_a_range_writes_its_unit_once() -> None:
    assert _values("给予3—5万元", Family.MONEY) == {Decimal(30_000), Decimal(50_000)}
    assert _values("下降20～30%", Family.SHARE) == {Decimal("0.2"), Decimal("0.3")}


def test_dollars_are_not_yuan() -> None:
    (figure,) = figures_in("到位外资500万美元")
    assert [reading.currency for reading in figure.readings] == ["USD"]


def test_terms_and_ranks_are_plain_figures() -> None:
    text = "连续三年，60日内，前120名，第三名，25个工作日"
    assert _values(text, Family.PLAIN) == {Decimal(n) for n in (3, 120)}
    assert _values(text, Family.TERM) == {Decimal(n) for n in (3, 60, 25)}


def test_a_one_that_counts_is_a_figure() -> None:
    assert Decimal(1) in _values("每个县只设立一个开发区", Family.PLAIN)


@pytest.mark.parametrize(
    "piece", ["1", "1,", "一", "一百万亿", "1:1:", "百分之", "10亿5", "０", "1、", "一点"]
)
def test_text_without_end_is_read_all_the_same(piece: str) -> None:
    assert len(figures_in(piece * 6000 + "5万元")) < 20_000


def test_figures_carry_their_place() -> None:
    text = "按10%给予补助，最高三百万元，前3名翻番"
    assert all(text[figure.start : figure.end] == figure.words for figure in figures_in(text))


@given(st.integers(min_value=2, max_value=9_999_999))
def test_every_sum_is_found_in_digits_in_chinese_and_with_separators(yuan: int) -> None:
    for written in (f"{yuan}元", f"{to_chinese(yuan)}元", f"{yuan:,}元"):
        assert Decimal(yuan) in _values(f"奖励{written}。", Family.MONEY), written


@pytest.mark.parametrize(
    ("unit", "scale", "family", "currency"),
    [
        ("亿元", 10**8, Family.MONEY, "CNY"),
        ("万美元", 10**4, Family.MONEY, "USD"),
        ("元/亩", 1, Family.MONEY, "CNY"),
        ("%", 1, Family.SHARE, ""),
        ("万吨", 10**4, Family.PLAIN, ""),
        ("家", 1, Family.PLAIN, ""),
        ("个工作日", 1, Family.TERM, ""),
        ("", 1, None, ""),
    ],
)
def test_units_are_taken_apart(unit: str, scale: int, family: Family | None, currency: str) -> None:
    assert unit_of(unit) == (Decimal(scale), family, currency)

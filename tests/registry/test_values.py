"""Values of facts: what people write, and what a variable takes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.errors import JingkaiError
from jingkai.registry.values import ValueRule

TAX = ValueRule("tax", "税收", "money", "元", least=Decimal(0), period="year")
SHARE = ValueRule("share", "占比", "share", least=Decimal(0), most=Decimal(1), period="year")
LEVEL = ValueRule("level", "级别", "choice", choices=("国家级", "自治区级"))


@pytest.mark.parametrize(
    ("rule", "written", "value"),
    [
        (TAX, "1,234,567.89", Decimal("1234567.89")),
        (TAX, "300万元", Decimal(3_000_000)),
        (TAX, "1.2亿元", Decimal(120_000_000)),
        (TAX, "１２００", Decimal(1200)),
        (TAX, 0, Decimal(0)),
        (SHARE, "2.5%", Decimal("0.025")),
        (SHARE, "２．５％", Decimal("0.025")),
        (SHARE, "0.025", Decimal("0.025")),
        (ValueRule("tce", "能耗", "number", "吨标准煤"), "9999.5吨标准煤", Decimal("9999.5")),
        (ValueRule("flag", "获奖", "flag"), "否", False),
        (ValueRule("day", "有效期", "day"), "2024年3月20日", date(2024, 3, 20)),
        (LEVEL, " 国家级 ", "国家级"),
    ],
)
def test_a_value_is_read_as_people_write_it(rule, written, value):
    assert rule.read(written) == value


@pytest.mark.parametrize(
    ("rule", "written", "mend"),
    [
        (SHARE, "2.5", "2.5%"),
        (TAX, "-1", "符号|正负号|sign"),
        (TAX, "一些", ""),
        (TAX, "1.234", "精度|source"),
        (TAX, "1e30", ""),
        (TAX, "nan", ""),
        (TAX, True, ""),
        (LEVEL, "省级", "国家级"),
        (ValueRule("day", "有效期", "day"), "2024-02-30", "2024-03-20"),
        (ValueRule("flag", "获奖", "flag"), "也许", "是"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_the_variable_and_the_mend(rule, written, mend):
    with pytest.raises(JingkaiError) as caught:
        rule.read(written)
    assert caught.value.place == rule.label
    assert re.search(mend, caught.value.mend)


@pytest.mark.parametrize("written", ["", " ", "-", "—", "/", "未知", "不详", "N/A", None])
@pytest.mark.parametrize("rule", [TAX, SHARE, LEVEL])
def test_unknown_is_no_value(rule, written):
    with pytest.raises(JingkaiError):
        rule.read(written)


@pytest.mark.parametrize(
    ("period", "written", "stored"),
    [
        ("year", "2024年", "2024"),
        ("quarter", "2024年第一季度", "2024Q1"),
        ("month", "2024-03", "2024-03"),
        ("none", "", ""),
    ],
)
def test_a_period_is_kept_in_one_form(period, written, stored):
    assert ValueRule("v", "变量", "number", period=period).read_period(written) == stored


@given(st.decimals(min_value=0, max_value=10**14, places=2, allow_nan=False, allow_infinity=False))
def test_every_sum_with_fen_comes_back_as_it_was_written(sum_):
    assert TAX.read(f"{sum_:,f}") == sum_


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_value_or_a_refusal_that_can_be_read(written):
    for rule in (TAX, SHARE, LEVEL):
        try:
            rule.read(written)
        except JingkaiError as error:
            assert error.what
            assert error.mend

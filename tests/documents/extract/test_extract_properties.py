"""Figures put into sentences come back as they went in, and no text makes extraction fail."""

from __future__ import annotations

from decimal import Decimal

from extract_reading import provision, read, read_all
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.documents.mentions import Comparator, MoneyKind
from jingkai.kernel.numerals import to_chinese

VALUES = st.decimals(Decimal("0.1"), Decimal("99999"), places=1).map(
    lambda value: value.to_integral_value() if value == value.to_integral_value() else value
)
INDICATORS = st.sampled_from(["工业总产值", "进出口总额", "实际使用外资", "研发经费投入", "规上工业增加值"])
MONEY_UNITS = st.sampled_from(["万元", "亿元", "亿美元", "万亿元", "元"])
COUNTS = st.sampled_from(
    [("企业", "家"), ("省级平台", "个"), ("重点项目", "项"), ("示范车间", "个"), ("技术人才", "名")]
)
BINDINGS = st.sampled_from(
    [
        ("达到{}", Comparator.AT_LEAST),
        ("达到{}以上", Comparator.AT_LEAST),
        ("不低于{}", Comparator.AT_LEAST),
        ("突破{}", Comparator.ABOVE),
        ("超过{}", Comparator.ABOVE),
        ("控制在{}以内", Comparator.AT_MOST),
        ("不超过{}", Comparator.AT_MOST),
        ("保持在{}左右", Comparator.ABOUT),
        ("降至{}以下", Comparator.AT_MOST),
    ]
)
HEADS = st.sampled_from(["", "到2027年，", "力争", "到2026年底，力争", "2025年，"])


@given(HEADS, INDICATORS, VALUES, MONEY_UNITS, BINDINGS)
def test_a_sum_to_be_reached_comes_back(
    head: str, indicator: str, value: Decimal, unit: str, binding: tuple[str, Comparator]
) -> None:
    words, comparator = binding
    (target,) = read(f"{head}{indicator}{words.format(f'{value}{unit}')}。").targets
    assert (target.indicator, target.value, target.unit) == (indicator, value, unit)
    assert target.comparator is comparator


@given(HEADS, INDICATORS, VALUES, st.sampled_from(["以上", "左右", "以内"]))
def test_a_growth_comes_back(head: str, indicator: str, value: Decimal, tail: str) -> None:
    (target,) = read(f"{head}{indicator}年均增长{value}%{tail}。").targets
    assert (target.indicator, target.value, target.unit) == (f"{indicator}年均增长", value, "%")


@given(st.sampled_from(["培育", "建成", "引进", "打造"]), COUNTS, st.integers(2, 9999), st.booleans())
def test_a_count_comes_back_on_either_side_of_its_noun(
    verb: str, counted: tuple[str, str], value: int, before: bool
) -> None:
    noun, unit = counted
    text = f"{verb}{value}{unit}{noun}。" if before else f"{verb}{noun}{value}{unit}。"
    (target,) = read(text).targets
    assert (target.indicator, target.value, target.unit) == (noun, value, unit)


@given(st.integers(2, 50), st.integers(1, 50), COUNTS)
def test_a_range_comes_back(low: int, more: int, counted: tuple[str, str]) -> None:
    noun, unit = counted
    (target,) = read(f"培育{low}—{low + more}{unit}{noun}。").targets
    assert (target.value, target.high, target.comparator) == (low, low + more, Comparator.BETWEEN)


@given(st.integers(1, 999), st.sampled_from(["万元", "亿元", "元"]), st.booleans())
def test_a_payment_comes_back_whether_in_arabic_or_chinese_numerals(
    value: int, unit: str, chinese: bool
) -> None:
    figure = to_chinese(value) if chinese else str(value)
    (term,) = read(f"对新认定的企业，给予一次性奖励{figure}{unit}。").money
    scale = {"元": 1, "万元": 10_000, "亿元": 100_000_000}[unit]
    assert (term.kind, term.yuan, term.frequency) == (MoneyKind.AMOUNT, value * scale, "once")


@given(st.integers(1, 100), st.sampled_from(["实际投入", "设备投资额", "贷款利息", "研发费用"]))
def test_a_rate_comes_back(percent: int, base: str) -> None:
    (term,) = read(f"按{base}的{percent}%给予补助。").money
    assert (term.kind, term.rate, term.base) == (MoneyKind.RATE, Decimal(percent) / 100, base)


PIECES = st.sampled_from(
    [
        *"，。；：、（）《》“”〈〉〔〕—%％.0123456789十百千万亿年月日个家元第前后的号",
        *(
            "达到",
            "以上",
            "分别",
            "到2027年",
            "培育",
            "给予奖励",
            "1:1",
            "《办法》",
            "国发〔2023〕1号",
            "占比",
        ),
        *(
            "对",
            "不低于",
            "工作日内",
            "产业集群",
            "其中",
            "每年",
            "最高",
            "万亿元",
            "翻番",
            "前10名",
            "年均增长",
        ),
        "以下简称《意见》",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["", "发展目标", "发展基础"]))
def test_no_mixture_of_the_words_of_documents_makes_extraction_fail(text: str, heading: str) -> None:
    read_all(provision(text, heading=heading))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_extraction_fail(text: str) -> None:
    read_all(provision(text))

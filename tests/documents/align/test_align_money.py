"""Sums that two documents promise for the same thing are laid side by side, and others are not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.align.alignment import FigurePair
from jingkai.documents.align.clauses import Clause, Layer
from jingkai.documents.align.figures import compare_figures
from jingkai.documents.align.purposes import likeness, purpose_before
from jingkai.documents.extract.context import Standing
from jingkai.documents.extract.money import find_money
from jingkai.documents.extract.roles import Roles
from jingkai.documents.mentions import Comparator, Target


def _clause(text: str) -> Clause:
    money = find_money(Roles(text, Standing(year=2024)))
    purposes = tuple(purpose_before(text, term.start) for term in money)
    return Clause("x", Layer.TASK, ("",), text, "", (), (), money, (), introduces=False, purposes=purposes)


def _compared(lower: str, upper: str) -> list[tuple[str, str]]:
    return [(pair.lower, pair.upper) for pair in _pairs(lower, upper) if pair.differs]


def _pairs(lower: str, upper: str) -> tuple[FigurePair, ...]:
    return compare_figures(_clause(lower), _clause(upper))


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        (
            "对建成屋顶光伏电站的企业，一次性奖励5万元。",
            "对建成屋顶光伏电站的企业，一次性奖励10万元。",
            [("一次性奖励5万元", "一次性奖励10万元")],
        ),
        (
            "对建成屋顶光伏电站的企业，在省级奖励基础上再给予5万元奖励；对入选国家级智能工厂的企业，奖励30万元。",
            "对入选国家级智能工厂的企业，奖励50万元；对首次建成屋顶光伏电站的企业，一次性给予10万元奖励。",
            [("再给予5万元", "一次性给予10万元"), ("奖励30万元", "奖励50万元")],
        ),
        (
            "企业购买中试验证服务的，按照实际支付额的10%给予补助。",
            "支持企业购买中试验证服务，按照服务合同实际支付额的20%给予补助。",
            [("按照实际支付额的10%", "按照服务合同实际支付额的20%")],
        ),
    ],
)
def test_sums_for_one_purpose_differ(lower: str, upper: str, expected: list[tuple[str, str]]) -> None:
    assert _compared(lower, upper) == expected


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("对入选省级智能工厂的企业，奖励30万元。", "对入选国家级智能工厂的企业，奖励50万元。"),
        ("对年产值达到1亿元的光伏企业，奖励10万元。", "对年产值达到5亿元的光伏企业，奖励50万元。"),
        ("对引进博士的企业，奖励5万元。", "对建成屋顶光伏电站的企业，奖励10万元。"),
        ("对引进的博士，给予每人10万元安家费。", "对引进的硕士，给予每人5万元安家费。"),
        ("对购买保险的光伏企业，每家给予5万元补助。", "对参加展会的光伏企业，每家给予8万元补助。"),
        (
            "对首次进入规模以上工业企业库的企业，给予10万元奖励。",
            "对首次进入规模以上服务业企业库的企业，给予20万元奖励。",
        ),
        ("给予一次性奖励5万元。", "给予一次性奖励10万元。"),
    ],
)
def test_sums_for_other_purposes_are_not_compared(lower: str, upper: str) -> None:
    assert _compared(lower, upper) == []


def test_several_sums_for_one_purpose_are_left_alone_where_their_number_differs() -> None:
    lower = "对建成屋顶光伏电站的企业，奖励5万元。"
    upper = "对建成屋顶光伏电站的企业，奖励10万元，再奖励20万元。"
    assert _compared(lower, upper) == []


def test_counts_in_thousands_of_tens_are_the_same_unit() -> None:
    def clause(value: str, unit: str) -> Clause:
        target = Target("高新技术企业", Comparator.AT_LEAST, Decimal(value), unit, value + unit, 0, 0)
        return Clause("x", Layer.AIM, ("",), "", "", (), (target,), (), (), introduces=False)

    assert compare_figures(clause("1200", "家"), clause("2.5", "万家"))[0].differs == ("value",)
    assert compare_figures(clause("25000", "家"), clause("2.5", "万家"))[0].differs == ()


@given(st.text(alphabet="对企业光伏电站的，国家级省奖励5万元", max_size=30))
def test_a_purpose_is_like_itself_or_too_short_to_tell(text: str) -> None:
    alike = likeness(text, text)
    assert alike is None or alike == 1.0

"""What alignment compares: words, functions of units, figures, layers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.align.clauses import Clause, Layer
from jingkai.documents.align.figures import compare_figures
from jingkai.documents.align.functions import function_of
from jingkai.documents.align.terms import Weights, pairs_of
from jingkai.documents.mentions import Comparator, Money, MoneyKind, Target

CLAUSES = [
    "支持园区建设中试基地和共享车间",
    "支持园区企业开展跨境电商和保税维修",
    "支持园区实施屋顶光伏和余热利用",
    "推动园区企业引进紧缺人才",
    "推动园区盘活闲置土地",
    "加快园区道路和管网建设",
]


def _clause(*, targets: tuple[Target, ...] = (), money: tuple[Money, ...] = ()) -> Clause:
    return Clause("x", Layer.TASK, ("",), "", "", (), targets, money, (), introduces=False)


def _target(indicator: str, value: str, unit: str, deadline: str | None = None) -> Target:
    return Target(
        indicator, Comparator.AT_LEAST, Decimal(value), unit, f"{value}{unit}", 0, 0, deadline=deadline
    )


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("市工信局", "自治区工业和信息化厅"),
        ("市发展改革委", "省发展和改革委员会"),
        ("市人社局", "省人力资源社会保障厅"),
        ("市住房城乡建设局", "省住房和城乡建设厅"),
        ("市商务局", "省商务厅"),
        ("市市场监督管理局", "省市场监管局"),
    ],
)
def test_departments_of_one_function_at_two_levels_are_the_same(lower: str, upper: str) -> None:
    assert function_of(lower) == function_of(upper)


def test_departments_of_different_functions_stay_different() -> None:
    names = ["市商务局", "市财政局", "市科技局", "市自然资源局", "市生态环境局", "市市场监督管理局"]
    assert len({function_of(name) for name in names}) == len(names)


def test_boilerplate_weighs_nothing_and_rare_words_do() -> None:
    weights = Weights(CLAUSES)
    assert weights.of("支持") == weights.of("园区") == weights.of("推动") == 0.0
    assert weights.of("光伏") > 0.0


def test_shared_words_are_whole_and_heaviest_first() -> None:
    weights = Weights(CLAUSES)
    shared = weights.shared("对企业屋顶光伏给予补助，引进人才", "实施屋顶光伏工程，引进人才")
    assert shared[0].words == "屋顶光伏"
    assert [row.weight for row in shared] == sorted((row.weight for row in shared), reverse=True)


def test_figures_are_no_words_yet_5g_is() -> None:
    assert not any(character.isdigit() for pair in pairs_of("到2027年达到300万元") for character in pair)
    assert "5G" in pairs_of("开展5G网络建设")


@given(st.text(alphabet="支持光伏改造企业引进人才的，。3万G", max_size=40), st.sampled_from(CLAUSES))
def test_no_two_texts_share_more_than_one_shares_with_itself(text: str, clause: str) -> None:
    weights = Weights([*CLAUSES, text])
    with_other = sum(row.weight for row in weights.shared(text, clause))
    with_itself = sum(row.weight for row in weights.shared(text, text))
    assert 0.0 <= with_other <= with_itself + 1e-9


def test_the_same_indicator_with_another_value_differs_in_value() -> None:
    lower = _clause(targets=(_target("实际使用外资年均增长", "8", "%", "2028"),))
    upper = _clause(targets=(_target("青岚经开区实际使用外资年均增速", "10", "%", "2028"),))
    [pair] = compare_figures(lower, upper)
    assert pair.differs == ("value",)


def test_money_in_other_units_is_brought_to_one() -> None:
    lower = _clause(targets=(_target("进出口总额", "1600000", "万元"),))
    upper = _clause(targets=(_target("进出口总额", "160", "亿元"),))
    [pair] = compare_figures(lower, upper)
    assert pair.differs == ()


def test_a_growth_rate_is_never_compared_with_the_thing_itself() -> None:
    lower = _clause(targets=(_target("地区生产总值年均增长", "9", "%"),))
    upper = _clause(targets=(_target("地区生产总值", "9", "%"),))
    assert compare_figures(lower, upper) == ()


def test_a_deadline_that_one_side_does_not_give_is_unknown_not_different() -> None:
    lower = _clause(targets=(_target("高新技术企业", "180", "家", None),))
    upper = _clause(targets=(_target("高新技术企业", "180", "家", "2028"),))
    assert compare_figures(lower, upper)[0].differs == ()
    later = replace(upper.targets[0], deadline="2030")
    assert compare_figures(upper, _clause(targets=(later,)))[0].differs == ("deadline",)


def test_two_sums_of_which_nothing_is_said_are_not_compared() -> None:
    one = Money(MoneyKind.AMOUNT, "50万元", 0, 0, yuan=Decimal(500000))
    other = Money(MoneyKind.AMOUNT, "20万元", 0, 0, yuan=Decimal(200000))
    assert compare_figures(_clause(money=(one,)), _clause(money=(other,))) == ()

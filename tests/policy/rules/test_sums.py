"""Sums of every template, rounded and capped to the fen."""

from __future__ import annotations

import decimal
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from benefit_samples import DAY, benefit, cap, fixed
from hypothesis import given
from hypothesis import strategies as st
from rule_variables import VARIABLES, some_facts

from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.evaluate import evaluate
from jingkai.policy.language.facts import FactError
from jingkai.policy.rules.amounts import expression_of, reckoner
from jingkai.policy.rules.interpret import SumError, interpret, prepare_benefit
from jingkai.policy.rules.rounding import rounded
from jingkai.policy.schema.benefits import Benefit, Rounding

D = Decimal


def yuan(of: Benefit, **facts: object) -> Decimal | None:
    return interpret(of, facts, VARIABLES, DAY).yuan


@pytest.mark.parametrize(
    ("investment", "expected"),
    [
        # 60 % reaches 3,000,000 at 5,000,000.
        ("4999999.98", "2999999.99"),  # 2,999,999.988, one fen below the cap
        ("4999999.99", "2999999.99"),  # 2,999,999.994
        ("5000000.00", "3000000.00"),
        ("5000000.01", "3000000.00"),  # 3,000,000.006 is rounded to 3,000,000.01, then capped
        ("9999999999999999.99", "3000000.00"),
        ("0", "0"),
        ("0.01", "0.01"),  # 0.006
    ],
)
def test_a_share_is_capped_one_fen_below_at_and_above(investment: str, expected: str) -> None:
    of = benefit(caps=[cap("3000000")])
    assert yuan(of, investment=D(investment)) == D(expected)


def test_a_missing_investment_is_unknown_and_never_the_cap() -> None:
    found = interpret(benefit(caps=[cap("3000000")]), {}, VARIABLES, DAY)
    assert found.outcome == "entitled"
    assert found.yuan is None
    assert found.missing == ("investment",)
    assert found.steps == ()


def test_the_steps_of_a_capped_share() -> None:
    found = interpret(benefit(caps=[cap("3000000")]), {"investment": D("5000000.01")}, VARIABLES, DAY)
    assert [(step.kind, step.value) for step in found.steps] == [
        ("base", D("5000000.01")),
        ("product", D("3000000.006")),
        ("rounded", D("3000000.01")),
        ("cap", D(3000000)),
    ]
    assert found.steps[1].factor == D("0.6")
    assert (found.steps[3].provision, found.steps[3].factor) == ("art_9", D(3000000))


def test_a_cap_that_takes_nothing_is_no_step() -> None:
    found = interpret(benefit(caps=[cap("3000000")]), {"investment": D(5000000)}, VARIABLES, DAY)
    assert [step.kind for step in found.steps] == ["base", "product", "rounded"]


def test_of_two_caps_the_lower_one_counts_in_whichever_order() -> None:
    for caps in ([cap("30"), cap("20")], [cap("20"), cap("30")]):
        assert yuan(fixed("award", "100", caps=caps)) == 20


def test_caps_on_several_awards_are_no_cap_on_one() -> None:
    assert yuan(fixed("award", "100", caps=[cap("50", "subject"), cap("20", "subject", "year")])) == 100


def test_a_fixed_sum() -> None:
    assert yuan(fixed("award", "500000")) == 500000


def test_one_for_one_of_another_award() -> None:
    of = benefit(amount={"kind": "match", "ratio": D(1), "award": "paid"})
    assert yuan(of, paid=D("1234567.89")) == D("1234567.89")
    assert yuan(of) is None


def test_a_sum_for_each_unit_counted() -> None:
    of = benefit(amount={"kind": "per_unit", "yuan": D("1500.50"), "count": "staff - 10"})
    assert yuan(of, staff=13) == D("4501.50")
    assert yuan(of, staff=D(10)) == 0


def test_a_formula() -> None:
    of = benefit(
        amount={"kind": "formula", "expression": "CASE WHEN high_tech THEN investment * 0.1 ELSE 1000 END"}
    )
    assert yuan(of, high_tech=True, investment=D(50)) == 5
    assert yuan(of, high_tech=False) == 1000
    assert interpret(of, {"high_tech": True}, VARIABLES, DAY).missing == ("investment",)
    assert interpret(of, {}, VARIABLES, DAY).missing == ("high_tech", "investment")


TIERS = [
    {"least": D(1000000), "rate": D("0.1")},
    {"least": D(5000000), "rate": D("0.2")},
    {"least": D(10000000), "rate": D("0.3")},
]


@pytest.mark.parametrize(
    ("base", "whole", "marginal"),
    [
        ("999999.99", "0", "0"),
        ("1000000", "100000", "0"),
        ("1000000.10", "100000.01", "0.01"),
        ("4999999.99", "500000.00", "400000.00"),  # 499,999.999 and 399,999.999
        ("5000000", "1000000", "400000"),
        ("5000000.05", "1000000.01", "400000.01"),
        ("10000000", "3000000", "1400000"),  # 400,000 + 1,000,000
        ("12000000", "3600000", "2000000"),  # 400,000 + 1,000,000 + 600,000
        ("-5", "0", "0"),
    ],
)
def test_tiers(base: str, whole: str, marginal: str) -> None:
    for mode, expected in (("whole", whole), ("marginal", marginal)):
        of = benefit(amount={"kind": "tiers", "base": "investment", "mode": mode, "tiers": TIERS})
        assert yuan(of, investment=D(base)) == D(expected), mode
        assert of.amount is not None
        raw = evaluate(expression_of(of.amount, VARIABLES), {"investment": D(base)})
        assert isinstance(raw, Decimal)
        assert rounded(raw, Rounding(to="0.01", mode="half_up")) == D(expected), mode


def test_the_steps_of_marginal_tiers() -> None:
    of = benefit(amount={"kind": "tiers", "base": "investment", "mode": "marginal", "tiers": TIERS})
    steps = interpret(of, {"investment": D(6000000)}, VARIABLES, DAY).steps
    assert [(one.kind, one.least, one.part, one.factor, one.value) for one in steps] == [
        ("base", None, None, None, 6000000),
        ("tier", 1000000, 4000000, D("0.1"), 400000),
        ("tier", 5000000, 1000000, D("0.2"), 200000),
        ("sum", None, None, None, 600000),
        ("rounded", None, None, D("0.01"), 600000),
    ]


def test_whole_tiers_may_give_sums() -> None:
    tiers = [
        {"least": D(0), "yuan": D(100)},
        {"least": D(10), "yuan": D(500)},
        {"least": D(20), "rate": D(30)},
    ]
    of = benefit(amount={"kind": "tiers", "base": "staff", "mode": "whole", "tiers": tiers})
    assert [yuan(of, staff=one) for one in (0, 9, 10, 19, 20)] == [100, 100, 500, 500, 600]


def test_a_sum_below_zero_becomes_zero() -> None:
    of = benefit(amount={"kind": "formula", "expression": "investment - 100"})
    found = interpret(of, {"investment": D("99.99")}, VARIABLES, DAY)
    assert found.yuan == 0
    assert str(found.yuan) == "0"
    assert [step.kind for step in found.steps] == ["formula", "rounded", "floor"]


# What each mode makes of a number, in multiples: half up (away from zero), half even, down (to zero), up (from zero).
ROUNDED = {
    "2.4": (2, 2, 2, 3), "2.5": (3, 2, 2, 3), "2.6": (3, 3, 2, 3), "3.5": (4, 4, 3, 4), "3": (3, 3, 3, 3),
    "-2.4": (-2, -2, -2, -3), "-2.5": (-3, -2, -2, -3), "-2.6": (-3, -3, -2, -3), "-0.4": (0, 0, 0, -1),
    "0.5": (1, 0, 0, 1), "-0.5": (-1, 0, 0, -1), "0.0001": (0, 0, 0, 1), "0": (0, 0, 0, 0), "-0": (0, 0, 0, 0),
}  # fmt: skip
MODES = ("half_up", "half_even", "down", "up")


@pytest.mark.parametrize("to", ["0.01", "0.1", "1", "10", "100", "1000", "10000"])
@pytest.mark.parametrize("number", ROUNDED)
def test_rounding_of_each_mode_to_each_multiple(number: str, to: str) -> None:
    for mode, expected in zip(MODES, ROUNDED[number], strict=True):
        found = rounded(D(number) * D(to), Rounding.model_validate({"to": to, "mode": mode}))
        assert found == expected * D(to), mode
        assert not (found == 0 and str(found).startswith("-"))
        assert "E" not in str(found)


def test_rounding_comes_before_the_cap_and_is_of_the_sum_only() -> None:
    of = benefit(rounding={"to": "10000", "mode": "up"}, caps=[cap("25000")])
    assert yuan(of, investment=D(1)) == 10000
    assert yuan(of, investment=D(20000)) == 20000
    assert yuan(of, investment=D(40000)) == 25000


def test_a_sum_that_money_cannot_hold_is_refused() -> None:
    with pytest.raises(SumError):
        yuan(
            benefit(amount={"kind": "rate", "rate": D(2), "base": "investment"}),
            investment=D("9999999999999999"),
        )


@pytest.mark.parametrize(
    "amount",
    [
        {"kind": "rate", "rate": D("0.6"), "base": "high_tech"},
        {"kind": "rate", "rate": D("0.6"), "base": "investmnt"},
        {"kind": "rate", "rate": D("0.12345678"), "base": "investment * staff"},
        {"kind": "match", "ratio": D(1), "award": "size"},
        {"kind": "per_unit", "yuan": D(1), "count": "founded"},
        {"kind": "formula", "expression": "investment / 2"},
        {"kind": "tiers", "base": "investment >", "mode": "whole", "tiers": TIERS},
    ],
)
def test_an_amount_that_is_none_is_refused_when_it_is_prepared(amount: Mapping[str, Any]) -> None:
    with pytest.raises(ExpressionError) as refusal:
        prepare_benefit(benefit(amount=amount), VARIABLES)
    assert refusal.value.place == "support.amount"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("investment", 0.1),
        ("investment", "100"),
        ("investment", D("1.005")),
        ("investment", D("NaN")),
        ("investment", D("Infinity")),
        ("investment", True),
        ("investment", D("10000000000000000")),
        ("staff", D("1.5")),
        ("staff", 10**18),
        ("share_paid", D("0.123456789")),
        ("output", D("0.12345")),
        ("high_tech", 1),
        ("high_tech", "true"),
        ("founded", "2024-01-01"),
        ("founded", datetime(2024, 1, 1, tzinfo=UTC)),
        ("size", "huge"),
        ("size", True),
        ("nothing", 1),
    ],
)
def test_a_fact_that_its_variable_cannot_have_is_refused(name: str, written: object) -> None:
    with pytest.raises(FactError) as refusal:
        yuan(benefit(), **{name: written})
    assert refusal.value.place == name


def test_facts_may_have_zeros_at_their_end() -> None:
    assert yuan(benefit(), investment=D("1.5000000")) == D("0.90")
    assert yuan(benefit(), investment=10) == 6


_RATES = st.decimals(D("0.00000001"), D(100), places=8).map(abs)
_YUAN = st.decimals(D(0), D(10**12), places=2).map(abs)


@st.composite
def _amounts(draw: st.DrawFn) -> dict[str, Any]:
    base = draw(
        st.sampled_from(["investment", "LEAST(investment, paid)", "staff", "output", "investment - paid"])
    )
    kind = draw(st.sampled_from(["fixed", "rate", "match", "per_unit", "formula", "whole", "marginal"]))
    if kind == "fixed":
        return {"kind": kind, "yuan": draw(_YUAN)}
    if kind == "rate":
        return {"kind": kind, "rate": draw(_RATES), "base": base}
    if kind == "match":
        return {"kind": kind, "ratio": draw(_RATES), "award": "paid"}
    if kind == "per_unit":
        return {"kind": kind, "yuan": draw(_YUAN), "count": "staff"}
    if kind == "formula":
        return {"kind": kind, "expression": f"ROUND({base} * 0.5, 1) - 3"}
    leasts = sorted(draw(st.sets(st.integers(0, 10**7), min_size=1, max_size=4)))
    tiers: list[dict[str, Any]] = []
    for least in leasts:
        by_sum = kind == "whole" and draw(st.booleans())
        tiers.append({"least": D(least), **({"yuan": draw(_YUAN)} if by_sum else {"rate": draw(_RATES)})})
    return {"kind": "tiers", "mode": kind, "base": base, "tiers": tiers}


@given(_amounts(), some_facts())
def test_the_sum_by_steps_is_the_sum_by_its_expression(amount: dict[str, Any], facts: dict[str, Any]) -> None:
    of = benefit(amount=amount).amount
    assert of is not None
    steps = reckoner(of, VARIABLES)(facts)
    assert (steps[-1].value if steps else None) == evaluate(expression_of(of, VARIABLES), facts)


@given(st.decimals(D(0), D("9999999999999999.99"), places=2), st.sampled_from(MODES))
def test_a_capped_share_agrees_with_whole_fen(investment: Decimal, mode: str) -> None:
    of = benefit(rounding={"to": "0.01", "mode": mode}, caps=[cap("3000000")])
    with decimal.localcontext() as context:
        context.prec = 50
        fen = int(investment * 100)
    tenths = fen * 6
    whole, rest = divmod(tenths, 10)
    up = {"half_up": rest >= 5, "half_even": rest > 5 or (rest == 5 and whole % 2 == 1)}.get(
        mode, mode == "up" and rest > 0
    )
    assert yuan(of, investment=investment) == D(min(whole + up, 300_000_000)).scaleb(-2)

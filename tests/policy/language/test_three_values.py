"""What every operator gives for true, false and unknown; numbers are exact."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from expression_samples import flags, numbers
from hypothesis import given
from hypothesis import strategies as st
from rule_variables import VARIABLES, some_facts

from jingkai.policy.language.evaluate import Value, evaluate, unknowns
from jingkai.policy.language.expression import Expression
from jingkai.policy.language.parse import parse
from jingkai.policy.language.types import ChoiceType, DayType, FlagType, NumberType

D = Decimal


def value(text: str, **facts: Value | None) -> Value | None:
    return evaluate(parse(text, VARIABLES), facts)


THREE = (True, False, None)

AND = {
    (True, True): True, (True, False): False, (True, None): None,
    (False, True): False, (False, False): False, (False, None): False,
    (None, True): None, (None, False): False, (None, None): None,
}  # fmt: skip
OR = {
    (True, True): True, (True, False): True, (True, None): True,
    (False, True): True, (False, False): False, (False, None): None,
    (None, True): True, (None, False): None, (None, None): None,
}  # fmt: skip
SAME = {(a, b): None if a is None or b is None else a is b for a, b in product(THREE, THREE)}
OTHER = {pair: None if same is None else not same for pair, same in SAME.items()}


@pytest.mark.parametrize(
    ("operator", "table"),
    [("AND", AND), ("OR", OR), ("=", SAME), ("<>", OTHER)],
    ids=["and", "or", "is", "is not"],
)
def test_truth_tables(operator: str, table: Mapping[tuple[bool | None, bool | None], bool | None]) -> None:
    for (one, other), expected in table.items():
        assert value(f"high_tech {operator} in_zone", high_tech=one, in_zone=other) is expected


@pytest.mark.parametrize(("given_", "expected"), [(True, False), (False, True), (None, None)])
def test_not(given_: bool | None, expected: bool | None) -> None:
    assert value("NOT high_tech", high_tech=given_) is expected


COMPARED: dict[str, tuple[bool, bool, bool]] = {
    # less, equal, greater
    "=": (False, True, False),
    "<>": (True, False, True),
    "<": (True, False, False),
    "<=": (True, True, False),
    ">": (False, False, True),
    ">=": (False, True, True),
}


@pytest.mark.parametrize("operator", COMPARED)
def test_comparisons_of_numbers_to_the_fen(operator: str) -> None:
    sums = (D("2999999.99"), D("3000000.00"), D("3000000.01"))
    for investment, expected in zip(sums, COMPARED[operator], strict=True):
        assert value(f"investment {operator} 3000000", investment=investment) is expected
        assert value(f"investment {operator} paid", investment=investment, paid=D(3000000)) is expected
    assert value(f"investment {operator} 3000000") is None
    assert value(f"3000000 {operator} investment", investment=None) is None
    assert value(f"investment {operator} paid", investment=D(1)) is None


@pytest.mark.parametrize("operator", COMPARED)
def test_comparisons_of_days(operator: str) -> None:
    days = (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1))
    for day, expected in zip(days, COMPARED[operator], strict=True):
        assert value(f"founded {operator} DATE '2024-02-29'", founded=day) is expected
    assert value(f"founded {operator} DATE '2024-02-29'") is None


def test_choices() -> None:
    assert value("size = 'large'", size="large") is True
    assert value("size = 'large'", size="small") is False
    assert value("size <> 'large'", size="small") is True
    assert value("size <> 'large'") is None
    assert value("size = former_size", size="large", former_size="large") is True
    assert value("size = former_size", size="large") is None


def test_in_and_not_in() -> None:
    assert value("size IN ('large', 'small')", size="small") is True
    assert value("size IN ('large', 'small')", size="micro") is False
    assert value("size IN ('large', 'small')") is None
    assert value("size NOT IN ('large', 'small')", size="micro") is True
    assert value("size NOT IN ('large', 'small')") is None
    assert value("investment IN (1, -2.50)", investment=D("-2.5")) is True
    assert value("founded IN (DATE '2024-02-29')", founded=date(2024, 2, 29)) is True


def test_between_has_both_ends() -> None:
    for staff, expected in ((9, False), (10, True), (20, True), (21, False)):
        assert value("staff BETWEEN 10 AND 20", staff=D(staff)) is expected
        assert value("staff NOT BETWEEN 10 AND 20", staff=D(staff)) is (not expected)
    assert value("staff BETWEEN 10 AND 20") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("investment + 0.01", D("100.01")),
        ("investment - 100.01", D("-0.01")),
        ("investment * 0.6", D(60)),
        ("-investment", D(-100)),
        ("LEAST(investment, 99.99, 200)", D("99.99")),
        ("GREATEST(investment, 99.99)", D(100)),
        ("ROUND(investment * 0.12345, 2)", D("12.35")),
        ("2 + 3 * 4 - 1", D(13)),
        ("(2 + 3) * 4", D(20)),
        ("10 - 4 - 3", D(3)),
        ("2 * -3", D(-6)),
    ],
)
def test_arithmetic(text: str, expected: Decimal) -> None:
    assert value(text, investment=D(100)) == expected
    if "investment" in text:
        assert value(text) is None


@pytest.mark.parametrize("function", ["LEAST", "GREATEST"])
def test_an_unknown_part_is_never_passed_over(function: str) -> None:
    # SQL's own LEAST(NULL, 3000000) is 3000000: a missing investment would pay the whole cap.
    assert value(f"{function}(investment * 0.6, 3000000)") is None
    assert value(f"{function}(investment, paid)", paid=D(1)) is None


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        ("2.344", 2, "2.34"), ("2.345", 2, "2.35"), ("2.346", 2, "2.35"),
        ("-2.345", 2, "-2.35"), ("-2.344", 2, "-2.34"), ("-0.004", 2, "0"), ("-0.005", 2, "-0.01"),
        ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("1.5", 0, "2"), ("2.5", 0, "3"),
        ("149", -2, "100"), ("150", -2, "200"), ("-150", -2, "-200"), ("49", -2, "0"), ("-49", -2, "0"),
        ("7", 8, "7"),
    ],
)  # fmt: skip
def test_rounding_is_half_away_from_zero_and_knows_no_negative_zero(
    number: str, places: int, expected: str
) -> None:
    found = value(f"ROUND({number}, {places})")
    assert found == D(expected)
    assert not (found == 0 and str(found).startswith("-"))


def test_zero_has_no_sign() -> None:
    for text in ("-staff", "staff * -1", "0 - staff", "ROUND(staff * -0.1, 0)", "-5 * staff"):
        assert str(value(text, staff=D(0))) in {"0", "0.0"}, text


def test_case_takes_the_first_true_branch_and_stops_at_an_unknown_one() -> None:
    text = "CASE WHEN high_tech THEN 1 WHEN in_zone THEN 2 ELSE 3 END"
    table = {
        (True, True): 1, (True, False): 1, (True, None): 1,
        (False, True): 2, (False, False): 3, (False, None): None,
        (None, True): None, (None, False): None, (None, None): None,
    }  # fmt: skip
    for (one, other), expected in table.items():
        assert value(text, high_tech=one, in_zone=other) == expected


def test_a_branch_that_is_not_taken_may_be_unknown() -> None:
    text = "CASE WHEN high_tech THEN investment ELSE paid END"
    assert value(text, high_tech=True, investment=D(5)) == 5
    assert value(text, high_tech=False, investment=D(5)) is None


def test_the_caller_s_decimal_context_changes_nothing() -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        context.rounding = decimal.ROUND_DOWN
        context.traps[decimal.InvalidOperation] = False
        assert value("investment * 0.6 + 0.01", investment=D("123456789.01")) == D("74074073.416")
        assert value("ROUND(investment, 1)", investment=D("123456789.05")) == D("123456789.1")


def test_the_widest_product_is_exact() -> None:
    widest = D("9999999999999999.99")
    assert value("investment * paid", investment=widest, paid=widest) == D(
        "99999999999999999800000000000000.0001"
    )


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("high_tech AND in_zone", {}, ("high_tech", "in_zone")),
        ("high_tech AND in_zone", {"high_tech": True}, ("in_zone",)),
        ("high_tech AND in_zone", {"high_tech": False}, ()),
        ("high_tech OR in_zone", {"in_zone": True}, ()),
        ("high_tech OR in_zone AND staff > 5", {"in_zone": False}, ("high_tech",)),
        ("CASE WHEN high_tech THEN investment ELSE paid END > 5", {"high_tech": True}, ("investment",)),
        ("CASE WHEN high_tech THEN investment ELSE paid END > 5", {"high_tech": False}, ("paid",)),
        ("CASE WHEN high_tech THEN investment ELSE 1 END > 5", {}, ("high_tech", "investment")),
        ("investment + investment > paid", {}, ("investment", "paid")),
    ],
)
def test_only_what_can_still_change_the_value_is_asked_for(
    text: str, facts: dict[str, Value], expected: tuple[str, ...]
) -> None:
    assert unknowns(parse(text, VARIABLES), facts) == expected


def _is_of(expression: Expression, found: Value) -> bool:
    match expression.type:
        case FlagType():
            return isinstance(found, bool)
        case NumberType(least=least, most=most, scale=scale):
            assert isinstance(found, Decimal)
            return least <= found <= most and found == round(found, scale)
        case DayType():
            return isinstance(found, date)
        case ChoiceType(values=values):
            return found in values


@given(st.one_of(flags(), numbers()), some_facts())
def test_a_value_is_of_its_type_and_within_its_digits(
    expression: Expression, facts: dict[str, Value | None]
) -> None:
    with decimal.localcontext() as context:
        context.prec = 80
        found = evaluate(expression, facts)
        if found is not None:
            assert _is_of(expression, found)
    assert (found is None) == bool(unknowns(expression, facts))


@given(st.one_of(flags(), numbers()), some_facts())
def test_a_second_walk_over_the_tree_gives_the_same(
    expression: Expression, facts: dict[str, Value | None]
) -> None:
    with decimal.localcontext() as context:
        context.prec = 80
        assert evaluate(expression, facts) == _walked(expression, facts)


def _walked(expression: Expression, facts: Mapping[str, Value | None]) -> Value | None:
    """Evaluate by the plain words of the language: written without looking at the product's own way."""
    from jingkai.policy.language import expression as e

    def inner(one: Expression) -> Value | None:
        return _walked(one, facts)

    def all_known(*parts: Expression, give: Callable[..., Value]) -> Value | None:
        values = [inner(part) for part in parts]
        return None if any(one is None for one in values) else give(*values)

    match expression:
        case e.Reference():
            return facts[expression.name]
        case e.Not():
            return all_known(expression.operand, give=lambda x: not x)
        case e.And():
            truths = [inner(part) for part in expression.parts]
            return False if False in truths else None if None in truths else True
        case e.Or():
            truths = [inner(part) for part in expression.parts]
            return True if True in truths else None if None in truths else False
        case e.Comparison():
            signs: dict[str, Callable[..., bool]] = {
                "=": lambda x, y: x == y, "<>": lambda x, y: x != y, "<": lambda x, y: x < y,
                "<=": lambda x, y: x <= y, ">": lambda x, y: x > y, ">=": lambda x, y: x >= y,
            }  # fmt: skip
            return all_known(expression.left, expression.right, give=signs[expression.operator])
        case e.In():
            options = [option.value for option in expression.options]
            return all_known(expression.value, give=lambda x: x in options)
        case e.Arithmetic():
            sums: dict[str, Callable[..., Decimal]] = {
                "+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y,
            }  # fmt: skip
            return all_known(expression.left, expression.right, give=sums[expression.operator])
        case e.Negative():
            return all_known(expression.operand, give=lambda x: -x)
        case e.Least():
            return all_known(*expression.parts, give=lambda *x: min(x))
        case e.Greatest():
            return all_known(*expression.parts, give=lambda *x: max(x))
        case e.Round():
            return all_known(
                expression.operand, give=lambda x: _rounded_by_whole_numbers(x, expression.places)
            )
        case e.Case():
            for branch in expression.branches:
                truth = inner(branch.when)
                if truth is None:
                    return None
                if truth:
                    return inner(branch.then)
            return inner(expression.otherwise)
        case _:
            return expression.value


def _rounded_by_whole_numbers(number: Decimal, places: int) -> Decimal:
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    whole = int("".join(map(str, digits)))
    cut = -exponent - places
    if cut > 0:
        whole = (whole + 5 * 10 ** (cut - 1)) // 10**cut
        exponent = -places
    return D(-whole if sign else whole).scaleb(exponent)


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_alone_is_its_value_or_unknown(name: str) -> None:
    assert value(name) is None
    assert parse(name, VARIABLES).variables == (name,)

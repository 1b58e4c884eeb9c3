"""How many digits an expression can need is known before it runs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rule_variables import VARIABLES

from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.parse import parse
from jingkai.policy.language.types import NumberType


def number(text: str) -> NumberType:
    found = parse(text, VARIABLES).type
    assert isinstance(found, NumberType)
    return found


@pytest.mark.parametrize(
    ("text", "whole", "scale"),
    [
        ("investment", 16, 2),
        ("output", 14, 4),
        ("staff", 18, 0),
        ("share_paid", 4, 8),
        ("0.60", 1, 1),
        ("3000000", 7, 0),
        ("investment + investment", 17, 2),
        ("investment - investment", 17, 2),
        ("investment * 0.6", 16, 3),
        ("investment * share_paid", 20, 10),
        ("LEAST(investment, 100)", 16, 2),
        ("GREATEST(0, LEAST(investment, 100))", 3, 2),
        ("GREATEST(0, LEAST(investment, 500)) - 200", 3, 2),
        ("ROUND(investment, 0)", 17, 0),
        ("ROUND(investment, 5)", 16, 2),
        ("ROUND(investment, -4)", 17, 0),
        ("CASE WHEN high_tech THEN 0.25 ELSE 10 END", 2, 2),
        ("-investment", 16, 2),
    ],
)
def test_digits_before_and_after_the_point(text: str, whole: int, scale: int) -> None:
    assert (number(text).whole, number(text).scale) == (whole, scale)


def test_a_number_has_38_digits_and_no_more() -> None:
    # (10^16 − 0.01)² × 100 has 34 digits before the point and 4 after it.
    assert number("investment * paid * 100").digits == 38
    for text in ("investment * paid * 1000", "investment * paid * 100.5", "-(investment * paid * -1000)"):
        with pytest.raises(ExpressionError):
            parse(text, VARIABLES)


@pytest.mark.parametrize(
    "text",
    [
        "investment * paid > share_paid * share_paid",
        "investment * paid IN (1, 0.12345678)",
        "LEAST(GREATEST(0, investment * paid), 0.12345678) > 1",
        "GREATEST(LEAST(0, investment * paid), 0.12345678) > 1",
        "investment * paid - share_paid > 1",
        "CASE WHEN high_tech THEN investment * paid ELSE share_paid END > 1",
    ],
)
def test_numbers_that_do_not_fit_in_one_decimal_are_not_put_together(text: str) -> None:
    # 32 digits before the point and 8 after it.
    with pytest.raises(ExpressionError):
        parse(text, VARIABLES)


def test_rounding_can_reach_the_next_number_either_way() -> None:
    assert (number("ROUND(9.5, 0)").least, number("ROUND(9.5, 0)").most) == (9, 10)
    assert (number("ROUND(-9.5, 0)").least, number("ROUND(-9.5, 0)").most) == (-10, -9)


def test_bounds_of_products_take_signs_into_account() -> None:
    found = number("LEAST(GREATEST(staff, -3), 2) * LEAST(GREATEST(staff, -5), 4)")
    assert (found.least, found.most) == (Decimal(-12), Decimal(15))


def test_many_tiers_need_no_more_digits_than_their_sum() -> None:
    parts = " + ".join(
        f"GREATEST(0, LEAST(investment, {high}) - {low}) * 0.01"
        for low, high in ((n, n + 1) for n in range(30))
    )
    assert number(parts).whole == 1

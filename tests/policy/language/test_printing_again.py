"""An expression is printed in one way, and parsing that gives the same expression."""

from __future__ import annotations

import pytest
from expression_samples import flags, numbers
from hypothesis import given
from hypothesis import strategies as st
from rule_variables import VARIABLES

from jingkai.policy.language.expression import Expression
from jingkai.policy.language.parse import parse
from jingkai.policy.language.printing import printed
from jingkai.policy.language.tokens import LONGEST


@given(st.one_of(flags(), numbers()))
def test_printed_and_parsed_again_it_is_the_same(expression: Expression) -> None:
    text = printed(expression)
    if len(text) > LONGEST:
        return
    again = parse(text, VARIABLES)
    assert again == expression
    assert again.type == expression.type
    assert printed(again) == text


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("investment*0.60>=03000000.00", "investment * 0.6 >= 3000000"),
        ("not (high_tech and in_zone)", "NOT (high_tech AND in_zone)"),
        ("(not high_tech) and in_zone", "NOT high_tech AND in_zone"),
        ("((high_tech)) OR (in_zone OR FALSE)", "high_tech OR in_zone OR FALSE"),
        ("high_tech or in_zone and false", "high_tech OR in_zone AND FALSE"),
        ("(high_tech or in_zone) and false", "(high_tech OR in_zone) AND FALSE"),
        ("investment - (paid - 1) > 0", "investment - (paid - 1) > 0"),
        ("(investment - paid) - 1 > 0", "investment - paid - 1 > 0"),
        ("(investment + paid) * 2 > 0", "(investment + paid) * 2 > 0"),
        ("investment + (paid * 2) > 0", "investment + paid * 2 > 0"),
        ("-(-staff) > - 5", "-(-staff) > -5"),
        ("staff - -5 > 0", "staff - -5 > 0"),
        ("-0.0 < staff", "0 < staff"),
        ("staff between 1 and 5", "staff >= 1 AND staff <= 5"),
        ("staff not between 1 and 5", "NOT (staff >= 1 AND staff <= 5)"),
        ("size not in ('large')", "NOT size IN ('large')"),
        ("(size = 'large') = high_tech", "(size = 'large') = high_tech"),
        ("round( investment , -2 ) > 0", "ROUND(investment, -2) > 0"),
        (
            "case when high_tech then 1 when in_zone then 2 else 3 end * 2 > 1",
            "CASE WHEN high_tech THEN 1 WHEN in_zone THEN 2 ELSE 3 END * 2 > 1",
        ),
        ("founded >= date '2024-01-31'", "founded >= DATE '2024-01-31'"),
    ],
)
def test_the_canonical_text(written: str, canonical: str) -> None:
    assert printed(parse(written, VARIABLES)) == canonical

"""Expressions of every shape, made as trees and not from text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from rule_variables import SIZES, VARIABLES

from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.expression import (
    Arithmetic,
    Branch,
    Case,
    ChoiceLiteral,
    Comparison,
    DayLiteral,
    Expression,
    FlagLiteral,
    Greatest,
    In,
    Least,
    Not,
    NumberLiteral,
    Reference,
    Round,
    all_of,
    any_of,
    negative,
)
from jingkai.policy.language.types import type_of_variable

_ORDERED = ("=", "<>", "<", "<=", ">", ">=")
_UNORDERED = ("=", "<>")
DEEPEST = 3


def _reference(*kinds: str) -> st.SearchStrategy[Expression]:
    names = [name for name, one in VARIABLES.items() if one.type in kinds]
    return st.sampled_from([Reference(name, type_of_variable(VARIABLES[name])) for name in names])


_FIGURES = st.one_of(
    st.integers(-1000, 1000).map(Decimal),
    st.decimals(Decimal(-1000), Decimal(1000), places=4),
    st.sampled_from([Decimal("0.6"), Decimal(3000000), Decimal(0), Decimal("999999999999999999")]),
)
_NUMBER_LITERALS = _FIGURES.map(NumberLiteral)
_DAY_LITERALS = st.dates(date(2020, 1, 1), date(2027, 12, 31)).map(DayLiteral)
_CHOICE_LITERALS = st.sampled_from(SIZES).map(ChoiceLiteral)


@st.composite
def numbers(draw: st.DrawFn, depth: int = DEEPEST) -> Expression:
    """An expression that is a number; never too wide: what would be is replaced by one of its parts."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.one_of(_NUMBER_LITERALS, _reference("money", "number", "count", "share")))
    part = numbers(depth - 1)
    first, second = draw(part), draw(part)
    makers: list[Callable[[], Expression]] = [
        lambda: Arithmetic("+", first, second),
        lambda: Arithmetic("-", first, second),
        lambda: Arithmetic("*", first, second),
        lambda: negative(first),
        lambda: Least((first, second)),
        lambda: Greatest((first, second, draw(part))),
        lambda: Round(first, draw(st.integers(-8, 8))),
        lambda: _case(draw, part, depth),
    ]
    try:
        return draw(st.sampled_from(makers))()
    except ExpressionError:
        return first


@st.composite
def flags(draw: st.DrawFn, depth: int = DEEPEST) -> Expression:
    """An expression that is true, false or unknown; what would be too wide to compare is replaced by a reference."""
    try:
        return _flag(draw, depth)
    except ExpressionError:
        return draw(_reference("flag"))


def _flag(draw: st.DrawFn, depth: int) -> Expression:
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.one_of(st.booleans().map(FlagLiteral), _reference("flag")))
    part = flags(depth - 1)
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return Not(draw(part))
    if kind == 1:
        return all_of(draw(st.lists(part, min_size=2, max_size=3)))
    if kind == 2:
        return any_of(draw(st.lists(part, min_size=2, max_size=3)))
    if kind == 3:
        return _case(draw, part, depth)
    if kind == 4:
        return In(draw(_reference("choice")), tuple(draw(st.lists(_CHOICE_LITERALS, min_size=1, max_size=3))))
    if kind == 5:
        return In(draw(numbers(depth - 1)), tuple(draw(st.lists(_NUMBER_LITERALS, min_size=1, max_size=3))))
    if kind == 6:
        return _comparison(draw, _ORDERED, numbers(depth - 1))
    if kind == 7:
        return _comparison(draw, _ORDERED, st.one_of(_DAY_LITERALS, _reference("day")))
    if kind == 8:
        return _comparison(draw, _UNORDERED, part)
    other = st.one_of(_CHOICE_LITERALS, _reference("choice"))
    return draw(st.builds(Comparison, st.sampled_from(_UNORDERED), _reference("choice"), other))


def _comparison(draw: st.DrawFn, signs: tuple[str, ...], part: st.SearchStrategy[Any]) -> Expression:
    return Comparison(draw(st.sampled_from(signs)), draw(part), draw(part))  # type: ignore[arg-type]


def _case(draw: st.DrawFn, results: st.SearchStrategy[Expression], depth: int) -> Expression:
    branches = draw(st.lists(st.builds(Branch, flags(depth - 1), results), min_size=1, max_size=2))
    return Case(tuple(branches), draw(results))

"""What an expression says of one subject: true or false, a number, a day, a choice, or unknown (``None``).

An expression is turned once into functions of the facts; those are then called for each subject. Numbers are decimals,
reckoned exactly in a context of our own: an operation that would lose a digit raises instead of rounding, whatever the
context of the caller.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import (
    ROUND_HALF_UP,
    Clamped,
    Context,
    Decimal,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Subnormal,
    Underflow,
)
from typing import Any, TypeAlias, assert_never

from jingkai.policy.language.expression import (
    And,
    Arithmetic,
    Case,
    ChoiceLiteral,
    Comparison,
    DayLiteral,
    Expression,
    FlagLiteral,
    Greatest,
    In,
    Least,
    Negative,
    Not,
    NumberLiteral,
    Or,
    Reference,
    Round,
)

Value: TypeAlias = Decimal | bool | date | str
Facts: TypeAlias = Mapping[str, Value | None]
"""What is known of a subject, by variable; a variable that is absent or ``None`` is unknown."""
Evaluator: TypeAlias = Callable[[Facts], Any]
"""From facts to a value of the expression's type, or ``None``."""

EXACT = Context(
    prec=100,
    traps=[Inexact, InvalidOperation, Overflow, Underflow, Subnormal, Clamped, FloatOperation],
)
_ROUNDING = Context(prec=100, traps=[InvalidOperation, Overflow, FloatOperation])
ZERO = Decimal(0)

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_RECKONED: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
}


def evaluate(expression: Expression, facts: Facts) -> Value | None:
    """Return the value of an expression, ``None`` where it is unknown.

    Facts must be of the variables' types: :func:`~jingkai.policy.language.facts.read_facts` makes them so.
    """
    found: Value | None = evaluator(expression)(facts)
    return found


def evaluator(expression: Expression) -> Evaluator:
    """Return the function that evaluates ``expression``: made once, called for many subjects."""
    match expression:
        case NumberLiteral() | FlagLiteral() | DayLiteral() | ChoiceLiteral():
            value = expression.value
            return lambda facts: value
        case Reference(name=name):
            return lambda facts: facts.get(name)
        case Not(operand=operand):
            return _not(evaluator(operand))
        case And(parts=parts):
            return _decided(tuple(map(evaluator, parts)), by=False)
        case Or(parts=parts):
            return _decided(tuple(map(evaluator, parts)), by=True)
        case Comparison(operator=sign, left=left, right=right):
            return _compared(sign, left, right)
        case In(value=inner, options=options):
            return _in(evaluator(inner), tuple(option.value for option in options))
        case Arithmetic(operator=sign, left=left, right=right):
            return _reckoned(_RECKONED[sign], evaluator(left), evaluator(right))
        case Negative(operand=operand):
            return _negative(evaluator(operand))
        case Least(parts=parts):
            return _extreme(min, tuple(map(evaluator, parts)))
        case Greatest(parts=parts):
            return _extreme(max, tuple(map(evaluator, parts)))
        case Round(operand=operand, places=places):
            return _round(evaluator(operand), places)
        case Case(branches=branches, otherwise=otherwise):
            pairs = tuple((evaluator(branch.when), evaluator(branch.then)) for branch in branches)
            return _case(pairs, evaluator(otherwise))
        case _:
            assert_never(expression)


def half_away_from_zero(value: Decimal, places: int) -> Decimal:
    """Return ``value`` rounded to ``places`` decimals (minus places: to tens, hundreds …), never a negative zero.

    >>> half_away_from_zero(Decimal("-2.345"), 2), half_away_from_zero(Decimal("-0.004"), 2)
    (Decimal('-2.35'), Decimal('0'))
    """
    found = value.quantize(Decimal((0, (1,), -places)), rounding=ROUND_HALF_UP, context=_ROUNDING)
    return found if found else ZERO


def unknowns(expression: Expression, facts: Facts) -> tuple[str, ...]:
    """Return the variables that are unknown and may still change the value, in order of appearance.

    Nothing where the value is known: an unknown part of what is decided already is not asked for, nor is what stands in a
    branch that is not taken.
    """
    return tuple(dict.fromkeys(_unknowns(expression, facts)))


def _unknowns(expression: Expression, facts: Facts) -> list[str]:
    if isinstance(expression, Reference):
        return [expression.name] if facts.get(expression.name) is None else []
    if evaluate(expression, facts) is not None:
        return []
    if not isinstance(expression, Case):
        return [name for child in expression.children for name in _unknowns(child, facts)]
    found: list[str] = []
    for branch in expression.branches:
        truth = evaluate(branch.when, facts)
        if truth is False:
            continue
        found += _unknowns(branch.when, facts) + _unknowns(branch.then, facts)
        if truth:
            return found
    return found + _unknowns(expression.otherwise, facts)


def _not(operand: Evaluator) -> Evaluator:
    def run(facts: Facts) -> bool | None:
        value: bool | None = operand(facts)
        return None if value is None else not value

    return run


def _decided(parts: tuple[Evaluator, ...], *, by: bool) -> Evaluator:
    """And (decided by a false part) and Or (decided by a true one)."""

    def run(facts: Facts) -> bool | None:
        known = True
        for part in parts:
            value: bool | None = part(facts)
            if value is by:
                return by
            if value is None:
                known = False
        return (not by) if known else None

    return run


def _compared(sign: str, left: Expression, right: Expression) -> Evaluator:
    compare = _COMPARED[sign]
    if isinstance(left, Reference) and isinstance(right, NumberLiteral | DayLiteral | ChoiceLiteral):
        # What most conditions are; saves two calls.
        name, bound = left.name, right.value

        def run_plain(facts: Facts) -> bool | None:
            value = facts.get(name)
            return None if value is None else compare(value, bound)

        return run_plain
    one, other = evaluator(left), evaluator(right)

    def run(facts: Facts) -> bool | None:
        first, second = one(facts), other(facts)
        return None if first is None or second is None else compare(first, second)

    return run


def _in(value: Evaluator, options: Sequence[Value]) -> Evaluator:
    values = frozenset(options)

    def run(facts: Facts) -> bool | None:
        found = value(facts)
        return None if found is None else found in values

    return run


def _reckoned(reckon: Callable[[Decimal, Decimal], Decimal], left: Evaluator, right: Evaluator) -> Evaluator:
    def run(facts: Facts) -> Decimal | None:
        one, other = left(facts), right(facts)
        if one is None or other is None:
            return None
        return reckon(one, other) or ZERO

    return run


def _negative(operand: Evaluator) -> Evaluator:
    def run(facts: Facts) -> Decimal | None:
        value: Decimal | None = operand(facts)
        return None if value is None else value.copy_negate() or ZERO

    return run


def _extreme(choose: Callable[[list[Decimal]], Decimal], parts: tuple[Evaluator, ...]) -> Evaluator:
    def run(facts: Facts) -> Decimal | None:
        values = [part(facts) for part in parts]
        return None if None in values else choose(values)

    return run


def _round(operand: Evaluator, places: int) -> Evaluator:
    def run(facts: Facts) -> Decimal | None:
        value: Decimal | None = operand(facts)
        return None if value is None else half_away_from_zero(value, places)

    return run


def _case(pairs: tuple[tuple[Evaluator, Evaluator], ...], otherwise: Evaluator) -> Evaluator:
    def run(facts: Facts) -> Value | None:
        found: Value | None
        for when, then in pairs:
            truth = when(facts)
            if truth is None:
                return None
            if truth:
                found = then(facts)
                return found
        found = otherwise(facts)
        return found

    return run

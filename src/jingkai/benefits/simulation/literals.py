"""The figures that stand inside an expression: named by their order, and put in place of each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from jingkai.policy.language.expression import (
    And,
    Arithmetic,
    Branch,
    Case,
    Comparison,
    Constant,
    DayLiteral,
    Expression,
    Greatest,
    In,
    Least,
    Negative,
    Not,
    NumberLiteral,
    Or,
    Reference,
    Round,
    all_of,
    any_of,
    negative,
)

Written: TypeAlias = Decimal | date
"""A figure of an expression: a number or a day."""

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "=", "<>": "≠"}


@dataclass(frozen=True, slots=True)
class Literal:
    """A figure of an expression.

    ``against`` is the variable that it is compared with directly (empty where there is none), ``sign`` how the variable
    stands to it: ``≥``.
    """

    value: Written
    against: str = ""
    sign: str = ""


def literals(expression: Expression) -> tuple[Literal, ...]:
    """Return the numbers and days of an expression, in the order in which they are read.

    Choices, true and false are no figures, nor are the decimals that ROUND keeps.

    >>> from jingkai.policy.language.expression import Reference, NumberLiteral, Comparison
    >>> from jingkai.policy.language.types import type_of_number
    >>> staff = Reference("staff", type_of_number(Decimal(99)))
    >>> literals(Comparison(">=", staff, NumberLiteral(Decimal(20))))
    (Literal(value=Decimal('20'), against='staff', sign='≥'),)
    """
    found: list[Literal] = []
    _walk(expression, found.append)
    return tuple(found)


def _walk(expression: Expression, tell: Callable[[Literal], None]) -> None:
    match expression:
        case NumberLiteral(value=value) | DayLiteral(value=value):
            tell(Literal(value))
        case Comparison(
            operator=operator, left=Reference(name=name), right=NumberLiteral() | DayLiteral() as right
        ):
            tell(Literal(right.value, name, _SIGNS[operator]))
        case Comparison(
            operator=operator, left=NumberLiteral() | DayLiteral() as left, right=Reference(name=name)
        ):
            tell(Literal(left.value, name, _SIGNS[_TURNED[operator]]))
        case _:
            for child in expression.children:
                _walk(child, tell)


def with_literals(expression: Expression, values: Mapping[int, Written]) -> Expression:
    """Return an expression with some of its figures put in place of others, by their number in :func:`literals`.

    Raises :class:`~jingkai.policy.language.errors.ExpressionError` where a figure needs more digits than are exact.
    """
    return _Rewriting(values).rewritten(expression)


class _Rewriting:
    """Walks an expression in the order of :func:`literals`, counting figures."""

    def __init__(self, values: Mapping[int, Written]) -> None:
        self._values = values
        self._at = 0

    def rewritten(self, expression: Expression) -> Expression:
        """Return the expression with its figures put in place."""
        rewritten = self.rewritten
        match expression:
            case NumberLiteral() | DayLiteral():
                return self._constant(expression)
            case Not(operand=operand):
                return Not(rewritten(operand))
            case And(parts=parts):
                return all_of([rewritten(part) for part in parts])
            case Or(parts=parts):
                return any_of([rewritten(part) for part in parts])
            case Comparison(operator=comparator, left=left, right=right):
                return Comparison(comparator, rewritten(left), rewritten(right))
            case In(value=value, options=options):
                return In(rewritten(value), tuple(self._constant(one) for one in options))
            case Arithmetic(operator=operator, left=left, right=right):
                return Arithmetic(operator, rewritten(left), rewritten(right))
            case Negative(operand=operand):
                return negative(rewritten(operand))
            case Least(parts=parts):
                return Least(tuple(rewritten(part) for part in parts))
            case Greatest(parts=parts):
                return Greatest(tuple(rewritten(part) for part in parts))
            case Round(operand=operand, places=places):
                return Round(rewritten(operand), places)
            case Case(branches=branches, otherwise=otherwise):
                changed = tuple(Branch(rewritten(one.when), rewritten(one.then)) for one in branches)
                return Case(changed, rewritten(otherwise))
            case _:
                return expression

    def _constant(self, constant: Constant) -> Constant:
        if not isinstance(constant, NumberLiteral | DayLiteral):
            return constant
        value = self._values.get(self._at, constant.value)
        self._at += 1
        return DayLiteral(value) if isinstance(value, date) else NumberLiteral(value)

"""The canonical text of an expression: parsing it gives the same expression again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

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

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)


def printed(expression: Expression) -> str:
    """Return the text of an expression, with brackets only where they change what it says.

    Its nodes must be such as :func:`~jingkai.policy.language.parse.parse` builds (no ``And`` right in an ``And``).
    """
    return _text(expression, _OR)


def _text(expression: Expression, binding: int) -> str:
    """Return the text, in brackets where it binds looser than ``binding``."""
    own, text = _own(expression)
    return f"({text})" if own < binding else text


def _own(expression: Expression) -> tuple[int, str]:
    """Return how tight an expression binds, and its text without brackets around it."""
    match expression:
        case NumberLiteral(value=number):
            return (_SIGN if number < 0 else _ATOM), format(number, "f")
        case FlagLiteral(value=flag):
            return _ATOM, "TRUE" if flag else "FALSE"
        case DayLiteral(value=day):
            return _ATOM, f"DATE '{day.isoformat()}'"
        case ChoiceLiteral(value=choice):
            return _ATOM, f"'{choice}'"
        case Reference(name=name):
            return _ATOM, name
        case Not(operand=operand):
            return _NOT, f"NOT {_text(operand, _NOT)}"
        case And(parts=parts):
            return _AND, " AND ".join(_text(part, _NOT) for part in parts)
        case Or(parts=parts):
            return _OR, " OR ".join(_text(part, _AND) for part in parts)
        case Comparison(operator=operator, left=left, right=right):
            return _COMPARE, f"{_text(left, _SUM)} {operator} {_text(right, _SUM)}"
        case In(value=value, options=options):
            return _COMPARE, f"{_text(value, _SUM)} IN ({_listed(options)})"
        case Arithmetic(operator="*", left=left, right=right):
            return _PRODUCT, f"{_text(left, _PRODUCT)} * {_text(right, _SIGN)}"
        case Arithmetic(operator=operator, left=left, right=right):
            return _SUM, f"{_text(left, _SUM)} {operator} {_text(right, _PRODUCT)}"
        case Negative(operand=operand):
            # A sign before a sign is kept apart: two minus signs in a row would begin a comment.
            return _SIGN, f"-{_text(operand, _ATOM)}"
        case Least(parts=parts):
            return _ATOM, f"LEAST({_listed(parts)})"
        case Greatest(parts=parts):
            return _ATOM, f"GREATEST({_listed(parts)})"
        case Round(operand=operand, places=places):
            return _ATOM, f"ROUND({_text(operand, _OR)}, {places})"
        case Case(branches=branches, otherwise=otherwise):
            whens = " ".join(
                f"WHEN {_text(branch.when, _OR)} THEN {_text(branch.then, _OR)}" for branch in branches
            )
            return _ATOM, f"CASE {whens} ELSE {_text(otherwise, _OR)} END"
        case _:
            assert_never(expression)


def _listed(parts: Iterable[Expression]) -> str:
    return ", ".join(_text(part, _OR) for part in parts)

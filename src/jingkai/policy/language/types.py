"""Types of expressions: flag, day, choice, and numbers with the least and the greatest value they can take.

A number's type is an interval and a scale, so that ``GREATEST(0, LEAST(base, 500))`` is known to need three digits
before the point. Neither a number nor two that are compared or added may need more than 38 digits together (the widest
decimal of the set-based engines): what would is refused when it is parsed, and never overflows when it runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DecimalTuple
from typing import TYPE_CHECKING, TypeAlias

from jingkai.kernel.language import gettext as _
from jingkai.policy.language.errors import ExpressionError

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable

MOST_DIGITS = 38
_WIDE = Context(prec=200)


@dataclass(frozen=True, slots=True)
class FlagType:
    """True, false or unknown."""


@dataclass(frozen=True, slots=True)
class DayType:
    """A day of the calendar."""


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """One of some values."""

    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberType:
    """A decimal from ``least`` to ``most`` (both included) with ``scale`` decimals.

    >>> NumberType(Decimal("-9.5"), Decimal(120), 2).digits
    5
    """

    least: Decimal
    most: Decimal
    scale: int

    @property
    def whole(self) -> int:
        """Digits before the point, at least one."""
        return max(_whole_digits(self.least), _whole_digits(self.most))

    @property
    def digits(self) -> int:
        """Digits before and after the point: the first figure of ``DECIMAL(digits, scale)``."""
        return self.whole + self.scale


Type: TypeAlias = FlagType | DayType | ChoiceType | NumberType

FLAG = FlagType()
DAY = DayType()


def _whole_digits(value: Decimal) -> int:
    return max(1, value.adjusted() + 1) if value else 1


def _symmetric(digits: int, scale: int) -> NumberType:
    most = Decimal(10**digits - 1).scaleb(-scale, _WIDE)
    return NumberType(most.copy_negate(), most, scale)


MONEY = _symmetric(18, 2)
NUMBER = _symmetric(18, 4)
COUNT = _symmetric(18, 0)
SHARE = _symmetric(12, 8)

_NUMBERS = {"money": MONEY, "number": NUMBER, "count": COUNT, "share": SHARE}


def type_of_variable(variable: Variable) -> Type:
    """Return the type of a variable's values.

    Money has 16 digits before the point and 2 after, a number 14 and 4, a count 18, a share 4 and 8.
    """
    if variable.type == "flag":
        return FLAG
    if variable.type == "day":
        return DAY
    if variable.type == "choice":
        return ChoiceType(frozenset(one.value for one in variable.choices))
    return _NUMBERS[variable.type]


def type_of_number(value: Decimal) -> NumberType:
    """Return the type of a number that stands in an expression."""
    return _bounded(value, value, _scale(value))


def sum_type(left: NumberType, right: NumberType) -> NumberType:
    """Return the type of ``left + right``."""
    either_type((left, right))
    return _bounded(
        _WIDE.add(left.least, right.least), _WIDE.add(left.most, right.most), max(left.scale, right.scale)
    )


def product_type(left: NumberType, right: NumberType) -> NumberType:
    """Return the type of ``left * right``."""
    corners = [_WIDE.multiply(x, y) for x in (left.least, left.most) for y in (right.least, right.most)]
    return _bounded(min(corners), max(corners), left.scale + right.scale)


def negative_type(operand: NumberType) -> NumberType:
    """Return the type of ``-operand``."""
    return NumberType(operand.most.copy_negate(), operand.least.copy_negate(), operand.scale)


def least_type(parts: Iterable[NumberType]) -> NumberType:
    """Return the type of ``LEAST(parts)``."""
    parts = list(parts)
    either_type(parts)
    return _bounded(
        min(one.least for one in parts), min(one.most for one in parts), max(one.scale for one in parts)
    )


def greatest_type(parts: Iterable[NumberType]) -> NumberType:
    """Return the type of ``GREATEST(parts)``."""
    parts = list(parts)
    either_type(parts)
    return _bounded(
        max(one.least for one in parts), max(one.most for one in parts), max(one.scale for one in parts)
    )


def either_type(parts: Iterable[NumberType]) -> NumberType:
    """Return the type of a number that is one of ``parts``: what they must all fit in to be compared or added."""
    parts = list(parts)
    return _bounded(
        min(one.least for one in parts), max(one.most for one in parts), max(one.scale for one in parts)
    )


def rounded_type(operand: NumberType, places: int) -> NumberType:
    """Return the type of ``ROUND(operand, places)``."""
    if places >= operand.scale:
        return operand
    unit = Decimal(1).scaleb(-places, _WIDE)
    return _bounded(
        operand.least.quantize(unit, rounding=ROUND_FLOOR, context=_WIDE),
        operand.most.quantize(unit, rounding=ROUND_CEILING, context=_WIDE),
        max(0, places),
    )


def _scale(value: Decimal) -> int:
    parts: DecimalTuple = value.as_tuple()
    exponent = parts.exponent
    if not isinstance(exponent, int):
        raise ExpressionError(_("Infinity and its like are no numbers."))
    return max(0, -exponent)


def _bounded(least: Decimal, most: Decimal, scale: int) -> NumberType:
    found = NumberType(least, most, scale)
    if found.digits > MOST_DIGITS:
        raise ExpressionError(
            _("This could need %(digits)d digits; at most %(most)d are exact.")
            % {"digits": found.digits, "most": MOST_DIGITS},
            mend=_("Round a factor, as in ROUND(x, 2), or bound it, as in GREATEST(0, LEAST(x, 1000000))."),
        )
    return found

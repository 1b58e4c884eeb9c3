"""Expressions of the rule language: a closed set of frozen nodes, each of which knows its type.

A node cannot be built from parts of the wrong type: building raises
:class:`~jingkai.policy.language.errors.ExpressionError`. Two nodes are equal exactly if they say the same in the same
order. Sub-nodes stand in ``children``; ``variables`` are the names it refers to, in order of first appearance.

What an expression means (``unknown`` is a value, Kleene's third one):

=====================  ==============================================================================================
NumberLiteral          an exact decimal; never ends in decimal zeros, never is a negative zero
FlagLiteral            TRUE, FALSE
DayLiteral             DATE '2024-01-31'
ChoiceLiteral          'large'
Reference              the value of a variable; unknown where none is known
Not                    unknown stays unknown
And                    false if any part is false; else unknown if any is unknown; else true
Or                     true if any part is true; else unknown if any is unknown; else false
Comparison             ``= <> < <= > >=``; unknown if either side is unknown; order only for numbers and days
In                     whether the value is one of the literals; unknown if the value is unknown
Arithmetic             ``+ - *``, exact; unknown if either side is unknown
Negative               of a number that is no literal; unknown if it is unknown
Least, Greatest        unknown if ANY part is unknown (unlike SQL, where NULL is passed over)
Round                  to ``places`` decimals, half away from zero; minus places round to tens, hundreds …
Case                   the value of the first branch whose condition is true; unknown as soon as a condition is reached
                       that is unknown (unlike SQL, where it counts as false); only the branch taken is looked at
=====================  ==============================================================================================

``x BETWEEN a AND b`` is ``x >= a AND x <= b``; ``NOT IN`` and ``NOT BETWEEN`` are ``Not`` of the other. An ``And`` has no
``And`` among its parts, nor an ``Or`` an ``Or``: :func:`all_of` and :func:`any_of` flatten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from jingkai.kernel.language import gettext as _
from jingkai.policy.language import types
from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.types import DAY, FLAG, ChoiceType, DayType, FlagType, NumberType, Type

Comparator: TypeAlias = Literal["=", "<>", "<", "<=", ">", ">="]
Operator: TypeAlias = Literal["+", "-", "*"]
MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Node:
    """What every expression knows of itself. ``size`` counts nodes, ``depth`` levels, itself included."""

    type: Type = field(init=False, compare=False, repr=False)
    children: tuple[Expression, ...] = field(init=False, compare=False, repr=False)
    variables: tuple[str, ...] = field(init=False, compare=False, repr=False)
    size: int = field(init=False, compare=False, repr=False)
    depth: int = field(init=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NumberLiteral(Node):
    """A number, exact."""

    value: Decimal

    def __post_init__(self) -> None:
        plain = plain_decimal(self.value)
        object.__setattr__(self, "value", plain)
        _settle(self, types.type_of_number(plain))


@dataclass(frozen=True, slots=True)
class FlagLiteral(Node):
    """TRUE or FALSE."""

    value: bool

    def __post_init__(self) -> None:
        _settle(self, FLAG)


@dataclass(frozen=True, slots=True)
class DayLiteral(Node):
    """A day."""

    value: date

    def __post_init__(self) -> None:
        _settle(self, DAY)


@dataclass(frozen=True, slots=True)
class ChoiceLiteral(Node):
    """A value of a choice."""

    value: str

    def __post_init__(self) -> None:
        _settle(self, ChoiceType(frozenset((self.value,))))


Constant: TypeAlias = NumberLiteral | FlagLiteral | DayLiteral | ChoiceLiteral
"""A value that stands in the text."""


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """The value of a variable, of the type that its declaration gives it."""

    name: str
    of: Type

    def __post_init__(self) -> None:
        _settle(self, self.of, names=(self.name,))


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The contrary of a flag."""

    operand: Expression

    def __post_init__(self) -> None:
        _want_flags("NOT", self.operand)
        _settle(self, FLAG, self.operand)


@dataclass(frozen=True, slots=True)
class And(Node):
    """Whether all parts hold; at least two."""

    parts: tuple[Expression, ...]

    def __post_init__(self) -> None:
        _want_parts("AND", self.parts)
        _want_flags("AND", *self.parts)
        _settle(self, FLAG, *self.parts)


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Whether any part holds; at least two."""

    parts: tuple[Expression, ...]

    def __post_init__(self) -> None:
        _want_parts("OR", self.parts)
        _want_flags("OR", *self.parts)
        _settle(self, FLAG, *self.parts)


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """How two values of one kind stand to each other."""

    operator: Comparator
    left: Expression
    right: Expression

    def __post_init__(self) -> None:
        _want_comparable(self.operator, self.left, self.right)
        _settle(self, FLAG, self.left, self.right)


@dataclass(frozen=True, slots=True)
class In(Node):
    """Whether a value is one of some literals of its kind."""

    value: Expression
    options: tuple[Constant, ...]

    def __post_init__(self) -> None:
        if not self.options:
            raise ExpressionError(_("IN needs at least one value."))
        for option in self.options:
            if not isinstance(option, Constant):
                raise ExpressionError(_("Only values that stand in the text may be listed after IN."))
            _want_comparable("=", self.value, option)
        numbers = [one.type for one in (self.value, *self.options) if isinstance(one.type, NumberType)]
        if numbers:
            types.either_type(numbers)
        _settle(self, FLAG, self.value, *self.options)


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """A sum, a difference or a product."""

    operator: Operator
    left: Expression
    right: Expression

    def __post_init__(self) -> None:
        left, right = _want_numbers(self.operator, self.left, self.right)
        if self.operator == "*":
            found = types.product_type(left, right)
        else:
            found = types.sum_type(left, right if self.operator == "+" else types.negative_type(right))
        _settle(self, found, self.left, self.right)


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """A number with its sign turned. A negative literal is a literal: :func:`negative` makes either."""

    operand: Expression

    def __post_init__(self) -> None:
        if isinstance(self.operand, NumberLiteral):
            raise ExpressionError(_("A negative number is one value."))
        (operand,) = _want_numbers("-", self.operand)
        _settle(self, types.negative_type(operand), self.operand)


@dataclass(frozen=True, slots=True)
class Least(Node):
    """The least of some numbers; at least two."""

    parts: tuple[Expression, ...]

    def __post_init__(self) -> None:
        _want_parts("LEAST", self.parts)
        _settle(self, types.least_type(_want_numbers("LEAST", *self.parts)), *self.parts)


@dataclass(frozen=True, slots=True)
class Greatest(Node):
    """The greatest of some numbers; at least two."""

    parts: tuple[Expression, ...]

    def __post_init__(self) -> None:
        _want_parts("GREATEST", self.parts)
        _settle(self, types.greatest_type(_want_numbers("GREATEST", *self.parts)), *self.parts)


@dataclass(frozen=True, slots=True)
class Round(Node):
    """A number rounded to ``places`` decimals (−8 to 8), half away from zero."""

    operand: Expression
    places: int

    def __post_init__(self) -> None:
        (operand,) = _want_numbers("ROUND", self.operand)
        if not -MOST_PLACES <= self.places <= MOST_PLACES:
            raise ExpressionError(
                _("ROUND takes from −%(most)d to %(most)d decimals.") % {"most": MOST_PLACES}
            )
        _settle(self, types.rounded_type(operand, self.places), self.operand)


@dataclass(frozen=True, slots=True)
class Branch:
    """``WHEN when THEN then``."""

    when: Expression
    then: Expression


@dataclass(frozen=True, slots=True)
class Case(Node):
    """The value of the first branch whose condition is true, else ``otherwise``."""

    branches: tuple[Branch, ...]
    otherwise: Expression

    def __post_init__(self) -> None:
        if not self.branches:
            raise ExpressionError(_("CASE needs at least one WHEN."))
        _want_flags("WHEN", *(branch.when for branch in self.branches))
        results = [*(branch.then for branch in self.branches), self.otherwise]
        children = [part for branch in self.branches for part in (branch.when, branch.then)]
        _settle(self, _common_type(results), *children, self.otherwise)


Expression: TypeAlias = (
    NumberLiteral
    | FlagLiteral
    | DayLiteral
    | ChoiceLiteral
    | Reference
    | Not
    | And
    | Or
    | Comparison
    | In
    | Arithmetic
    | Negative
    | Least
    | Greatest
    | Round
    | Case
)


def all_of(parts: Iterable[Expression]) -> Expression:
    """Return the conjunction of some flags, without an ``And`` in an ``And``; a single one is returned as it is."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Expression]) -> Expression:
    """Return the disjunction of some flags, without an ``Or`` in an ``Or``; a single one is returned as it is."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negative(operand: Expression) -> Expression:
    """Return ``-operand``."""
    if isinstance(operand, NumberLiteral):
        return NumberLiteral(operand.value.copy_negate())
    return Negative(operand)


def plain_decimal(value: Decimal) -> Decimal:
    """Return a number without exponent, without zeros at its end after the point, and zero without a sign.

    >>> plain_decimal(Decimal("-3.50E+2")), plain_decimal(Decimal("0.600")), plain_decimal(Decimal("-0.0"))
    (Decimal('-350'), Decimal('0.6'), Decimal('0'))
    """
    if not value.is_finite():
        raise ExpressionError(_("Infinity and its like are no numbers."))
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal("0") if not value else Decimal(text)


def _settle(node: Node, found: Type, *children: Expression, names: tuple[str, ...] = ()) -> None:
    """Fill what a node knows of itself."""
    ordered = dict.fromkeys(names)
    for child in children:
        ordered.update(dict.fromkeys(child.variables))
    object.__setattr__(node, "type", found)
    object.__setattr__(node, "children", children)
    object.__setattr__(node, "variables", tuple(ordered))
    object.__setattr__(node, "size", 1 + sum(child.size for child in children))
    object.__setattr__(node, "depth", 1 + max((child.depth for child in children), default=0))


def type_in_words(found: Type) -> str:
    """Return what a type is called in messages."""
    match found:
        case FlagType():
            return _("something true or false")
        case DayType():
            return _("a day")
        case ChoiceType():
            return _("a choice")
        case NumberType():
            return _("a number")


def _want_parts(word: str, parts: tuple[Expression, ...]) -> None:
    if len(parts) < 2:
        raise ExpressionError(_("%(word)s needs at least two parts.") % {"word": word})


def _refused(word: str, wanted: str, came: Type) -> ExpressionError:
    found = type_in_words(came)
    return ExpressionError(
        _("%(word)s wants %(wanted)s and got %(came)s.") % {"word": word, "wanted": wanted, "came": found},
        expected=wanted,
        came=found,
    )


def _want_flags(word: str, *operands: Expression) -> None:
    for operand in operands:
        if not isinstance(operand.type, FlagType):
            raise _refused(word, type_in_words(FLAG), operand.type)


def _want_numbers(word: str, *operands: Expression) -> list[NumberType]:
    found = []
    for operand in operands:
        if not isinstance(operand.type, NumberType):
            raise _refused(word, _("a number"), operand.type)
        found.append(operand.type)
    return found


def _want_comparable(operator: str, left: Expression, right: Expression) -> None:
    match left.type, right.type:
        case (NumberType() as one, NumberType() as other):
            types.either_type((one, other))
        case (DayType(), DayType()):
            return
        case (FlagType(), FlagType()):
            if operator not in {"=", "<>"}:
                raise ExpressionError(
                    _("What is true or false has no order: %(word)s cannot compare it.") % {"word": operator},
                    mend=_("Use = or <>."),
                )
        case (ChoiceType() as these, ChoiceType() as those):
            if operator not in {"=", "<>"}:
                raise ExpressionError(
                    _("Choices have no order: %(word)s cannot compare them.") % {"word": operator},
                    mend=_("Use = or <> or IN."),
                )
            _want_known_choice(left, those)
            _want_known_choice(right, these)
            if not these.values & those.values:
                raise ExpressionError(_("These choices have no value in common."))
        case _:
            words = (type_in_words(left.type), type_in_words(right.type))
            raise ExpressionError(
                _("%(left)s cannot be compared with %(right)s.") % {"left": words[0], "right": words[1]},
                expected=words[0],
                came=words[1],
            )


def _want_known_choice(part: Expression, of: ChoiceType) -> None:
    if isinstance(part, ChoiceLiteral) and part.value not in of.values:
        choices = ", ".join(f"'{value}'" for value in sorted(of.values))
        raise ExpressionError(
            _("'%(value)s' is none of its choices.") % {"value": part.value},
            expected=choices,
            came=part.value,
            mend=_("Its choices are: %(choices)s.") % {"choices": choices},
        )


def _common_type(results: list[Expression]) -> Type:
    """Return the type of a value that is one of ``results``."""
    first = results[0].type
    for other in results[1:]:
        if type(other.type) is not type(first):
            raise _refused("CASE", type_in_words(first), other.type)
    if isinstance(first, NumberType):
        return types.either_type(_want_numbers("CASE", *results))
    if isinstance(first, ChoiceType):
        return ChoiceType(
            frozenset().union(*(one.type.values for one in results if isinstance(one.type, ChoiceType)))
        )
    return first

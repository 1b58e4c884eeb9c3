"""Parse the text of an expression. Text becomes nodes, and never code.

A Pratt parser over :mod:`~jingkai.policy.language.tokens`: from loose to tight OR, AND, NOT, comparison, + and −, ×, sign.
Length, depth and size are bounded, so that no text takes long.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jingkai.kernel.language import gettext as _
from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.expression import (
    Arithmetic,
    Branch,
    Case,
    ChoiceLiteral,
    Comparison,
    Constant,
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
    type_in_words,
)
from jingkai.policy.language.tokens import Token, tokens
from jingkai.policy.language.types import FLAG, FlagType, NumberType, type_of_variable

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable

DEEPEST = 50
LARGEST = 2000

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN = range(10, 80, 10)
_COMPARATORS = frozenset({"=", "<>", "<", "<=", ">", ">="})
_CHOICE = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse(text: str, variables: Mapping[str, Variable]) -> Expression:
    """Return the expression that ``text`` says over ``variables`` (by name).

    Raises :class:`~jingkai.policy.language.errors.ExpressionError` with position and mend for every other text.
    """
    try:
        return _Parser(text, variables).whole()
    except RecursionError:
        raise _too_deep(0) from None


def parse_condition(text: str, variables: Mapping[str, Variable]) -> Expression:
    """Return the expression of a condition: it must be true, false or unknown."""
    found = parse(text, variables)
    if not isinstance(found.type, FlagType):
        raise _another_type(type_in_words(FLAG), type_in_words(found.type))
    return found


def parse_number(text: str, variables: Mapping[str, Variable]) -> Expression:
    """Return the expression of a sum of money, a base or a count: it must be a number."""
    found = parse(text, variables)
    if not isinstance(found.type, NumberType):
        raise _another_type(_("a number"), type_in_words(found.type))
    return found


def _another_type(wanted: str, came: str) -> ExpressionError:
    return ExpressionError(
        _("Here stands %(came)s; it must be %(wanted)s.") % {"came": came, "wanted": wanted},
        position=0,
        expected=wanted,
        came=came,
    )


def _too_deep(position: int) -> ExpressionError:
    return ExpressionError(
        _("It is nested more than %(most)d levels deep.") % {"most": DEEPEST},
        position=position,
        mend=_("Split it into several conditions."),
    )


class _Parser:
    """Reads one text from left to right."""

    def __init__(self, text: str, variables: Mapping[str, Variable]) -> None:
        self._tokens = list(tokens(text))
        self._next = 0
        self._level = 0
        self._variables = variables

    def whole(self) -> Expression:
        """Return the expression that the whole text is."""
        if self._ended():
            raise self._expected(_("an expression"))
        found = self._expression(0)
        if not self._ended():
            raise self._expected(_("an operator or the end"))
        return found

    @property
    def _here(self) -> Token:
        return self._tokens[self._next]

    def _advance(self) -> Token:
        token = self._here
        self._next += 1
        return token

    def _ended(self) -> bool:
        return self._here.kind == "end"

    def _at(self, *words: str) -> bool:
        return self._here.kind in {"keyword", "sign"} and self._here.text in words

    def _take(self, word: str) -> Token:
        if not self._at(word):
            raise self._expected(word)
        return self._advance()

    def _expected(self, what: str, mend: str = "") -> ExpressionError:
        token = self._here
        return ExpressionError(
            _("expected %(expected)s and found %(came)s.") % {"expected": what, "came": token.in_words()},
            position=token.position,
            expected=what,
            came=token.text,
            mend=mend or _advice(token),
        )

    def _made(self, position: int, make: Callable[[], Expression]) -> Expression:
        """Build a node; what is wrong with its types is wrong at ``position``."""
        try:
            found = make()
        except ExpressionError as error:
            raise error.at(position) from None
        if found.depth > DEEPEST:
            raise _too_deep(position)
        if found.size > LARGEST:
            raise ExpressionError(
                _("It has more than %(most)d parts.") % {"most": LARGEST},
                position=position,
                mend=_("Split it into several conditions."),
            )
        return found

    def _expression(self, binding: int) -> Expression:
        """Read an expression whose operators bind tighter than ``binding``."""
        left = self._first()
        while True:
            if self._at("OR") and binding < _OR:
                left = self._chain("OR", left, _OR, any_of)
            elif self._at("AND") and binding < _AND:
                left = self._chain("AND", left, _AND, all_of)
            elif self._comparison_follows() and binding < _COMPARE:
                left = self._comparison(left)
                if self._comparison_follows():
                    raise self._expected(
                        _("AND, OR or the end"), _("Compare twice: a < b AND b < c; or put brackets.")
                    )
            elif self._at("+", "-") and binding < _SUM:
                left = self._arithmetic(left, _SUM)
            elif self._at("*") and binding < _PRODUCT:
                left = self._arithmetic(left, _PRODUCT)
            else:
                return left

    def _comparison_follows(self) -> bool:
        return self._at(*_COMPARATORS, "IN", "BETWEEN") or (
            self._at("NOT") and self._tokens[self._next + 1].text in {"IN", "BETWEEN"}
        )

    def _chain(
        self, word: str, first: Expression, binding: int, join: Callable[[list[Expression]], Expression]
    ) -> Expression:
        position, parts = self._here.position, [first]
        while self._at(word):
            self._advance()
            parts.append(self._expression(binding))
        return self._made(position, lambda: join(parts))

    def _arithmetic(self, left: Expression, binding: int) -> Expression:
        token = self._advance()
        right = self._expression(binding)
        operator = token.text
        return self._made(token.position, lambda: Arithmetic(operator, left, right))  # type: ignore[arg-type]

    def _comparison(self, left: Expression) -> Expression:
        token = self._advance()
        if token.text == "NOT":
            inner = self._listed(left, self._advance())
            return self._made(token.position, lambda: Not(inner))
        if token.text in {"IN", "BETWEEN"}:
            return self._listed(left, token)
        right = self._expression(_COMPARE)
        operator = token.text
        return self._made(token.position, lambda: Comparison(operator, left, right))  # type: ignore[arg-type]

    def _listed(self, value: Expression, token: Token) -> Expression:
        """Read what follows IN or BETWEEN."""
        if token.text == "BETWEEN":
            low = self._expression(_COMPARE)
            self._take("AND")
            high = self._expression(_COMPARE)
            return self._made(
                token.position,
                lambda: all_of((Comparison(">=", value, low), Comparison("<=", value, high))),
            )
        self._take("(")
        options = [self._option()]
        while self._at(","):
            self._advance()
            options.append(self._option())
        self._take(")")
        return self._made(token.position, lambda: In(value, tuple(options)))

    def _option(self) -> Constant:
        position, sign = self._here.position, self._at("-")
        if sign:
            self._advance()
        if self._here.kind not in {"number", "text"} and not self._at("TRUE", "FALSE", "DATE"):
            raise self._expected(_("some value"), _("After IN stand values only: IN ('small', 'micro')."))
        found = self._first()
        if sign:
            found = self._made(position, lambda: negative(found))
        if not isinstance(found, Constant):
            raise self._expected(_("some value"))
        return found

    def _first(self) -> Expression:
        """Read what may begin an expression."""
        token = self._here
        self._level += 1
        if self._level > DEEPEST:
            raise _too_deep(token.position)
        try:
            return self._begun(token)
        finally:
            self._level -= 1

    def _begun(self, token: Token) -> Expression:
        if token.kind == "number":
            self._advance()
            return self._made(token.position, lambda: NumberLiteral(Decimal(token.text)))
        if token.kind == "name":
            return self._reference(self._advance())
        if token.kind == "text":
            return self._choice(self._advance())
        if self._at("("):
            self._advance()
            found = self._expression(0)
            self._take(")")
            return found
        if self._at("-"):
            self._advance()
            operand = self._expression(_PRODUCT)
            return self._made(token.position, lambda: negative(operand))
        if self._at("NOT"):
            self._advance()
            operand = self._expression(_NOT)
            return self._made(token.position, lambda: Not(operand))
        if self._at("TRUE", "FALSE"):
            self._advance()
            return FlagLiteral(token.text == "TRUE")
        if self._at("DATE"):
            self._advance()
            return self._day()
        if self._at("LEAST", "GREATEST"):
            return self._extreme(self._advance())
        if self._at("ROUND"):
            return self._round(self._advance())
        if self._at("CASE"):
            return self._case(self._advance())
        raise self._expected(_("a name, a value or “(”"))

    def _reference(self, token: Token) -> Expression:
        if self._at("("):
            raise ExpressionError(
                _("There is no function “%(name)s”.") % {"name": token.text},
                position=token.position,
                came=token.text,
                mend=_("There are LEAST, GREATEST and ROUND, and no others."),
            )
        variable = self._variables.get(token.text)
        if variable is None:
            near = difflib.get_close_matches(token.text, self._variables, n=3)
            raise ExpressionError(
                _("There is no variable “%(name)s”.") % {"name": token.text},
                position=token.position,
                expected=", ".join(near),
                came=token.text,
                mend=_("Did you mean: %(names)s?") % {"names": ", ".join(near)}
                if near
                else _("Declare it in facts.yaml. Values of choices stand in '…'."),
            )
        return Reference(token.text, type_of_variable(variable))

    def _choice(self, token: Token) -> Expression:
        value = token.text[1:-1]
        if not _CHOICE.fullmatch(value):
            raise ExpressionError(
                _("What stands in quotes is no name of a choice."),
                position=token.position,
                came=value[:40],
                mend=_("Values in quotes are plain names of choices, such as 'large'."),
            )
        return ChoiceLiteral(value)

    def _day(self) -> Expression:
        token = self._here
        written = token.text[1:-1]
        if token.kind != "text" or not _DAY.fullmatch(written):
            raise self._expected(_("a day in quotes"), _("Write days as DATE '2024-01-31'."))
        self._advance()
        try:
            return DayLiteral(date.fromisoformat(written))
        except ValueError:
            raise ExpressionError(
                _("There is no day %(day)s.") % {"day": written},
                position=token.position,
                came=written,
                mend=_("Write days as DATE '2024-01-31'."),
            ) from None

    def _extreme(self, token: Token) -> Expression:
        self._take("(")
        parts = [self._expression(0)]
        while self._at(","):
            self._advance()
            parts.append(self._expression(0))
        self._take(")")
        make = Least if token.text == "LEAST" else Greatest
        return self._made(token.position, lambda: make(tuple(parts)))

    def _round(self, token: Token) -> Expression:
        self._take("(")
        operand = self._expression(0)
        self._take(",")
        minus = self._at("-")
        if minus:
            self._advance()
        if self._here.kind != "number" or not self._here.text.isdigit():
            raise self._expected(_("how many decimals to keep, as a number"))
        places = int(self._advance().text)
        self._take(")")
        return self._made(token.position, lambda: Round(operand, -places if minus else places))

    def _case(self, token: Token) -> Expression:
        branches = []
        if not self._at("WHEN"):
            raise self._expected("WHEN", _("Write CASE WHEN condition THEN value ELSE value END."))
        while self._at("WHEN"):
            self._advance()
            when = self._expression(0)
            self._take("THEN")
            branches.append(Branch(when, self._expression(0)))
        if not self._at("ELSE"):
            raise self._expected("ELSE", _("Every CASE says what holds otherwise: ELSE 0 END."))
        self._advance()
        otherwise = self._expression(0)
        self._take("END")
        return self._made(token.position, lambda: Case(tuple(branches), otherwise))


def _advice(token: Token) -> str:
    """Return what to do about a word that SQL has and the rule language has not."""
    if token.text in {"NULL", "IS"}:
        return _("Unknown needs no test: what depends on an unknown fact is unknown by itself.")
    if token.text == "LIKE":
        return _("Text is not searched; make it a choice and use = or IN.")
    return ""

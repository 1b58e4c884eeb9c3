"""Write expressions as SQL that means the same in DuckDB and, through sqlglot, in Spark.

Nothing of an author's text gets into the SQL: it is made from the nodes; names are quoted and literals written by type.
Three things differ between SQL and the rule language, and are taken care of here:

- ``LEAST(NULL, 3000000)`` is 3,000,000 in SQL, and a ``CASE`` takes an unknown condition for a false one. Whether
  something is unknown is asked first.
- Asking needs an operand twice, which would double the text at each level of nesting. A :class:`Worksheet` gives what is
  needed more than once a column of its own in an inner ``SELECT``; expressions that are equal share it.
- Products and sums of decimals have an engine's own idea of digits. The interval of each node's type says how many it
  needs; those of more than 18 are computed in ``DECIMAL(38, scale)``, and no node needs more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Context, Decimal

from jingkai.policy.language import types
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
from jingkai.policy.language.types import NumberType

_NARROW = 18  # digits of a decimal that the engines keep in 64 bits
_WIDE = 38
_EXACT = Context(prec=100)


def quoted(name: str) -> str:
    """Quote an identifier.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """Quote a text.

    >>> text_literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some SQL that can stand in the SELECT of a ``level`` (0 reads the relation itself).

    ``scale`` and ``wide`` say which decimal it is, where it is one; ``plain`` that repeating it costs nothing.
    """

    sql: str
    level: int = 0
    scale: int | None = None
    wide: bool = False
    plain: bool = False


class Worksheet:
    """A query over one relation in the making: expressions become fragments, and those needed again become columns."""

    def __init__(self, relation: str) -> None:
        """Read from ``relation``: the SQL of a table, whose columns are the variables in their types."""
        self._relation = relation
        self._fragments: dict[Expression, Fragment] = {}
        self._columns: dict[str, Fragment] = {}
        self._levels: list[list[tuple[str, str]]] = []

    def fragment(self, expression: Expression) -> Fragment:
        """Write an expression. Equal ones are written once."""
        found = self._fragments.get(expression)
        if found is None:
            found = self._written(expression)
            self._fragments[expression] = found
        return found

    def column(self, fragment: Fragment) -> Fragment:
        """Give a fragment a column of its own, so that it can be used any number of times."""
        if fragment.plain:
            return fragment
        found = self._columns.get(fragment.sql)
        if found is None:
            while len(self._levels) <= fragment.level:
                self._levels.append([])
            name = quoted(f"_{len(self._columns) + 1}")  # no variable begins with an underscore
            self._levels[fragment.level].append((name, fragment.sql))
            found = replace(fragment, sql=name, level=fragment.level + 1, plain=True)
            self._columns[fragment.sql] = found
        return found

    def query(self, outputs: Sequence[tuple[str, Fragment]]) -> str:
        """Return the SELECT of some fragments, each under its name."""
        last = max((fragment.level for _name, fragment in outputs), default=0)
        relation = self._relation
        for level, columns in enumerate(self._levels[:last]):
            added = "".join(f",\n  {sql} AS {name}" for name, sql in columns)
            relation = f"(SELECT *{added}\nFROM {relation}) AS {quoted(f'_level{level + 1}')}"
        listed = ",\n  ".join(f"{fragment.sql} AS {quoted(name)}" for name, fragment in outputs)
        return f"SELECT {listed}\nFROM {relation}"

    def reused(self, expression: Expression) -> Fragment:
        """Write an expression that will be needed more than once."""
        return self.column(self.fragment(expression))

    def share(self, *expressions: Expression) -> None:
        """Give expressions columns of their own, inner ones first; what contains them reads those."""
        for expression in expressions:
            self._fragments[expression] = self.reused(expression)

    def joined(self, word: str, parts: Sequence[Fragment]) -> Fragment:
        """Join flags with AND or OR; nothing joined is true."""
        if not parts:
            return Fragment("TRUE", plain=True)
        if len(parts) == 1:
            return parts[0]
        return Fragment(f"({f' {word} '.join(part.sql for part in parts)})", _level(*parts))

    def rounded_even(self, expression: Expression, places: int) -> Fragment:
        """Write a number rounded to ``places`` decimals, half to the even neighbour. Spark's name of it is BROUND."""
        return self._rounded("ROUND_EVEN", Round(expression, places))

    def as_money(self, number: Fragment, most: Decimal | None = None, *, negative: bool = True) -> Fragment:
        """Write a number of at most two decimals as money: not below zero, at most ``most``; unknown stays unknown.

        ``negative`` says whether it can be below zero. DuckDB gives up decimals where two wide decimals of different
        scales meet, so that bounds are compared in the number's own scale.
        """
        number = self.column(number)
        scale = number.scale or 0
        bounds = ""
        if negative:
            bounds += (
                f" WHEN {number.sql} < {_figure(Decimal(0), scale)} THEN {_figure(Decimal(0), 2, _NARROW)}"
            )
        if most is not None:
            floor = most.quantize(Decimal(1).scaleb(-scale), ROUND_FLOOR)
            bounds += f" WHEN {number.sql} > {_figure(floor, scale)} THEN {_figure(most, 2, _NARROW)}"
        money = f"CAST({number.sql} AS {_decimal_type(False, 2)})"
        return Fragment(f"CASE{bounds} ELSE {money} END" if bounds else money, number.level, 2)

    def _written(self, node: Expression) -> Fragment:
        match node:
            case NumberLiteral():
                return _number_literal(node, _number(node).scale)
            case FlagLiteral():
                return Fragment("TRUE" if node.value else "FALSE", plain=True)
            case DayLiteral():
                return Fragment(f"CAST({text_literal(node.value.isoformat())} AS DATE)", plain=True)
            case ChoiceLiteral():
                return Fragment(text_literal(node.value), plain=True)
            case Reference():
                scale = node.type.scale if isinstance(node.type, NumberType) else None
                return Fragment(quoted(node.name), scale=scale, plain=True)
            case Not():
                operand = self.fragment(node.operand)
                return Fragment(f"(NOT {operand.sql})", operand.level)
            case And() | Or():
                word = "AND" if isinstance(node, And) else "OR"
                return self.joined(word, [self.fragment(part) for part in node.parts])
            case Comparison():
                left, right = self._alike((node.left, node.right))
                return Fragment(f"({left.sql} {node.operator} {right.sql})", _level(left, right))
            case In():
                value, *options = self._alike((node.value, *node.options))
                listed = ", ".join(option.sql for option in options)
                return Fragment(f"({value.sql} IN ({listed}))", value.level)
            case Arithmetic():
                return self._arithmetic(node)
            case Negative():
                operand = self.fragment(node.operand)
                return replace(operand, sql=f"(- {operand.sql})", plain=False)
            case Least() | Greatest():
                return self._extreme(node)
            case Round():
                return self._round(node)
            case Case():
                return self._case(node)

    def _alike(self, parts: Sequence[Expression], kind: NumberType | None = None) -> list[Fragment]:
        """Write some expressions in one type: numbers with one scale, and so wide that each of them fits."""
        numbers = [part.type for part in parts if isinstance(part.type, NumberType)]
        if not numbers:
            return [self.fragment(part) for part in parts]
        hull = types.either_type([*numbers, *([kind] if kind else [])])
        return [self._decimal(part, hull.scale, hull.digits > _NARROW) for part in parts]

    def _decimal(self, node: Expression, scale: int, wide: bool) -> Fragment:
        """Write a number as a decimal of a scale; ``wide`` is how wide it has to be made if it is rescaled."""
        if isinstance(node, NumberLiteral):
            return _number_literal(node, scale, wide)
        found = self.fragment(node)
        if found.scale == scale and (found.wide or not wide):
            return found
        wide = wide or found.wide
        return Fragment(f"CAST({found.sql} AS {_decimal_type(wide, scale)})", found.level, scale, wide)

    def _arithmetic(self, node: Arithmetic) -> Fragment:
        found = _number(node)
        if node.operator == "*":
            left, right = self.fragment(node.left), self.fragment(node.right)
            wide = found.digits > _NARROW or left.wide or right.wide
            if wide and not (left.wide or right.wide):
                if isinstance(
                    node.right, NumberLiteral
                ):  # a literal is widened for nothing, a column row by row
                    right = self._decimal(node.right, _number(node.right).scale, wide=True)
                else:
                    left = self._decimal(node.left, _number(node.left).scale, wide=True)
        else:
            left, right = self._alike((node.left, node.right), found)
            wide = found.digits > _NARROW or left.wide or right.wide
        return Fragment(f"({left.sql} {node.operator} {right.sql})", _level(left, right), found.scale, wide)

    def _widened(self, node: Expression) -> Fragment:
        return self._decimal(node, _number(node).scale, wide=True)

    def _extreme(self, node: Least | Greatest) -> Fragment:
        """Write LEAST or GREATEST: unknown if any part is, whereas SQL passes NULL over."""
        if (bounded := self._bounded(node)) is not None:
            return bounded
        pick, word, beyond = (min, "LEAST", ">") if isinstance(node, Least) else (max, "GREATEST", "<")
        bounds = [part for part in node.parts if isinstance(part, NumberLiteral)]
        others = [part for part in dict.fromkeys(node.parts) if not isinstance(part, NumberLiteral)]
        kept: list[Expression] = [*others]
        if bounds:
            kept.append(NumberLiteral(pick(bound.value for bound in bounds)))
        if len(kept) == 1:
            return self._decimal(kept[0], _number(node).scale, _number(node).digits > _NARROW)
        numbers = [_number(part) for part in node.parts]
        hull = types.either_type(numbers)
        wide = hull.digits > _NARROW
        parts = [self._decimal(part, hull.scale, wide) for part in kept]
        parts = [part if part.plain else self.column(part) for part in parts]
        level, wide = _level(*parts), any(part.wide for part in parts)
        if len(others) == 1:
            value, bound = parts
            return Fragment(
                f"CASE WHEN {value.sql} {beyond} {bound.sql} THEN {bound.sql} ELSE {value.sql} END",
                level,
                hull.scale,
                wide,
            )
        unknown = " OR ".join(f"{part.sql} IS NULL" for part in parts[: len(others)])
        listed = ", ".join(part.sql for part in parts)
        return Fragment(f"CASE WHEN {unknown} THEN NULL ELSE {word}({listed}) END", level, hull.scale, wide)

    def _bounded(self, node: Least | Greatest) -> Fragment | None:
        """Write ``GREATEST(low, LEAST(x, high))`` as one CASE, and as narrow a decimal as the bounds allow."""
        match node:
            case Greatest(parts=(NumberLiteral() as low, Least(parts=(value, NumberLiteral() as high)))):
                if isinstance(value, NumberLiteral) or low.value > high.value:
                    return None
            case _:
                return None
        found = _number(node)
        (inner,) = self._alike((value,), types.either_type([_number(value), found]))
        inner = self.column(inner)
        bounds = [_number_literal(bound, found.scale) for bound in (low, high)]
        sql = (
            f"CASE WHEN {inner.sql} < {bounds[0].sql} THEN {bounds[0].sql} "
            f"WHEN {inner.sql} > {bounds[1].sql} THEN {bounds[1].sql} ELSE {inner.sql} END"
        )
        if inner.wide and found.digits <= _NARROW:
            return Fragment(f"CAST({sql} AS {_decimal_type(False, found.scale)})", inner.level, found.scale)
        return Fragment(sql, inner.level, found.scale, inner.wide)

    def _round(self, node: Round) -> Fragment:
        if node.places >= _number(node.operand).scale:
            return self.fragment(node.operand)
        return self._rounded("ROUND", node)

    def _rounded(self, function: str, node: Round) -> Fragment:
        found, operand = _number(node), _number(node.operand)
        inner = self._decimal(node.operand, operand.scale, found.digits > _NARROW)
        whole = operand.whole if isinstance(node.operand, Reference) else 0
        if -node.places <= whole or node.places >= 0:
            return replace(
                inner, sql=f"{function}({inner.sql}, {node.places})", scale=found.scale, plain=False
            )
        # A decimal rounded to more digits than it has before the point is 0 in DuckDB, even where it is NULL.
        cast = f"CAST({{}} AS {_decimal_type(inner.wide, operand.scale)})"
        if -node.places <= (_WIDE if inner.wide else _NARROW) - operand.scale:
            sql = f"{function}({cast.format(inner.sql)}, {node.places})"
        else:
            inner = self.column(inner)
            sql = f"CASE WHEN {inner.sql} IS NOT NULL THEN {function}({cast.format(inner.sql)}, {node.places}) END"
        return Fragment(sql, inner.level, found.scale, inner.wide)

    def _case(self, node: Case) -> Fragment:
        """Write CASE: unknown as soon as a condition is reached that is unknown, whereas SQL takes it for false."""
        results = self._alike([*(branch.then for branch in node.branches), node.otherwise])
        whens = [self.reused(branch.when) for branch in node.branches]
        written = "".join(
            f" WHEN {when.sql} IS NULL THEN NULL WHEN {when.sql} THEN {then.sql}"
            for when, then in zip(whens, results, strict=False)
        )
        last = results[-1]
        wide = any(result.wide for result in results)
        return Fragment(f"CASE{written} ELSE {last.sql} END", _level(*whens, *results), last.scale, wide)


def _level(*parts: Fragment) -> int:
    return max(part.level for part in parts)


def _number(node: Expression) -> NumberType:
    if not isinstance(node.type, NumberType):
        raise TypeError(node)
    return node.type


def _decimal_type(wide: bool, scale: int) -> str:
    return f"DECIMAL({_WIDE if wide else _NARROW}, {scale})"


def _number_literal(node: NumberLiteral, scale: int, wide: bool = False) -> Fragment:
    digits = _number(node).whole + scale
    wide = wide or digits > _NARROW
    return Fragment(_figure(node.value, scale, _WIDE if wide else digits), 0, scale, wide, plain=True)


def _figure(value: Decimal, scale: int, digits: int = 0) -> str:
    """Write a number that has at most ``scale`` decimals as a decimal of that scale, of ``digits`` or as few as it needs."""
    plain = value.quantize(Decimal(1).scaleb(-scale), context=_EXACT)
    digits = digits or max(1, plain.adjusted() + 1) + scale
    return f"CAST({text_literal(format(plain, 'f'))} AS DECIMAL({digits}, {scale}))"

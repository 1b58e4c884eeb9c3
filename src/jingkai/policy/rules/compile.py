"""Compile the benefits of a pack into one query over all subjects: the same answers as the interpreter's, row by row.

The result has a row a subject: ``subject``, and for each benefit ``b``

- ``b__outcome``: ``entitled`` if every condition is true, ``not_entitled`` if any is false, else ``unknown``;
- ``b__yuan``: the sum, rounded and capped, where the subject is entitled and the sum can be computed;
- ``b__c`` for each condition ``c``: true, false, or NULL for unknown.

Stacking groups, and caps on all awards of a subject or a period, need earlier awards and are settled afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Context, Decimal

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.expression import (
    Arithmetic,
    Branch,
    Case,
    Comparison,
    Expression,
    Greatest,
    Least,
    NumberLiteral,
    Round,
)
from jingkai.policy.language.parse import parse_condition
from jingkai.policy.language.sql import Fragment, Worksheet, quoted
from jingkai.policy.language.types import NumberType
from jingkai.policy.rules.amounts import expression_of
from jingkai.policy.rules.rounding import places_of, rounded
from jingkai.policy.schema.benefits import Benefit, Rounding
from jingkai.policy.schema.facts import Variable
from jingkai.policy.schema.pack import Pack

SUBJECT = "subject"
"""Column that identifies the subject, in the facts and in the result."""

YUAN = "DECIMAL(18, 2)"

_EXACT = Context(prec=100)


@dataclass(frozen=True, slots=True)
class Query:
    """A query in DuckDB's SQL.

    ``variables`` are those that it reads, each a column of the relation; ``benefits`` those that it computes;
    ``columns`` the names of the result's columns, in order.
    """

    sql: str
    variables: tuple[Variable, ...]
    benefits: tuple[Benefit, ...]
    columns: tuple[str, ...]


def compile_query(pack: Pack, on: date, relation: str = "facts") -> Query:
    """Return the query for the benefits of a pack that apply on a day, over a relation of facts.

    :raises ExpressionError: where a condition or an amount is no expression of the rule language.
    """
    benefits = tuple(one for one in pack.benefits if pack.applies(one, on))
    compiler = _Compiler({one.name: one for one in pack.facts}, Worksheet(quoted(relation)))
    outputs = [(SUBJECT, Fragment(quoted(SUBJECT), plain=True))]
    for benefit in benefits:
        try:
            outputs += compiler.benefit(benefit)
        except ExpressionError as error:
            error.place = error.place or benefit.id
            raise
    names = [name for name, _fragment in outputs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise JingkaiError(
            _("Two columns of the result would be named “%(name)s”.") % {"name": twice},
            mend=_("Rename the benefit or the condition."),
        )
    return Query(
        sql=compiler.sheet.query(outputs),
        variables=tuple(one for one in pack.facts if one.name in compiler.used),
        benefits=benefits,
        columns=tuple(names),
    )


class _Compiler:
    """Writes benefits on one worksheet, and remembers which variables they use."""

    def __init__(self, variables: dict[str, Variable], sheet: Worksheet) -> None:
        self.sheet = sheet
        self.used: set[str] = set()
        self._variables = variables

    def benefit(self, benefit: Benefit) -> list[tuple[str, Fragment]]:
        """Return the columns of a benefit."""
        truths = [
            (one.id, self._noted(parse_condition(one.test, self._variables))) for one in benefit.conditions
        ]
        columns = [(id_, self.sheet.reused(condition)) for id_, condition in truths]
        entitled = self.sheet.column(self.sheet.joined("AND", [column for _id, column in columns]))
        outcome = (
            f"CASE WHEN {entitled.sql} THEN 'entitled' "
            f"WHEN NOT {entitled.sql} THEN 'not_entitled' ELSE 'unknown' END"
        )
        yuan = self._sum(benefit)
        paid = f"CASE WHEN {entitled.sql} THEN {yuan.sql} END"
        return [
            (f"{benefit.id}__outcome", Fragment(outcome, entitled.level)),
            (f"{benefit.id}__yuan", Fragment(paid, max(entitled.level, yuan.level))),
            *((f"{benefit.id}__{id_}", column) for id_, column in columns),
        ]

    def _sum(self, benefit: Benefit) -> Fragment:
        """Write the sum of one award: rounded, not below zero, at most its caps; NULL where a fact of it is unknown."""
        if benefit.amount is None or benefit.rounding is None:
            return Fragment(f"CAST(NULL AS {YUAN})", plain=True)
        raw = self._noted(expression_of(benefit.amount, self._variables))
        cap = min((cap.yuan for cap in benefit.caps if cap.per == "award"), default=None)
        if isinstance(raw, NumberLiteral):
            settled = max(Decimal(0), rounded(raw.value, benefit.rounding))
            return self.sheet.as_money(self.sheet.fragment(NumberLiteral(settled)), cap, negative=False)
        if cap is not None:
            raw = _with_bounded_base(raw, cap, benefit.rounding)
        negative = isinstance(raw.type, NumberType) and raw.type.least < 0
        return self.sheet.as_money(self._rounded(raw, benefit.rounding), cap, negative=negative)

    def _rounded(self, sum_: Expression, rounding: Rounding) -> Fragment:
        places = places_of(rounding)
        near = Round(sum_, places)
        if rounding.mode == "half_up" or not isinstance(sum_.type, NumberType) or places >= sum_.type.scale:
            return self.sheet.fragment(near)
        if rounding.mode == "half_even":
            return self.sheet.rounded_even(sum_, places)
        # Towards zero or away from it: one unit back where ROUND went the other way. Sums below zero become zero anyway.
        unit = NumberLiteral(Decimal(rounding.to))
        if rounding.mode == "down":
            wrong, right = Comparison(">", near, sum_), Arithmetic("-", near, unit)
        else:
            wrong, right = Comparison("<", near, sum_), Arithmetic("+", near, unit)
        self.sheet.share(sum_, near)
        return self.sheet.fragment(Case((Branch(wrong, right),), near))

    def _noted(self, expression: Expression) -> Expression:
        self.used.update(expression.variables)
        return expression


def _with_bounded_base(sum_: Expression, cap: Decimal, rounding: Rounding) -> Expression:
    """Bound the base of a product that will be capped: a base that is greater than what reaches the cap changes nothing.

    60 % of money needs more digits than 64 bits hold; 60 % of at most 5,000,000.02 yuan does not, and is four times as
    quick. A base below zero gives a sum below zero, which becomes zero just as zero does.
    """
    match sum_:
        case Arithmetic(operator="*", left=NumberLiteral(value=factor), right=base) if factor > 0:
            if not isinstance(base.type, NumberType) or isinstance(base, NumberLiteral):
                return sum_
            step = Decimal(1).scaleb(-base.type.scale)
            # One unit of rounding more than the cap, so that rounding down still reaches it.
            enough = _EXACT.divide(cap + Decimal(rounding.to), factor).quantize(step, ROUND_CEILING, _EXACT)
            if enough >= base.type.most:
                return sum_
            bounded = Greatest((NumberLiteral(Decimal(0)), Least((base, NumberLiteral(enough)))))
            return Arithmetic("*", NumberLiteral(factor), bounded)
    return sum_

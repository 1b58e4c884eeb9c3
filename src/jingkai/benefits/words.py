"""Values, sums and arithmetic as people say them: ``设备投资额 5,000,000.00 元 × 10% = 500,000.00 元``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from jingkai.documents.pinpoint import short_name
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.policy.arithmetic import figure
from jingkai.policy.language.expression import (
    Arithmetic,
    Expression,
    Greatest,
    Least,
    Negative,
    NumberLiteral,
    Reference,
    Round,
)
from jingkai.policy.language.parse import parse_number

if TYPE_CHECKING:
    from jingkai.policy.language.evaluate import Value
    from jingkai.policy.rules.finding import Step
    from jingkai.policy.schema.benefits import Benefit
    from jingkai.policy.schema.facts import Variable

ZERO = Decimal(0)
_SIGNS = {"+": "+", "-": "−", "*": "×"}
_ROUNDING = {
    "half_up": msgid("rounded to %(unit)s yuan: %(sum)s"),
    "half_even": msgid("rounded to %(unit)s yuan, halves to the even one: %(sum)s"),
    "down": msgid("cut down to %(unit)s yuan: %(sum)s"),
    "up": msgid("rounded up to %(unit)s yuan: %(sum)s"),
}

_UNITS_CHINESE = (
    (Decimal(100_000_000), msgid("%(sum)s hundred million yuan")),
    (Decimal(10_000), msgid("%(sum)s ten thousand yuan")),
)
_UNITS_ENGLISH = (
    (Decimal(1_000_000_000), msgid("%(sum)s billion yuan")),
    (Decimal(1_000_000), msgid("%(sum)s million yuan")),
)


def in_chinese() -> bool:
    """Whether whoever reads this reads Chinese."""
    return _("language of the reader: English").endswith("Chinese")


def label(variable: Variable) -> str:
    """Return what a variable is called."""
    return variable.label if in_chinese() or not variable.english else variable.english


def question(variable: Variable) -> str:
    """Return how a variable is asked for; its label where the pack puts no question."""
    if in_chinese():
        return variable.question or variable.label
    return variable.question_english or variable.english or variable.label


def yuan(sum_: Decimal) -> str:
    """Write a sum exact to the fen.

    >>> yuan(Decimal("500000")).split()[0]
    '500,000.00'
    """
    return _("%(sum)s yuan") % {"sum": f"{sum_:,.2f}"}


def yuan_about(sum_: Decimal) -> str:
    """Write a sum to two decimals of the unit that the reader counts in: 万 and 亿, or million.

    >>> yuan_about(Decimal("14003000.50")).split()[0] in {"1,400.3", "14"}
    True
    """
    units = _UNITS_CHINESE if in_chinese() else _UNITS_ENGLISH
    size, form = next((one for one in units if abs(sum_) >= one[0]), (Decimal(1), msgid("%(sum)s yuan")))
    rounded = (sum_ / size).quantize(Decimal("0.01"))
    shown = f"{rounded:,f}"
    return _(form) % {"sum": shown.rstrip("0").rstrip(".")}


def yuan_exactly(sum_: Decimal) -> str:
    """Write a sum with all its decimals, two at least: what stands before it is rounded.

    >>> yuan_exactly(Decimal("493827.1560")).split()[0]
    '493,827.156'
    """
    if sum_ == sum_.quantize(Decimal("0.01")):
        return yuan(sum_)
    return _("%(sum)s yuan") % {"sum": figure(sum_)}


def percent(share: Decimal) -> str:
    """Write a share as a percentage.

    >>> percent(Decimal("0.0250"))
    '2.5%'
    """
    return f"{figure(share * 100)}%"


def unit_of(variable: Variable) -> str:
    """Return the unit of a variable as it stands behind a figure, with its space, or nothing."""
    return f" {variable.unit}" if variable.unit and in_chinese() else ""


def value_words(variable: Variable, value: Value) -> str:
    """Write a value of a variable."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        if variable.type == "money":
            return yuan(value)
        if variable.type == "share":
            return percent(value)
        return f"{figure(value)}{unit_of(variable)}"
    if isinstance(value, str):
        for choice in variable.choices:
            if choice.value == value:
                return choice.label if in_chinese() or not choice.english else choice.english
        return value
    return value.isoformat()


def joined(parts: Sequence[str]) -> str:
    """Join things that are listed."""
    return ("、" if in_chinese() else ", ").join(parts)


def clause(provision: str) -> str:
    """Return how a clause is called within its document: ``第5条``."""
    return short_name(provision)


def arithmetic(benefit: Benefit, steps: Sequence[Step], variables: Mapping[str, Variable]) -> str:
    """Say how the sum of one award comes about, in one sentence; nothing where there are no steps."""
    if not steps:
        return ""
    parts: list[str] = []
    at = 0
    while at < len(steps) and steps[at].kind not in {"rounded", "floor", "cap"}:
        at += 1
    parts.append(_reckoning(benefit, steps[:at], variables))
    before = steps[at - 1].value
    capped = False
    for step in steps[at:]:
        if step.kind == "rounded" and step.value != before:
            unit = figure(step.factor or ZERO)
            parts.append(_(_ROUNDING[step.text]) % {"unit": unit, "sum": yuan(step.value)})
        elif step.kind == "floor":
            parts.append(_("not below zero: %(sum)s") % {"sum": yuan(ZERO)})
        elif step.kind == "cap":
            capped = True
            parts.append(
                _("more than the most of %(cap)s (%(clause)s), so %(sum)s")
                % {
                    "cap": yuan(step.factor or ZERO),
                    "clause": clause(step.provision),
                    "sum": yuan(step.value),
                }
            )
        before = step.value
    if not capped:
        parts += [
            _("not more than %(cap)s") % {"cap": yuan(cap.yuan)} for cap in benefit.caps if cap.per == "award"
        ]
    return ("，" if in_chinese() else ", ").join(parts)


def _reckoning(benefit: Benefit, steps: Sequence[Step], variables: Mapping[str, Variable]) -> str:
    first, last = steps[0], steps[-1]
    if first.kind == "fixed":
        return _("a fixed sum of %(sum)s") % {"sum": yuan(first.value)}
    said = _said(first.text, first.value, variables, money=first.kind != "count")
    if first.kind == "formula":
        return f"{said} = {yuan_exactly(first.value)}"
    if last.kind == "product":
        factor = last.factor or ZERO
        by = yuan(factor) if first.kind == "count" else _factor(factor, ratio=first.kind == "award")
        return f"{said} × {by} = {yuan_exactly(last.value)}"
    tiers = [step for step in steps if step.kind == "tier"]
    if not tiers:
        return _("%(base)s, below the first step: %(sum)s") % {"base": said, "sum": yuan_exactly(last.value)}
    written = [_tier(step) for step in tiers]
    total = f" = {yuan_exactly(last.value)}" if len(tiers) > 1 else ""
    return (
        f"{said}：{' + '.join(written)}{total}" if in_chinese() else f"{said}: {' + '.join(written)}{total}"
    )


def _tier(step: Step) -> str:
    least = figure(step.least or ZERO)
    if step.factor is None:
        return _("from %(least)s on %(sum)s") % {"least": least, "sum": yuan_exactly(step.value)}
    return _("from %(least)s on %(part)s × %(rate)s = %(sum)s") % {
        "least": least,
        "part": yuan(step.part or ZERO),
        "rate": percent(step.factor),
        "sum": yuan_exactly(step.value),
    }


def _factor(factor: Decimal, *, ratio: bool) -> str:
    return figure(factor) if ratio else percent(factor)


def _said(text: str, value: Decimal, variables: Mapping[str, Variable], *, money: bool) -> str:
    """Say an expression with its value: a single variable by its label, anything else with what it is made of."""
    expression = parse_number(text, variables)
    if isinstance(expression, Reference):
        variable = variables[expression.name]
        return f"{label(variable)} {value_words(variable, value)}"
    written = yuan_exactly(value) if money else figure(value)
    return f"{expression_words(expression, variables)} = {written}"


def expression_words(expression: Expression, variables: Mapping[str, Variable]) -> str:
    """Write an expression of numbers with the labels of its variables."""

    def said(part: Expression) -> str:
        return expression_words(part, variables)

    match expression:
        case NumberLiteral(value=number):
            return figure(number)
        case Reference(name=name):
            return label(variables[name])
        case Arithmetic(operator=operator, left=left, right=right):
            sides = [f"({said(one)})" if isinstance(one, Arithmetic) else said(one) for one in (left, right)]
            return f"{sides[0]} {_SIGNS[operator]} {sides[1]}"
        case Negative(operand=operand):
            return f"−{said(operand)}"
        case Least(parts=parts):
            return _("the least of %(parts)s") % {"parts": joined([said(one) for one in parts])}
        case Greatest(parts=parts):
            return _("the greatest of %(parts)s") % {"parts": joined([said(one) for one in parts])}
        case Round(operand=operand):
            return said(operand)
        case _:
            # Cases are too long for a sentence: the facts in them are named, the clause says the rest.
            return joined([label(variables[name]) for name in expression.variables])

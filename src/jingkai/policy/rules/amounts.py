"""The sum of a benefit before rounding and caps: as one expression, and step by step.

:func:`expression_of` says in the rule language what each template means; whatever sets a benefit's sum in bulk is made
from it. :func:`reckoner` computes the same for one subject and keeps the steps.

Tiers: below the first ``least`` a sum is 0. ``whole``: the last step reached holds for the whole base. ``marginal``: each
rate for the part of the base from its own ``least`` up to the next one.

After it: round, then a sum below zero becomes zero, then each cap on one award.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias, assert_never

from jingkai.policy.language import types
from jingkai.policy.language.evaluate import EXACT, ZERO, Facts, evaluator
from jingkai.policy.language.expression import (
    Arithmetic,
    Branch,
    Case,
    Comparison,
    Expression,
    Greatest,
    Least,
    NumberLiteral,
)
from jingkai.policy.language.parse import parse_number
from jingkai.policy.language.types import NumberType
from jingkai.policy.rules.finding import Step, StepKind
from jingkai.policy.rules.rounding import places_of
from jingkai.policy.schema.benefits import (
    Amount,
    Fixed,
    Formula,
    Match,
    PerUnit,
    Rounding,
    Share,
    Tier,
    Tiers,
)

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable

Reckoner: TypeAlias = Callable[[Facts], tuple[Step, ...] | None]
"""From facts to the steps of a sum, the last of which gives it; ``None`` where it is unknown."""


def expression_of(amount: Amount, variables: Mapping[str, Variable]) -> Expression:
    """Return the sum before rounding and caps as an expression of yuan.

    Raises :class:`~jingkai.policy.language.errors.ExpressionError` where the author's part is none, is no number, or
    where more than 38 digits could be needed.
    """
    match amount:
        case Fixed(yuan=yuan):
            return NumberLiteral(yuan)
        case Share(rate=rate, base=text):
            return _times(parse_number(text, variables), rate)
        case Match(ratio=ratio, award=award):
            return _times(parse_number(award, variables), ratio)
        case PerUnit(yuan=yuan, count=count):
            return _times(parse_number(count, variables), yuan)
        case Formula(expression=text):
            return parse_number(text, variables)
        case Tiers():
            base = parse_number(amount.base, variables)
            return _whole(base, amount.tiers) if amount.mode == "whole" else _marginal(base, amount.tiers)
        case _:
            assert_never(amount)


def check_room_to_round(sum_: Expression, rounding: Rounding) -> None:
    """Refuse a sum that could need more digits than are exact when it is rounded one unit up or down.

    Raises :class:`~jingkai.policy.language.errors.ExpressionError`.
    """
    if isinstance(sum_.type, NumberType):
        near = types.rounded_type(sum_.type, places_of(rounding))
        unit = types.type_of_number(Decimal(rounding.to))
        beyond = (types.sum_type(near, unit), types.sum_type(near, types.negative_type(unit)))
        types.either_type((sum_.type, *beyond))


def reckoner(amount: Amount, variables: Mapping[str, Variable]) -> Reckoner:
    """Return the function that computes the sum before rounding and caps, with its steps.

    Raises what :func:`expression_of` raises.
    """
    expression_of(amount, variables)
    match amount:
        case Fixed(yuan=yuan):
            steps = (Step("fixed", yuan),)
            return lambda facts: steps
        case Share(rate=rate, base=text):
            return _product("base", text, rate, variables)
        case Match(ratio=ratio, award=award):
            return _product("award", award, ratio, variables)
        case PerUnit(yuan=yuan, count=count):
            return _product("count", count, yuan, variables)
        case Formula(expression=text):
            return _formula(text, variables)
        case Tiers():
            return _tiers(amount, variables)
        case _:
            assert_never(amount)


def inputs(amount: Amount, variables: Mapping[str, Variable]) -> Expression | None:
    """Return the author's expression whose facts a sum needs, ``None`` for a fixed sum."""
    match amount:
        case Fixed():
            return None
        case Match(award=text) | PerUnit(count=text) | Formula(expression=text):
            return parse_number(text, variables)
        case Share(base=text) | Tiers(base=text):
            return parse_number(text, variables)
        case _:
            assert_never(amount)


def _times(factor: Expression, figure: Decimal) -> Expression:
    return Arithmetic("*", NumberLiteral(figure), factor)


def _whole(base: Expression, tiers: tuple[Tier, ...]) -> Expression:
    branches = []
    for tier in reversed(tiers):
        value = NumberLiteral(tier.yuan) if tier.yuan is not None else _times(base, tier.rate or ZERO)
        branches.append(Branch(Comparison(">=", base, NumberLiteral(tier.least)), value))
    return Case(tuple(branches), NumberLiteral(ZERO))


def _marginal(base: Expression, tiers: tuple[Tier, ...]) -> Expression:
    parts: list[Expression] = []
    for index, tier in enumerate(tiers):
        reached = base
        if index + 1 < len(tiers):
            reached = Least((base, NumberLiteral(tiers[index + 1].least)))
        over: Expression = reached
        if tier.least:
            over = Arithmetic("-", reached, NumberLiteral(tier.least))
        parts.append(_times(Greatest((NumberLiteral(ZERO), over)), tier.rate or ZERO))
    total = parts[0]
    for part in parts[1:]:
        total = Arithmetic("+", total, part)
    return total


def _product(kind: StepKind, text: str, figure: Decimal, variables: Mapping[str, Variable]) -> Reckoner:
    value_of = evaluator(parse_number(text, variables))

    def run(facts: Facts) -> tuple[Step, ...] | None:
        value = value_of(facts)
        if value is None:
            return None
        product = EXACT.multiply(figure, value) or ZERO
        return Step(kind, value, text=text), Step("product", product, factor=figure)

    return run


def _formula(text: str, variables: Mapping[str, Variable]) -> Reckoner:
    value_of = evaluator(parse_number(text, variables))

    def run(facts: Facts) -> tuple[Step, ...] | None:
        value = value_of(facts)
        return None if value is None else (Step("formula", value, text=text),)

    return run


def _tiers(amount: Tiers, variables: Mapping[str, Variable]) -> Reckoner:
    value_of = evaluator(parse_number(amount.base, variables))
    bounds = [*(tier.least for tier in amount.tiers), None]
    tiers = list(zip(amount.tiers, pairwise(bounds), strict=True))

    def run(facts: Facts) -> tuple[Step, ...] | None:
        base = value_of(facts)
        if base is None:
            return None
        steps = [Step("base", base, text=amount.base)]
        reached = [(tier, upper) for tier, (lower, upper) in tiers if lower is not None and base >= lower]
        if not reached:
            steps.append(Step("sum", ZERO))
        elif amount.mode == "whole":
            steps.append(_step_of(reached[-1][0], base))
        else:
            for tier, upper in reached:
                top = base if upper is None else min(base, upper)
                steps.append(_step_of(tier, EXACT.subtract(top, tier.least)))
            total = ZERO
            for step in steps[1:]:
                total = EXACT.add(total, step.value)
            steps.append(Step("sum", total or ZERO))
        return tuple(steps)

    return run


def _step_of(tier: Tier, part: Decimal) -> Step:
    if tier.rate is None:
        return Step("tier", tier.yuan or ZERO, least=tier.least, part=part)
    value = EXACT.multiply(part, tier.rate) or ZERO
    return Step("tier", value, factor=tier.rate, least=tier.least, part=part)

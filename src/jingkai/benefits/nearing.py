"""What one more fact or action would add: a condition is taken as met, and the rules are asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jingkai.policy.language.evaluate import Value, evaluate, unknowns
from jingkai.policy.language.expression import (
    And,
    Comparison,
    DayLiteral,
    Expression,
    FlagLiteral,
    In,
    Not,
    NumberLiteral,
    Reference,
)

if TYPE_CHECKING:
    from jingkai.policy.rules.finding import Finding
    from jingkai.policy.rules.interpret import BenefitRule, ConditionRule


@dataclass(frozen=True, slots=True)
class Met:
    """A benefit with one condition taken as met.

    ``finding`` is what the rules say then, ``also`` the conditions that still do not hold, ``lacking`` the facts that the
    sum still needs.
    """

    condition: str
    finding: Finding
    also: tuple[str, ...]
    lacking: tuple[str, ...]


def with_condition_met(
    rule: BenefitRule, finding: Finding, met: ConditionRule, facts: Mapping[str, Value]
) -> Met:
    """Return what a benefit says where one condition is met that is not.

    Where the condition can be met by one value in sight (``true``, the least investment), the sum is that of this value.
    """
    assumed = {**facts, **assumptions(met.expression, facts)}
    steps = rule.sum.steps(assumed) if rule.sum else None
    potential = steps[-1].value if steps else None
    also = tuple(
        one.condition.id
        for one in rule.conditions
        if one.condition.id != met.condition.id and finding.truths[one.condition.id] is not True
    )
    lacking: tuple[str, ...] = ()
    if rule.sum and rule.sum.inputs is not None:
        lacking = unknowns(rule.sum.inputs, assumed)
    then = replace(
        finding,
        outcome="not_entitled" if also else "entitled",
        yuan=None if also else potential,
        potential=potential,
        steps=steps or (),
        truths={**finding.truths, met.condition.id: True},
    )
    return Met(met.condition.id, then, also, lacking)


def assumptions(expression: Expression, facts: Mapping[str, Value]) -> dict[str, Value]:
    """Return facts that would make an expression true, where one value is in sight; else nothing.

    Facts that make their part true already stay as they are.
    """
    if evaluate(expression, facts) is True:
        return {}
    match expression:
        case Reference(name=name):
            return {name: True}
        case Not(operand=Reference(name=name)):
            return {name: False}
        case Comparison(operator=operator, left=Reference(name=name), right=right):
            bound = right.value if isinstance(right, NumberLiteral | DayLiteral | FlagLiteral) else None
            return {name: bound} if bound is not None and operator in {"=", ">=", "<="} else {}
        case In(value=Reference(name=name), options=(only,)):
            return {name: only.value}
        case And(parts=parts):
            found: dict[str, Value] = {}
            for part in parts:
                found |= assumptions(part, facts)
            return found
        case _:
            return {}


def more(sum_: Decimal | None, than: Decimal | None) -> bool:
    """Whether a sum is known and greater than another (unknown counts as nothing)."""
    return sum_ is not None and sum_ > (than or Decimal(0))

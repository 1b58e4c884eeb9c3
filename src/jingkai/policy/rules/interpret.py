"""The interpreter: what the rules of a pack say of one subject on one day, with every reason.

:func:`prepare` reads the expressions of a pack once; the :class:`Rules` it returns then answer for subject after subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.evaluate import ZERO, Evaluator, Facts, Value, evaluator, unknowns
from jingkai.policy.language.expression import Expression
from jingkai.policy.language.facts import read_facts
from jingkai.policy.language.parse import parse_condition
from jingkai.policy.rules.amounts import Reckoner, check_room_to_round, expression_of, inputs, reckoner
from jingkai.policy.rules.finding import Finding, Outcome, Step
from jingkai.policy.rules.rounding import rounded
from jingkai.policy.schema.benefits import Benefit, Cap, Condition, Rounding

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable
    from jingkai.policy.schema.pack import Pack

MOST_YUAN = Decimal("9999999999999999.99")
"""The greatest sum: 16 digits before the point, as money has everywhere."""


class SumError(JingkaiError):
    """A sum that is too great for money."""


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """A condition, its expression, and the function that evaluates it."""

    condition: Condition
    expression: Expression
    test: Evaluator


@dataclass(frozen=True, slots=True)
class SumRule:
    """How a benefit's sum comes about: ``expression`` before rounding, the author's ``inputs``, rounding, caps."""

    expression: Expression
    inputs: Expression | None
    reckon: Reckoner
    rounding: Rounding
    caps: tuple[Cap, ...]

    def steps(self, facts: Facts) -> tuple[Step, ...] | None:
        """Return the arithmetic of the sum for one award, ``None`` where a fact that it needs is unknown.

        Raises :class:`SumError`.
        """
        found = self.reckon(facts)
        if found is None:
            return None
        steps = list(found)
        sum_ = rounded(steps[-1].value, self.rounding)
        steps.append(Step("rounded", sum_, factor=Decimal(self.rounding.to), text=self.rounding.mode))
        if sum_ < ZERO:
            sum_ = ZERO
            steps.append(Step("floor", ZERO))
        for cap in self.caps:
            if sum_ > cap.yuan:
                sum_ = cap.yuan
                steps.append(Step("cap", sum_, factor=cap.yuan, provision=cap.provision))
        if sum_ > MOST_YUAN:
            raise SumError(
                _("A sum of %(yuan)s yuan has too many digits.") % {"yuan": format(sum_, "f")},
                mend=_("Check the figures, or give the benefit a cap."),
            )
        return tuple(steps)


@dataclass(frozen=True, slots=True)
class BenefitRule:
    """A benefit ready to be applied. ``first`` and ``last`` are the days between which it applies."""

    benefit: Benefit
    conditions: tuple[ConditionRule, ...]
    sum: SumRule | None
    variables: tuple[str, ...]
    first: date | None = None
    last: date | None = None

    def applies(self, on: date) -> bool:
        """Whether it applies on a day, both ends included."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def find(self, facts: Facts, on: date) -> Finding:
        """Return what it says of a subject. ``facts`` are read already. Raises :class:`SumError`."""
        truths: dict[str, bool | None] = {rule.condition.id: rule.test(facts) for rule in self.conditions}
        steps = self.sum.steps(facts) if self.sum else None
        potential = steps[-1].value if steps else None
        applies = self.applies(on)
        outcome = outcome_of(truths.values()) if applies else "not_entitled"
        missing: tuple[str, ...] = ()
        if outcome == "unknown" or (outcome == "entitled" and self.sum and steps is None):
            missing = self._missing(facts, truths)
        return Finding(
            benefit=self.benefit.id,
            outcome=outcome,
            truths=truths,
            yuan=potential if outcome == "entitled" else None,
            potential=potential,
            missing=missing,
            steps=steps or (),
            judgements=tuple(one.id for one in self.benefit.judgements),
            applies=applies,
        )

    def _missing(self, facts: Facts, truths: Mapping[str, bool | None]) -> tuple[str, ...]:
        names: list[str] = []
        for rule in self.conditions:
            if truths[rule.condition.id] is None:
                names += unknowns(rule.expression, facts)
        if self.sum and self.sum.inputs is not None:
            names += unknowns(self.sum.inputs, facts)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a pack, ready.

    ``document`` is its number, ``version`` the pack's digest; ``variables`` are by name, ``benefits`` by id.
    """

    document: str
    version: str
    variables: Mapping[str, Variable]
    benefits: Mapping[str, BenefitRule]

    def find(self, benefit: str, facts: Mapping[str, object], on: date) -> Finding:
        """Return what one benefit says of a subject with these facts on a day.

        ``facts`` are by variable; what is absent or ``None`` is unknown. Raises
        :class:`~jingkai.policy.language.facts.FactError`, :class:`SumError`, and :class:`KeyError` for no such benefit.
        """
        return self.benefits[benefit].find(self.read(facts), on)

    def find_all(self, facts: Mapping[str, object], on: date) -> dict[str, Finding]:
        """Return what every benefit that applies on a day says of a subject. Raises as :meth:`find`."""
        known = self.read(facts)
        return {id_: rule.find(known, on) for id_, rule in self.benefits.items() if rule.applies(on)}

    def read(self, facts: Mapping[str, object]) -> dict[str, Value]:
        """Return facts checked against the pack's variables."""
        return read_facts(facts, self.variables)


def outcome_of(truths: Iterable[bool | None]) -> Outcome:
    """Return the outcome of some conditions: any false, else any unknown, else entitled.

    >>> outcome_of([None, False]), outcome_of([True, None]), outcome_of([])
    ('not_entitled', 'unknown', 'entitled')
    """
    found = list(truths)
    if False in found:
        return "not_entitled"
    return "unknown" if None in found else "entitled"


def prepare(pack: Pack, version: str = "") -> Rules:
    """Read all expressions of a pack's benefits once.

    ``version`` is the pack's digest where the caller has it. Raises
    :class:`~jingkai.policy.language.errors.ExpressionError` whose place names the benefit and the field.
    """
    from jingkai.policy.loading import digest_of

    variables = {variable.name: variable for variable in pack.facts}
    document = pack.document
    benefits = {}
    for benefit in pack.benefits:
        first, last = benefit.valid_from or document.valid_from, benefit.valid_to or document.valid_to
        benefits[benefit.id] = prepare_benefit(benefit, variables, first, last)
    return Rules(document.number, version or digest_of(pack), variables, benefits)


def prepare_benefit(
    benefit: Benefit,
    variables: Mapping[str, Variable],
    first: date | None = None,
    last: date | None = None,
) -> BenefitRule:
    """Read the expressions of one benefit. Raises as :func:`prepare`."""
    conditions = []
    for condition in benefit.conditions:
        try:
            expression = parse_condition(condition.test, variables)
        except ExpressionError as error:
            error.place = f"{benefit.id}.{condition.id}"
            raise
        conditions.append(ConditionRule(condition, expression, evaluator(expression)))
    sum_rule = None
    if benefit.amount is not None and benefit.rounding is not None:
        try:
            expression = expression_of(benefit.amount, variables)
            check_room_to_round(expression, benefit.rounding)
            sum_rule = SumRule(
                expression=expression,
                inputs=inputs(benefit.amount, variables),
                reckon=reckoner(benefit.amount, variables),
                rounding=benefit.rounding,
                caps=tuple(cap for cap in benefit.caps if cap.per == "award"),
            )
        except ExpressionError as error:
            error.place = f"{benefit.id}.amount"
            raise
    names = dict.fromkeys(name for rule in conditions for name in rule.expression.variables)
    if sum_rule:
        names.update(dict.fromkeys(sum_rule.expression.variables))
    return BenefitRule(
        benefit,
        tuple(conditions),
        sum_rule,
        tuple(names),
        first or benefit.valid_from,
        last or benefit.valid_to,
    )


def interpret(
    benefit: Benefit, facts: Mapping[str, object], variables: Mapping[str, Variable], on: date
) -> Finding:
    """Return what one benefit says of a subject with these facts on a day.

    For many subjects :func:`prepare` once instead. Where the benefit names no days of its own, those of its document are
    the caller's to look at. Raises :class:`~jingkai.policy.language.errors.ExpressionError`,
    :class:`~jingkai.policy.language.facts.FactError` and :class:`SumError`.
    """
    return prepare_benefit(benefit, variables).find(read_facts(facts, variables), on)

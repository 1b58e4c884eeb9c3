"""Explain a benefit for one subject: the outcome in words, each reason with its clause, the sum, and what would help.

Nothing here decides anything: what people judge is named and left to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from jingkai.benefits import words
from jingkai.benefits.known import Known, KnownFacts, Subject, usable, values
from jingkai.benefits.nearing import Met, with_condition_met
from jingkai.kernel.language import gettext as _
from jingkai.policy.language.evaluate import Value, unknowns
from jingkai.policy.rules.finding import Finding
from jingkai.policy.rules.receipt import Receipt, receive
from jingkai.policy.rules.settle import Deduction, Share

if TYPE_CHECKING:
    from jingkai.benefits.packs import Policy
    from jingkai.policy.rules.interpret import BenefitRule
    from jingkai.policy.schema.benefits import Benefit, Condition, Judgement
    from jingkai.policy.schema.facts import Variable

Standing: TypeAlias = Literal["entitled", "nearly", "unknown", "not_entitled"]
"""``nearly``: one fact or one action away from a sum, or from the benefit."""

STANDINGS: tuple[Standing, ...] = ("entitled", "nearly", "unknown", "not_entitled")
ZERO = Decimal(0)

Gain: TypeAlias = Callable[[Finding], Decimal | None]
"""From what the rules would say to what the subject would get more, with everything else it gets."""


@dataclass(frozen=True, slots=True)
class FactSaid:
    """A variable, and what is known of it; ``known`` is ``None`` where nothing is."""

    variable: Variable
    known: Known | None

    @property
    def label(self) -> str:
        """What it is called."""
        return words.label(self.variable)

    @property
    def value(self) -> str:
        """Its value in words, empty where it is unknown."""
        return words.value_words(self.variable, self.known.value) if self.known else ""


@dataclass(frozen=True, slots=True)
class ConditionSaid:
    """A condition with its truth (``None``: unknown), its clause and the facts it rests on."""

    condition: Condition
    truth: bool | None
    clause: str
    facts: tuple[FactSaid, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not known and matters, and where it is supplied."""

    variable: Variable
    where: str

    @property
    def label(self) -> str:
        """What it is called."""
        return words.label(self.variable)


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something that would add to what the subject gets.

    ``gain`` is what it adds, together with everything else the subject gets; ``None`` where that cannot be computed, then
    ``most`` is the cap where there is one. ``alone`` is false where other conditions fail as well; ``known`` is true where
    it is known that the condition does not hold, false where it is a question.
    """

    words: str
    gain: Decimal | None = None
    most: Decimal | None = None
    alone: bool = True
    known: bool = True

    @property
    def effect(self) -> str:
        """What it would bring, in words."""
        if self.gain is not None and self.gain > ZERO:
            sum_ = words.yuan(self.gain)
            if not self.alone:
                return _("+ %(sum)s, if the other conditions hold too") % {"sum": sum_}
            return f"+ {sum_}"
        if self.most is not None:
            sum_ = words.yuan(self.most)
            if not self.alone:
                return _("at most %(sum)s, if the other conditions hold too") % {"sum": sum_}
            return _("+ at most %(sum)s") % {"sum": sum_}
        return ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that can be said of one benefit and one subject on one day.

    ``yuan`` is what the subject gets with all that is settled; ``None`` where no sum is known. ``deductions`` say why it
    is less than the arithmetic gives.
    """

    policy: Policy
    benefit: Benefit
    subject: Subject
    on: date
    finding: Finding
    receipt: Receipt
    standing: Standing
    outcome: str
    conditions: tuple[ConditionSaid, ...]
    arithmetic: str
    inputs: tuple[FactSaid, ...]
    missing: tuple[Missing, ...]
    next_steps: tuple[NextStep, ...]
    yuan: Decimal | None = None
    deductions: tuple[str, ...] = ()

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What is left to people."""
        return self.benefit.judgements

    @property
    def citation(self) -> str:
        """The clause, as records keep it."""
        return f"{self.policy.number} {self.benefit.provision}"

    @property
    def key(self) -> str:
        """Tells it from the other explanations of an overview."""
        return f"{self.policy.key}/{self.benefit.id}/{self.subject.key}"

    @property
    def next_step(self) -> NextStep | None:
        """The step that brings most."""
        return self.next_steps[0] if self.next_steps else None

    @property
    def synthetic(self) -> bool:
        """Whether it rests on made-up facts or rules."""
        said = [*self.inputs, *(fact for condition in self.conditions for fact in condition.facts)]
        return self.policy.fictional or any(one.known and one.known.synthetic for one in said)


def explain(
    policy: Policy,
    benefit: str,
    facts: KnownFacts,
    on: date,
    *,
    subject: Subject | None = None,
    recorded_on: date | None = None,
    share: Share | None = None,
    gain: Gain | None = None,
) -> Explanation:
    """Explain one benefit of a pack for one subject.

    ``share`` is what it is given after all benefits are settled; without it the sum stands alone. Raises what
    :meth:`~jingkai.policy.rules.interpret.Rules.find` raises.
    """
    rule = policy.rules.benefits[benefit]
    facts = usable(rule, facts, on)
    bare = values(facts)
    finding, receipt = receive(policy.rules, benefit, bare, on=on, recorded_on=recorded_on or on)
    sum_ = share.yuan if share else finding.yuan
    met = [
        with_condition_met(rule, finding, one, bare)
        for one in rule.conditions
        if finding.truths[one.condition.id] is not True
    ]
    lacking = _lacking(rule, bare)
    missing = finding.missing if finding.outcome != "not_entitled" else ()
    standing = _standing(rule, finding, met, lacking, sum_)
    steps = _next_steps(
        rule, finding, met, lacking, variables=policy.rules.variables, gain=gain or _alone(finding)
    )
    return Explanation(
        policy=policy,
        benefit=rule.benefit,
        subject=subject or Subject("enterprise", "", ""),
        on=on,
        finding=finding,
        receipt=receipt,
        standing=standing,
        outcome=_outcome(rule.benefit, finding, sum_, policy.rules.variables),
        conditions=tuple(_conditions(policy, rule, finding, facts)),
        arithmetic=words.arithmetic(rule.benefit, finding.steps, policy.rules.variables),
        inputs=_facts(rule.sum.inputs.variables if rule.sum and rule.sum.inputs else (), policy, facts),
        missing=tuple(
            Missing(policy.rules.variables[name], where_to_supply(rule.benefit, name)) for name in missing
        ),
        next_steps=steps,
        yuan=sum_,
        deductions=tuple(_deduction(one, policy) for one in share.deductions) if share else (),
    )


def where_to_supply(benefit: Benefit, variable: str) -> str:
    """Say who supplies a fact, and by which paper."""
    for one in benefit.evidence:
        if one.fact != variable:
            continue
        if one.source == "unit" and one.unit:
            return _("%(unit)s confirms it: %(paper)s") % {"unit": one.unit, "paper": one.paper}
        if one.source == "registry":
            return _("It is taken from the registry: %(paper)s") % {"paper": one.paper}
        return _("Hand in at the service window: %(paper)s") % {"paper": one.paper}
    return _("State it at the service window of the zone")


def _lacking(rule: BenefitRule, facts: Mapping[str, Value]) -> tuple[str, ...]:
    if rule.sum is None or rule.sum.inputs is None:
        return ()
    return unknowns(rule.sum.inputs, facts)


def _standing(
    rule: BenefitRule,
    finding: Finding,
    met: Sequence[Met],
    lacking: Sequence[str],
    sum_: Decimal | None,
) -> Standing:
    if finding.outcome == "entitled" and not lacking:
        return "not_entitled" if finding.yuan == ZERO else "entitled"
    if finding.outcome == "entitled":
        return "nearly" if len(lacking) == 1 else "unknown"
    by_id = {one.condition.id: one for one in rule.conditions}
    failed = [one for one in met if finding.truths[one.condition] is False]
    away = len(failed) + len(finding.missing)
    if failed:
        # The interpreter asks for nothing more once a condition is false; here it counts what would still be asked.
        away += len(set(failed[0].lacking)) + sum(1 for one in met if one not in failed)
    mendable = all(by_id[one.condition].condition.remedy for one in failed)
    if mendable and away == 1 and (sum_ is not None or _worth(rule, met)):
        return "nearly"
    return "not_entitled" if failed else "unknown"


def _worth(rule: BenefitRule, met: Sequence[Met]) -> bool:
    """Whether the one step left brings something, as far as that is known."""
    return rule.sum is None or any(one.finding.potential != ZERO for one in met)


def _next_steps(
    rule: BenefitRule,
    finding: Finding,
    met: Sequence[Met],
    lacking: Sequence[str],
    *,
    variables: Mapping[str, Variable],
    gain: Gain,
) -> tuple[NextStep, ...]:
    most = min((cap.yuan for cap in rule.benefit.caps), default=None)
    hopeless = any(
        finding.truths[one.condition.id] is False and not one.condition.remedy for one in rule.conditions
    )
    if hopeless:
        return ()
    by_id = {one.condition.id: one.condition for one in rule.conditions}
    steps = []
    for one in met:
        condition = by_id[one.condition]
        known = finding.truths[one.condition] is False
        more = gain(one.finding)
        said = (
            condition.remedy
            if known and condition.remedy
            else _("Show that it holds: %(condition)s") % {"condition": condition.label}
        )
        steps.append(
            NextStep(
                said, more, most if more is None else None, alone=not (one.also or one.lacking), known=known
            )
        )
    if finding.outcome != "not_entitled":
        named = words.joined([words.label(variables[name]) for name in lacking])
        if named:
            steps.append(
                NextStep(_("Supply: %(facts)s") % {"facts": named}, None, most, alone=not met, known=False)
            )
    return tuple(sorted(steps, key=lambda step: (not step.alone, -(step.gain or step.most or ZERO))))


def _alone(finding: Finding) -> Gain:
    """Return the gain of a benefit by itself."""

    def gain(then: Finding) -> Decimal | None:
        return None if then.potential is None else then.potential - (finding.yuan or ZERO)

    return gain


def _outcome(
    benefit: Benefit, finding: Finding, sum_: Decimal | None, variables: Mapping[str, Variable]
) -> str:
    if not finding.applies:
        return _("It does not apply on this day")
    if finding.outcome == "entitled":
        if benefit.amount is None and not benefit.conditions:
            return _("The clause names neither conditions nor a sum")
        if benefit.amount is None:
            return _("The conditions hold; the clause names no sum")
        if finding.yuan is None:
            facts = words.joined([words.label(variables[name]) for name in finding.missing])
            return _("The conditions hold; for the sum is missing: %(facts)s") % {"facts": facts}
        if finding.yuan == ZERO:
            return _("The conditions hold, and the sum comes to nothing")
        given = words.yuan(sum_ or ZERO)
        if benefit.judgements:
            return _("The conditions hold: %(sum)s, once people have judged the rest") % {"sum": given}
        return _("Entitled to %(sum)s") % {"sum": given}
    if finding.outcome == "not_entitled":
        failed = [one.label for one in benefit.conditions if finding.truths[one.id] is False]
        return _("Does not hold: %(conditions)s") % {"conditions": words.joined(failed)}
    facts = words.joined([words.label(variables[name]) for name in finding.missing])
    return _("Not known yet: %(facts)s") % {"facts": facts}


def _conditions(
    policy: Policy, rule: BenefitRule, finding: Finding, facts: KnownFacts
) -> Iterable[ConditionSaid]:
    for one in rule.conditions:
        yield ConditionSaid(
            one.condition,
            finding.truths[one.condition.id],
            f"{policy.number} {one.condition.provision}",
            _facts(one.expression.variables, policy, facts),
        )


def _facts(names: Iterable[str], policy: Policy, facts: KnownFacts) -> tuple[FactSaid, ...]:
    return tuple(FactSaid(policy.rules.variables[name], facts.get(name)) for name in dict.fromkeys(names))


def _deduction(one: Deduction, policy: Policy) -> str:
    other = policy.pack.benefit(one.other)
    named = other.title if other else one.other
    left = words.yuan(one.left)
    match one.reason:
        case "had_before":
            return _("It was given before")
        case "not_highest":
            return _("Only the highest is paid: “%(other)s” goes first") % {"other": named}
        case "topped_up":
            return _("Less what was given for “%(other)s”: %(sum)s") % {"other": named, "sum": left}
        case "excluded":
            return _("It is not paid beside “%(other)s”") % {"other": named}
        case "cap_subject":
            message = _("All awards together are at most %(cap)s (%(clause)s), so %(sum)s")
        case "cap_group":
            message = _("All awards of the group are at most %(cap)s (%(clause)s), so %(sum)s")
    return message % {
        "cap": words.yuan(one.cap or ZERO),
        "clause": words.clause(one.provision),
        "sum": left,
    }

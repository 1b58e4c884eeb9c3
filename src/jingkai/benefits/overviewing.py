"""All benefits of a subject together: asked at once, settled together, the best first within each standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from jingkai.benefits.explaining import STANDINGS, ZERO, Explanation, Standing, explain
from jingkai.benefits.known import KnownFacts, Subject, usable, values, written
from jingkai.policy.rules.finding import Finding
from jingkai.policy.rules.settle import Deduction, EarlierAward, Share, settle

if TYPE_CHECKING:
    from jingkai.benefits.packs import Policy

Earlier: TypeAlias = Mapping[tuple[str, str], Sequence[EarlierAward]]
"""Awards that an enterprise and its projects were given, by number of the document and key of the subject."""


@dataclass(frozen=True, slots=True)
class Case:
    """A subject before the rules of one pack, with what is known of it."""

    policy: Policy
    subject: Subject
    facts: KnownFacts


@dataclass(frozen=True, slots=True)
class Overview:
    """All benefits of a subject on a day, the best first within each standing."""

    on: date
    explanations: tuple[Explanation, ...]

    def of(self, standing: Standing) -> tuple[Explanation, ...]:
        """Return those of a standing."""
        return tuple(one for one in self.explanations if one.standing == standing)

    @property
    def total(self) -> Decimal:
        """All sums that are known together."""
        return sum((one.yuan or ZERO for one in self.of("entitled")), ZERO)

    @property
    def judged(self) -> Decimal:
        """How much of the total people have still to judge."""
        return sum((one.yuan or ZERO for one in self.of("entitled") if one.judgements), ZERO)

    @property
    def within_reach(self) -> Decimal:
        """What single steps would add at most, as far as it is known: each counted alone."""
        steps = (one.next_step for one in self.of("nearly"))
        return sum((step.gain or ZERO for step in steps if step and step.alone), ZERO)

    def find(self, policy: str, benefit: str, subject: str) -> Explanation | None:
        """Return one of them."""
        key = f"{policy}/{benefit}/{subject}"
        return next((one for one in self.explanations if one.key == key), None)


def overview(
    cases: Iterable[Case],
    on: date,
    *,
    recorded_on: date | None = None,
    earlier: Earlier | None = None,
) -> Overview:
    """Explain every benefit that applies on a day to these subjects, those of a subject settled together.

    The cases are an enterprise and its projects; ``earlier`` are the awards that they were given already. A cap on all
    awards of a subject holds for the enterprise with its projects together.
    """
    given = earlier or {}
    asked = [_Asked(case, on, given.get((case.policy.number, case.subject.key), ())) for case in cases]
    _cap_together(asked, on, given)
    found = [
        explain(
            one.case.policy,
            id_,
            one.case.facts,
            on,
            subject=one.case.subject,
            recorded_on=recorded_on,
            share=one.shares.get(id_),
            gain=one.gain,
        )
        for one in asked
        for id_ in one.findings
    ]
    return Overview(on, tuple(sorted((_of_somebody(one) for one in found), key=_rank)))


def _of_somebody(one: Explanation) -> Explanation:
    """Promise nothing to a project that is not there: whatever its rules say, it is not known."""
    if one.subject.kind == "project" and not one.subject.key and one.standing != "not_entitled":
        return replace(one, standing="unknown")
    return one


class _Asked:
    """One case with what the rules say and what is settled."""

    def __init__(self, case: Case, on: date, earlier: Sequence[EarlierAward]) -> None:
        self.case, self._on, self._earlier = case, on, earlier
        rules = case.policy.rules
        self.findings = {
            id_: rule.find(values(usable(rule, case.facts, on)), on)
            for id_, rule in rules.benefits.items()
            if rule.applies(on) and rule.benefit.subject == case.subject.kind
        }
        self._benefits = {id_: rule.benefit for id_, rule in rules.benefits.items()}
        self._recognitions = {
            id_: written(case.facts[benefit.recognition].value)
            for id_, benefit in self._benefits.items()
            if benefit.recognition in case.facts
        }
        self.shares = self._settle(self.findings)

    def _settle(self, findings: Mapping[str, Finding]) -> dict[str, Share]:
        settled = settle(findings.values(), self._benefits, self._on, self._earlier, self._recognitions)
        return dict(settled.shares)

    def gain(self, then: Finding) -> Decimal | None:
        """Return what the subject would get more if a benefit's finding were ``then``."""
        if then.potential is None:
            return None
        assumed = replace(then, outcome="entitled", yuan=then.potential)
        after = self._settle({**self.findings, then.benefit: assumed})
        return _sum(after.values()) - _sum(self.shares.values())


def _cap_together(asked: Sequence[_Asked], on: date, earlier: Earlier) -> None:
    """Apply caps on a subject's awards to the enterprise with its projects: each benefit, greatest sum first."""
    by_benefit: dict[tuple[str, str], list[_Asked]] = defaultdict(list)
    for one in asked:
        for id_ in one.shares:
            by_benefit[one.case.policy.key, id_].append(one)
    for (_key, id_), several in by_benefit.items():
        policy = several[0].case.policy
        for cap in policy.rules.benefits[id_].benefit.caps:
            if cap.per != "subject":
                continue
            had = (
                one for (number, _whose), given in earlier.items() if number == policy.number for one in given
            )
            used = sum(
                (
                    one.yuan
                    for one in had
                    if one.benefit == id_ and (cap.period == "ever" or one.on.year == on.year)
                ),
                ZERO,
            )
            room = max(ZERO, cap.yuan - used)
            for one in sorted(several, key=lambda each: each.shares[id_].yuan, reverse=True):
                share = one.shares[id_]
                if share.yuan > room:
                    less = Deduction("cap_subject", room, cap=cap.yuan, provision=cap.provision)
                    share = replace(share, yuan=room, deductions=(*share.deductions, less))
                    one.shares[id_] = share
                room -= share.yuan


def _sum(shares: Iterable[Share]) -> Decimal:
    return sum((share.yuan for share in shares), ZERO)


def _rank(one: Explanation) -> tuple[int, int, Decimal, str]:
    step = one.next_step
    reach = (step.gain or step.most or ZERO) if step else ZERO
    if one.standing == "entitled":
        return 0, 0, -(one.yuan or ZERO), one.key
    return STANDINGS.index(one.standing), int(not (step and step.alone)), -reach, one.key

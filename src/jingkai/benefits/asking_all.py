"""A whole document at once: rounds of questions that still matter for any of its benefits, then what one gets of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from jingkai.benefits.asking import Answers
from jingkai.benefits.known import Subject, SubjectKind, usable, values
from jingkai.benefits.overviewing import Case, Overview, overview

if TYPE_CHECKING:
    from jingkai.benefits.packs import Policy
    from jingkai.policy.schema.benefits import Benefit
    from jingkai.policy.schema.facts import Variable

ASKERS: Mapping[str, tuple[SubjectKind, ...]] = MappingProxyType(
    {
        "enterprise": ("enterprise",),
        "project": ("enterprise", "project"),
        "person": ("person",),
        "park": ("park",),
    }
)
"""Who asks → the subjects of benefits that are theirs. Whoever has a project has an enterprise too."""

_SOMEBODY = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to be asked for, and the benefits on which it bears."""

    variable: Variable
    benefits: tuple[Benefit, ...]


def askers_of(policy: Policy, on: date) -> tuple[str, ...]:
    """Return who can ask about a document: those for whom it has a sum that nobody without them has."""
    subjects = {one.subject for one in policy.benefits(on) if one.amount is not None}
    return tuple(asker for asker, theirs in ASKERS.items() if theirs[-1] in subjects)


def benefits_of(policy: Policy, asker: str, on: date) -> tuple[Benefit, ...]:
    """Return the benefits with a sum that are for somebody, in the order of the document."""
    theirs = ASKERS[asker]
    return tuple(one for one in policy.benefits(on) if one.amount is not None and one.subject in theirs)


def next_round(policy: Policy, asker: str, answers: Answers, on: date) -> tuple[Question, ...]:
    """Return the questions to ask together: of each benefit that is still open the first fact that it lacks.

    Nothing is asked that was answered with “I do not know”, or that a false condition has settled. None: all is settled.
    """
    bearing: dict[str, list[Benefit]] = {}
    for benefit in benefits_of(policy, asker, on):
        rule = policy.rules.benefits[benefit.id]
        finding = rule.find(values(usable(rule, answers.facts, on)), on)
        lacking = [name for name in finding.missing if name not in answers.skipped]
        if lacking:
            bearing.setdefault(lacking[0], []).append(benefit)
    variables = policy.rules.variables
    return tuple(Question(variables[name], tuple(these)) for name, these in bearing.items())


def outcome(policy: Policy, asker: str, answers: Answers, on: date) -> Overview:
    """Return what the answers amount to, all benefits settled together, those with a sum only."""
    subjects = [Subject(kind, _SOMEBODY, "") for kind in ASKERS[asker]]
    found = overview([Case(policy, subject, answers.facts) for subject in subjects], on)
    shown = {one.id for one in benefits_of(policy, asker, on)}
    return Overview(on, tuple(one for one in found.explanations if one.benefit.id in shown))

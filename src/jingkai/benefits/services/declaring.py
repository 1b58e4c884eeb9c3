"""Facts that an enterprise declares of itself, because a claim lacks them: they go into the registry with their source.

An enterprise fills in what nobody has stated. What the zone or another unit has stated, it cannot change here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.claim import Claimant
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.officer import check_right
from jingkai.benefits.packs import Policy
from jingkai.kernel.language import gettext as _
from jingkai.kernel.periods import Period, PeriodKind
from jingkai.policy.language.evaluate import Value
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.facts import Variable as Asked
from jingkai.registry import services as registry
from jingkai.registry.models import Enterprise, Fact, Project, Source, Variable
from jingkai.registry.models.facts import PeriodRule
from jingkai.registry.services.facts import Statement

_TYPES = {"count": "number"}
"""Type of a pack's variable → type in the dictionary, where they are called differently."""


def declare_facts(
    enterprise: Enterprise,
    project: Project | None,
    policy: Policy,
    answers: Mapping[str, Value],
    *,
    claimant: Claimant,
    benefit: Benefit,
    by: User,
) -> list[Fact]:
    """State what an enterprise declares of itself and its project, for a benefit.

    What is declared for a yearly benefit holds in this year alone: next year's rent is another one. The caller holds the
    transaction. Raises :class:`~jingkai.benefits.claims.errors.NotAllowedError`, and
    :class:`~jingkai.kernel.errors.JingkaiError` where the dictionary of the registry does not take a value.
    """
    check_right(by, actions.DECLARE, claimant)
    stated = []
    for name, value in answers.items():
        asked = policy.rules.variables[name]
        thing: Enterprise | Project | None = enterprise if asked.subject == "enterprise" else project
        if thing is None or asked.subject not in {"enterprise", "project"}:
            raise ClaimError(
                _("“%(name)s” is not for the enterprise to declare.") % {"name": asked.label},
                place=name,
                mend=_("Let the service window state the fact."),
            )
        variable = _in_dictionary(asked, policy)
        period = _latest_period(variable)
        first, last = (period.first, period.last) if period else _span(benefit)
        statement = Statement(
            variable,
            _as_stated(asked, variable, value),
            period=str(period or ""),
            source=Source.ENTERPRISE,
            source_words=_("declared for: %(title)s") % {"title": benefit.title},
            valid_from=first,
            valid_to=last,
        )
        stated.append(registry.state_fact(thing, statement, user=by))
    return stated


def _in_dictionary(asked: Asked, policy: Policy) -> Variable:
    """Return the registry's variable that fills a pack's; one that is not in the dictionary yet is put there."""
    variable, _made = Variable.objects.get_or_create(
        name=asked.dictionary or asked.name,
        defaults={
            "label": asked.label[:80],
            "english": asked.english[:120],
            "subject": asked.subject,
            "type": _TYPES.get(asked.type, asked.type),
            "unit": asked.unit,
            "period": PeriodRule.NONE,
            "least": asked.least,
            "most": asked.most,
            "choices": [one.label for one in asked.choices],
            "provision": policy.number,
        },
    )
    differs = variable.subject != asked.subject or variable.type != _TYPES.get(asked.type, asked.type)
    if differs or (variable.unit and asked.unit and variable.unit != asked.unit):
        raise ClaimError(
            _("The registry's dictionary has “%(name)s” as something else than the policy asks for.")
            % {"name": asked.label},
            place=variable.name,
            mend=_("Let the service window state the fact; a statistician puts the dictionary right."),
        )
    return variable


def _as_stated(asked: Asked, variable: Variable, value: Value) -> object:
    """Return a value as the dictionary writes it: a choice by the words that it has there."""
    for choice in asked.choices:
        if choice.value == value:
            ways = (choice.label, choice.value, choice.english)
            return next((one for one in ways if one in variable.choices), choice.label)
    return value


def _latest_period(variable: Variable) -> Period | None:
    """Return the last period that has ended, for what is stated by period."""
    if variable.period == PeriodRule.NONE:
        return None
    return Period.containing(timezone.localdate(), PeriodKind(variable.period)).shifted(-1)


def _span(benefit: Benefit) -> tuple[date, date | None]:
    """Return from when to when a declared value holds: from today on, or in this year."""
    today = timezone.localdate()
    if benefit.frequency == "yearly":
        return date(today.year, 1, 1), date(today.year, 12, 31)
    return today, None

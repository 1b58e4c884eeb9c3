"""Write the facts of the demo zone: figures of five years, what its benefits ask about, what a trial asks about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils import timezone

from jingkai.benefits.packs import policy_named
from jingkai.config.demo import entitling, trying, variables, world
from jingkai.config.demo.beginning import BEGAN, REASON, Progress
from jingkai.kernel.language import gettext as _
from jingkai.kernel.periods import Period
from jingkai.registry.models import Fact, Source, Variable, Zone
from jingkai.registry.models.facts import PeriodRule
from jingkai.registry.packs import VariablePack, packs_folder, read_variables
from jingkai.registry.services.packs import load_variables

_BATCH = 2000


def state_figures(zone: Zone, made: world.DemoWorld, tell: Progress) -> None:
    """State the figures of five years, quarter by quarter."""
    known = {
        name: Variable.objects.get_or_create(
            name=name,
            defaults={
                "label": variable.label,
                "english": variable.english,
                "subject": subject,
                "type": variable.type,
                "unit": variable.unit,
                "period": "quarter",
                "least": 0,
            },
        )[0]
        for subject in variables.SUBJECTS
        for variable in variables.QUARTERLY
        for name in [f"{subject}_{variable.name}"]
    }
    now, total, done = timezone.now(), len(made.facts), 0
    spans = {text: Period.read(text) for text in {fact.period for fact in made.facts}}
    for batch in _batches(made.facts, _BATCH):
        Fact.objects.bulk_create(
            Fact(
                variable=known[fact.variable.replace(".", "_")],
                zone=zone,
                subject=f"{fact.subject_kind}/{fact.subject}",
                enterprise=fact.subject if fact.subject_kind == "enterprise" else "",
                period=fact.period,
                number=fact.number,
                source=Source.SYNTHETIC,
                source_words=REASON,
                valid_from=spans[fact.period].first,
                valid_to=spans[fact.period].last,
                recorded=now,
                recorded_by="system:demo",
            )
            for fact in batch
        )
        done += len(batch)
        tell(_("Figures of five years"), done, total)


def state_what_benefits_ask(zone: Zone, made: world.DemoWorld, seed: int, tell: Progress) -> None:
    """State what the rules of the fictional pack ask about."""
    policy = policy_named(entitling.PACK)
    if policy is None:
        return
    asked = policy.rules.variables
    types = {"count": "number"}
    known = {
        name: Variable.objects.get_or_create(
            name=name,
            defaults={
                "label": one.label,
                "english": one.english,
                "subject": one.subject,
                "type": types.get(one.type, one.type),
                "unit": one.unit,
                "period": "none",
                "least": one.least,
                "most": one.most,
                "choices": [choice.label for choice in one.choices],
                "provision": policy.number,
            },
        )[0]
        for name, one in asked.items()
        if one.subject in {"enterprise", "project"}
    }
    labels = {(name, choice.value): choice.label for name, one in asked.items() for choice in one.choices}
    rows = [
        Fact(
            variable=known[fact.variable],
            zone=zone,
            subject=f"{fact.kind}/{fact.subject}",
            enterprise=fact.enterprise,
            number=fact.value if isinstance(fact.value, Decimal) else None,
            flag=fact.value if isinstance(fact.value, bool) else None,
            day=fact.value if isinstance(fact.value, date) else None,
            text=labels[fact.variable, fact.value] if isinstance(fact.value, str) else "",
            source=Source.SYNTHETIC,
            source_words=REASON,
            valid_from=entitling.STATED,
            recorded=BEGAN,
            recorded_by="system:demo",
        )
        for fact in entitling.stated_facts(made, seed)
    ]
    Fact.objects.bulk_create(rows, batch_size=_BATCH)
    tell(_("Facts that benefits rest on"), len(rows), len(rows))


def state_what_a_trial_asks(zone: Zone, made: world.DemoWorld) -> None:
    """State what a real document asks about, so that it can be tried; a figure of a year is that of last year."""
    stated = list(trying.trial_facts(made))
    names = {one.variable for one in stated}
    pack = read_variables(packs_folder() / "variables.yaml")
    load_variables(VariablePack(variables=tuple(one for one in pack.variables if one.name in names)))
    known = Variable.objects.in_bulk(names, field_name="name")
    last_year = Period.read(str(timezone.localdate().year - 1))
    now = timezone.now()
    rows = []
    for one in stated:
        variable = known[one.variable]
        yearly = variable.period == PeriodRule.YEAR
        rows.append(
            Fact(
                variable=variable,
                zone=zone,
                subject=f"{one.kind}/{one.subject}",
                enterprise=one.enterprise,
                period=str(last_year) if yearly else "",
                number=one.value if isinstance(one.value, Decimal) else None,
                flag=one.value if isinstance(one.value, bool) else None,
                text=one.value if isinstance(one.value, str) else "",
                source=Source.SYNTHETIC,
                source_words=REASON,
                valid_from=last_year.first if yearly else entitling.STATED,
                valid_to=last_year.last if yearly else None,
                recorded=now,
                recorded_by="system:demo",
            )
        )
    Fact.objects.bulk_create(rows)


def _batches(rows: Iterable[Any], size: int) -> Iterable[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch

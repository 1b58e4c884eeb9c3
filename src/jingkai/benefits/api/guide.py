"""The guide: the benefits that are in force, with their conditions and papers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router

from jingkai.accounts.api.gate import operation
from jingkai.accounts.api.problems import not_found
from jingkai.accounts.api.shapes import Page, PageAsked, Shape, Words, page_of
from jingkai.benefits import labels
from jingkai.benefits.actions import READ_GUIDE
from jingkai.benefits.packs import Policy
from jingkai.benefits.selectors import policies_in_use
from jingkai.kernel.language import msgid
from jingkai.policy.schema.benefits import Benefit

router = Router()


class ConditionShape(Shape):
    """A condition of a benefit."""

    id: str
    """Its id in the benefit."""
    label: str
    """What it asks, in Chinese."""
    test: str
    """The same in the rule language."""
    provision: str
    """Id of the provision that sets it."""


class PaperShape(Shape):
    """What proves a fact."""

    fact: str
    """Variable that it proves."""
    paper: str
    """Which paper or record."""
    source: str
    """From whom: `subject`, `unit` or `registry`."""
    unit: str | None
    """Unit that confirms it."""


class BenefitRow(Shape):
    """A benefit as lists show it."""

    policy: str
    """Key of its pack."""
    id: str
    """Its id in the pack."""
    document: str
    """Document number 文号."""
    provision: str
    """Id of the provision that grants it."""
    title: str
    """A short name, in Chinese."""
    summary: str
    """Who gets what, in the caller's language where there is one."""
    kind: str
    """`award`, `subsidy`, `interest`, `match`, `fund`, `relief`, `service` or `agreement`."""
    subject: str
    """Whom it is for: `enterprise`, `project`, `person` or `park`."""
    frequency: str
    """`once`, `once_per_recognition`, `yearly`, `per_project` or `unstated`."""
    how_much: str
    """How much it gives, in words."""
    without_application: bool
    """Whether consent is enough 免申即享."""
    fictional: bool
    """Whether the document is made up."""


class BenefitShape(BenefitRow):
    """A benefit with its conditions and papers."""

    conditions: list[ConditionShape]
    """All of them must hold."""
    judgements: list[str]
    """What is left to people, in words."""
    evidence: list[PaperShape]
    """What proves the facts."""


class BenefitsAsked(PageAsked):
    """Which benefits."""

    policy: Words | None = None
    """Key of a pack."""
    subject: Words | None = None
    """Whom it is for."""


@operation(
    router.get,
    "/guide",
    READ_GUIDE,
    msgid("Benefits that are in force in the zones of this installation today"),
    response=Page[BenefitRow],
)
def list_benefits(request: HttpRequest, asked: Query[BenefitsAsked]) -> Page[BenefitRow]:
    """Benefits that are in force in the zones of this installation today."""
    found = [
        pair
        for pair in _in_force()
        if (asked.policy in {None, pair[0].key}) and (asked.subject in {None, pair[1].subject})
    ]
    return page_of(request, found, asked, lambda pair: BenefitRow(**_row(*pair)))


@operation(
    router.get,
    "/guide/{str:policy}/{str:benefit}",
    READ_GUIDE,
    msgid("A benefit: conditions, what is left to people, papers"),
    response=BenefitShape,
)
def read_benefit(request: HttpRequest, policy: Path[str], benefit: Path[str]) -> BenefitShape:
    """A benefit: conditions, what is left to people, papers."""
    for pack, one in _in_force():
        if (pack.key, one.id) == (policy, benefit):
            return BenefitShape(
                **_row(pack, one),
                conditions=[
                    ConditionShape(id=each.id, label=each.label, test=each.test, provision=each.provision)
                    for each in one.conditions
                ],
                judgements=[each.label for each in one.judgements],
                evidence=[
                    PaperShape(fact=each.fact, paper=each.paper, source=each.source, unit=each.unit or None)
                    for each in one.evidence
                ],
            )
    raise not_found()


def _in_force() -> list[tuple[Policy, Benefit]]:
    today = timezone.localdate()
    return [(pack, one) for pack in policies_in_use(today) for one in pack.benefits(today)]


def _row(pack: Policy, one: Benefit) -> dict[str, Any]:
    return {
        "policy": pack.key,
        "id": one.id,
        "document": pack.number,
        "provision": one.provision,
        "title": one.title,
        "summary": labels.summary(one),
        "kind": one.kind,
        "subject": one.subject,
        "frequency": one.frequency,
        "how_much": labels.amount(one, pack.rules.variables),
        "without_application": one.without_application,
        "fictional": pack.fictional,
    }

"""What an enterprise can get, and why: every benefit with each condition, its clause, the sum and the next step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, overload

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from jingkai.accounts.api.gate import operation, principal
from jingkai.accounts.api.problems import not_found
from jingkai.accounts.api.shapes import Asked, Exact, Shape
from jingkai.benefits import selectors
from jingkai.benefits.actions import EXPLAIN
from jingkai.benefits.explaining import Explanation
from jingkai.benefits.known import end_of
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.entitlement import entitlement
from jingkai.kernel.language import msgid
from jingkai.policy.selectors import on_record_since

router = Router()

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


class ReasonShape(Shape):
    """A condition with its truth."""

    id: str
    """Its id in the benefit."""
    label: str
    """What it asks, in Chinese."""
    provision: str
    """Id of the provision that sets it."""
    holds: bool | None
    """Whether it holds; null where that is not known."""


class MissingShape(Shape):
    """A fact that is not known and matters."""

    variable: str
    """Name of the variable in the pack."""
    label: str
    """What it is called."""
    where: str
    """Who supplies it, and by which paper."""


class NextStepShape(Shape):
    """Something that would add to what the enterprise gets."""

    words: str
    """What to do."""
    gain: Exact | None
    """What it adds in yuan, with everything else it gets; null where that cannot be computed."""
    most: Exact | None
    """At most so many yuan, where a cap says so."""


class ExplainedShape(Shape):
    """A benefit, explained for one subject."""

    policy: str
    """Key of the pack."""
    benefit: str
    """Id of the benefit in the pack."""
    title: str
    """A short name, in Chinese."""
    document: str
    """Document number 文号."""
    provision: str
    """Id of the provision that grants it."""
    subject_kind: str
    """`enterprise` or `project`."""
    subject: str | None
    """Credit code or project code; null where the enterprise has no project."""
    standing: str
    """`entitled`, `nearly` (one step away), `unknown` or `not_entitled`."""
    outcome: str
    """The same in words."""
    yuan: Exact | None
    """What it gives after stacking, caps and what was had before; null where no sum is known."""
    arithmetic: str | None
    """How the sum comes about, in words."""
    deductions: list[str]
    """Why it is less than the arithmetic gives."""
    conditions: list[ReasonShape]
    """Every condition with its truth."""
    judgements: list[str]
    """What is left to people, in words."""
    missing: list[MissingShape]
    """Facts that are not known and matter."""
    next_steps: list[NextStepShape]
    """What would add to it, the best first."""
    rules: str
    """Version of the rules that it was computed by."""
    receipt: str
    """Digest (SM3) of the receipt, from which it can be computed again."""
    claim: str | None
    """Id of the claim that stands for it."""


class EntitlementShape(Shape):
    """What an enterprise and its projects can get on a day."""

    enterprise: str
    """Unified social credit code."""
    on: date
    """Day whose rules and facts count."""
    known: date
    """Day whose knowledge counts."""
    rules_on_record: bool
    """False where no rules were on record yet on the day whose knowledge counts: nothing is known of benefits then."""
    total: Exact | None
    """All sums that are known together, in yuan; null where no rules were on record."""
    judged: Exact | None
    """How much of it people have still to judge, in yuan; null where no rules were on record."""
    synthetic: bool
    """Whether it is demonstration data."""
    benefits: list[ExplainedShape]
    """Every benefit, the best first within each standing."""


class EntitlementAsked(Asked):
    """As of when."""

    on: Day | None = None
    """Day whose rules and facts count; today where nothing is said."""
    known: Day | None = None
    """By the rules and facts as they were on record at the end of that day; now where nothing is said."""


@operation(
    router.get,
    "/enterprises/{str:uscc}",
    EXPLAIN,
    msgid("What an enterprise and its projects can get, with every reason and its clause"),
    response=EntitlementShape,
)
def explain_enterprise(
    request: HttpRequest, uscc: Path[str], asked: Query[EntitlementAsked]
) -> EntitlementShape:
    """What an enterprise and its projects can get, with every reason and its clause.

    Benefits of a subject are settled together, and with what it has claimed before.
    """
    thing = selectors.enterprise(principal(request), uscc)
    if thing is None:
        raise not_found()
    today = timezone.localdate()
    on = asked.on or today
    known = asked.known if asked.known and asked.known < today else None
    moment = end_of(known)
    since = on_record_since() if moment else None
    on_record = moment is None or (since is not None and since <= moment)
    found = entitlement(principal(request), thing, on=on, recorded_on=known or today, known_at=moment)
    return EntitlementShape(
        enterprise=thing.uscc,
        on=on,
        known=known or today,
        rules_on_record=on_record,
        total=_fen(found.overview.total) if on_record else None,
        judged=_fen(found.overview.judged) if on_record else None,
        synthetic=thing.synthetic,
        benefits=[_explained(one, found.claim_of(one)) for one in found.overview.explanations],
    )


def _explained(one: Explanation, claim: ClaimRow | None) -> ExplainedShape:
    return ExplainedShape(
        policy=one.policy.key,
        benefit=one.benefit.id,
        title=one.benefit.title,
        document=one.policy.number,
        provision=one.benefit.provision,
        subject_kind=one.subject.kind,
        subject=one.subject.key or None,
        standing=one.standing,
        outcome=one.outcome,
        yuan=_fen(one.yuan),
        arithmetic=one.arithmetic or None,
        deductions=list(one.deductions),
        conditions=[
            ReasonShape(
                id=said.condition.id,
                label=said.condition.label,
                provision=said.condition.provision,
                holds=said.truth,
            )
            for said in one.conditions
        ],
        judgements=[judgement.label for judgement in one.judgements],
        missing=[
            MissingShape(variable=lacks.variable.name, label=lacks.label, where=lacks.where)
            for lacks in one.missing
        ],
        next_steps=[
            NextStepShape(words=step.words, gain=_fen(step.gain), most=_fen(step.most))
            for step in one.next_steps
        ],
        rules=one.receipt.rules,
        receipt=one.receipt.digest,
        claim=claim.claim if claim else None,
    )


@overload
def _fen(sum_: Decimal) -> Decimal: ...


@overload
def _fen(sum_: None) -> None: ...


def _fen(sum_: Decimal | None) -> Decimal | None:
    """Write a sum with its fen."""
    return None if sum_ is None else sum_.quantize(Decimal("0.01"))

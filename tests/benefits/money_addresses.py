"""Pages of money that are about one zone: a budget, and a batch of one payment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Place, Scope, ScopeKind

_FRIDAY, _LATER = datetime(2026, 3, 6, 2, tzinfo=UTC), datetime(2026, 3, 16, 2, tzinfo=UTC)


@dataclass(frozen=True)
class _Person:
    actor: str
    grants: tuple[Grant, ...]
    second_factor: bool = True
    is_authenticated: bool = True


def money_addresses(zone: str, enterprise: str) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each."""
    from jingkai.benefits.budgets.budget import Source
    from jingkai.benefits.services import budgets, payments

    place = Place.of(zone=zone)
    budget = f"{zone}/science/2026"
    payer = _Person("user:payer", (Grant(Role.PAYMASTER, Scope(ScopeKind.ZONE, zone)),))
    budgets.grant(
        budget, Source.CITY, Decimal("900000.00"), basis="x", by=payer, command_id=f"granted-{zone}"
    )
    claim = _approved(zone, enterprise)
    budgets.set_aside(claim, budget, by=payer, command_id=f"set-{zone}", now=_LATER)
    batch = payments.prepare_batch(budget, [claim], by=payer, command_id=f"batch-{zone}", now=_LATER).id
    above = f"/benefits/budgets/{budget}/"
    yield above, "benefits.budget.view", place
    yield f"{above}cut/", "benefits.budget.grant", place
    yield f"{above}set-aside/", "benefits.payment.order", place
    yield f"{above}pay/", "benefits.payment.order", place
    yield f"/benefits/batches/{batch}/", "benefits.budget.view", place
    yield f"/benefits/batches/{batch}/file/", "benefits.payment.order", place
    yield f"/benefits/batches/{batch}/answer/", "benefits.payment.order", place
    yield f"/benefits/claims/{claim}/recover/", "benefits.payment.order", place
    both = Place.of(zone=zone, enterprise=enterprise)
    above = f"/benefits/agreements/{_agreement(zone, enterprise)}/"
    yield above, "benefits.agreement.view", both
    yield f"{above}sign/", "benefits.agreement.decide", both
    yield f"{above}end/", "benefits.agreement.decide", both
    yield f"{above}2024/record/", "benefits.agreement.draft", both
    yield f"{above}2024/settle/", "benefits.agreement.decide", both
    yield f"{above}2024/verify/", "benefits.claim.verify", both


def _agreement(zone: str, enterprise: str) -> str:
    from jingkai.benefits.agreements.agreement import Target, Terms, Year
    from jingkai.benefits.services import agreements

    officer = _Person("user:officer", (Grant(Role.CASE_OFFICER, Scope(ScopeKind.ZONE, zone)),))
    years = (Year(2024, Decimal("300000.00"), (Target("产值", Decimal(10000000), "元"),)),)
    terms = Terms("1", "一企一策", "澄政办发〔2025〕11号", "art_2__item_3", years)
    return agreements.draft(zone, enterprise, terms, by=officer, command_id=f"agreed-{zone}").id


def _approved(zone: str, enterprise: str) -> str:
    from jingkai.benefits.claims import commands
    from jingkai.benefits.claims.claim import Claimant, Proof, Right
    from jingkai.benefits.claims.officer import Machine
    from jingkai.benefits.models import ZoneTerm
    from jingkai.benefits.services import claims

    def somebody(role: Role, scope: Scope) -> _Person:
        return _Person(f"user:{role}", (Grant(role, scope),))

    here = Scope(ScopeKind.ZONE, zone)
    day = date(2026, 3, 6)
    proof = Proof("rules/1", "a" * 64, "b" * 64, "c" * 64, day, day, Decimal("200000.00"))
    right = Right("澄政办发〔2025〕11号", "art_2__item_6", "high_tech_award", "paid")
    claimant = Claimant(zone, enterprise, "enterprise", enterprise)
    id_ = claims.discover(
        commands.Discover(claimant, right, proof, "{}"), by=Machine(), command_id=f"found-{zone}", now=_FRIDAY
    ).id
    ZoneTerm.objects.update_or_create(
        zone=zone, step="publication", defaults={"days": 5, "basis": "art_3", "set_by": "user:policy"}
    )
    evidence = (commands.Evidence("high_tech_first", "证书", "unit"),)
    own = Scope(ScopeKind.ENTERPRISE, enterprise)
    steps: list[tuple[Any, Role, Scope, datetime]] = [
        (
            commands.Consent("何晓", "13800000000", "青岚样本有限公司", "青岚农商行", "6222020200011122233"),
            Role.ENTERPRISE_ADMINISTRATOR,
            own,
            _FRIDAY,
        ),
        (commands.Verify(proof, "{}", proof.yuan, evidence), Role.CASE_OFFICER, here, _FRIDAY),
        (commands.Publicise(5, "art_3"), Role.CASE_OFFICER, here, _FRIDAY),
        (commands.Approve(), Role.DECISION_MAKER, here, _LATER),
    ]
    for number, (step, role, scope, now) in enumerate(steps):
        claims.take(id_, step, by=somebody(role, scope), command_id=f"{zone}-step-{number}", now=now)
    return id_

"""A claim and a budget of a neighbourhood, for tests that lie elsewhere than those of benefits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class _Payer:
    grants: tuple[Any, ...]
    actor: str = "user:payer"
    second_factor: bool = True
    is_authenticated: bool = True


def claim_of(there: Any) -> tuple[str, Any]:
    """Open a claim of the neighbourhood's enterprise (once); return its id and who claims."""
    from jingkai.benefits.claims.claim import Claimant, Proof, Right
    from jingkai.benefits.claims.commands import Discover
    from jingkai.benefits.claims.officer import Machine
    from jingkai.benefits.services import claims

    day, uscc = date(2026, 3, 6), there.enterprise.uscc
    proof = Proof("rules/1", "a" * 64, "b" * 64, "c" * 64, day, day, Decimal("200000.00"))
    right = Right("澄政办发〔2025〕11号", "art_2__item_6", "high_tech_award", "ever")
    claimant = Claimant(there.zone.code, uscc, "enterprise", uscc)
    opened = claims.discover(
        Discover(claimant, right, proof, "{}"), by=Machine(), command_id=f"opened-for-programs-{uscc}"
    )
    return opened.id, claimant


def budget_of(there: Any) -> str:
    """Grant money to a budget of the neighbourhood's zone (once); return its id."""
    from jingkai.accounts.policy import Grant
    from jingkai.accounts.roles import Role
    from jingkai.accounts.scopes import Scope, ScopeKind
    from jingkai.benefits.budgets.budget import Source
    from jingkai.benefits.services import budgets

    zone = there.zone.code
    budget = f"{zone}/science/2026"
    payer = _Payer((Grant(Role.PAYMASTER, Scope(ScopeKind.ZONE, zone)),))
    budgets.grant(
        budget, Source.CITY, Decimal("900000.00"), basis="x", by=payer, command_id=f"for-programs-{zone}"
    )
    return budget

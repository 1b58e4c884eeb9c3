"""What waits for whoever pays: pool by pool, batch by batch, and nothing for anybody else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from claim_steps import LATER, MAKER, PAYMASTER, answer, claim_at, command, granted, take

from jingkai.accounts.roles import Role
from jingkai.benefits.claims.commands import ClawBack
from jingkai.benefits.claims.states import State
from jingkai.benefits.selectors.waiting_money import money_waits
from jingkai.benefits.services import payments


@pytest.fixture
def payer(person):
    somebody = person(Role.PAYMASTER)
    somebody.second_factor = True
    return somebody


def kinds(user) -> list[str]:
    return [one.kind for one in money_waits(user)]


def test_approved_claims_of_a_pool_wait_together_and_lead_to_its_budget(payer):
    for period in "ab":
        claim_at(State.APPROVED, period=period)
    (one,) = money_waits(payer)
    assert one.kind == "benefits.set_aside"
    assert "2 claims" in one.words and "1,000,000.00" in one.words
    assert one.url.startswith("/benefits/budgets/grant/?zone=qinglan&pool=quality")
    assert one.clause.endswith("第10条") or "10" in one.clause


def test_a_payment_waits_at_every_step_until_the_bank_has_answered(payer):
    granted()
    claim = claim_at(State.BUDGETED)
    assert kinds(payer) == ["benefits.pay"]
    batch = payments.prepare_batch(claim.budget, [claim.id], by=PAYMASTER, command_id=command(), now=LATER)
    assert kinds(payer) == ["benefits.batch"]
    payments.hand_over(batch.id, by=PAYMASTER, command_id=command())
    assert kinds(payer) == ["benefits.answer"]
    payments.reconcile(batch.id, answer((f"{batch.id}-0001", "500000.00", "成功")), by=PAYMASTER, now=LATER)
    assert kinds(payer) == []


def test_money_that_was_clawed_back_waits_until_it_is_in(payer):
    granted()
    take(claim_at(State.PAID), ClawBack(Decimal("1.00"), "x", "art_1"), MAKER)
    (one,) = money_waits(payer)
    assert one.kind == "benefits.recover"
    assert one.url.endswith("/recover/")


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.ZONE_LEADER, Role.ENTERPRISE_ADMINISTRATOR])
def test_nobody_else_is_called(person, role):
    claim_at(State.APPROVED)
    assert kinds(person(role)) == []

"""How claims end: closed, rejected, withdrawn, clawed back; each with reason and clause where rights are taken."""

from __future__ import annotations

from decimal import Decimal

import pytest
from claim_steps import BUDGET, MAKER, NUMBER, OFFICER, OWNER, claim_at, granted, take

from jingkai.benefits.claims.commands import ClawBack, Close, Reject, Withdraw
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.states import BEFORE_MONEY, State
from jingkai.benefits.selectors.claims import the_budget, timeline


def test_the_timeline_tells_every_step_with_its_entry():
    granted()
    told = timeline(claim_at(State.CLOSED).id)
    assert len(told) == 9
    assert all(one.entry and one.provision for one in told)


@pytest.mark.parametrize("state", [State.DISCOVERED, State.CONSENTED, State.VERIFIED, State.PUBLICISED])
def test_a_rejection_has_a_reason_and_a_clause(state):
    found = claim_at(state)
    for step in (Reject("", "art_1"), Reject("不符合", " ")):
        with pytest.raises(ClaimError, match="filled in"):
            take(found, step, MAKER)
    found = take(found, Reject("不符合", f"{NUMBER} art_1"), MAKER)
    assert (found.state, found.reason, found.reason_provision) == (
        State.REJECTED,
        "不符合",
        f"{NUMBER} art_1",
    )


def test_what_was_approved_is_no_longer_rejected():
    with pytest.raises(ClaimError):
        take(claim_at(State.APPROVED), Reject("x", "y"), MAKER)


@pytest.mark.parametrize("state", sorted(BEFORE_MONEY - {State.OBJECTED}))
def test_the_enterprise_withdraws_until_money_is_ordered(state):
    assert take(claim_at(state), Withdraw("不再申请"), OWNER).state is State.WITHDRAWN


def test_a_withdrawal_frees_what_was_set_aside():
    granted("500000.00")
    found = claim_at(State.BUDGETED)
    assert the_budget(BUDGET).available == 0
    take(found, Withdraw("不再申请"), OWNER)
    assert the_budget(BUDGET).available == Decimal("500000.00")


def test_what_is_ordered_or_paid_is_not_withdrawn():
    granted()
    for state, period in ((State.ORDERED, "a"), (State.PAID, "b")):
        with pytest.raises(ClaimError):
            take(claim_at(state, period=period), Withdraw("x"), OWNER)


def test_only_the_enterprise_withdraws():
    with pytest.raises(NotAllowedError):
        take(claim_at(State.CONSENTED), Withdraw("x"), OFFICER)


def test_paid_money_is_clawed_back_once_with_reason_and_clause_and_at_most_what_was_paid():
    granted()
    found = claim_at(State.CLOSED)
    with pytest.raises(ClaimError, match="more than was paid"):
        take(found, ClawBack(Decimal("500000.01"), "弄虚作假", "art_9"), MAKER)
    with pytest.raises(ClaimError, match="provision"):
        take(found, ClawBack(Decimal("1.00"), "弄虚作假", ""), MAKER)
    found = take(found, ClawBack(Decimal("500000.00"), "弄虚作假", "art_9"), MAKER)
    assert (found.state, found.clawed_back) == (State.CLAWED_BACK, Decimal("500000.00"))
    with pytest.raises(ClaimError, match="clawed back already"):
        take(found, ClawBack(Decimal("1.00"), "再次", "art_9"), MAKER)


def test_nothing_is_clawed_back_that_was_not_paid():
    with pytest.raises(ClaimError):
        take(claim_at(State.APPROVED), ClawBack(Decimal("1.00"), "x", "y"), MAKER)


def test_a_claim_that_is_not_paid_is_not_closed():
    with pytest.raises(ClaimError, match="Paid out”, “Clawed back"):
        take(claim_at(State.APPROVED), Close(), OFFICER)

"""How claims end: closed, rejected, withdrawn, clawed back; each with reason and clause where rights are taken."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from claim_steps import (
    BUDGET,
    LATER,
    MAKER,
    NUMBER,
    OFFICER,
    OWNER,
    PAYMASTER,
    claim_at,
    claim_of,
    command,
    granted,
    take,
)

from jingkai.benefits.claims.commands import ClawBack, Close, Recover, Reject, Withdraw
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.states import BEFORE_MONEY, State
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.claims import the_budget, timeline
from jingkai.benefits.services import claims
from jingkai.benefits.services.claim_rows import NAME
from jingkai.benefits.services.recovering import recover
from jingkai.ledger.errors import ConflictError
from jingkai.ledger.services import catch_up


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


def test_paid_money_is_clawed_back_with_reason_and_clause_and_at_most_what_was_paid():
    granted()
    found = claim_at(State.CLOSED)
    with pytest.raises(ClaimError, match="more than is left of what was paid"):
        take(found, ClawBack(Decimal("500000.01"), "弄虚作假", "art_9"), MAKER)
    with pytest.raises(ClaimError, match="provision"):
        take(found, ClawBack(Decimal("1.00"), "弄虚作假", ""), MAKER)
    found = take(found, ClawBack(Decimal("500000.00"), "弄虚作假", "art_9"), MAKER)
    assert (found.state, found.clawed_back) == (State.CLAWED_BACK, Decimal("500000.00"))
    with pytest.raises(ClaimError, match=r"more than is left of what was paid: 0.00 of 500000.00"):
        take(found, ClawBack(Decimal("0.01"), "再次", "art_9"), MAKER)


def test_it_is_clawed_back_in_parts_up_to_what_was_paid_and_never_more():
    granted("500000.00")
    found = claim_at(State.PAID)
    for part, left in (("100000.00", "400000.00"), ("150000.00", "250000.00")):
        found = take(found, ClawBack(Decimal(part), "未达约定", "art_9"), MAKER)
        assert (found.state, found.kept) == (State.CLAWED_BACK, Decimal(left))
    with pytest.raises(ClaimError, match=r"250000.01 yuan are more .*: 250000.00 of 500000.00"):
        take(found, ClawBack(Decimal("250000.01"), "未达约定", "art_9"), MAKER)
    assert (claim_of(found).version, claim_of(found).clawed_back) == (found.version, Decimal("250000.00"))
    found = take(found, ClawBack(Decimal("250000.00"), "未达约定", "art_9"), MAKER)
    assert (found.clawed_back, found.owed, found.kept) == (Decimal("500000.00"), Decimal("500000.00"), 0)


def test_what_came_in_between_two_claw_backs_counts_once():
    granted("500000.00")
    found = take(claim_at(State.PAID), ClawBack(Decimal("100000.00"), "x", "art_9"), MAKER)
    came = partial(recover, found.id, by=PAYMASTER, now=LATER)
    came(Recover(Decimal("100000.00"), LATER.date(), "BK1", again=True), command_id=command())
    found = take(take(found, Close(), OFFICER), ClawBack(Decimal("400000.00"), "x", "art_9"), MAKER)
    assert (found.state, found.owed) == (State.CLAWED_BACK, Decimal("400000.00"))
    with pytest.raises(ClaimError, match="more than is still to be given back"):
        came(Recover(Decimal("400000.01"), LATER.date(), "BK2", again=True), command_id=command())
    came(Recover(Decimal("400000.00"), LATER.date(), "BK2", again=False), command_id=command())
    budget = the_budget(BUDGET)
    assert (budget.available, budget.lines[found.id].surrendered) == (
        Decimal("100000.00"),
        Decimal("400000.00"),
    )
    catch_up(NAME)
    row = ClaimRow.objects.get(claim=found.id)
    assert (row.clawed_back, row.recovered, row.kept) == (Decimal("500000.00"), Decimal("500000.00"), 0)


def test_two_who_claw_back_at_once_never_take_more_than_was_paid():
    granted("500000.00")
    found = claim_at(State.PAID)
    half_and_more = ClawBack(Decimal("250000.01"), "x", "art_9")
    take(found, half_and_more, MAKER)
    with pytest.raises(ConflictError):
        claims.take(
            found.id, half_and_more, by=MAKER, command_id=command(), expected_version=found.version, now=LATER
        )
    with pytest.raises(ClaimError):
        take(found, half_and_more, MAKER)


def test_nothing_is_clawed_back_that_was_not_paid():
    with pytest.raises(ClaimError):
        take(claim_at(State.APPROVED), ClawBack(Decimal("1.00"), "x", "y"), MAKER)


def test_a_claim_that_is_not_paid_is_not_closed():
    with pytest.raises(ClaimError, match="Paid out”, “Clawed back"):
        take(claim_at(State.APPROVED), Close(), OFFICER)

"""Money that was clawed back comes in: at most what is owed, and the budget says where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from claim_steps import (
    BUDGET,
    LATER,
    MAKER,
    OFFICER,
    PAYMASTER,
    claim_at,
    claim_of,
    command,
    granted,
    take,
)

from jingkai.benefits.claims import paying
from jingkai.benefits.claims.commands import ClawBack, Close, Recover
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.states import State
from jingkai.benefits.selectors.claims import the_budget
from jingkai.benefits.services.recovering import recover
from jingkai.ledger.errors import ConflictError

DAY = date(2026, 3, 16)


def came(yuan: str, *, again: bool = True, on: date = DAY) -> Recover:
    return Recover(Decimal(yuan), on, "BK77", again)


@pytest.fixture
def owing():
    """A claim of 500,000 yuan of which 300,000 have to be given back; the budget had 800,000."""
    granted("800000.00")
    return take(claim_at(State.PAID), ClawBack(Decimal("300000.00"), "条件不再满足", "art_2__item_10"), MAKER)


def record(claim, step, **more):
    return recover(claim.id, step, by=PAYMASTER, command_id=command(), now=LATER, **more)


def test_what_comes_back_can_be_spent_again(owing):
    after = record(owing, came("100000.00"))
    assert (after.recovered, after.owed, after.state) == (
        Decimal("100000.00"),
        Decimal("200000.00"),
        State.CLAWED_BACK,
    )
    assert the_budget(BUDGET).available == Decimal("400000.00")
    assert record(after, came("200000.00")).owed == 0
    assert the_budget(BUDGET).available == Decimal("600000.00")


def test_what_goes_to_the_treasury_is_not_spent_again(owing):
    record(owing, came("300000.00", again=False))
    budget = the_budget(BUDGET)
    assert budget.available == Decimal("300000.00")
    assert budget.lines[owing.id].surrendered == Decimal("300000.00")


def test_a_claim_is_closed_once_all_of_it_has_come_in_and_not_before(owing):
    with pytest.raises(ClaimError, match=r"300000.00 yuan that were clawed back have not come in"):
        take(owing, Close(), OFFICER)
    record(owing, came("300000.00"))
    assert take(owing, Close(), OFFICER).state is State.CLOSED


def test_claims_that_were_closed_while_something_was_owed_still_take_it(owing):
    closed = replace(owing, state=State.CLOSED)  # as earlier entries make them
    assert paying.recover(closed, came("300000.00"), "user:paymaster", DAY).data["yuan"] == "300000.00"


@pytest.mark.parametrize("yuan", ["300000.01", "0.00"])
def test_more_than_is_owed_and_nothing_are_refused(owing, yuan):
    with pytest.raises(ClaimError):
        record(owing, came(yuan))
    assert claim_of(owing).recovered is None
    assert the_budget(BUDGET).available == Decimal("300000.00")


def test_a_day_that_has_not_come_is_refused(owing):
    with pytest.raises(ClaimError, match="2026-03-17"):
        record(owing, came("1.00", on=date(2026, 3, 17)))


def test_nothing_comes_back_of_what_was_not_clawed_back():
    granted()
    with pytest.raises(ClaimError):
        record(claim_at(State.CLOSED), came("1.00"))


def test_the_same_command_is_recorded_once(owing):
    once = command()
    for _time in range(2):
        after = recover(owing.id, came("100000.00"), by=PAYMASTER, command_id=once, now=LATER)
    assert after.recovered == Decimal("100000.00")


def test_somebody_else_who_was_faster_is_a_conflict(owing):
    record(owing, came("1.00"))
    with pytest.raises(ConflictError):
        record(owing, came("1.00"), expected_version=owing.version)


def test_only_a_paymaster_records_it(owing):
    with pytest.raises(NotAllowedError):
        recover(owing.id, came("1.00"), by=MAKER, command_id=command(), now=LATER)

"""Payment: one file, recorded before it goes out, one line a claim, one record a line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from claim_steps import (
    BUDGET,
    LATER,
    MAKER,
    PAYMASTER,
    USCC,
    ZONE,
    Person,
    answer,
    claim_at,
    claim_of,
    command,
    granted,
    take,
)

from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.budgets.budget import Hold
from jingkai.benefits.claims.commands import Approve
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError, PaymentError
from jingkai.benefits.claims.states import State
from jingkai.benefits.selectors.claims import all_batches, open_lines, the_budget
from jingkai.benefits.services import budgets, payments
from jingkai.ledger import selectors as ledger
from jingkai.ledger import services


@pytest.fixture
def three():
    granted()
    return [
        claim_at(State.BUDGETED, period=period, yuan=f"{100 * n}.0{n}") for n, period in enumerate("abc", 1)
    ]


def prepared(claims, **more):
    given = {"by": PAYMASTER, "command_id": command(), "now": LATER, **more}
    return payments.prepare_batch(BUDGET, [one.id for one in claims], **given)


def refs(batch, result="成功"):
    return [(batch.reference(line), str(line.yuan), result) for line in batch.lines]


def test_the_file_has_a_line_a_claim_and_its_control_totals(three):
    batch = prepared(three)
    lines = payments.hand_over(batch.id, by=PAYMASTER, command_id=command()).decode("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert lines[1].split(",")[1:7] == [
        "1",
        f"{batch.id}-0001",
        "青岚样本有限公司",
        "青岚农商行",
        "6222020200011122233",
        "100.01",
    ]
    assert lines[-1] == "合计,3,,,,,600.06,"


def test_the_batch_and_its_digest_are_in_the_ledger_before_the_file_goes_out(three):
    batch = prepared(three)
    assert (batch.handed_over, len(batch.digest)) == (0, 64)
    first = payments.hand_over(batch.id, by=PAYMASTER, command_id=command())
    assert payments.hand_over(batch.id, by=PAYMASTER, command_id=command()) == first
    (found,) = all_batches()
    assert found.handed_over == 2
    assert the_budget(BUDGET).held(Hold.COMMITTED) == Decimal("600.06")


def test_paid_and_refused_lines_end_where_they_belong(three):
    batch = prepared(three)
    paid, _second, refused = refs(batch)
    done = payments.reconcile(batch.id, answer(paid, (*refused[:2], "失败")), by=PAYMASTER, now=LATER)
    assert (done.paid, done.refused, done.open) == ((three[0].id,), (three[2].id,), (three[1].id,))
    states = [claim_of(one).state for one in three]
    assert states == [State.PAID, State.ORDERED, State.BUDGETED]
    budget = the_budget(BUDGET)
    held = {hold: budget.held(hold) for hold in Hold}
    assert held == {
        Hold.PAID: Decimal("100.01"),
        Hold.COMMITTED: Decimal("200.02"),
        Hold.RESERVED: Decimal("300.03"),
    }
    assert [line.claim for line in open_lines(batch)] == [three[1].id]


def test_a_refused_payment_goes_out_again_under_another_reference(three):
    batch = prepared(three[:1])
    payments.reconcile(batch.id, answer(*refs(batch, "失败")), by=PAYMASTER, now=LATER)
    again = prepared(three[:1])
    assert again.reference(again.lines[0]) != batch.reference(batch.lines[0])
    payments.reconcile(again.id, answer(*refs(again)), by=PAYMASTER, now=LATER)
    assert claim_of(three[0]).paid == Decimal("100.01")


def test_the_same_answer_again_changes_nothing(three):
    batch = prepared(three)
    content = answer(*refs(batch))
    payments.reconcile(batch.id, content, by=PAYMASTER, now=LATER)
    before = sum(1 for _entry in ledger.entries())
    again = payments.reconcile(batch.id, content, by=PAYMASTER, now=LATER)
    assert (again.paid, len(again.before)) == ((), 3)
    assert sum(1 for _entry in ledger.entries()) == before


def test_the_same_command_prepares_one_batch(three):
    first = prepared(three, command_id="batch")
    assert prepared(three, command_id="batch") == first
    assert the_budget(BUDGET).held(Hold.COMMITTED) == Decimal("600.06")


def test_a_claim_is_in_one_batch_at_a_time_and_all_of_a_batch_or_none(three):
    prepared(three[:1])
    with pytest.raises(ClaimError, match="Ordered at the treasury"):
        prepared([three[1], three[0]])
    assert claim_of(three[1]).state is State.BUDGETED


@pytest.mark.parametrize("count", [0, 501])
def test_a_batch_has_one_to_five_hundred_payments(count):
    with pytest.raises(PaymentError, match="1 to 500"):
        payments.prepare_batch(BUDGET, [f"{n:032}" for n in range(count)], by=PAYMASTER, command_id=command())


def test_unknown_lines_are_refused_by_name_and_nothing_of_the_answer_is_recorded(three):
    batch = prepared(three)
    with pytest.raises(PaymentError, match=r"OTHER-0001, OTHER-0002"):
        content = answer(*refs(batch), ("OTHER-0002", "1", "成功"), ("OTHER-0001", "1", "成功"))
        payments.reconcile(batch.id, content, by=PAYMASTER)
    assert {claim_of(one).state for one in three} == {State.ORDERED}


def fault_of(batch, content):
    with pytest.raises(PaymentError) as fault:
        payments.reconcile(batch.id, content, by=PAYMASTER)
    assert fault.value.place and fault.value.mend
    return str(fault.value)


def test_every_fault_of_an_answer_has_its_place_and_mend(three):
    batch = prepared(three)
    one, two, _three = refs(batch)
    whole = answer(one, two)
    assert "twice" in fault_of(batch, answer(one, one))
    assert "no result" in fault_of(batch, answer((*one[:2], "处理中")))
    assert "ordered were 100.01" in fault_of(batch, answer((one[0], "100.02", "成功")))
    assert "The totals say" in fault_of(batch, answer(one, two, totals=(3, "300.03")))
    assert "The totals say" in fault_of(batch, answer(one, two, totals=(2, "300.04")))
    assert "not whole" in fault_of(batch, whole[: whole.rindex("合计".encode())])
    assert "columns" in fault_of(batch, b"a,b,c\r\n")
    assert "columns" in fault_of(batch, b"")
    assert "neither in UTF-8" in fault_of(batch, b"\xff\xff\xff")
    assert "cannot be read" in fault_of(batch, answer(one).replace(b",100.01,", b",NaN,"))
    assert "no day" in fault_of(batch, answer(one).replace(b"2026-03-17", b"17.3.26"))
    assert "流水号" in fault_of(batch, answer(one).replace(b"BK00000", b""))
    assert "原因" in fault_of(batch, answer((*one[:2], "失败")).replace("账号不存在".encode(), b""))
    assert {claim_of(claim).state for claim in three} == {State.ORDERED}


def test_an_answer_in_the_encoding_of_banks_is_read(three):
    batch = prepared(three)
    content = answer(*refs(batch)).decode().encode("gb18030")
    assert len(payments.reconcile(batch.id, content, by=PAYMASTER, now=LATER).paid) == 3


def test_a_bank_that_says_the_opposite_later_is_not_believed(three):
    batch = prepared(three[:2])
    one, two = refs(batch)
    payments.reconcile(batch.id, answer(one, (*two[:2], "失败")), by=PAYMASTER, now=LATER)
    assert one[0] in fault_of(batch, answer((*one[:2], "失败")))
    assert two[0] in fault_of(batch, answer(two))


def test_who_approved_does_not_order_the_payment():
    granted()
    here = Scope(ScopeKind.ZONE, ZONE)
    both = Person("user:both", (Grant(Role.DECISION_MAKER, here), Grant(Role.PAYMASTER, here)))
    found = take(claim_at(State.PUBLICISED), Approve(), both)
    found = budgets.set_aside(found.id, BUDGET, by=both, command_id=command(), now=LATER)
    with pytest.raises(ClaimError, match="Whoever approved"):
        prepared([found], by=both)
    assert prepared([found]).lines[0].claim == found.id


def test_nobody_but_the_paymaster_of_the_zone_pays(three):
    batch = prepared(three)
    weak = replace(PAYMASTER, second_factor=False)
    for by in (MAKER, weak):
        with pytest.raises(NotAllowedError):
            prepared(three, by=by)
        with pytest.raises(NotAllowedError):
            payments.hand_over(batch.id, by=by, command_id=command())
        with pytest.raises(NotAllowedError):
            payments.reconcile(batch.id, answer(*refs(batch)), by=by)


def test_an_erased_account_stops_the_file_and_says_so(three):
    batch = prepared(three)
    services.erase_person(f"enterprise/{USCC}", actor="system:test", reason="要求删除")
    with pytest.raises(PaymentError, match="erased"):
        payments.hand_over(batch.id, by=PAYMASTER, command_id=command())


def test_a_claim_with_money_elsewhere_is_not_paid_from_here(three):
    with pytest.raises(PaymentError, match="set aside in the budget"):
        payments.prepare_batch(
            f"{ZONE}/other/2026", [three[0].id], by=PAYMASTER, command_id=command(), now=LATER
        )


def test_the_ledger_verifies_after_all_this(three):
    payments.reconcile(prepared(three).id, answer(), by=PAYMASTER, now=LATER)
    assert ledger.verify_ledger().fault is None

"""Lists of budgets and batches: the same sums as the ledger folds, however they were built."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from claim_steps import (
    BUDGET,
    LATER,
    MAKER,
    PAYMASTER,
    answer,
    claim_at,
    command,
    granted,
    take,
)

from jingkai.benefits.budgets.budget import Hold, Source
from jingkai.benefits.claims.commands import ClawBack, Recover
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import BatchRow, BudgetRow
from jingkai.benefits.selectors.claims import the_budget
from jingkai.benefits.services import budgets, payments
from jingkai.benefits.services.money_rows import BATCHES, BUDGETS
from jingkai.benefits.services.recovering import recover
from jingkai.ledger.services import catch_up, rebuild


def a_year_of_money() -> None:
    """Every kind of event of a budget, once at least."""
    granted("3000000.00")
    for source, yuan in ((Source.REGION, "50000.00"), (Source.TRANSFER, "70000.00")):
        budgets.grant(BUDGET, source, Decimal(yuan), basis="x", by=PAYMASTER, command_id=command())
    budgets.cut(BUDGET, Source.REGION, Decimal("20000.00"), reason="x", by=PAYMASTER, command_id=command())
    claim_at(State.BUDGETED, period="a", yuan="100.00")
    claim_at(State.ORDERED, period="b", yuan="200.00")
    refused = claim_at(State.BUDGETED, period="c", yuan="300.00")
    batch = payments.prepare_batch(BUDGET, [refused.id], by=PAYMASTER, command_id=command(), now=LATER)
    payments.hand_over(batch.id, by=PAYMASTER, command_id=command())
    payments.reconcile(batch.id, answer((f"{batch.id}-0001", "300.00", "失败")), by=PAYMASTER, now=LATER)
    for period, again in (("d", True), ("e", False)):
        paid = take(
            claim_at(State.PAID, period=period, yuan="400.00"), ClawBack(Decimal(400), "x", "art_1"), MAKER
        )
        came = Recover(Decimal("150.00"), date(2026, 3, 16), "BK", again)
        recover(paid.id, came, by=PAYMASTER, command_id=command(), now=LATER)


def test_a_row_of_a_budget_has_the_sums_that_its_events_fold_to():
    a_year_of_money()
    catch_up(BUDGETS)
    row, budget = BudgetRow.objects.get(), the_budget(BUDGET)
    assert (row.city, row.region, row.transfer) == tuple(budget.granted[one] for one in Source)
    assert (row.reserved, row.committed, row.paid) == tuple(budget.held(one) for one in Hold)
    assert (row.available, row.total) == (budget.available, budget.total)
    assert row.surrendered == Decimal("150.00")
    assert (row.claims, row.version) == (len(budget.lines), budget.version)


def test_rebuilt_lists_are_the_same():
    a_year_of_money()
    for name in (BUDGETS, BATCHES):
        catch_up(name)
    before = list(BudgetRow.objects.values()), list(BatchRow.objects.values())
    BudgetRow.objects.update(paid=Decimal("1.00"))
    for name in (BUDGETS, BATCHES):
        rebuild(name)
    assert (list(BudgetRow.objects.values()), list(BatchRow.objects.values())) == before


def test_a_row_of_a_batch_says_when_it_went_out_and_was_answered():
    a_year_of_money()
    catch_up(BATCHES)
    sent = BatchRow.objects.get(yuan=Decimal("300.00"))
    assert (sent.count, sent.answers) == (1, 1)
    assert sent.handed_over and sent.answered and sent.handed_over <= sent.answered
    assert BatchRow.objects.get(yuan=Decimal("200.00")).handed_over is None

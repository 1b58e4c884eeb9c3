"""Keep the lists of budgets and of batches: fed by the ledger; emptied and fed again they are the same."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import F

from jingkai.benefits.budgets import budget as budgets
from jingkai.benefits.models import BatchRow, BudgetRow
from jingkai.benefits.payments import batch as batches
from jingkai.ledger.entry import Entry
from jingkai.ledger.subscriptions import subscribe

BUDGETS = "benefits.budgets"
BATCHES = "benefits.batches"

_CHANGES: dict[str, tuple[str, str]] = {
    "budget.reserved": ("", "reserved"),
    "budget.committed": ("reserved", "committed"),
    "budget.returned": ("committed", "reserved"),
    "budget.released": ("reserved", ""),
    "budget.paid": ("committed", "paid"),
    "budget.recovered": ("paid", ""),
}
"""Event → the sum that it takes from, and the one that it adds to; nothing: what is free."""


def listen() -> None:
    """Let the ledger feed both lists; called when the slice starts."""
    subscribe(BUDGETS, take_budget, kinds=frozenset({budgets.KIND}), clear=clear_budgets)
    subscribe(BATCHES, take_batch, kinds=frozenset({batches.KIND}), clear=clear_batches)


def take_budget(entry: Entry) -> None:
    """Add one entry to the row of its budget: each is a change of sums, so that nothing is folded again."""
    named = budgets.read_id(entry.stream.partition("/")[2])
    row, _made = BudgetRow.objects.get_or_create(
        budget=named.id,
        defaults={"zone": named.zone, "pool": named.pool, "year": named.year, "entry": 0, "version": 0},
    )
    yuan = Decimal(str(entry.data["yuan"]))
    match entry.type:
        case "budget.granted":
            _add(row, str(entry.data["source"]), yuan)
        case "budget.cut":
            _add(row, str(entry.data["source"]), -yuan)
        case "budget.surrendered":
            _add(row, "surrendered", yuan)
        case _:
            less, more = _CHANGES[entry.type]
            if less:
                _add(row, less, -yuan)
            if more:
                _add(row, more, yuan)
    row.claims += {"budget.reserved": 1, "budget.released": -1}.get(entry.type, 0)
    row.entry, row.version = entry.number, entry.version
    row.save()


def take_batch(entry: Entry) -> None:
    """Write what an entry says of its batch."""
    batch = entry.stream.partition("/")[2]
    if entry.type == "payment.prepared":
        data = entry.data
        BatchRow.objects.create(
            batch=batch,
            zone=data["zone"],
            budget=data["budget"],
            count=data["count"],
            yuan=Decimal(str(data["yuan"])),
            prepared=entry.time,
        )
    elif entry.type == "payment.handed_over":
        BatchRow.objects.filter(batch=batch, handed_over=None).update(handed_over=entry.time)
    elif entry.type == "payment.answered":
        BatchRow.objects.filter(batch=batch).update(answered=entry.time, answers=F("answers") + 1)


def clear_budgets() -> None:
    """Empty the list of budgets, before it is built anew."""
    BudgetRow.objects.all().delete()


def clear_batches() -> None:
    """Empty the list of batches, before it is built anew."""
    BatchRow.objects.all().delete()


def _add(row: BudgetRow, column: str, yuan: Decimal) -> None:
    setattr(row, column, getattr(row, column) + yuan)

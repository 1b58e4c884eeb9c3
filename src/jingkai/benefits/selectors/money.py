"""Budgets and batches, as far as somebody may see them; which claims wait for money, and which for payment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import BatchRow, BudgetRow, ClaimRow
from jingkai.benefits.pools import Key, may_pay, pools
from jingkai.benefits.services.claim_rows import NAME as CLAIMS
from jingkai.benefits.services.money_rows import BATCHES, BUDGETS
from jingkai.ledger import event_names
from jingkai.ledger.entry import Entry, read_entry
from jingkai.ledger.models import LedgerEntry
from jingkai.ledger.services import catch_up


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch has come: payments that were made, were refused, and still wait for an answer."""

    paid: int
    refused: int
    open: int
    paid_yuan: Decimal

    @property
    def is_done(self) -> bool:
        """Whether the bank has decided on every payment."""
        return not self.open


@dataclass(frozen=True, slots=True)
class Move:
    """One entry of a budget, for its page."""

    entry: int
    time: datetime
    type: str
    words: str
    yuan: Decimal
    source: str
    claim: str
    said: str


def budgets_for(user: Principal, action: Action = actions.READ_BUDGETS) -> QuerySet[BudgetRow]:
    """Return the budgets on which somebody may carry out ``action``, up to the latest entry."""
    catch_up(BUDGETS)
    return visible(user, BudgetRow.objects.all(), action)


def batches_for(user: Principal, action: Action = actions.READ_BUDGETS) -> QuerySet[BatchRow]:
    """Return the batches on which somebody may carry out ``action``, up to the latest entry."""
    catch_up(BATCHES)
    return visible(user, BatchRow.objects.all(), action)


def claims_to_pay(user: Principal, action: Action = actions.PAY) -> QuerySet[ClaimRow]:
    """Return the claims on which somebody may carry out ``action``, those found first before the others."""
    catch_up(CLAIMS)
    return visible(user, ClaimRow.objects.all(), action).order_by("found", "claim")


def waiting_for_money(rows: QuerySet[ClaimRow], budget: BudgetRow) -> QuerySet[ClaimRow]:
    """Return the approved claims that a budget may pay: those of its pool, and those whose clause names no pool."""
    elsewhere = [key for pool in pools().values() for key in pool.keys if not may_pay(budget.pool, key)]
    found = rows.filter(zone=budget.zone, state=State.APPROVED)
    return found.exclude(_any_of(elsewhere)) if elsewhere else found


def waiting_for_payment(rows: QuerySet[ClaimRow], budget: BudgetRow) -> QuerySet[ClaimRow]:
    """Return the claims with money set aside in a budget that are in no batch."""
    return rows.filter(budget=budget.budget, state=State.BUDGETED)


def owing(rows: QuerySet[ClaimRow]) -> QuerySet[ClaimRow]:
    """Return the claims of which money was clawed back and has not all come in."""
    from django.db.models import F, Value

    back = Coalesce(F("recovered"), Value(ZERO))
    return rows.filter(clawed_back__isnull=False, clawed_back__gt=back)


def approvers(claims: Iterable[str]) -> Mapping[str, str]:
    """Return who approved each claim last, as the ledger names them."""
    streams = [f"claim/{claim}" for claim in claims]
    rows = LedgerEntry.objects.filter(stream__in=streams, type="claim.approved").order_by("number")
    return {stream.partition("/")[2]: actor for stream, actor in rows.values_list("stream", "actor")}


def progress_of(batches: Iterable[BatchRow]) -> dict[str, Progress]:
    """Return how far each batch has come."""
    rows = list(batches)
    catch_up(CLAIMS)
    counted = (
        ClaimRow.objects.filter(batch__in=[row.batch for row in rows])
        .order_by()
        .values("batch")
        .annotate(
            paid_count=Count("claim", filter=Q(paid__isnull=False)),
            open_count=Count("claim", filter=Q(state=State.ORDERED)),
            paid_yuan=Sum("paid"),
        )
    )
    found: dict[str, Any] = {one["batch"]: one for one in counted}
    progress = {}
    for row in rows:
        one = found.get(row.batch, {"paid_count": 0, "open_count": 0, "paid_yuan": None})
        refused = row.count - one["paid_count"] - one["open_count"]
        progress[row.batch] = Progress(
            one["paid_count"], refused, one["open_count"], one["paid_yuan"] or ZERO
        )
    return progress


def refusals(batch: str, claims: Iterable[str]) -> dict[str, str]:
    """Return the bank's reason for each claim whose payment in a batch it refused."""
    streams = [f"claim/{claim}" for claim in claims]
    rows = LedgerEntry.objects.filter(stream__in=streams, type="claim.payment_refused").order_by("number")
    reasons = {}
    for content, hash_ in rows.values_list("content", "hash"):
        entry = read_entry(content, hash_)
        if entry.data["batch"] == batch:
            reasons[entry.stream.partition("/")[2]] = str(entry.data["reason"])
    return reasons


def entries_of(stream: str) -> QuerySet[LedgerEntry]:
    """Return the entries of a stream, the latest first, for a page to be cut from them."""
    return LedgerEntry.objects.filter(stream=stream).order_by("-version")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a batch, for its page."""

    entry: int
    time: datetime
    words: str
    paid: int | None
    refused: int | None
    yuan: Decimal | None


def steps_of(stream: str) -> list[Step]:
    """Return the steps of a batch, the first one first."""
    return [_step(read_entry(row.content, row.hash)) for row in entries_of(stream).order_by("version")]


def _step(entry: Entry) -> Step:
    data: Any = entry.data
    return Step(
        entry.number,
        entry.time,
        event_names.words_of(entry.type) or entry.type,
        data.get("paid"),
        data.get("refused"),
        Decimal(data["yuan"]) if "yuan" in data else None,
    )


def moves(rows: Iterable[LedgerEntry]) -> list[Move]:
    """Tell entries of a budget."""
    return [_move(read_entry(row.content, row.hash)) for row in rows]


def _move(entry: Entry) -> Move:
    data: Any = entry.data
    return Move(
        entry.number,
        entry.time,
        entry.type.partition(".")[2],
        event_names.words_of(entry.type) or entry.type,
        Decimal(data["yuan"]),
        data.get("source", ""),
        data.get("claim", ""),
        data.get("basis") or data.get("reason", ""),
    )


def _any_of(keys: Iterable[Key]) -> Q:
    by_document: dict[str, list[str]] = {}
    for document, benefit in keys:
        by_document.setdefault(document, []).append(benefit)
    return reduce(
        or_, (Q(document=number, benefit__in=ids) for number, ids in by_document.items()), Q(pk__in=[])
    )

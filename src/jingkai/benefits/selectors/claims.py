"""Claims, budgets and batches as the ledger has them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jingkai.benefits.budgets import budget as budgets
from jingkai.benefits.budgets.budget import Budget
from jingkai.benefits.claims import claim as claims
from jingkai.benefits.claims import folding
from jingkai.benefits.claims.claim import Claim, stream_of
from jingkai.benefits.claims.errors import ClaimError, PaymentError
from jingkai.benefits.claims.states import State
from jingkai.benefits.payments import batch as batches
from jingkai.benefits.payments.batch import Batch
from jingkai.benefits.payments.treasury import Payee
from jingkai.kernel.language import gettext as _
from jingkai.ledger import event_names
from jingkai.ledger import selectors as ledger
from jingkai.ledger.entry import Entry
from jingkai.ledger.models import LedgerEntry


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a claim's history, for its timeline: what happened, when, by whom, and the entry that proves it."""

    entry: int
    time: datetime
    words: str
    actor: str
    provision: str
    data: dict[str, Any]
    type: str = ""


def find_claim(claim: str) -> Claim | None:
    """Return a claim by its id, ``None`` where there is none."""
    return ledger.fold(claims.stream_of(claim), _claim_step, None).state


def the_claim(claim: str) -> Claim:
    """Return a claim by its id. Raises :class:`~jingkai.benefits.claims.errors.ClaimError` where there is none."""
    found = find_claim(claim)
    if found is None:
        raise ClaimError(
            _("There is no such claim."),
            place=claims.stream_of(claim),
            mend=_("Look for it in the list of claims."),
        )
    return found


def found_first(claims: Iterable[str]) -> list[str]:
    """Return claims, each once, those that were found first before the others, as lists show them."""
    streams = {stream_of(one): one for one in claims}
    rows = LedgerEntry.objects.filter(stream__in=streams, version=1).values_list("time", "stream")
    found = {streams[stream]: time for time, stream in rows}
    return sorted(streams.values(), key=lambda one: (found.get(one, ""), one))


def the_budget(budget: str) -> Budget:
    """Return a budget by its id (zone/pool/year), empty where nothing was ever granted.

    Raises :class:`~jingkai.benefits.claims.errors.BudgetError` for what is no id.
    """
    empty = budgets.read_id(budget)
    return ledger.fold(empty.stream, budgets.step, empty).state


def find_batch(batch: str) -> Batch | None:
    """Return a batch of payments by its id, ``None`` where there is none."""
    return ledger.fold(batches.stream_of(batch), _batch_step, None).state


def the_batch(batch: str) -> Batch:
    """Return a batch by its id. Raises :class:`~jingkai.benefits.claims.errors.PaymentError` where there is none."""
    found = find_batch(batch)
    if found is None:
        raise PaymentError(
            _("There is no such batch."),
            place=batches.stream_of(batch),
            mend=_("Look for it in the list of batches."),
        )
    return found


def all_batches() -> Iterator[Batch]:
    """Yield every batch, in the order in which they were prepared."""
    rows = LedgerEntry.objects.filter(stream__startswith=f"{batches.KIND}/", version=1).order_by("number")
    for stream in rows.values_list("stream", flat=True):
        yield the_batch(stream.partition("/")[2])


def open_lines(batch: Batch) -> tuple[batches.Line, ...]:
    """Return the lines of a batch that the bank has not decided, or whose answer is not recorded."""
    return tuple(line for line in batch.lines if is_open(batch, the_claim(line.claim)))


def is_open(batch: Batch, claim: Claim) -> bool:
    """Whether a claim still waits for the bank's answer to this batch."""
    return claim.state is State.ORDERED and claim.batch == batch.id


def payee(claim: str) -> Payee:
    """Return where the money of a claim goes, opened from its last consent.

    Raises :class:`~jingkai.benefits.claims.errors.PaymentError` where these fields were erased.
    """
    consent: Entry | None = None
    for entry in ledger.entries(claims.stream_of(claim)):
        if entry.type == "claim.consented":
            consent = entry
    fields = ledger.personal_fields(consent) if consent else {}
    if not {"holder", "bank", "account"} <= fields.keys():
        raise PaymentError(
            _("The account of the claim is not known, or it was erased."),
            place=claims.stream_of(claim),
            mend=_("Withdraw the claim and have it consented to again."),
        )
    return Payee(str(fields["holder"]), str(fields["bank"]), str(fields["account"]))


def timeline(claim: str) -> list[Moment]:
    """Return the history of a claim, the first step first. Nothing personal is opened."""
    return [
        Moment(
            entry.number,
            entry.time,
            event_names.words_of(entry.type) or entry.type,
            entry.actor,
            entry.provision,
            dict(entry.data),
            entry.type,
        )
        for entry in ledger.entries(claims.stream_of(claim))
    ]


def _claim_step(claim: Claim | None, entry: Entry) -> Claim | None:
    return folding.step(claim, entry)


def _batch_step(batch: Batch | None, entry: Entry) -> Batch | None:
    return batches.step(batch, entry)

"""A batch of payments, folded from its events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jingkai.accounts.scopes import Place
from jingkai.benefits.claims.folding import Happened
from jingkai.benefits.claims.money import ZERO
from jingkai.ledger.crypto import sm3

KIND = "payment"
"""Kind of the streams of batches."""

MOST_LINES = 500
"""So many claims go into one batch."""


@dataclass(frozen=True, slots=True)
class Line:
    """One payment: ``number`` counts from 1 within its batch."""

    number: int
    claim: str
    yuan: Decimal
    clause: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Payments that go to the treasury together.

    ``digest`` is the SM3 of the file that is handed over, recorded when the batch is prepared: every file of this batch is
    that file. ``handed_over`` and ``answers`` count how often it went out, and which answers came.
    """

    id: str
    budget: str
    zone: str
    prepared_by: str
    lines: tuple[Line, ...]
    version: int
    digest: str = ""
    handed_over: int = 0
    answers: tuple[str, ...] = ()

    @property
    def stream(self) -> str:
        """Its stream in the ledger."""
        return stream_of(self.id)

    @property
    def total(self) -> Decimal:
        """Sum of its lines, in yuan."""
        return sum((line.yuan for line in self.lines), ZERO)

    def reference(self, line: Line) -> str:
        """Return what names a payment towards the bank, once and for all: it pays each reference once."""
        return f"{self.id}-{line.number:04d}"

    def place(self) -> Place:
        """Where it lies, for the policy of rights."""
        return Place.of(zone=self.zone)


def batch_id(command_id: str) -> str:
    """Return the id of the batch that a command prepares: the same command, the same batch."""
    return sm3(f"payment:{command_id}".encode()).hex()[:16].upper()


def stream_of(batch: str) -> str:
    """Return the stream of a batch."""
    return f"{KIND}/{batch}"


def step(batch: Batch | None, event: Happened) -> Batch:
    """Return the batch after one more event. Raises :class:`ValueError` for events of no batch."""
    if event.type == "payment.prepared":
        return _prepared(event)
    if batch is None:
        raise ValueError(f"{event.type} is no event of a batch at this place")
    match event.type:
        case "payment.handed_over":
            after = replace(batch, handed_over=batch.handed_over + 1)
        case "payment.answered":
            after = replace(batch, answers=(*batch.answers, event.data["digest"]))
        case _:
            raise ValueError(f"{event.type} is no event of a batch")
    return replace(after, version=event.version)


def _prepared(event: Happened) -> Batch:
    data: Any = event.data
    lines = tuple(
        Line(one["number"], one["claim"], Decimal(one["yuan"]), one["clause"]) for one in data["lines"]
    )
    return Batch(
        id=data["batch"],
        budget=data["budget"],
        zone=data["zone"],
        prepared_by=event.actor,
        lines=lines,
        version=event.version,
        digest=data["digest"],
    )

"""Objections to a claim with what they say, opened; who raised them stays sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingkai.benefits.claims.claim import Claim
from jingkai.ledger import selectors as ledger

OBJECTOR = ("name", "phone")
"""Fields of an objection that say who raised it."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """An objection: when it was raised, on which grounds (empty where they were erased), and what became of it."""

    id: str
    raised: date
    grounds: str
    upheld: bool | None


def objector_of(claim: Claim, objection: str) -> dict[str, str]:
    """Return name and telephone of whoever raised an objection, opened; nothing where they were erased.

    Whoever asks has the look recorded first (:func:`jingkai.accounts.services.revealing.note_reveal`).
    """
    for entry in ledger.entries(claim.stream):
        if entry.type == "claim.objected" and entry.data["objection"] == objection:
            opened = ledger.personal_fields(entry)
            return {name: str(opened[name]) for name in OBJECTOR if name in opened}
    return {}


def objections_of(claim: Claim) -> list[Grounds]:
    """Return the objections to a claim, the first first."""
    told = {
        entry.data["objection"]: str(ledger.personal_fields(entry).get("grounds", ""))
        for entry in ledger.entries(claim.stream)
        if entry.type == "claim.objected"
    }
    return [Grounds(one.id, one.raised, told.get(one.id, ""), one.upheld) for one in claim.objections]

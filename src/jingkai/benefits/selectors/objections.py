"""Objections to a claim with what they say, opened; who raised them stays sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingkai.benefits.claims.claim import Claim
from jingkai.ledger import selectors as ledger


@dataclass(frozen=True, slots=True)
class Grounds:
    """An objection: when it was raised, on which grounds (empty where they were erased), and what became of it."""

    id: str
    raised: date
    grounds: str
    upheld: bool | None


def objections_of(claim: Claim) -> list[Grounds]:
    """Return the objections to a claim, the first first."""
    told = {
        entry.data["objection"]: str(ledger.personal_fields(entry).get("grounds", ""))
        for entry in ledger.entries(claim.stream)
        if entry.type == "claim.objected"
    }
    return [Grounds(one.id, one.raised, told.get(one.id, ""), one.upheld) for one in claim.objections]

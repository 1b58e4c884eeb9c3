"""How events of claims are written: each names its clause."""

from __future__ import annotations

from jingkai.benefits.claims.claim import Claim, Right
from jingkai.ledger.canonical import Json
from jingkai.ledger.entry import Event


def clause_of(right: Right) -> dict[str, Json]:
    """Return the clause of a right, as events hold it."""
    return {"document": right.document, "provision": right.provision}


def event(
    claim: Claim, name: str, data: dict[str, Json], sealed: dict[str, tuple[str, Json]] | None = None
) -> Event:
    """Return an event of a claim with its clause; ``sealed`` has personal fields with whose key seals them."""
    return Event(f"claim.{name}", {**clause_of(claim.right), **data}, sealed or {})

"""Fold a claim from its events: what stands in the ledger is the claim, nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from jingkai.benefits.claims.claim import (
    Claim,
    Claimant,
    Objection,
    Proof,
    Proposal,
    Publicity,
    Right,
    claim_id,
)
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.claims.states import State


class Happened(Protocol):
    """What folding reads of an entry of the ledger."""

    @property
    def type(self) -> str:
        """Type of the event."""
        ...

    @property
    def data(self) -> Mapping[str, Any]:
        """What happened."""
        ...

    @property
    def actor(self) -> str:
        """Who did it."""
        ...

    @property
    def time(self) -> datetime:
        """When it was recorded."""
        ...

    @property
    def version(self) -> int:
        """Its place in the stream."""
        ...


def fold(events: Iterable[Happened]) -> Claim | None:
    """Return the claim that events make, in their order; ``None`` for none."""
    claim: Claim | None = None
    for event in events:
        claim = step(claim, event)
    return claim


def step(claim: Claim | None, event: Happened) -> Claim:
    """Return the claim after one more event. Raises :class:`ValueError` for events of no claim."""
    if event.type == "claim.discovered":
        return _discovered(claim, event)
    taken = _STEPS.get(event.type)
    if claim is None or taken is None:
        raise ValueError(f"{event.type} is no event of a claim at this place")
    after = taken(claim, event.data, event)
    since = claim.since if after.state is claim.state else event.time
    return replace(after, version=event.version, since=since)


def read_proof(data: Mapping[str, Any]) -> Proof:
    """Read a proof as events hold it."""
    return Proof(
        engine=data["engine"],
        rules=data["rules"],
        facts=data["facts"],
        receipt=data["receipt"],
        valid_on=date.fromisoformat(data["valid_on"]),
        recorded_on=date.fromisoformat(data["recorded_on"]),
        yuan=Decimal(data["yuan"]),
    )


def _discovered(before: Claim | None, event: Happened) -> Claim:
    data = event.data
    claimant = Claimant(**data["claimant"])
    right = Right(data["document"], data["provision"], data["benefit"], data["period"])
    return Claim(
        id=claim_id(claimant, right),
        claimant=claimant,
        right=right,
        state=State.DISCOVERED,
        since=event.time,
        version=event.version,
        proof=read_proof(data["proof"]),
        automatic=data["automatic"],
        round=before.round + 1 if before else 1,
        judgements=tuple(data["judgements"]),
    )


def _consented(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(claim, state=State.CONSENTED, brought=tuple(data.get("brought", ())))


def _verified(claim: Claim, data: Mapping[str, Any], event: Happened) -> Claim:
    return replace(
        claim,
        state=State.VERIFIED,
        proof=read_proof(data["proof"]),
        verified=Decimal(data["yuan"]),
        verified_by=event.actor,
        judged=MappingProxyType({name: one["holds"] for name, one in data["judged"].items()}),
        proposal=None,
    )


def _publicised(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    publicity = Publicity(
        date.fromisoformat(data["first"]),
        date.fromisoformat(data["last"]),
        data["provisional"],
        data["days"],
        data["basis"],
    )
    return replace(claim, state=State.PUBLICISED, publicity=publicity)


def _objected(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    raised = Objection(data["objection"], date.fromisoformat(data["raised"]))
    return replace(claim, state=State.OBJECTED, objections=(*claim.objections, raised))


def _settled(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    objections = _with_answer(claim, data)
    still_open = any(one.upheld is None for one in objections)
    return replace(claim, state=State.OBJECTED if still_open else State.PUBLICISED, objections=objections)


def _with_answer(claim: Claim, data: Mapping[str, Any]) -> tuple[Objection, ...]:
    return tuple(
        replace(one, upheld=data["upheld"]) if one.id == data.get("objection") else one
        for one in claim.objections
    )


def _approved(claim: Claim, data: Mapping[str, Any], event: Happened) -> Claim:
    return replace(claim, state=State.APPROVED, approved=Decimal(data["yuan"]), approved_by=event.actor)


def _budgeted(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(claim, state=State.BUDGETED, budget=data["budget"], budgeted=Decimal(data["yuan"]))


def _ordered(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(claim, state=State.ORDERED, batch=data["batch"])


def _paid(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    paid_on = date.fromisoformat(data["on"])
    return replace(claim, state=State.PAID, paid=Decimal(data["yuan"]), paid_on=paid_on)


def _payment_refused(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(claim, state=State.BUDGETED, batch="", reason=data["reason"], reason_provision="")


def _closed(claim: Claim, _data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(claim, state=State.CLOSED)


def _rejected(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(
        claim,
        state=State.REJECTED,
        reason=data["reason"],
        reason_provision=data["reason_provision"],
        objections=_with_answer(claim, data),
        proposal=None,
    )


def _proposed(claim: Claim, data: Mapping[str, Any], event: Happened) -> Claim:
    return replace(claim, proposal=Proposal(data["reason"], data["reason_provision"], event.actor))


def _declined(claim: Claim, _data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(claim, proposal=None)


def _withdrawn(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(
        claim,
        state=State.WITHDRAWN,
        reason=data["reason"],
        reason_provision="",
        budget="",
        budgeted=None,
        proposal=None,
    )


def _clawed_back(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(
        claim,
        state=State.CLAWED_BACK,
        clawed_back=(claim.clawed_back or ZERO) + Decimal(data["yuan"]),
        reason=data["reason"],
        reason_provision=data["reason_provision"],
    )


def _recovered(claim: Claim, data: Mapping[str, Any], _event: Happened) -> Claim:
    return replace(claim, recovered=(claim.recovered or ZERO) + Decimal(data["yuan"]))


_STEPS: Mapping[str, Callable[[Claim, Mapping[str, Any], Happened], Claim]] = {
    "claim.consented": _consented,
    "claim.verified": _verified,
    "claim.publicised": _publicised,
    "claim.objected": _objected,
    "claim.objection_settled": _settled,
    "claim.approved": _approved,
    "claim.budgeted": _budgeted,
    "claim.payment_ordered": _ordered,
    "claim.paid": _paid,
    "claim.payment_refused": _payment_refused,
    "claim.closed": _closed,
    "claim.rejected": _rejected,
    "claim.rejection_proposed": _proposed,
    "claim.rejection_declined": _declined,
    "claim.withdrawn": _withdrawn,
    "claim.clawed_back": _clawed_back,
    "claim.recovered": _recovered,
}

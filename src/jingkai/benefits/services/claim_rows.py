"""Keep the list of claims: fed by the ledger, entry after entry; emptied and fed again it is the same."""

from __future__ import annotations

from datetime import datetime

from jingkai.benefits.claims import folding
from jingkai.benefits.claims.claim import KIND, Claim
from jingkai.benefits.claims.deadlines import Standing, due
from jingkai.benefits.models import ClaimRow
from jingkai.ledger.entry import Entry, read_entry
from jingkai.ledger.models import LedgerEntry
from jingkai.ledger.subscriptions import subscribe

NAME = "benefits.claims"


def listen() -> None:
    """Let the ledger feed the list; called when the slice starts."""
    subscribe(NAME, take, kinds=frozenset({KIND}), clear=clear)


def take(entry: Entry) -> None:
    """Write the row of the claim as it is after an entry."""
    rows = LedgerEntry.objects.filter(stream=entry.stream, version__lte=entry.version).order_by("version")
    entries = [read_entry(content, hash_) for content, hash_ in rows.values_list("content", "hash")]
    claim = folding.fold(entries)
    if claim is None:
        return
    published = [one.number for one in entries if one.type == "claim.publicised"]
    approved = [one.time for one in entries if one.type == "claim.approved"]
    ClaimRow.objects.update_or_create(
        claim=claim.id,
        defaults={
            **_columns(claim, approved[-1] if approved and claim.approved is not None else None),
            "found": entries[0].time,
            "publicised_entry": published[-1] if published and claim.publicity else None,
            "entry": entry.number,
        },
    )


def clear() -> None:
    """Empty the list, before it is built anew."""
    ClaimRow.objects.all().delete()


def _columns(claim: Claim, approved_at: datetime | None) -> dict[str, object]:
    # Imported here: the selectors know the rules and all that reads them, and most commands feed no list.
    from jingkai.benefits.selectors.terms import terms_for

    until = claim.publicity.last if claim.publicity else None
    terms = terms_for(claim.claimant.zone, claim.right.document, claim.right.benefit)
    deadline = due(Standing(claim.state, claim.since, until, approved_at), terms)
    return {
        "zone": claim.claimant.zone,
        "enterprise": claim.claimant.enterprise,
        "subject_kind": claim.claimant.kind,
        "subject": claim.claimant.key,
        "document": claim.right.document,
        "provision": claim.right.provision,
        "benefit": claim.right.benefit,
        "period": claim.right.period,
        "state": claim.state.value,
        "entitled": claim.proof.yuan,
        "verified": claim.verified,
        "approved": claim.approved,
        "budgeted": claim.budgeted,
        "paid": claim.paid,
        "clawed_back": claim.clawed_back,
        "recovered": claim.recovered,
        "paid_on": claim.paid_on,
        "budget": claim.budget,
        "batch": claim.batch,
        "since": claim.since,
        "due": deadline.date if deadline else None,
        "provisional": bool(deadline and deadline.provisional),
        "due_basis": deadline.basis if deadline else "",
        "publicised": claim.publicity.first if claim.publicity else None,
        "published_until": until,
        "until_provisional": bool(claim.publicity and claim.publicity.provisional),
        "verified_by": claim.verified_by,
        "proposed_by": claim.proposal.by if claim.proposal else "",
        "approved_at": approved_at,
        "version": claim.version,
    }

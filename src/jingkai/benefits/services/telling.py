"""Tell the administrators of an enterprise how its claims go on: whatever took the step, the ledger says it was taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django.urls import reverse

from jingkai.accounts.models import User
from jingkai.accounts.roles import Role
from jingkai.accounts.selectors.people import members_of
from jingkai.accounts.services import notify
from jingkai.benefits.claims import folding
from jingkai.benefits.claims.claim import KIND
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.packs import titles
from jingkai.kernel import clock
from jingkai.kernel.language import msgid
from jingkai.ledger import selectors as ledger
from jingkai.ledger.entry import Entry
from jingkai.ledger.subscriptions import subscribe

NAME = "benefits.telling"
FRESH = timedelta(days=7)
"""What happened longer ago is told to nobody: it comes from a ledger that was brought back, or from the demo's past."""

MESSAGES: Mapping[str, str] = {
    "claim.discovered": msgid("“%(title)s” can be had, %(sum)s yuan: it waits for your consent"),
    "claim.publicised": msgid("“%(title)s” is published for objections until %(last)s, %(sum)s yuan"),
    "claim.objected": msgid("Somebody has objected to your claim on “%(title)s”"),
    "claim.approved": msgid("“%(title)s” is approved, %(sum)s yuan"),
    "claim.paid": msgid("“%(title)s” is paid, %(sum)s yuan"),
    "claim.payment_refused": msgid("The bank has not paid “%(title)s”: %(reason)s"),
    "claim.rejected": msgid("Your claim on “%(title)s” is rejected: %(reason)s"),
    "claim.clawed_back": msgid("Of “%(title)s” %(sum)s yuan have to be given back: %(reason)s"),
}
"""Event of a claim → what is told. What an enterprise does itself, it is not told."""


def listen() -> None:
    """Let the ledger say what happens to claims; called when the slice starts. Told is told: it cannot be built anew."""
    subscribe(NAME, tell, kinds=frozenset({KIND}))


def tell(entry: Entry) -> None:
    """Tell of one entry, where it is news to an enterprise."""
    message = MESSAGES.get(entry.type)
    if message is None or clock.now() - entry.time > FRESH:
        return
    if entry.type == "claim.discovered" and entry.actor != Machine().actor:
        return
    past = (one for one in ledger.entries(entry.stream) if one.number <= entry.number)
    claim = folding.fold(past)
    if claim is None:
        return
    people = _administrators(claim.claimant.enterprise)
    if not people:
        return
    told: dict[str, str] = {
        "title": titles().get((claim.right.document, claim.right.benefit), claim.right.benefit),
        "sum": f"{claim.proof.yuan:,.2f}",
    }
    match entry.type:
        case "claim.publicised" if claim.publicity is not None:
            told |= {"last": claim.publicity.last.isoformat(), "sum": f"{claim.verified or 0:,.2f}"}
        case "claim.approved":
            told["sum"] = f"{claim.approved or 0:,.2f}"
        case "claim.paid":
            told["sum"] = f"{claim.paid or 0:,.2f}"
        case "claim.rejected" | "claim.payment_refused":
            told["reason"] = claim.reason
        case "claim.clawed_back":
            told |= {"sum": f"{Decimal(str(entry.data['yuan'])):,.2f}", "reason": claim.reason}
    name = "benefits:consent" if entry.type == "claim.discovered" else "benefits:claim"
    notify(people, message, reverse(name, args=[claim.id]), **told)


def _administrators(enterprise: str) -> list[User]:
    held = members_of(enterprise).filter(role=Role.ENTERPRISE_ADMINISTRATOR, user__is_active=True)
    return [one.user for one in held]

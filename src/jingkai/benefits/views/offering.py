"""What a card or an explanation offers: to claim the benefit, or to supply what is missing and claim it then."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import principal
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.commands import Consent
from jingkai.benefits.claims.states import State
from jingkai.benefits.explaining import ZERO, Explanation
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.papers import own_papers
from jingkai.benefits.selectors.last_consent import last_consent, masked
from jingkai.benefits.views.asof import AsOf
from jingkai.registry.models import Enterprise


@dataclass(frozen=True, slots=True)
class Offer:
    """A benefit that can be claimed now.

    ``asks`` is true where facts are missing: a form asks for them first. ``one_click`` is true where the consent alone is
    needed (免申即享). ``command`` makes that a button pressed twice claims once.
    """

    address: str
    asks: bool
    one_click: bool
    command: str = field(default_factory=lambda: str(uuid.uuid4()))


def offer_of(request: HttpRequest, one: Explanation, thing: Enterprise, when: AsOf) -> Offer | None:
    """Return the offer of a benefit that is not claimed yet; ``None`` where it cannot be claimed, or not by the reader."""
    user = principal(request)
    if not when.is_now or one.benefit.amount is None or not one.subject.key:
        return None
    if not may(user, actions.FIND, thing):
        return None
    asks = bool(one.missing)
    if asks and not may(user, actions.DECLARE, thing):
        return None
    if one.finding.outcome == "not_entitled" or (not asks and (one.yuan or ZERO) <= ZERO):
        return None
    address = reverse("benefits:claim_open", args=[thing.uscc, one.policy.key, one.benefit.id])
    if one.subject.kind == "project":
        address = f"{address}?of={one.subject.key}"
    one_click = one.benefit.without_application and not asks and not own_papers(one.benefit)
    return Offer(address, asks, one_click)


def offer_of_claim(request: HttpRequest, one: Explanation, row: ClaimRow) -> Offer | None:
    """Return the offer to consent to a claim that was found; ``None`` where it does not wait for the reader."""
    if row.state != State.DISCOVERED or not may(principal(request), actions.CONSENT, row):
        return None
    one_click = one.benefit.without_application and not own_papers(one.benefit)
    return Offer(reverse("benefits:consent", args=[row.claim]), False, one_click)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Where the money of a claim with one click goes: as last time; the account is masked."""

    consent: Consent

    @property
    def words(self) -> str:
        """Holder, bank and the account's last digits."""
        return f"{self.consent.holder} · {self.consent.bank} · {masked(self.consent.account)}"


def at_once(request: HttpRequest, thing: Enterprise) -> AtOnce | None:
    """Return where the money of the enterprise went last, for whoever may consent in its name."""
    if not may(principal(request), actions.CONSENT, thing):
        return None
    last = last_consent(thing.uscc)
    return AtOnce(last) if last else None

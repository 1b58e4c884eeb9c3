"""What of claims, budgets and payments waits for somebody: each desk tells its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.urls import reverse

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.accounts.selectors import visible
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.packs import titles
from jingkai.benefits.selectors.waiting_agreements import agreement_waits
from jingkai.benefits.selectors.waiting_money import money_waits
from jingkai.benefits.selectors.waiting_staff import staff_waits
from jingkai.benefits.services.claim_rows import NAME
from jingkai.benefits.words import ZERO, clause, yuan
from jingkai.kernel.language import gettext as _
from jingkai.kernel.waiting import Waiting
from jingkai.ledger.services import catch_up

_MOST = 50


def waiting_for(user: User) -> list[Waiting]:
    """Return everything of this slice that waits for somebody."""
    return [thing for source in _SOURCES for thing in source(user)]


def consents(user: User) -> Iterator[Waiting]:
    """Give the claims that wait for the consent of somebody's enterprise. No rule sets a deadline."""
    if not may(user, actions.CONSENT):
        return
    catch_up(NAME)
    rows = visible(user, ClaimRow.objects.filter(state=State.DISCOVERED), actions.CONSENT)
    named = titles()
    for row in rows.order_by("since", "claim")[:_MOST]:
        title = named.get((row.document, row.benefit), row.benefit)
        yield Waiting(
            "benefits.consent",
            _("Consent to a claim: %(title)s, %(sum)s") % {"title": title, "sum": yuan(row.entitled or ZERO)},
            reverse("benefits:consent", args=[row.claim]),
            row.since,
            clause=f"{row.document} {clause(row.provision)}",
        )


_SOURCES: tuple[Callable[[User], Iterable[Waiting]], ...] = (
    consents,
    staff_waits,
    money_waits,
    agreement_waits,
)

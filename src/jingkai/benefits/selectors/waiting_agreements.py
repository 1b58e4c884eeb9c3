"""Agreements that wait: to be put into force, for figures of a year that is over, to be settled."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.benefits.agreements.agreement import State
from jingkai.benefits.models import AgreementRow
from jingkai.benefits.money_actions import DECIDE_AGREEMENT, DRAFT_AGREEMENT
from jingkai.benefits.selectors.agreements import agreements_for, the_agreement
from jingkai.benefits.words import clause
from jingkai.kernel.language import gettext as _
from jingkai.kernel.waiting import Waiting

_MOST = 20


def agreement_waits(user: User) -> Iterator[Waiting]:
    """Give what somebody has to do with agreements. No rule sets a deadline: none is made up."""
    decides, drafts = may(user, DECIDE_AGREEMENT), may(user, DRAFT_AGREEMENT)
    if not decides and not drafts:
        return
    if decides:
        for row in agreements_for(user, DECIDE_AGREEMENT).filter(state=State.DRAFTED)[:_MOST]:
            said = _("Put an agreement into force: %(title)s") % {"title": row.title}
            yield _waiting(
                "benefits.agreement", said, reverse("benefits:agreement", args=[row.agreement]), row
            )
    action = DECIDE_AGREEMENT if decides else DRAFT_AGREEMENT
    over = agreements_for(user, action).filter(state=State.IN_FORCE, next_year__lt=timezone.localdate().year)
    for row in over[:_MOST]:
        yield from _year(row, decides=decides, drafts=drafts)


def _year(row: AgreementRow, *, decides: bool, drafts: bool) -> Iterator[Waiting]:
    agreement, year = the_agreement(row.agreement), row.next_year or 0
    terms = agreement.terms.of(year)
    known = terms is not None and agreement.is_met(terms) is not None
    words = {"title": row.title, "year": year}
    if known and decides:
        said = _("Settle %(year)d of an agreement: %(title)s") % words
        address = reverse("benefits:agreement_settle", args=[row.agreement, year])
        yield _waiting("benefits.agreement_settle", said, address, row)
    elif not known and drafts:
        said = _("Record what was achieved in %(year)d: %(title)s") % words
        address = reverse("benefits:agreement_record", args=[row.agreement, year])
        yield _waiting("benefits.agreement_record", said, address, row)


def _waiting(kind: str, said: str, address: str, row: AgreementRow) -> Waiting:
    return Waiting(kind, said, address, row.since, clause=f"{row.document} {clause(row.provision)}")

"""Agreements as the ledger has them now, the list of them, and the claims of their years."""

from __future__ import annotations

from django.db.models import QuerySet

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.benefits.agreements.agreement import Agreement, step, stream_of
from jingkai.benefits.agreements.errors import AgreementError
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.models import AgreementRow
from jingkai.benefits.money_actions import READ_AGREEMENTS
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.services.agreement_rows import NAME
from jingkai.kernel.language import gettext as _
from jingkai.ledger import selectors as ledger
from jingkai.ledger.entry import Entry
from jingkai.ledger.services import catch_up


def the_agreement(agreement: str) -> Agreement:
    """Return an agreement by its id. Raises :class:`~jingkai.benefits.agreements.errors.AgreementError`."""
    found = ledger.fold(stream_of(agreement), _step, None).state
    if found is None:
        raise AgreementError(
            _("There is no such agreement."),
            place=stream_of(agreement),
            mend=_("Look for it in the list of agreements."),
        )
    return found


def find_claims(agreement: Agreement) -> list[Claim]:
    """Return the claims of the years that were met, the earliest first."""
    return [the_claim(one.claim) for _year, one in sorted(agreement.settled.items()) if one.claim]


def agreements_for(user: Principal, action: Action = READ_AGREEMENTS) -> QuerySet[AgreementRow]:
    """Return the agreements on which somebody may carry out ``action``, up to the latest entry."""
    catch_up(NAME)
    return visible(user, AgreementRow.objects.all(), action)


def agreement_titles() -> dict[str, str]:
    """Return what agreements are called, by the name of the benefit of their claims."""
    catch_up(NAME)
    from jingkai.benefits.agreements.agreement import BENEFIT_START

    rows = AgreementRow.objects.values_list("agreement", "title")
    return {f"{BENEFIT_START}{agreement}": title for agreement, title in rows}


def _step(agreement: Agreement | None, entry: Entry) -> Agreement | None:
    return step(agreement, entry)

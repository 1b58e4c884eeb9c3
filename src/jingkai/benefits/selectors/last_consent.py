"""Where the money of an enterprise went last: what its next consent begins with."""

from __future__ import annotations

from jingkai.benefits.claims.claim import stream_of
from jingkai.benefits.claims.commands import Consent
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.services.claim_rows import NAME
from jingkai.ledger import selectors as ledger
from jingkai.ledger.entry import read_entry
from jingkai.ledger.models import LedgerEntry
from jingkai.ledger.services import catch_up

_FIELDS = ("contact", "phone", "holder", "bank", "account")


def last_consent(enterprise: str) -> Consent | None:
    """Return what an enterprise consented with last; ``None`` where it never did, or these fields were erased.

    Who may see it, the caller says: it is opened for whoever consents in the name of the enterprise.
    """
    catch_up(NAME)
    streams = [
        stream_of(claim)
        for claim in ClaimRow.objects.filter(enterprise=enterprise).values_list("claim", flat=True)
    ]
    rows = LedgerEntry.objects.filter(stream__in=streams, type="claim.consented").order_by("-number")
    found = rows.values_list("content", "hash").first()
    if found is None:
        return None
    fields = ledger.personal_fields(read_entry(*found))
    if not set(_FIELDS) <= fields.keys():
        return None
    contact, phone, holder, bank, account = (str(fields[name]) for name in _FIELDS)
    return Consent(contact, phone, holder, bank, account)


def masked(number: str) -> str:
    """Write an account or a telephone number so that its holder knows it again, and nobody else learns it.

    >>> masked("6222020200011122233")
    '•••• 2233'
    """
    return f"•••• {number[-4:]}" if len(number) > 7 else "••••"

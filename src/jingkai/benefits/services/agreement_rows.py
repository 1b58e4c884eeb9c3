"""Keep the list of agreements: fed by the ledger; emptied and fed again it is the same."""

from __future__ import annotations

from jingkai.benefits.agreements.agreement import KIND, Agreement, step
from jingkai.benefits.models import AgreementRow
from jingkai.ledger.entry import Entry, read_entry
from jingkai.ledger.models import LedgerEntry
from jingkai.ledger.subscriptions import subscribe

NAME = "benefits.agreements"


def listen() -> None:
    """Let the ledger feed the list; called when the slice starts."""
    subscribe(NAME, take, kinds=frozenset({KIND}), clear=clear)


def take(entry: Entry) -> None:
    """Write the row of the agreement as it is after an entry."""
    rows = LedgerEntry.objects.filter(stream=entry.stream, version__lte=entry.version).order_by("version")
    agreement: Agreement | None = None
    for content, hash_ in rows.values_list("content", "hash"):
        agreement = step(agreement, read_entry(content, hash_))
    if agreement is None:
        return
    terms = agreement.terms
    AgreementRow.objects.update_or_create(
        agreement=agreement.id,
        defaults={
            "zone": agreement.zone,
            "enterprise": agreement.enterprise,
            "number": terms.number,
            "title": terms.title,
            "document": terms.document,
            "provision": terms.provision,
            "state": agreement.state.value,
            "first_year": terms.years[0].year,
            "last_year": terms.years[-1].year,
            "next_year": agreement.next_year,
            "yuan": terms.total,
            "since": entry.time,
            "entry": entry.number,
            "version": agreement.version,
        },
    )


def clear() -> None:
    """Empty the list, before it is built anew."""
    AgreementRow.objects.all().delete()

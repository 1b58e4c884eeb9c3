"""Which documents somebody may read: what is published, and what waits for review for those who may see that."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from jingkai.accounts.policy import Principal, may
from jingkai.documents.actions import READ_DRAFTS
from jingkai.documents.models import Citation, Document, Stage


def readable(user: Principal) -> QuerySet[Document]:
    """Return the documents that ``user`` may read."""
    if may(user, READ_DRAFTS):
        return Document.objects.all()
    return Document.objects.filter(stage=Stage.PUBLISHED)


def only_readable(citations: Iterable[Citation], among: QuerySet[Document]) -> list[Citation]:
    """Return citations; one that means a document out of ``among`` stays and leads nowhere."""
    rows = list(citations)
    known = set(
        among.filter(pk__in=[row.cited_id for row in rows if row.cited_id]).values_list("pk", flat=True)
    )
    for row in rows:
        if row.cited_id and row.cited_id not in known:
            row.cited = None
    return rows

"""Keep the search index in step with the library."""

from __future__ import annotations

from jingkai.documents import selectors
from jingkai.documents.models import Document, Stage
from jingkai.documents.record import Record


def index(document: Document, record: Record | None = None) -> None:
    """Put a published document into the search index, in place of what was there.

    ``record`` spares reading it from the library where the caller has it.
    """
    from jingkai.documents.search import DocumentEntry, provision_entries

    if document.stage != Stage.PUBLISHED:
        return
    entry = DocumentEntry(
        title=document.title or None,
        number=document.number or None,
        issuer=document.issuer or None,
        type=document.type or None,
        adopted=document.adopted.isoformat() if document.adopted else None,
        status=document.force or None,
        other_title=document.wrapper or None,
    )
    selectors.search_index().add(
        str(document.pk), provision_entries(record or selectors.reading(document)), entry
    )


def index_everything() -> int:
    """Build the search index anew from the library; return how many documents it holds."""
    published = Document.objects.filter(stage=Stage.PUBLISHED)
    for document in published.iterator(chunk_size=20):
        index(document)
    return published.count()

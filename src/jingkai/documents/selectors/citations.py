"""Who cites whom, and which documents are worth comparing."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jingkai.documents.models import Citation, Document
from jingkai.documents.selectors.editions import reading


def cited_document(number: str, title: str) -> Document | None:
    """Find the document that a citation means, by its number, else by its title."""
    if number and (found := Document.objects.filter(number=number).first()):
        return found
    if not title:
        return None
    return Document.objects.filter(Q(title=title) | Q(wrapper=title)).order_by("-stage", "-adopted").first()


def citations_of(document: Document) -> QuerySet[Citation]:
    """Citations in other documents that mean this one and have not been joined with it."""
    meant = Q()
    if document.number:
        meant |= Q(number=document.number)
    for title in filter(None, (document.title, document.wrapper)):
        meant |= Q(number="", title=title)
    if not meant:
        return Citation.objects.none()
    return Citation.objects.filter(meant, cited=None).exclude(document=document)


def cites(document: Document) -> QuerySet[Citation]:
    """What a document cites, in reading order."""
    return document.citations.select_related("cited", "provision__document").order_by(
        "provision__order", "start"
    )


def cited_by(document: Document, among: QuerySet[Document] | None = None) -> QuerySet[Citation]:
    """Where other documents cite this one, all of them or those of ``among``."""
    rows = document.cited_by.exclude(document=document).select_related("document", "provision__document")
    if among is not None:
        rows = rows.filter(document__in=among)
    return rows.order_by("-document__adopted", "provision__order")


def likely_superior(document: Document, among: QuerySet[Document] | None = None) -> Document | None:
    """The document of the library, or of ``among``, that this one implements, as far as its citations say."""
    from jingkai.documents.align import find_superior

    rows = cites(document).exclude(cited=None).exclude(cited=document)
    if among is not None:
        rows = rows.filter(cited__in=among)
    cited = {row.cited.pk: row.cited for row in rows if row.cited}
    candidates = {pk: reading(cited[pk]) for pk in list(cited)[:10]}
    found = find_superior(reading(document), list(candidates.values()))
    return next((cited[pk] for pk, record in candidates.items() if record is found), None)


def implementing_pairs(
    limit: int = 6, among: QuerySet[Document] | None = None
) -> list[tuple[Document, Document]]:
    """Pairs of documents worth comparing: one cites the other from its preamble or first clause."""
    found: dict[tuple[int, int], tuple[Document, Document]] = {}
    rows = Citation.objects.exclude(cited=None).select_related("document", "cited", "provision")
    if among is not None:
        rows = rows.filter(document__in=among, cited__in=among)
    for citation in rows.order_by("-document__adopted", "provision__order")[:200]:
        if citation.cited and citation.cited.pk != citation.document.pk:
            found.setdefault((citation.document.pk, citation.cited.pk), (citation.document, citation.cited))
    return list(found.values())[:limit]

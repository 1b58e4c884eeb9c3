"""One document: the record behind its text, its witnesses, and the document that a new reading is a copy of."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jingkai.documents.models import Document, Edition, Variant, Witness
from jingkai.documents.record import Record
from jingkai.documents.stored import thaw


def reading(document: Document) -> Record:
    """The record that the document's text was established from."""
    return thaw(Edition.objects.values_list("record", flat=True).get(document=document))


def witnesses(document: Document) -> QuerySet[Witness]:
    """A document's witnesses without their long columns."""
    return document.witnesses.defer("received", "reading").order_by("pk")


def variants(document: Document) -> QuerySet[Variant]:
    """Where a document's witnesses differ, in reading order."""
    return document.variants.select_related("provision__document").order_by("order")


def same_document(record: Record) -> Document | None:
    """Find the document that a reading is a copy of: by number, or by its words where one of the two has none."""
    number = record.metadata.number
    if number:
        found = Document.objects.filter(number=number).first()
        if found:
            return found
    candidates = Document.objects.filter(number="") if number else Document.objects.all()
    probes = _probes(record.text)
    if not probes:
        return None
    shared = Q()
    for probe in probes:
        shared |= Q(edition__text__contains=probe)
    from jingkai.documents.collate import group_witnesses

    for document in candidates.filter(shared).order_by("pk")[:20]:
        theirs = [thaw(reading) for reading in document.witnesses.values_list("reading", flat=True)[:3]]
        if len(group_witnesses([record, *theirs])) == 1:
            return document
    return None


def _probes(text: str, *, count: int = 24, length: int = 12) -> list[str]:
    """Short pieces from all over a text; two copies of one document share some of them, however damaged."""
    lines = [line for line in text.split("\n") if len(line) >= 3 * length]
    step = max(len(lines) // count, 1)
    return [line[length : 2 * length] for line in lines[::step]][:count]

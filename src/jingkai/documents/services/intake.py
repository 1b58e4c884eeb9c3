"""Take a reading into the library.

Comparing with the library and collating take seconds, and SQLite has one writer: both are done before the write
transaction begins, which then only looks whether the library is still the one they were done for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Max

from jingkai.documents import selectors
from jingkai.documents.models import Document, Edition, Stage, UploadOutcome, Witness
from jingkai.documents.record import Record
from jingkai.documents.services import tables
from jingkai.documents.services.indexing import index
from jingkai.documents.stored import freeze, thaw

if TYPE_CHECKING:
    from jingkai.documents.collate import Variant as Disagreement

ATTEMPTS = 3
"""How often a text is established outside the write transaction before others are made to wait for it."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a reading: the document, the witness, and whether either is new."""

    document: Document
    witness: Witness
    outcome: UploadOutcome


@dataclass(frozen=True, slots=True)
class _Established:
    """The text that a document gets from its witnesses, and what the library was like when it was worked out.

    ``document`` is the key of the document that the reading is a copy of, ``None`` for a new one.
    """

    seen: tuple[int, int | None]
    document: int | None
    record: Record
    frozen: dict[str, Any]
    variants: Sequence[Disagreement]


class _LibraryChangedError(Exception):
    """Somebody wrote while the text was established."""


def ingest(
    record: Record, *, content: bytes | None = None, publish: bool = False, fictional: bool = False
) -> Ingested:
    """Take a reading into the library.

    The same file (by SHA-256) is taken in once: a second time changes nothing. Another copy of a known document
    becomes a further witness, and the document's text is established anew from all of them. A new document waits
    for review unless ``publish`` is set, and is a made-up example where it is ``fictional``. ``content`` is the
    received file, kept beside the reading.
    """
    reading = freeze(record)
    for _attempt in range(ATTEMPTS):
        if known := _known(record):
            return known
        established = _establish(record)
        try:
            with transaction.atomic():
                if _state_of_library() != established.seen:
                    raise _LibraryChangedError
                return _take_in(established, record, reading, content, publish=publish, fictional=fictional)
        except _LibraryChangedError:
            continue
    with transaction.atomic():
        if known := _known(record):
            return known
        return _take_in(_establish(record), record, reading, content, publish=publish, fictional=fictional)


def _known(record: Record) -> Ingested | None:
    known = Witness.objects.select_related("document").filter(digest=record.witness.digest).first()
    return Ingested(known.document, known, UploadOutcome.KNOWN) if known else None


def _state_of_library() -> tuple[int, int | None]:
    """What changes whenever a witness is added or discarded."""
    found = Witness.objects.aggregate(total=Count("pk"), latest=Max("pk"))
    return found["total"], found["latest"]


def _establish(record: Record) -> _Established:
    """Find the document that a reading is a copy of and collate it with that document's other witnesses."""
    seen = _state_of_library()
    document = selectors.same_document(record)
    text, variants = record, ()
    if document:
        others = document.witnesses.order_by("pk").values_list("reading", flat=True)
        records = [*(thaw(reading) for reading in others), record]
        if len(records) > 1:
            from jingkai.documents.collate import collate

            collation = collate(records)
            text, variants = collation.record, tuple(collation.variants)
    return _Established(seen, document.pk if document else None, text, freeze(text), variants)


def _take_in(
    established: _Established,
    record: Record,
    reading: dict[str, Any],
    content: bytes | None,
    *,
    publish: bool,
    fictional: bool,
) -> Ingested:
    """Write the witness and the text established; must run inside a transaction."""
    outcome = UploadOutcome.WITNESS if established.document else UploadOutcome.NEW
    if established.document:
        document = Document.objects.get(pk=established.document)
    else:
        document = Document(stage=Stage.PUBLISHED if publish else Stage.DRAFT, fictional=fictional)
    metadata = established.record.metadata
    tables.describe(document, metadata, keep=document.corrected)
    document.save()
    witness = _witness(document, record, reading)
    if content is not None:
        witness.file.save(record.witness.source, ContentFile(content), save=False)
    try:
        witness.save()
        values = {"text": established.record.text, "record": established.frozen}
        Edition.objects.update_or_create(document=document, defaults=values)
        tables.store_provisions(document, established.record, established.variants)
        tables.join_citations(document)
        index(document, established.record)
    except BaseException:
        if witness.file:
            witness.file.delete(save=False)
        raise
    return Ingested(document, witness, outcome)


def _witness(document: Document, record: Record, reading: dict[str, Any]) -> Witness:
    received = record.witness
    return Witness(
        document=document,
        source=received.source[:255],
        media=received.media,
        encoding=received.encoding or "",
        digest=received.digest,
        received=received.text,
        reading=reading,
        repair_count=len(record.repairs),
        flag_count=len(record.flags),
    )

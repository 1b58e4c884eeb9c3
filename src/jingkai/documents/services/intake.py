"""Take a reading into the library.

Comparing with the library and collating take seconds, and SQLite has one writer: both are done before the write
transaction begins, which then only looks whether the library is still the one they were done for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Max

from jingkai.documents import selectors
from jingkai.documents.models import Document, Edition, Stage, UploadOutcome, Witness
from jingkai.documents.record import Record
from jingkai.documents.services import tables
from jingkai.documents.services.indexing import index
from jingkai.documents.services.telling import tell_units
from jingkai.documents.stored import freeze, thaw

if TYPE_CHECKING:
    from jingkai.documents.collate import Variant as Disagreement

_State = tuple[int, int | None, datetime | None]

ATTEMPTS = 3
"""How often a text is established outside the write transaction before others are made to wait for it."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a reading: the document, the witness, and whether either is new."""

    document: Document
    witness: Witness
    outcome: UploadOutcome


@dataclass(slots=True)
class _Copy:
    """A reading on its way in; ``frozen`` is the reading as it is stored, ``stored_as`` the name of the kept file."""

    record: Record
    frozen: dict[str, Any]
    content: bytes | None
    publish: bool
    fictional: bool
    stored_as: str = ""


@dataclass(frozen=True, slots=True)
class _Established:
    """The text that a document gets from its witnesses, and what the library was like when it was worked out.

    ``document`` is the key of the document that the reading is a copy of, ``None`` for a new one.
    """

    seen: _State
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
    copy = _Copy(record, freeze(record), content, publish, fictional)
    for _attempt in range(ATTEMPTS):
        if known := _known(record):
            return known
        established = _establish(record)
        with suppress(_LibraryChangedError), _file_goes_with_failure(copy), transaction.atomic():
            if _state_of_library() != established.seen:
                raise _LibraryChangedError
            return _take_in(copy, established)
    with _file_goes_with_failure(copy), transaction.atomic():
        return _known(record) or _take_in(copy, _establish(record))


def _known(record: Record) -> Ingested | None:
    known = Witness.objects.select_related("document").filter(digest=record.witness.digest).first()
    return Ingested(known.document, known, UploadOutcome.KNOWN) if known else None


def _state_of_library() -> _State:
    """What changes whenever a witness is added or discarded or a document is corrected."""
    witnesses = Witness.objects.aggregate(total=Count("pk"), latest=Max("pk"))
    return (
        witnesses["total"],
        witnesses["latest"],
        Document.objects.aggregate(latest=Max("changed"))["latest"],
    )


def _establish(record: Record) -> _Established:
    """Find the document that a reading is a copy of and collate it with that document's other witnesses."""
    seen = _state_of_library()
    document = selectors.same_document(record)
    text = record
    variants: Sequence[Disagreement] = ()
    if document:
        others = document.witnesses.order_by("pk").values_list("reading", flat=True)
        records = [*(thaw(reading) for reading in others), record]
        if len(records) > 1:
            from jingkai.documents.collate import collate

            collation = collate(records)
            text, variants = collation.record, tuple(collation.variants)
    return _Established(seen, document.pk if document else None, text, freeze(text), variants)


def _take_in(copy: _Copy, established: _Established) -> Ingested:
    """Write the witness and the text established; must run inside a transaction."""
    outcome = UploadOutcome.WITNESS if established.document else UploadOutcome.NEW
    if established.document:
        document = Document.objects.get(pk=established.document)
    else:
        stage = Stage.PUBLISHED if copy.publish else Stage.DRAFT
        document = Document(stage=stage, fictional=copy.fictional)
    tables.describe(document, established.record.metadata, keep=document.corrected)
    document.save()
    witness = _keep_witness(document, copy)
    values = {"text": established.record.text, "record": established.frozen}
    Edition.objects.update_or_create(document=document, defaults=values)
    tables.store_provisions(document, established.record, established.variants)
    tables.join_citations(document)
    index(document, established.record)
    if outcome is UploadOutcome.NEW and copy.publish:
        tell_units(document)
    return Ingested(document, witness, outcome)


def _keep_witness(document: Document, copy: _Copy) -> Witness:
    received = copy.record.witness
    witness = Witness(
        document=document,
        source=received.source[:255],
        media=received.media,
        encoding=received.encoding or "",
        digest=received.digest,
        received=received.text,
        reading=copy.frozen,
        repair_count=len(copy.record.repairs),
        flag_count=len(copy.record.flags),
    )
    if copy.content is not None:
        witness.file.save(received.source, ContentFile(copy.content), save=False)
        copy.stored_as = witness.file.name or ""
    witness.save()
    return witness


@contextmanager
def _file_goes_with_failure(copy: _Copy) -> Iterator[None]:
    """Delete the stored file of a copy that could not be taken in: no transaction takes files back."""
    try:
        yield
    except BaseException:
        if copy.stored_as:
            Witness(file=copy.stored_as).file.delete(save=False)
            copy.stored_as = ""
        raise

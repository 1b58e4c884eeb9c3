"""Write to the library: take in a reading, publish a document, hand in files.

Everything here is atomic: what fails leaves the library as it was. Nothing asks who is calling: whether somebody
may is decided where the request comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from jingkai.documents import selectors
from jingkai.documents.errors import DocumentError
from jingkai.documents.mentions import Mentions
from jingkai.documents.models import (
    Citation,
    Document,
    Edition,
    MoneyMention,
    Provision,
    Stage,
    TargetMention,
    UnitMention,
    UploadOutcome,
    Variant,
    Witness,
)
from jingkai.documents.provision import Metadata
from jingkai.documents.record import Record
from jingkai.documents.stored import freeze, thaw
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.documents.collate import Variant as Disagreement


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a reading: the document, the witness, and whether either is new."""

    document: Document
    witness: Witness
    outcome: UploadOutcome


def ingest(record: Record, *, content: bytes | None = None, publish: bool = False) -> Ingested:
    """Take a reading into the library.

    The same file (by SHA-256) is taken in once: a second time changes nothing. Another copy of a known document
    becomes a further witness, and the document's text is established anew from all of them. A new document waits
    for review unless ``publish`` is set. ``content`` is the received file, kept beside the reading.
    """
    saved: str | None = None
    try:
        with transaction.atomic():
            known = Witness.objects.select_related("document").filter(digest=record.witness.digest).first()
            if known:
                return Ingested(known.document, known, UploadOutcome.KNOWN)
            document = selectors.same_document(record)
            outcome = UploadOutcome.WITNESS if document else UploadOutcome.NEW
            if document is None:
                stage = Stage.PUBLISHED if publish else Stage.DRAFT
                document = Document(stage=stage)
                _describe(document, record.metadata)
                document.save()
            witness = _keep_witness(document, record, content)
            saved = witness.file.name or None
            _establish(document)
            index(document)
    except BaseException:
        if saved:
            Witness(file=saved).file.delete(save=False)
        raise
    return Ingested(document, witness, outcome)


def publish(document: Document) -> Document:
    """Publish a reviewed document: from now on lists, units and targets count it."""
    if document.stage != Stage.PUBLISHED:
        with transaction.atomic():
            document.stage = Stage.PUBLISHED
            document.save(update_fields=["stage", "changed"])
            index(document)
    return document


def correct(document: Document, **values: object) -> Document:
    """Set what a reviewer knows better: title, number, issuer, level, adopted, type.

    Raises :class:`~jingkai.documents.errors.DocumentError` when another document has that number.
    """
    allowed = {"title", "number", "issuer", "level", "adopted", "type"}
    if unknown := set(values) - allowed:
        raise ValueError(f"a reviewer does not set {sorted(unknown)}")
    number = values.get("number")
    if number and Document.objects.filter(number=number).exclude(pk=document.pk).exists():
        raise DocumentError(
            _("Another document of the library has the number %(number)s.") % {"number": number},
            place=document.name,
            mend=_(
                "Discard this one and hand its file in again: it then becomes a witness of that document."
            ),
        )
    with transaction.atomic():
        for name, value in values.items():
            setattr(document, name, value)
        document.corrected = sorted({*document.corrected, *values})
        document.save()
        _join_citations(document)
        index(document)
    return document


def discard(document: Document) -> None:
    """Take a document that waits for review out of the library, with its received files.

    Raises :class:`~jingkai.documents.errors.DocumentError` for a published document: that stays citable.
    """
    if document.stage == Stage.PUBLISHED:
        raise DocumentError(
            _("A published document cannot be discarded."),
            place=document.name,
            mend=_("What others may have cited stays in the library."),
        )
    pk = document.pk
    files = [witness.file for witness in document.witnesses.all() if witness.file]
    with transaction.atomic():
        document.delete()
        selectors.search_index().remove(str(pk))

        def forget() -> None:
            for file in files:
                file.storage.delete(file.name or "")

        transaction.on_commit(forget)


def index(document: Document) -> None:
    """Put a published document into the search index, in place of what was there."""
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
    selectors.search_index().add(str(document.pk), provision_entries(selectors.reading(document)), entry)


def index_everything() -> int:
    """Build the search index anew from the library; return how many documents it holds."""
    published = Document.objects.filter(stage=Stage.PUBLISHED)
    for document in published.iterator(chunk_size=20):
        index(document)
    return published.count()


def load_samples() -> int:
    """Load the sample documents into an empty library and publish them; return how many files there were."""
    if Document.objects.exists():
        return 0
    from jingkai.documents.pipeline import read_file
    from jingkai.documents.samples import sample_files

    files = sample_files()
    with translation.override(settings.LANGUAGE_CODE):
        for path in files:
            ingest(read_file(path), content=path.read_bytes(), publish=True)
    return len(files)


def _keep_witness(document: Document, record: Record, content: bytes | None) -> Witness:
    received = record.witness
    witness = Witness(
        document=document,
        source=received.source[:255],
        media=received.media,
        encoding=received.encoding or "",
        digest=received.digest,
        received=received.text,
        reading=freeze(record),
        repair_count=len(record.repairs),
        flag_count=len(record.flags),
    )
    if content is not None:
        witness.file.save(received.source, ContentFile(content), save=False)
    witness.save()
    return witness


def _establish(document: Document) -> None:
    """Establish a document's text from all its witnesses and store what was read out of it."""
    records = [
        thaw(reading) for reading in document.witnesses.order_by("pk").values_list("reading", flat=True)
    ]
    record = records[0]
    variants: list[Disagreement] = []
    if len(records) > 1:
        from jingkai.documents.collate import collate

        collation = collate(records)
        record = collation.record
        variants = list(collation.variants)
    _describe(document, record.metadata, keep=document.corrected)
    document.save()
    Edition.objects.update_or_create(
        document=document, defaults={"text": record.text, "record": freeze(record)}
    )
    _store_provisions(document, record, variants)
    _join_citations(document)


def _describe(document: Document, metadata: Metadata, *, keep: Sequence[str] = ()) -> None:
    """Copy metadata to the document's columns, but for those a reviewer has set."""
    values = {
        "number": (metadata.number or "")[:80],
        "title": (metadata.title or "")[:400],
        "wrapper": (metadata.wrapper or "")[:400],
        "issuer": (metadata.issuer or "")[:200],
        "level": metadata.issuer_level or "",
        "division": metadata.division or "",
        "adopted": _date(metadata.adopted),
        "printed": _date(metadata.printed),
        "approval": (metadata.approval or "")[:200],
        "type": (metadata.type or "")[:20],
        "index_number": (metadata.index_number or "")[:80],
        "subject": (metadata.subject or "")[:200],
        "force": metadata.status or "",
    }
    for name, value in values.items():
        if name not in keep:
            setattr(document, name, value)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _store_provisions(document: Document, record: Record, variants: Iterable[Disagreement]) -> None:
    document.variants.all().delete()
    document.provisions.all().delete()
    rows: dict[str, Provision] = {}
    by_depth: dict[int, list[Provision]] = {}
    for order, provision in enumerate(record.parsed.provisions):
        row = Provision(
            document=document,
            key=provision.id,
            order=order,
            kind=provision.kind.value,
            label=provision.label,
            heading=provision.heading,
            text=provision.text,
            depth=provision.level,
            label_start=provision.label_start,
            start=provision.start,
            end=provision.end,
            inferred=provision.inferred,
        )
        rows[provision.id] = row
        by_depth.setdefault(provision.level, []).append(row)
    parents = {provision.id: provision.parent for provision in record.parsed.provisions}
    for depth in sorted(by_depth):
        for row in by_depth[depth]:
            parent = parents[row.key]
            row.parent = rows[parent] if parent else None
        Provision.objects.bulk_create(by_depth[depth])
    for key, mentions in record.mentions.items():
        if key in rows:
            _store_mentions(document, rows[key], mentions)
    Variant.objects.bulk_create(
        Variant(
            document=document,
            provision=rows.get(variant.provision or ""),
            order=order,
            kind=variant.kind.value,
            start=variant.start,
            end=variant.end,
            chosen=variant.chosen,
            reason=variant.reason,
            readings=[
                {
                    "source": reading.source,
                    "words": reading.words,
                    "evidence": reading.evidence,
                    "grounds": list(reading.grounds),
                }
                for reading in variant.readings
            ],
        )
        for order, variant in enumerate(variants)
    )


def _store_mentions(document: Document, provision: Provision, mentions: Mentions) -> None:
    UnitMention.objects.bulk_create(
        UnitMention(
            document=document,
            provision=provision,
            start=unit.start,
            end=unit.end,
            words=unit.name,
            canonical=unit.canonical[:120],
            role=unit.role.value,
            level=unit.level,
            group=unit.group,
            open_list=unit.open_list,
        )
        for unit in mentions.units
    )
    TargetMention.objects.bulk_create(
        TargetMention(
            document=document,
            provision=provision,
            start=target.start,
            end=target.end,
            words=target.words,
            indicator=target.indicator[:200],
            comparator=target.comparator.value,
            value=target.value,
            high=target.high,
            unit=target.unit[:40],
            baseline=(target.baseline or "")[:200],
            deadline=(target.deadline or "")[:80],
            scope=(target.scope or "")[:200],
        )
        for target in mentions.targets
    )
    MoneyMention.objects.bulk_create(
        MoneyMention(
            document=document,
            provision=provision,
            start=money.start,
            end=money.end,
            words=money.words,
            kind=money.kind.value,
            yuan=money.yuan,
            rate=money.rate,
            base=(money.base or "")[:200],
            frequency=money.frequency or "",
            currency=money.currency,
        )
        for money in mentions.money
    )
    Citation.objects.bulk_create(
        Citation(
            document=document,
            provision=provision,
            start=citation.start,
            end=citation.end,
            words=citation.words,
            title=(citation.title or "")[:400],
            number=(citation.number or "")[:80],
            enacted=citation.enacted,
        )
        for citation in mentions.citations
    )


def _join_citations(document: Document) -> None:
    """Join this document's citations with the documents they mean, and others' citations with this document."""
    for citation in document.citations.all():
        cited = selectors.cited_document(citation.number, citation.title)
        if cited != citation.cited:
            citation.cited = cited
            citation.save(update_fields=["cited"])
    selectors.citations_of(document).update(cited=document)

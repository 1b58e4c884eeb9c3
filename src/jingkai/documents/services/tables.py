"""Store what was read of a document in the tables that pages ask: columns, provisions, mentions, variants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from jingkai.documents import selectors
from jingkai.documents.departments import family_of
from jingkai.documents.mentions import Mentions
from jingkai.documents.models import (
    Citation,
    Document,
    MoneyMention,
    Provision,
    TargetMention,
    UnitMention,
    Variant,
)
from jingkai.documents.provision import Metadata
from jingkai.documents.record import Record

if TYPE_CHECKING:
    from jingkai.documents.collate import Variant as Disagreement


def describe(document: Document, metadata: Metadata, *, keep: Sequence[str] = ()) -> None:
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


def store_provisions(document: Document, record: Record, variants: Iterable[Disagreement]) -> None:
    """Replace a document's provisions, what was found in them, and where its witnesses differ."""
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
            family=family_of(unit.canonical),
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


def join_citations(document: Document) -> None:
    """Join this document's citations with the documents they mean, and others' citations with this document."""
    for citation in document.citations.all():
        cited = selectors.cited_document(citation.number, citation.title)
        if cited != citation.cited:
            citation.cited = cited
            citation.save(update_fields=["cited"])
    selectors.citations_of(document).update(cited=document)

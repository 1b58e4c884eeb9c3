"""Store what was read of a document in the tables that pages ask: columns, provisions, mentions, variants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from jingkai.documents import mentions as read
from jingkai.documents import selectors
from jingkai.documents.departments import family_of
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
from jingkai.documents.provision import Provision as Parsed
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
    rows = _store_tree(document, record.parsed.provisions)
    for key, mentions in record.mentions.items():
        if key in rows:
            _store_mentions(document, rows[key], mentions)
    Variant.objects.bulk_create(
        _variant(document, rows.get(variant.provision or ""), order, variant)
        for order, variant in enumerate(variants)
    )


def _store_tree(document: Document, provisions: Sequence[Parsed]) -> dict[str, Provision]:
    """Store provisions level by level, so that each finds its parent; return the rows by their id in the document."""
    rows = {one.id: _provision(document, order, one) for order, one in enumerate(provisions)}
    by_depth: dict[int, list[Provision]] = {}
    for one in provisions:
        by_depth.setdefault(one.level, []).append(rows[one.id])
    parents = {one.id: one.parent for one in provisions}
    for depth in sorted(by_depth):
        for row in by_depth[depth]:
            parent = parents[row.key]
            row.parent = rows[parent] if parent else None
        Provision.objects.bulk_create(by_depth[depth])
    return rows


def _provision(document: Document, order: int, one: Parsed) -> Provision:
    return Provision(
        document=document,
        key=one.id,
        order=order,
        kind=one.kind.value,
        label=one.label,
        heading=one.heading,
        text=one.text,
        depth=one.level,
        label_start=one.label_start,
        start=one.start,
        end=one.end,
        inferred=one.inferred,
    )


def _variant(document: Document, provision: Provision | None, order: int, variant: Disagreement) -> Variant:
    return Variant(
        document=document,
        provision=provision,
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


def _store_mentions(document: Document, provision: Provision, mentions: read.Mentions) -> None:
    """Store what was found in one provision."""
    UnitMention.objects.bulk_create(_unit(document, provision, one) for one in mentions.units)
    TargetMention.objects.bulk_create(_target(document, provision, one) for one in mentions.targets)
    MoneyMention.objects.bulk_create(_money(document, provision, one) for one in mentions.money)
    Citation.objects.bulk_create(_citation(document, provision, one) for one in mentions.citations)


def _unit(document: Document, provision: Provision, one: read.UnitMention) -> UnitMention:
    return UnitMention(
        document=document,
        provision=provision,
        start=one.start,
        end=one.end,
        words=one.name,
        canonical=one.canonical[:120],
        role=one.role.value,
        level=one.level,
        family=family_of(one.canonical),
        group=one.group,
        open_list=one.open_list,
    )


def _target(document: Document, provision: Provision, one: read.Target) -> TargetMention:
    return TargetMention(
        document=document,
        provision=provision,
        start=one.start,
        end=one.end,
        words=one.words,
        indicator=one.indicator[:200],
        comparator=one.comparator.value,
        value=one.value,
        high=one.high,
        unit=one.unit[:40],
        baseline=(one.baseline or "")[:200],
        deadline=(one.deadline or "")[:80],
        scope=(one.scope or "")[:200],
    )


def _money(document: Document, provision: Provision, one: read.Money) -> MoneyMention:
    return MoneyMention(
        document=document,
        provision=provision,
        start=one.start,
        end=one.end,
        words=one.words,
        kind=one.kind.value,
        yuan=one.yuan,
        rate=one.rate,
        base=(one.base or "")[:200],
        frequency=one.frequency or "",
        currency=one.currency,
    )


def _citation(document: Document, provision: Provision, one: read.Citation) -> Citation:
    return Citation(
        document=document,
        provision=provision,
        start=one.start,
        end=one.end,
        words=one.words,
        title=(one.title or "")[:400],
        number=(one.number or "")[:80],
        enacted=one.enacted,
    )


def join_citations(document: Document) -> None:
    """Join this document's citations with the documents they mean, and others' citations with this document."""
    for citation in document.citations.all():
        cited = selectors.cited_document(citation.number, citation.title)
        if cited != citation.cited:
            citation.cited = cited
            citation.save(update_fields=["cited"])
    selectors.citations_of(document).update(cited=document)

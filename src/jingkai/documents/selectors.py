"""Read from the library: lists with their filters and counts, and what a page shows of one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import ExtractYear

from jingkai.documents.models import (
    Citation,
    Document,
    Edition,
    IssuerLevel,
    MoneyMention,
    Stage,
    TargetMention,
    UnitMention,
    Upload,
    UploadState,
    Variant,
    Witness,
)
from jingkai.documents.record import Record
from jingkai.documents.stored import thaw

if TYPE_CHECKING:
    from jingkai.documents.search import Query, Results, SearchIndex, Suggestion

LIBRARY_SORTS: Mapping[str, tuple[str, ...]] = {
    "-adopted": ("-adopted", "-pk"),
    "adopted": ("adopted", "pk"),
    "title": ("title", "pk"),
    "issuer": ("issuer", "-adopted", "pk"),
    "-entered": ("-entered", "-pk"),
}

TARGET_SORTS: Mapping[str, tuple[str, ...]] = {
    "document": ("-document__adopted", "document", "provision__order", "start"),
    "indicator": ("indicator", "document", "provision__order", "start"),
    "deadline": ("deadline", "indicator", "pk"),
    "value": ("unit", "value", "pk"),
    "-value": ("unit", "-value", "pk"),
}


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """What the library is narrowed to; an empty field narrows nothing."""

    words: str = ""
    issuer: str = ""
    level: str = ""
    year: str = ""
    type: str = ""
    stage: str = ""
    unit: str = ""

    def without(self, name: str) -> LibraryFilter:
        """The same filter with one field empty: what the counts beside that field's choices are taken over."""
        return LibraryFilter(**{key: "" if key == name else getattr(self, key) for key in self.__slots__})


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter with the number of rows behind it."""

    value: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The choices of every filter, each counted under all the other filters."""

    issuers: Sequence[Choice] = field(default_factory=tuple)
    levels: Sequence[Choice] = field(default_factory=tuple)
    years: Sequence[Choice] = field(default_factory=tuple)
    types: Sequence[Choice] = field(default_factory=tuple)
    stages: Sequence[Choice] = field(default_factory=tuple)


def library(narrowed: LibraryFilter, *, sort: str = "-adopted") -> QuerySet[Document]:
    """Documents under a filter, with the counts that the list shows."""
    order = LIBRARY_SORTS.get(sort, LIBRARY_SORTS["-adopted"])
    rows = _narrowed(Document.objects.all(), narrowed).order_by(*order)
    return rows.annotate(
        witness_count=Count("witnesses", distinct=True),
        unit_count=Count("unit_mentions__canonical", distinct=True),
        target_count=Count("target_mentions", distinct=True),
        money_count=Count("money_mentions", distinct=True),
    )


def _narrowed(rows: QuerySet[Document], narrowed: LibraryFilter) -> QuerySet[Document]:
    if narrowed.words:
        for word in narrowed.words.split():
            rows = rows.filter(
                Q(title__icontains=word) | Q(number__icontains=word) | Q(issuer__icontains=word)
            )
    if narrowed.issuer:
        rows = rows.filter(issuer=narrowed.issuer)
    if narrowed.level:
        rows = rows.filter(level=narrowed.level)
    if narrowed.year:
        year = int(narrowed.year) if narrowed.year.isdecimal() and len(narrowed.year) == 4 else None
        rows = rows.filter(adopted__year=year) if year else rows.filter(adopted=None)
    if narrowed.type:
        rows = rows.filter(type=narrowed.type)
    if narrowed.stage:
        rows = rows.filter(stage=narrowed.stage)
    if narrowed.unit:
        rows = rows.filter(pk__in=UnitMention.objects.filter(canonical=narrowed.unit).values("document"))
    return rows


def facets(narrowed: LibraryFilter) -> Facets:
    """Count the choices of every filter, each under all the others."""

    def counted(name: str, column: str) -> list[tuple[str, int]]:
        rows = _narrowed(Document.objects.all(), narrowed.without(name)).order_by()
        pairs = rows.values_list(column).annotate(total=Count("pk"))
        return [(str(value), total) for value, total in pairs if value not in {"", None}]

    def by_count(pairs: list[tuple[str, int]]) -> list[Choice]:
        return [
            Choice(value, value, count)
            for value, count in sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
        ]

    years = _narrowed(Document.objects.exclude(adopted=None), narrowed.without("year")).order_by()
    year_counts = years.annotate(year=ExtractYear("adopted")).values_list("year").annotate(total=Count("pk"))
    levels = dict(counted("level", "level"))
    stages = dict(counted("stage", "stage"))
    return Facets(
        issuers=by_count(counted("issuer", "issuer")),
        levels=[
            Choice(level.value, str(level.label), levels[level]) for level in IssuerLevel if level in levels
        ],
        years=[Choice(str(year), str(year), count) for year, count in sorted(year_counts, reverse=True)],
        types=by_count(counted("type", "type")),
        stages=[Choice(stage.value, str(stage.label), stages[stage]) for stage in Stage if stage in stages],
    )


def waiting_for_review() -> int:
    """How many documents nobody has looked at yet."""
    return Document.objects.filter(stage=Stage.DRAFT).count()


def reading(document: Document) -> Record:
    """The record that the document's text was established from."""
    return thaw(Edition.objects.values_list("record", flat=True).get(document=document))


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


def cited_by(document: Document) -> QuerySet[Citation]:
    """Where other documents cite this one."""
    rows = document.cited_by.exclude(document=document).select_related("document", "provision__document")
    return rows.order_by("-document__adopted", "provision__order")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with what is asked of it, in numbers."""

    name: str
    level: str
    clauses: int
    documents: int
    leads: int


def units(*, words: str = "", level: str = "", sort: str = "-clauses") -> list[UnitRow]:
    """Units that published documents name, each with the number of clauses and documents that name it."""
    rows = UnitMention.objects.filter(document__stage=Stage.PUBLISHED)
    if words:
        rows = rows.filter(canonical__icontains=words)
    if level:
        rows = rows.filter(level=level if level != "other" else "")
    counted = rows.values("canonical").annotate(
        clauses=Count("provision", distinct=True),
        documents=Count("document", distinct=True),
        leads=Count("pk", filter=Q(role="lead")),
        highest=Max("level"),
    )
    order = {
        "-clauses": ("-clauses", "canonical"),
        "name": ("canonical",),
        "-documents": ("-documents", "-clauses", "canonical"),
        "-leads": ("-leads", "-clauses", "canonical"),
    }.get(sort, ("-clauses", "canonical"))
    return [
        UnitRow(row["canonical"], row["highest"] or "", row["clauses"], row["documents"], row["leads"])
        for row in counted.order_by(*order)
    ]


def unit_mentions(name: str) -> QuerySet[UnitMention]:
    """Where published documents name a unit."""
    rows = UnitMention.objects.filter(canonical=name, document__stage=Stage.PUBLISHED)
    return rows.select_related("document", "provision__document", "provision__parent").order_by(
        "-document__adopted", "document", "provision__order", "start"
    )


def targets(
    *, words: str = "", document: str = "", unit: str = "", deadline: str = "", sort: str = "document"
) -> QuerySet[TargetMention]:
    """Figures to be reached in published documents, under filters."""
    rows = TargetMention.objects.filter(document__stage=Stage.PUBLISHED)
    for word in words.split():
        rows = rows.filter(Q(indicator__icontains=word) | Q(scope__icontains=word) | Q(words__icontains=word))
    if document.isdecimal():
        rows = rows.filter(document=int(document))
    if unit:
        rows = rows.filter(unit=unit)
    if deadline:
        rows = rows.filter(deadline=deadline)
    rows = rows.select_related("document", "provision__document")
    return rows.order_by(*TARGET_SORTS.get(sort, TARGET_SORTS["document"]))


def target_choices() -> dict[str, list[Choice]]:
    """Documents, units of measure and deadlines that targets have, with counts."""
    rows = TargetMention.objects.filter(document__stage=Stage.PUBLISHED).order_by()

    def counted(column: str) -> list[Choice]:
        pairs = rows.exclude(**{column: ""}).values_list(column).annotate(total=Count("pk"))
        return [
            Choice(value, value, total)
            for value, total in sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
        ]

    by_document = rows.values_list("document", "document__number", "document__title").annotate(
        total=Count("pk")
    )
    return {
        "documents": [
            Choice(str(pk), number or title or f"#{pk}", total) for pk, number, title, total in by_document
        ],
        "units": counted("unit"),
        "deadlines": counted("deadline"),
    }


def targets_of(document: Document) -> QuerySet[TargetMention]:
    """A document's figures to be reached in reading order."""
    return document.target_mentions.select_related("provision__document").order_by(
        "provision__order", "start"
    )


def variants(document: Document) -> QuerySet[Variant]:
    """Where a document's witnesses differ, in reading order."""
    return document.variants.select_related("provision__document").order_by("order")


def money(document: Document) -> QuerySet[MoneyMention]:
    """A document's terms of payment in reading order."""
    return document.money_mentions.select_related("provision__document").order_by("provision__order", "start")


def witnesses(document: Document) -> QuerySet[Witness]:
    """A document's witnesses without their long columns."""
    return document.witnesses.defer("received", "reading").order_by("pk")


def uploads(limit: int = 50) -> QuerySet[Upload]:
    """The latest uploads, newest first."""
    return Upload.objects.select_related("document")[:limit]


def uploads_under_way() -> bool:
    """Whether anything is still being read."""
    return Upload.objects.filter(state__in=(UploadState.WAITING, UploadState.WORKING)).exists()


def search_index() -> SearchIndex:
    """The search index: in the database itself where that is SQLite, else in a file beside the received files."""
    from jingkai.documents.search import SearchIndex

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        index = SearchIndex(connection.connection)
    else:
        import sqlite3

        index = SearchIndex(sqlite3.connect(settings.SEARCH_INDEX, timeout=20, isolation_level=None))
    index.create()
    return index


def search(query: Query) -> Results:
    """Answer a query over the clauses of published documents."""
    return search_index().search(query)


def suggestions(prefix: str, limit: int = 8) -> list[Suggestion]:
    """Titles, units and headings of published documents that begin with what was typed."""
    return search_index().suggest(prefix, limit)


def units_of(document: Document) -> list[UnitRow]:
    """Units that one document names, those with most clauses first."""
    rows = document.unit_mentions.values("canonical").annotate(
        clauses=Count("provision", distinct=True),
        leads=Count("pk", filter=Q(role="lead")),
        highest=Max("level"),
    )
    return [
        UnitRow(row["canonical"], row["highest"] or "", row["clauses"], 1, row["leads"])
        for row in rows.order_by("-clauses", "canonical")
    ]


def library_is_empty() -> bool:
    """Whether there is no document at all, not even one that waits for review."""
    return not Document.objects.exists()


def likely_superior(document: Document) -> Document | None:
    """The document of the library that this one implements, as far as its citations say."""
    from jingkai.documents.align import find_superior

    rows = cites(document).exclude(cited=None).exclude(cited=document)
    cited = {row.cited.pk: row.cited for row in rows if row.cited}
    candidates = {pk: reading(cited[pk]) for pk in list(cited)[:10]}
    found = find_superior(reading(document), list(candidates.values()))
    return next((cited[pk] for pk, record in candidates.items() if record is found), None)


def implementing_pairs(limit: int = 6) -> list[tuple[Document, Document]]:
    """Pairs of documents worth comparing: one cites the other from its preamble or first clause."""
    found: dict[tuple[int, int], tuple[Document, Document]] = {}
    rows = Citation.objects.exclude(cited=None).select_related("document", "cited", "provision")
    for citation in rows.order_by("-document__adopted", "provision__order")[:200]:
        if citation.cited and citation.cited.pk != citation.document.pk:
            found.setdefault((citation.document.pk, citation.cited.pk), (citation.document, citation.cited))
    return list(found.values())[:limit]

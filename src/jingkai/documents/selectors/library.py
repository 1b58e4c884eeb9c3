"""The library as a list: filters, counts beside their choices, sorting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from jingkai.documents.models import (
    Document,
    IssuerLevel,
    MoneyMention,
    Stage,
    TargetMention,
    UnitMention,
    Witness,
)

LIBRARY_SORTS: Mapping[str, tuple[str, ...]] = {
    "-adopted": ("-adopted", "-pk"),
    "adopted": ("adopted", "pk"),
    "title": ("title", "pk"),
    "issuer": ("issuer", "-adopted", "pk"),
    "-entered": ("-entered", "-pk"),
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


def library(
    narrowed: LibraryFilter, *, sort: str = "-adopted", among: QuerySet[Document] | None = None
) -> QuerySet[Document]:
    """Documents under a filter, all or those of ``among``, with the counts that the list shows.

    Each count is a query of its own below the row: joined, mentions would multiply each other.
    """
    order = LIBRARY_SORTS.get(sort, LIBRARY_SORTS["-adopted"])
    rows = _narrowed(Document.objects.all() if among is None else among, narrowed).order_by(*order)
    return rows.annotate(
        witness_count=_counted(Witness.objects.all()),
        unit_count=_counted(UnitMention.objects.all(), Count("canonical", distinct=True)),
        target_count=_counted(TargetMention.objects.all()),
        money_count=_counted(MoneyMention.objects.all()),
    )


def fictional(keys: Iterable[int]) -> set[int]:
    """Which of these documents are fictional samples."""
    return set(Document.objects.filter(pk__in=list(keys), fictional=True).values_list("pk", flat=True))


def _counted(rows: QuerySet[Any], what: Count | None = None) -> Coalesce:
    of_document = rows.filter(document=OuterRef("pk")).order_by().values("document")
    return Coalesce(Subquery(of_document.annotate(total=what or Count("pk")).values("total")), 0)


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
        rows = rows.filter(adopted__year=year) if year else rows.none()
    if narrowed.type:
        rows = rows.filter(type=narrowed.type)
    if narrowed.stage:
        rows = rows.filter(stage=narrowed.stage)
    if narrowed.unit:
        rows = rows.filter(pk__in=UnitMention.objects.filter(canonical=narrowed.unit).values("document"))
    return rows


def facets(narrowed: LibraryFilter, among: QuerySet[Document] | None = None) -> Facets:
    """Count the choices of every filter, each under all the others."""
    every = Document.objects.all() if among is None else among

    def counted(name: str, column: str) -> list[tuple[str, int]]:
        rows = _narrowed(every, narrowed.without(name)).order_by()
        pairs = rows.values_list(column).annotate(total=Count("pk"))
        return [(str(value), total) for value, total in pairs if value not in {"", None}]

    def by_count(pairs: list[tuple[str, int]]) -> list[Choice]:
        return [
            Choice(value, value, count)
            for value, count in sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
        ]

    years = _narrowed(every.exclude(adopted=None), narrowed.without("year")).order_by()
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


def library_is_empty() -> bool:
    """Whether there is no document at all, not even one that waits for review."""
    return not Document.objects.exists()

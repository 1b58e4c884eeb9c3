"""Responsible units, one by one and as departments across levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from jingkai.documents.departments import department_name
from jingkai.documents.models import Document, Stage, UnitMention

_SORTS: Mapping[str, tuple[str, ...]] = {
    "-clauses": ("-clauses",),
    "-documents": ("-documents", "-clauses"),
    "-leads": ("-leads", "-clauses"),
    "name": (),
}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with what is asked of it, in numbers."""

    name: str
    level: str
    clauses: int
    documents: int
    leads: int


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department over all levels: 自治区财政厅 and 市财政局 together.

    ``family`` is its key in the lexicon of units.
    """

    family: str
    name: str
    units: tuple[str, ...]
    clauses: int
    documents: int
    leads: int


def units(*, words: str = "", level: str = "", sort: str = "-clauses") -> list[UnitRow]:
    """Units that published documents name, each with the number of clauses and documents that name it."""
    order = _SORTS.get(sort, _SORTS["-clauses"])
    return _unit_rows(_counted(_published(words, level), "canonical", order))


def departments(*, words: str = "", level: str = "", sort: str = "-clauses") -> list[DepartmentRow]:
    """Departments that published documents name at any level; units of no known department are left out."""
    mentions = _published(words, level).exclude(family="")
    names: dict[str, list[str]] = {}
    pairs = mentions.values_list("family", "canonical").annotate(total=Count("provision", distinct=True))
    for family, name, _total in pairs.order_by("family", "-total", "canonical"):
        names.setdefault(family, []).append(name)
    counted = _counted(mentions, "family", _SORTS.get(sort, _SORTS["-clauses"]))
    rows = [
        DepartmentRow(
            row["family"],
            department_name(row["family"]),
            tuple(names[row["family"]]),
            row["clauses"],
            row["documents"],
            row["leads"],
        )
        for row in counted
    ]
    return sorted(rows, key=lambda row: row.name) if sort == "name" else rows


def shared_departments(names: Iterable[str]) -> list[tuple[str, str]]:
    """Key and name of each department that at least two of these units are, at whatever levels."""
    pairs = _published().filter(canonical__in=list(names)).exclude(family="").values_list("family")
    shared = (
        pairs.annotate(total=Count("canonical", distinct=True))
        .filter(total__gt=1)
        .order_by("-total", "family")
    )
    return [(family, department_name(family)) for family, _total in shared]


def unit_mentions(name: str) -> QuerySet[UnitMention]:
    """Where published documents name a unit, once a clause and role."""
    return _to_read(_published().filter(canonical=name))


def department_mentions(family: str) -> QuerySet[UnitMention]:
    """Where published documents name a department, at whatever level, once a clause, unit and role."""
    return _to_read(_published().filter(family=family))


def counts(mentions: QuerySet[UnitMention]) -> dict[str, int]:
    """How many ``clauses`` and ``documents`` some mentions are in."""
    found: dict[str, int] = mentions.order_by().aggregate(
        clauses=Count("provision", distinct=True), documents=Count("document", distinct=True)
    )
    return found


def roles(mentions: QuerySet[UnitMention]) -> list[tuple[str, int]]:
    """Roles among some mentions, each with how many there are, the most frequent first."""
    return list(
        mentions.order_by().values_list("role").annotate(total=Count("pk")).order_by("-total", "role")
    )


def written_as(name: str) -> set[str]:
    """Every way in which published documents write a unit's name."""
    return set(_published().filter(canonical=name).values_list("words", flat=True).distinct())


def sisters(family: str) -> list[UnitRow]:
    """The units of one department at all levels that published documents name, those with most clauses first."""
    if not family:
        return []
    return _unit_rows(_counted(_published().filter(family=family), "canonical"))


def units_of(document: Document) -> list[UnitRow]:
    """Units that one document names, those with most clauses first."""
    return _unit_rows(_counted(document.unit_mentions.all(), "canonical"))


def _counted(
    mentions: QuerySet[UnitMention], column: str, order: Sequence[str] = ("-clauses",)
) -> Iterable[dict[str, Any]]:
    """Group mentions by a column and count clauses, documents and leads of each group."""
    grouped: Any = mentions.values(column)
    counted: Iterable[dict[str, Any]] = grouped.annotate(
        clauses=Count("provision", distinct=True),
        documents=Count("document", distinct=True),
        leads=Count("pk", filter=Q(role="lead")),
        highest=Max("level"),
    ).order_by(*order, column)
    return counted


def _unit_rows(counted: Iterable[dict[str, Any]]) -> list[UnitRow]:
    return [
        UnitRow(row["canonical"], row["highest"] or "", row["clauses"], row["documents"], row["leads"])
        for row in counted
    ]


def _published(words: str = "", level: str = "") -> QuerySet[UnitMention]:
    rows = UnitMention.objects.filter(document__stage=Stage.PUBLISHED)
    for word in words.split():
        rows = rows.filter(canonical__icontains=word)
    if level:
        rows = rows.filter(level=level if level != "other" else "")
    return rows


def _to_read(rows: QuerySet[UnitMention]) -> QuerySet[UnitMention]:
    """In reading order, with what a page shows beside each clause, in three queries however many there are."""
    once = rows.values("provision", "role", "canonical").annotate(first=Min("pk")).values("first")
    joined = UnitMention.objects.filter(pk__in=once).select_related(
        "document", "provision__document", "provision__parent"
    )
    return joined.prefetch_related("provision__targetmentions", "provision__moneymentions").order_by(
        "-document__adopted", "document", "provision__order", "start"
    )

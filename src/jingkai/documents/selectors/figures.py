"""Figures: targets over all documents, targets and payments of one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from jingkai.documents.models import Document, MoneyMention, Stage, TargetMention
from jingkai.documents.selectors.library import Choice

TARGET_SORTS: Mapping[str, tuple[str, ...]] = {
    "document": ("-document__adopted", "document", "provision__order", "start"),
    "indicator": ("indicator", "document", "provision__order", "start"),
    "deadline": ("deadline", "indicator", "pk"),
    "value": ("unit", "value", "pk"),
    "-value": ("unit", "-value", "pk"),
}


def targets(
    *, words: str = "", document: str = "", unit: str = "", deadline: str = "", sort: str = "document"
) -> QuerySet[TargetMention]:
    """Figures to be reached in published documents, under filters."""
    rows = TargetMention.objects.filter(document__stage=Stage.PUBLISHED)
    for word in words.split():
        rows = rows.filter(Q(indicator__icontains=word) | Q(scope__icontains=word) | Q(words__icontains=word))
    if document.isdecimal() and len(document) < 12:
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


def money(document: Document) -> QuerySet[MoneyMention]:
    """A document's terms of payment in reading order."""
    return document.money_mentions.select_related("provision__document").order_by("provision__order", "start")

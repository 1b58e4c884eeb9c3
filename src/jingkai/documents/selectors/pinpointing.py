"""Find the provision that a citation means."""

from __future__ import annotations

from django.db.models import QuerySet

from jingkai.documents.models import Document, Provision


def provision_cited(citation: str, among: QuerySet[Document]) -> Provision | None:
    """Return the provision that a citation means, ``None`` where no document of ``among`` has it.

    A citation is the number of a document, white space, and a place in it: as people say it (``第11条``) or as records
    keep it (``art_2__item_11``).
    """
    number, _space, place = citation.strip().rpartition(" ")
    if not number or not place:
        return None
    rows = Provision.objects.filter(document__in=among.filter(number=number.strip()))
    rows = rows.select_related("document", "parent")
    by_key = rows.filter(key=place).first()
    if by_key or place.isascii():
        return by_key
    # Pinpoints are made from keys: an ordinal is compared in a document's few hundred provisions, not in the database.
    return next((row for row in rows.order_by("order") if row.pinpoint == place), None)

"""Claims in lists of money: the names that readers know, and those that were ticked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from jingkai.benefits import words
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.agreements import benefit_titles
from jingkai.registry.models import Enterprise

MOST = 500
"""So many claims are taken at once."""


def told(rows: Iterable[ClaimRow]) -> list[dict[str, Any]]:
    """Return rows with the names that readers know: of the benefit, the enterprise, the clause."""
    rows = list(rows)
    named = benefit_titles({(row.document, row.benefit) for row in rows})
    found = Enterprise.objects.filter(uscc__in={row.enterprise for row in rows}).only("uscc", "name")
    names = {one.uscc: one.name for one in found}
    return [
        {
            "claim": row,
            "title": named.get((row.document, row.benefit), row.benefit),
            "enterprise": names.get(row.enterprise, row.enterprise),
            "clause": f"{row.document} {words.clause(row.provision)}",
        }
        for row in rows
    ]


def chosen(request: HttpRequest, rows: QuerySet[ClaimRow]) -> QuerySet[ClaimRow]:
    """Return the rows whose boxes were ticked (``claim``), as far as they are among ``rows``."""
    keys = [key for key in request.POST.getlist("claim")[:MOST] if len(key) <= 32 and "\0" not in key]
    return rows.filter(claim__in=keys)

"""Find things of the registry by name or code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from jingkai.accounts.policy import Principal
from jingkai.kernel.finding import Found
from jingkai.registry.selectors.rows import enterprises, parcels, parks, projects, units, zones

MOST_OF_A_KIND = 4

# Rows, the columns that words are looked for in, the column of the code, a drawing.
_KINDS: Sequence[tuple[Callable[[Principal], QuerySet[Any]], tuple[str, ...], str, str]] = (
    (enterprises, ("name", "uscc"), "uscc", "factory"),
    (projects, ("name", "code"), "code", "briefcase-business"),
    (parcels, ("number",), "number", "land-plot"),
    (zones, ("name", "short_name", "code"), "city", "map"),
    (parks, ("name", "code"), "zone", "map"),
    (units, ("name", "code"), "code", "landmark"),
)


def find(user: Principal, words: str) -> Iterator[Found]:
    """Return things that ``user`` may see whose name or code has every word, a few of each kind.

    What begins with the words comes before what merely contains them.
    """
    wanted = words.split()
    if not wanted:
        return
    for rows, columns, about, drawing in _KINDS:
        matching = _matching(rows(user), columns, wanted)
        begins = matching.filter(_any(columns, "istartswith", wanted[0]))[:MOST_OF_A_KIND]
        found = list(begins)
        if len(found) < MOST_OF_A_KIND:
            rest = matching.exclude(pk__in=[row.pk for row in found])
            found += rest[: MOST_OF_A_KIND - len(found)]
        for row in found:
            yield Found(str(row), row.get_absolute_url(), drawing, str(getattr(row, about) or ""))


def _matching(rows: QuerySet[Any], columns: Sequence[str], words: Sequence[str]) -> QuerySet[Any]:
    for word in words:
        rows = rows.filter(_any(columns, "icontains", word))
    return rows


def _any(columns: Sequence[str], how: str, word: str) -> Q:
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{column}__{how}": word})
    return condition

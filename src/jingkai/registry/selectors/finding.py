"""Things of the registry by name or code, for the search from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from jingkai.accounts.policy import Principal
from jingkai.kernel.finding import Found
from jingkai.kernel.language import gettext as _
from jingkai.registry.selectors import rows
from jingkai.registry.selectors.units import units_named

_EACH = 3
"""So many things of a kind at most."""

_KINDS: tuple[tuple[Callable[[Principal], QuerySet[Any]], tuple[str, ...], str], ...] = (
    (rows.enterprises, ("name", "uscc"), "factory"),
    (rows.projects, ("name", "code"), "briefcase-business"),
    (rows.parcels, ("number",), "land-plot"),
    (rows.zones, ("name", "short_name", "code"), "map"),
    (rows.parks, ("name", "code"), "trees"),
    (rows.variables, ("label", "english", "name"), "braces"),
)


def find(user: Principal, words: str) -> Iterator[Found]:
    """Give what has every word in its name or code, those that begin with them first; only what ``user`` may see."""
    wanted = words.split()
    if not wanted:
        return
    for given, fields, icon in _KINDS:
        for row in _matching(given(user), fields, wanted)[:_EACH]:
            yield Found(_name(row), row.get_absolute_url(), icon, _note(row))
    for unit in units_named(rows.units(user), words)[:_EACH]:
        yield Found(unit.name, unit.get_absolute_url(), "landmark", _note(unit))


def _matching(found: QuerySet[Any], fields: tuple[str, ...], wanted: list[str]) -> QuerySet[Any]:
    begins = Q()
    for word in wanted:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
            begins |= Q(**{f"{field}__istartswith": word})
        found = found.filter(anywhere)
    first = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.order_by(first, fields[0])


def _name(row: Any) -> str:
    return str(getattr(row, "name", None) or row) if row._meta.model_name != "variable" else str(row)


def _note(row: Any) -> str:
    kind = str(row._meta.verbose_name)
    key = next(
        (str(getattr(row, name)) for name in ("uscc", "number", "code", "name") if hasattr(row, name)), ""
    )
    note = f"{kind} {key}"
    return f"{note} · {_('demonstration data')}" if getattr(row, "synthetic", False) else note

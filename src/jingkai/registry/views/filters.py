"""Filters of lists: a field of the address, its choices, and what it leaves over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jingkai.registry import industries
from jingkai.registry.views.columns import Words

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter may take, and its words."""

    value: str
    words: Words


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the filter row. ``choices`` are read from the rows that the reader may see."""

    name: str
    words: Words
    choices: Callable[[Rows], list[Choice]]
    narrow: Callable[[Rows, str], Rows]


@dataclass(frozen=True, slots=True)
class Offered:
    """A filter as a page shows it: with its choices and the one that is on."""

    filter: Filter
    choices: list[Choice]
    value: str

    @property
    def chosen(self) -> Words:
        """The words of the value that is on."""
        return next((choice.words for choice in self.choices if choice.value == self.value), self.value)


def by_state(name: str, words: Words, states: Any) -> Filter:
    """Filter by a field with fixed choices."""
    return Filter(
        name,
        words,
        lambda _rows: [Choice(value, label) for value, label in states.choices],
        lambda rows, value: rows.filter(**{name: value}),
    )


def by_zone(path: str = "zone") -> Filter:
    """Filter by zone."""

    def choices(rows: Rows) -> list[Choice]:
        found = (
            rows.exclude(**{path: None}).order_by().values_list(f"{path}__code", f"{path}__name").distinct()
        )
        return [Choice(code, name) for code, name in sorted(found, key=lambda one: one[1])]

    return Filter("zone", _("Zone"), choices, lambda rows, value: rows.filter(**{f"{path}__code": value}))


def by_park() -> Filter:
    """Filter by park."""

    def choices(rows: Rows) -> list[Choice]:
        found = rows.exclude(park=None).order_by().values_list("park__code", "park__name").distinct()
        return [Choice(code, name) for code, name in sorted(found, key=lambda one: one[1])]

    return Filter("park", _("Park"), choices, lambda rows, value: rows.filter(park__code=value))


def by_industry() -> Filter:
    """Filter by section of the industry."""

    def choices(rows: Rows) -> list[Choice]:
        found = {
            code[:1]
            for code in rows.exclude(industry="").order_by().values_list("industry", flat=True).distinct()
        }
        return [Choice(letter, f"{letter} {industries.section_name(letter)}") for letter in sorted(found)]

    return Filter(
        "industry", _("Industry"), choices, lambda rows, value: rows.filter(industry__startswith=value)
    )


def by_flag(name: str, words: Words) -> Filter:
    """Filter by yes, no and not known, which are three things."""
    known = {"yes": True, "no": False, "unknown": None}
    return Filter(
        name,
        words,
        lambda _rows: [Choice("yes", _("yes")), Choice("no", _("no")), Choice("unknown", _("unknown"))],
        lambda rows, value: rows.filter(**{name: known[value]}) if value in known else rows,
    )


def by_value(name: str, words: Words) -> Filter:
    """Filter by whatever values a text field has."""
    return Filter(
        name,
        words,
        lambda rows: [
            Choice(value, value)
            for value in rows.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()
        ],
        lambda rows, value: rows.filter(**{name: value}),
    )


def given(request: HttpRequest, name: str, limit: int = 200) -> str:
    """Return a parameter of the address without what no database takes: NUL characters and words without end."""
    return request.GET.get(name, "").replace("\0", "").strip()[:limit]


def containing(rows: Rows, words: str, fields: tuple[str, ...]) -> Rows:
    """Return the rows in which every word stands in one of the fields."""
    for word in words.split():
        condition = Q()
        for field in fields:
            condition |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(condition)
    return rows

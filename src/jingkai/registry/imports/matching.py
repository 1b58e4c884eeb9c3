"""Which column of a file is which column of a table: by header, by another name of it, else by likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jingkai.kernel.seen import as_seen
from jingkai.registry.imports import units
from jingkai.registry.imports.raw import Raw, shown
from jingkai.registry.imports.sheets import Row
from jingkai.registry.imports.tables import Column, Table

LIKE_ENOUGH = 75
"""Likeness (0 to 100) from which a header is taken for a column, to be confirmed by a person."""
_IN_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_EDGE_SIGNS = re.compile(r"[*＊:：]|^\d+[.、]")


@dataclass(frozen=True, slots=True)
class Match:
    """A column of a file and what it was taken for.

    ``at`` counts from 0; ``name`` is ``""`` for a column that is left out; ``unit`` is the unit that the header names;
    ``sure`` says that the header is one of the column's own names.
    """

    at: int
    header: str
    name: str = ""
    unit: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a file is read: the row of its header, its columns, and which columns an empty cell may empty."""

    header_row: int
    matches: tuple[Match, ...]
    erased: frozenset[str] = frozenset()

    @property
    def columns(self) -> Mapping[str, Match]:
        """The columns that are taken in, by name."""
        return {match.name: match for match in self.matches if match.name}

    def plain(self) -> dict[str, Any]:
        """Return the mapping as it is stored."""
        return {
            "header_row": self.header_row,
            "matches": [[one.at, one.header, one.name, one.unit, one.sure] for one in self.matches],
            "erased": sorted(self.erased),
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> ColumnMapping:
        """Return the mapping that was stored."""
        return cls(
            int(stored["header_row"]),
            tuple(Match(*one) for one in stored["matches"]),
            frozenset(stored.get("erased", ())),
        )


def header_of(table: Table, rows: Sequence[Row]) -> Row:
    """Return the row that is the header: the one in which most cells name columns of the table, the first of these.

    Files of offices have a title, a unit and a date above it. Where no row names anything, it is the first.
    """
    return max(rows, key=lambda row: (_named(table, row[1]), -row[0]))


def match(table: Table, cells: Sequence[Raw]) -> tuple[Match, ...]:
    """Match the cells of a header to the columns of a table, each column at most once."""
    headers = [(at, as_seen(shown(cell))) for at, cell in enumerate(cells)]
    headers = [(at, header) for at, header in headers if header]
    taken: dict[int, tuple[str, bool]] = {}
    used: set[str] = set()
    for own_names_only in (True, False):  # a column's own name counts more than another's alias
        for at, header in headers:
            if at in taken:
                continue
            found = _exact(table, header, used, own_names_only=own_names_only)
            if found:
                taken[at] = (found.name, True)
                used.add(found.name)
    for likeness, at, name in _alike(table, [one for one in headers if one[0] not in taken], used):
        if at not in taken and name not in used and likeness >= LIKE_ENOUGH:
            taken[at] = (name, False)
            used.add(name)
    return tuple(_matched(table, at, header, *taken.get(at, ("", True))) for at, header in headers)


def _matched(table: Table, at: int, header: str, name: str, sure: bool) -> Match:
    """Return a match. Of a header in two languages, as templates have it, the Chinese part is kept to be shown."""
    if not name:
        return Match(at, header)
    column = table.by_name[name]
    words = header.removesuffix(column.english).rstrip(" *") or header
    return Match(at, words, name, units.unit_in_header(header, column.unit), sure)


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """Return a header without white space, stars, numbering and what stands in brackets, in small letters.

    >>> normal("* 注册资本（万元）"), normal("1、Unified Social Credit Code")
    ('注册资本', 'unifiedsocialcreditcode')
    """
    words = unicodedata.normalize("NFKC", header)
    bare = _EDGE_SIGNS.sub("", _IN_BRACKETS.sub("", words).strip())
    return "".join(bare.split()).casefold() or "".join(words.split()).casefold()


def _forms_of_header(header: str) -> tuple[str, ...]:
    """Return a header as it may be recognised: the whole, and its Chinese and its English part."""
    chinese = "".join(re.findall(r"[^\x00-\x7f]+", _IN_BRACKETS.sub("", header)))
    english = " ".join(re.findall(r"[A-Za-z/()\d. -]+", header))
    return tuple(dict.fromkeys(form for form in map(normal, (header, chinese, english)) if form))


def _exact(table: Table, header: str, used: set[str], *, own_names_only: bool) -> Column | None:
    forms = _forms_of_header(header)
    for column in table.columns:
        if column.name in used:
            continue
        names = (column.chinese, column.english, column.name, *(() if own_names_only else column.also))
        if any(normal(name) in forms for name in names):
            return column
    return None


def _alike(table: Table, headers: Iterable[tuple[int, str]], used: set[str]) -> list[tuple[float, int, str]]:
    from rapidfuzz import fuzz

    found = [
        (
            max(
                fuzz.ratio(normal(header), normal(name))
                for name in (column.chinese, column.english, *column.also)
            ),
            at,
            column.name,
        )
        for at, header in headers
        for column in table.columns
        if column.name not in used
    ]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _named(table: Table, cells: Sequence[Raw]) -> int:
    used: set[str] = set()
    for cell in cells:
        if isinstance(cell, str) and len(cell) <= 80:
            found = _exact(table, as_seen(cell), used, own_names_only=False)
            if found:
                used.add(found.name)
    return len(used)

"""A register: one table of the registry as people see it. Lists, pages, forms and exports are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import Principal
from jingkai.registry.views.columns import Cell, Column, Words
from jingkai.registry.views.filters import Filter, Rows

if TYPE_CHECKING:
    from jingkai.registry.forms import KeptForm


@dataclass(frozen=True, slots=True)
class Tab:
    """A further page of a thing: its other rows in another register."""

    name: str
    register: Callable[[], Register]
    narrow: Callable[[Rows, Any], Rows]


@dataclass(frozen=True, slots=True)
class Register:
    """What is particular about one table.

    ``name`` is the singular in names of addresses (``enterprise``), ``plural`` that of the list; ``key`` the field
    that stands in the address of a row; ``rows`` gives what a reader may see; ``figures`` are the two or three values
    in the head of a page, ``lines`` its groups of details. ``edit`` is ``None`` where nothing is changed by hand.
    ``contains`` finds words in rows otherwise than by ``search``; ``prepare`` fetches what several rows need at once.
    """

    name: str
    plural: str
    key: str
    icon: str
    words: Words
    lead: Words
    counted: Callable[[int], str]
    rows: Callable[[Principal], Rows]
    view: Action
    columns: tuple[Column, ...]
    search: tuple[str, ...]
    filters: tuple[Filter, ...]
    sort: str
    empty: Words
    next_step: Words
    lines: tuple[tuple[Words, tuple[Column, ...]], ...] = ()
    figures: Callable[[Any, Principal], list[Cell]] | None = None
    tabs: tuple[Tab, ...] = ()
    edit: Action | None = None
    form: type[KeptForm] | None = None
    new_words: Words = ""
    has_facts: bool = False
    keeps_people: bool = False
    badge: Column | None = None
    address: Callable[[Any], str] = lambda row: str(row.get_absolute_url())
    has_history: bool = True
    contains: Callable[[Rows, str], Rows] | None = None
    prepare: Callable[[list[Any]], None] = lambda _rows: None
    remarks: Callable[[Any], list[str]] = lambda _row: []

    @property
    def main(self) -> Column:
        """The column that names a row and leads to its page."""
        return self.columns[0]

    def key_of(self, row: Any) -> str:
        """Return what stands for a row in addresses."""
        return str(getattr(row, self.key))

    def sorts(self) -> dict[str, Column]:
        """Return the columns that the list can be sorted by, by name."""
        return {column.name: column for column in self.columns if column.sort}

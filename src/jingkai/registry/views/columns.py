"""Columns of lists and lines of pages: how one value of a row is shown, and what stands in its export."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from jingkai.accounts.policy import Nobody, Principal

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Words: TypeAlias = "str | StrPromise"


class Look(StrEnum):
    """How a value is written."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    YEAR = "year"
    DATE = "date"
    TIME = "time"
    FLAG = "flag"
    WORDS = "words"
    BADGE = "badge"
    LINK = "link"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, ready to be shown. ``unknown`` is shown as a word, never as zero or nothing."""

    look: Look
    value: Any
    label: Words
    url: str = ""
    tone: str = ""
    icon: str = ""
    sub: str = ""

    none_is_empty: bool = False

    @property
    def unknown(self) -> bool:
        """Whether nothing is known."""
        return self.value is None or self.value in ("", [])

    @property
    def is_figure(self) -> bool:
        """Whether it is aligned to the right."""
        return self.look in {Look.NUMBER, Look.MONEY, Look.SHARE}


@dataclass(frozen=True, slots=True)
class Tone:
    """How a state looks: a colour and an icon, beside its word."""

    colour: str
    icon: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the address, its words, how it is read off a row and how it is sorted.

    ``url`` gives the address behind a value for whoever looks, ``""`` where they may not go there. ``none_is_empty``
    says that an empty value means "there is none" and not "unknown" (an enterprise without park).
    """

    name: str
    words: Words
    read: Callable[[Any], Any]
    look: Look = Look.TEXT
    sort: str = ""
    url: Callable[[Any, Any], str] | None = None
    tones: dict[str, Tone] = field(default_factory=dict)
    tone_of: Callable[[Any], str] | None = None
    none_is_empty: bool = False
    exported_only: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether it is aligned to the right."""
        return self.look in {Look.NUMBER, Look.MONEY, Look.SHARE}

    def cell(self, row: Any, user: Principal | None = None) -> Cell:
        """Return the value of a row, ready to be shown to somebody."""
        tone = self.tones.get(self.tone_of(row)) if self.tone_of else None
        value = self.read(row)
        return Cell(
            look=self.look,
            value=value,
            label=self.words,
            url=self.url(row, user or Nobody()) if self.url and value else "",
            tone=tone.colour if tone else "",
            icon=tone.icon if tone else "",
            none_is_empty=self.none_is_empty,
        )

    def exported(self, row: Any) -> object:
        """Return the value of a row as a file holds it; ``None`` for unknown."""
        return plain(self.read(row))


def plain(value: Any) -> object:
    """Return a value as a spreadsheet takes it.

    >>> plain(True), plain(["稀土", "装备"]), plain(date(2024, 3, 20))
    ('yes', '稀土、装备', '2024-03-20')
    """
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(str(one) for one in value)
    if value is None or isinstance(value, int | Decimal):
        return value
    return str(value)


def synthetic_words(row: Any) -> str:
    """Return the mark that an exported row of demonstration data carries."""
    return gettext("demonstration data (synthetic)") if row.synthetic else ""


REMARK = Column("remark", gettext_lazy("Remark"), synthetic_words, none_is_empty=True, exported_only=True)
"""The mark of synthetic rows in every export."""


def cells(columns: Iterable[Column], row: Any, user: Principal) -> list[Cell]:
    """Return the cells of a row for a page that somebody looks at."""
    return [column.cell(row, user) for column in columns if not column.exported_only]

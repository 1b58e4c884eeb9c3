"""What shapes of the interface have in common. Decimals are strings, dates ISO, what is unknown is ``null``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field, PlainSerializer, StringConstraints, WithJsonSchema

Item = TypeVar("Item")

# No database takes a NUL character, and no name has one.
_NO_NUL = r"^[^\x00]*$"

Words = Annotated[str, StringConstraints(max_length=200, pattern=_NO_NUL)]
"""A short text that a program hands in."""
LongWords = Annotated[str, StringConstraints(max_length=2000, pattern=_NO_NUL)]
"""A longer one."""

Exact = Annotated[
    Decimal,
    PlainSerializer(lambda value: format(value, "f"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "examples": ["1250000.50"]}),
]
"""A decimal as a string in plain notation, so that no reader rounds it."""


class Shape(Schema):
    """What an operation answers: closed, and described by the docstrings of its attributes."""

    model_config = ConfigDict(
        from_attributes=True, use_attribute_docstrings=True, frozen=True, protected_namespaces=()
    )


class Asked(Schema):
    """What is asked in the address or a body: a name that nobody knows is refused, not ignored."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, frozen=True)


class PageAsked(Asked):
    """Which page of a list."""

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    """Page, from 1."""
    per_page: Annotated[int, Field(ge=1, le=200)] = 50
    """Rows a page."""


class Page(Shape, Generic[Item]):
    """A page of a list. The header ``Link`` leads to the first, previous, next and last page."""

    items: list[Item]
    """The rows, in the order asked for."""
    total: int
    """Rows on all pages."""
    page: int
    """This page, from 1."""
    per_page: int
    """Rows a page."""
    pages: int
    """Pages; 1 for an empty list."""


# A page of something has no source of its own, and looking for one takes as long as all else at the start of the site.
Page.model_config["use_attribute_docstrings"] = False


class Fault(Shape):
    """Something wrong with one field or parameter."""

    field: str
    """Where: ``query.page``, ``body.registered_capital``, ``header.If-Match``."""
    message: str
    """What is wrong, in words."""
    expected: str
    """What is expected there."""
    came: str | None
    """What came, shortened; null where nothing came."""
    mend: str
    """What to do about it."""


class Problem(Shape):
    """Why a request was not carried out (RFC 9457)."""

    type: str
    """Address that explains this kind of problem."""
    title: str
    """The kind of problem, in words."""
    status: int
    """Status of the answer."""
    code: str
    """The kind of problem as one stable word."""
    detail: str
    """What happened here."""
    mend: str
    """What to do about it; empty where nothing can be done."""
    request: str
    """Id of the request, to be named when asking for help."""
    errors: list[Fault]
    """One for each field that does not fit; else empty."""


def page_of(request: HttpRequest, rows: Any, asked: PageAsked, shape: Callable[[Any], Item]) -> Page[Item]:
    """Cut the page that is asked for out of a query set or a sequence, and give each row its shape.

    The request remembers how many pages there are, so that the answer can link to them.
    """
    total = len(rows) if isinstance(rows, Sequence) else rows.count()
    pages = max(-(-total // asked.per_page), 1)
    noted: Any = request
    noted.paged = (asked.page, pages)
    start = (asked.page - 1) * asked.per_page
    found = rows[start : start + asked.per_page] if start < total else []
    return Page(
        items=[shape(row) for row in found],
        total=total,
        page=asked.page,
        per_page=asked.per_page,
        pages=pages,
    )

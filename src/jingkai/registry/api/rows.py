"""What the operations on all tables share: lists under filters, one row by its key, rows entered and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from jingkai.accounts.actions import Action
from jingkai.accounts.api.faults import fault
from jingkai.accounts.api.gate import person, principal, refuse
from jingkai.accounts.api.problems import ProblemError, not_found
from jingkai.accounts.api.shapes import Page, PageAsked, Shape, page_of
from jingkai.accounts.api.versions import tagged, version_seen
from jingkai.kernel.language import gettext as _
from jingkai.registry import selectors, services
from jingkai.registry.errors import ChangedMeanwhileError, RegistryError

Shown = TypeVar("Shown", bound=Shape)


@dataclass(frozen=True, slots=True)
class Table:
    """What is particular about a table: its model, the field that stands in addresses, who may see and change rows.

    ``words`` are the fields that ``q`` looks into, ``paths`` leads from a filter to what it compares.
    """

    model: type[Any]
    key: str
    rows: Callable[[Any], QuerySet[Any]]
    shape: Callable[[Any], Any]
    edit: Action
    words: tuple[str, ...]
    paths: Mapping[str, str]


def listed(request: HttpRequest, table: Table, asked: Any) -> Page[Any]:
    """Return the page of rows that is asked for, as far as the caller may see them."""
    rows = table.rows(principal(request))
    for word in (asked.q or "").split():
        condition = Q()
        for name in table.words:
            condition |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(condition)
    for name, path in table.paths.items():
        value = getattr(asked, name)
        if value is not None:
            rows = rows.filter(**{path: value})
    sort = asked.sort or table.key
    # The key breaks ties, or rows would jump between pages.
    return page_of(
        request, rows.order_by(sort, "pk"), PageAsked(page=asked.page, per_page=asked.per_page), table.shape
    )


def found(request: HttpRequest, table: Table, key: str) -> Any:
    """Return a row that the caller may see. Raises :class:`ProblemError` (404) for any other."""
    row = table.rows(principal(request)).filter(**{table.key: key}).first() if "\0" not in key else None
    if row is None:
        raise not_found()
    return row


def shown(request: HttpRequest, response: HttpResponse, table: Table, key: str) -> Any:
    """Return one row, with its version in ``ETag``."""
    row = found(request, table, key)
    tagged(response, row.changed)
    return table.shape(row)


def entered(request: HttpRequest, response: HttpResponse, table: Table, body: Any) -> Any:
    """Enter a row and return it. Raises :class:`ProblemError` (409) where its key is taken."""
    placed = _placed(request, table, body)
    if table.model.objects.filter(**{table.key: placed[table.key]}).exists():
        raise ProblemError(
            HTTPStatus.CONFLICT,
            _("There is one with this key already: %(key)s.") % {"key": placed[table.key]},
            _("Change that one, or correct the key."),
        )
    row = services.create(table.model, placed, user=person(request), reason=body.reason)
    tagged(response, row.changed)
    return table.shape(row)


def changed(request: HttpRequest, response: HttpResponse, table: Table, key: str, body: Any) -> Any:
    """Change a row that the caller may see and keep, and return it.

    Raises :class:`ProblemError`: 404 where it is not seen, 403 where it is not kept, 412 where it has changed since.
    """
    row = found(request, table, key)
    refuse(request, table.edit, row)
    seen = version_seen(request)
    try:
        row, _names = services.update(
            row, _placed(request, table, body), user=person(request), reason=body.reason, seen=seen
        )
    except ChangedMeanwhileError as error:
        raise ProblemError(HTTPStatus.PRECONDITION_FAILED, error.what, error.mend) from error
    except RegistryError as error:
        raise not_found() from error
    tagged(response, row.changed)
    return table.shape(row)


def _placed(request: HttpRequest, table: Table, body: Any) -> dict[str, Any]:
    """Return what a body names as values of a row: rows in the place of codes, "" for text that is not known.

    A code out of scope is refused as one that there is not.
    """
    asking = principal(request)
    placed: dict[str, Any] = body.model_dump(exclude_unset=True, exclude={"reason"})
    for name, value in placed.items():
        field = table.model._meta.get_field(name)
        if value is None and not field.null:
            placed[name] = ""
    faults: dict[str, str] = {}
    among: dict[str, tuple[QuerySet[Any], str]] = {
        "zone": (selectors.kept_zones(asking, table.edit), "code"),
        "park": (selectors.parks(asking), "code"),
        "enterprise": (selectors.enterprises(asking), "uscc"),
    }
    for name, (rows, key) in among.items():
        code = placed.get(name)
        if code is None:
            continue
        placed[name] = rows.filter(**{key: code}).first()
        if placed[name] is None:
            faults[name] = code
    if faults:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            errors=[
                fault(
                    f"body.{name}",
                    _("Within your scope there is none of this code."),
                    expected=_("a code from the list"),
                    came=code,
                )
                for name, code in faults.items()
            ],
        )
    return placed

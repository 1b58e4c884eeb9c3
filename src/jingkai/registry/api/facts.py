"""Facts as they held on a day and as they were known at a moment; stating them; the dictionary of variables."""

from __future__ import annotations

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from jingkai.accounts.api.faults import fault
from jingkai.accounts.api.gate import operation, person, principal, refuse
from jingkai.accounts.api.problems import ProblemError, not_found
from jingkai.accounts.api.shapes import Asked, LongWords, Page, PageAsked, Words, page_of
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.registry import selectors, services
from jingkai.registry.actions import EDIT_FACTS, VIEW_FACTS, VIEW_VARIABLES
from jingkai.registry.api.asked import ListAsked, Subjects
from jingkai.registry.api.shapes import FactShape, VariableShape, fact_shape, variable_shape
from jingkai.registry.models import Fact

router = Router()

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Subject = Annotated[
    str, Field(pattern=r"^(zone|park|enterprise|project|parcel)/[^\x00/]{1,50}$", max_length=60)
]
_ROWS: dict[str, tuple[Any, str]] = {
    "zone": (selectors.zones, "code"),
    "park": (selectors.parks, "code"),
    "enterprise": (selectors.enterprises, "uscc"),
    "project": (selectors.projects, "code"),
    "parcel": (selectors.parcels, "number"),
}


class VariablesAsked(ListAsked):
    """Which variables."""

    subject: Subjects | None = None
    """What they are stated about."""


class FactsAsked(PageAsked):
    """Which facts."""

    subject: Subject | None = None
    """About whom: `enterprise/USCC`."""
    variable: Words | None = None
    """Name of the variable."""
    zone: Words | None = None
    """Code of the zone."""
    period: Words | None = None
    """Period as it is written: `2024Q1`."""
    on: date | None = None
    """Those that hold on a day."""
    known_at: datetime | None = None
    """As they were known at a moment; now where nothing is said."""
    sort: Literal["recorded", "-recorded", "period", "-period", "subject", "-subject"] = "-recorded"
    """Order; a minus turns it round."""


class FactStatement(Asked):
    """A fact to be stated."""

    subject: Subject
    """About whom: `enterprise/USCC`."""
    variable: Words
    """Name of the variable."""
    value: bool | LongWords
    """As the variable's type says: decimals as strings, `true` or `false`, days as `2024-03-20`."""
    period: Words = ""
    """`2024`, `2024H1`, `2024Q1`, `2024-03` …; empty where the variable has none."""
    replaces: Key | None = None
    """Id of the fact that it takes the place of; null where nothing is known yet. Anything else is a conflict."""
    source: Literal["enterprise", "zone", "unit"] = "zone"
    """Who says so."""
    source_words: Words = ""
    """Source in words."""
    valid_from: date | None = None
    """First day on which it holds; null is open."""
    valid_to: date | None = None
    """Last day on which it holds; null is open."""


@operation(
    router.get,
    "/variables",
    VIEW_VARIABLES,
    msgid("The dictionary of what may be stated about subjects"),
    response=Page[VariableShape],
)
def list_variables(request: HttpRequest, asked: Query[VariablesAsked]) -> Page[VariableShape]:
    """The dictionary of what may be stated about subjects."""
    rows = selectors.variables(principal(request)).order_by("subject", "name")
    if asked.subject:
        rows = rows.filter(subject=asked.subject)
    for word in (asked.q or "").split():
        rows = rows.filter(name__icontains=word) | rows.filter(label__icontains=word)
    return page_of(request, rows, asked, variable_shape)


@operation(
    router.get,
    "/variables/{str:name}",
    VIEW_VARIABLES,
    msgid("A variable by its name"),
    response=VariableShape,
)
def read_variable(request: HttpRequest, name: Path[str]) -> VariableShape:
    """A variable by its name."""
    found = selectors.variables(principal(request)).filter(name=name).first() if "\0" not in name else None
    if found is None:
        raise not_found()
    return variable_shape(found)


@operation(
    router.get,
    "/facts",
    VIEW_FACTS,
    msgid("Facts within the token's scope, as they held on a day and as they were known at a moment"),
    response=Page[FactShape],
)
def list_facts(request: HttpRequest, asked: Query[FactsAsked]) -> Page[FactShape]:
    """Facts within the token's scope, as they held on a day and as they were known at a moment."""
    known_at = timezone.make_aware(asked.known_at) if _is_naive(asked.known_at) else asked.known_at  # type: ignore[arg-type]
    rows = selectors.facts(principal(request)).known(known_at)
    if asked.on:
        rows = rows.valid(asked.on)
    paths = {"subject": "subject", "variable": "variable__name", "zone": "zone__code", "period": "period"}
    for name, path in paths.items():
        if (value := getattr(asked, name)) is not None:
            rows = rows.filter(**{path: value})
    return page_of(request, rows.order_by(asked.sort, "pk"), asked, fact_shape)


@operation(
    router.get,
    "/facts/{int:id}",
    VIEW_FACTS,
    msgid("A fact by its id, whether it is known still or was corrected"),
    response=FactShape,
)
def read_fact(request: HttpRequest, id: Path[Key]) -> FactShape:
    """A fact by its id, whether it is known still or was corrected."""
    return fact_shape(_found(request, id))


@operation(
    router.post,
    "/facts",
    EDIT_FACTS,
    msgid("State a fact. What was known stays on record; the new value stands beside it"),
    response=FactShape,
    status=201,
    conflicts=True,
)
def state_fact(request: HttpRequest, body: FactStatement) -> FactShape:
    """State a fact. What was known stays on record; the new value stands beside it.

    `replaces` names what the caller knew; where something else is known by now, nothing is written.
    """
    subject = _subject(request, body.subject)
    variable = selectors.variables(principal(request)).filter(name=body.variable).first()
    if variable is None:
        raise _unfit("variable", _("The dictionary has no variable of this name."), body.variable)
    statement = services.Statement(
        variable=variable,
        value=body.value,
        period=body.period,
        source=body.source,
        source_words=body.source_words,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
    )
    try:
        with transaction.atomic():
            period = variable.rule.read_period(body.period)
            known = Fact.objects.select_for_update().filter(
                subject=body.subject,
                variable=variable,
                period=period,
                valid_from=body.valid_from,
                retired=None,
            )
            if known.values_list("pk", flat=True).first() != body.replaces:
                raise _conflict()
            return fact_shape(services.state_fact(subject, statement, user=person(request)))
    except IntegrityError as error:
        raise _conflict() from error
    except JingkaiError as error:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            errors=[fault("body.value", error.what, came=body.value, mend=error.mend)],
        ) from error


@operation(
    router.delete,
    "/facts/{int:id}",
    EDIT_FACTS,
    msgid("Take a fact back: what it said is unknown again. It stays on record"),
    response=None,
    status=204,
    conflicts=True,
)
def withdraw_fact(request: HttpRequest, id: Path[Key]) -> None:
    """Take a fact back: what it said is unknown again. It stays on record."""
    found = _found(request, id)
    refuse(request, EDIT_FACTS, found)
    if found.retired is not None:
        raise _conflict()
    services.withdraw_fact(found)


def _found(request: HttpRequest, key: int) -> Fact:
    found = selectors.facts(principal(request)).filter(pk=key).first()
    if found is None:
        raise not_found()
    return found


def _subject(request: HttpRequest, written: str) -> Any:
    """Return what a fact is to be about, where the caller sees it and keeps its facts."""
    kind, _slash, key = written.partition("/")
    rows, field = _ROWS[kind]
    found = rows(principal(request)).filter(**{field: key}).first()
    if found is None:
        raise _unfit("subject", _("Within your scope there is none of this code."), written)
    refuse(request, EDIT_FACTS, found)
    return found


def _unfit(name: str, message: str, came: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        errors=[fault(f"body.{name}", message, expected=_("a code from the list"), came=came)],
    )


def _conflict() -> ProblemError:
    return ProblemError(
        HTTPStatus.CONFLICT,
        _("Something else is known by now."),
        _("Read what is known, and name it in “replaces”."),
    )


def _is_naive(moment: datetime | None) -> bool:
    return moment is not None and moment.tzinfo is None

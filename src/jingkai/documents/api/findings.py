"""What was read out of published documents: search over clauses, figures to be reached, responsible units."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from jingkai.accounts.api.gate import operation
from jingkai.accounts.api.shapes import Asked, Exact, Page, PageAsked, Shape, Words, page_of
from jingkai.documents import selectors
from jingkai.documents.actions import READ
from jingkai.documents.models import TargetMention, UnitMention
from jingkai.documents.search import Query as Wanted
from jingkai.documents.search.results import Hit
from jingkai.kernel.language import msgid

router = Router()

_DEEPEST = 1000
"""Search shows so many hits at most; narrower words find what lies deeper."""


class PieceShape(Shape):
    """A piece of text."""

    text: str
    """The text."""
    marked: bool
    """Whether it is a word that was looked for."""


class HitShape(Shape):
    """A clause that was found, or a document by its title or number."""

    document: int
    """Id of the document."""
    provision: str | None
    """Id of the clause; null where the document itself was found."""
    citation: str
    """How people cite it."""
    heading: list[PieceShape]
    """Heading, in pieces to be joined."""
    snippet: list[PieceShape]
    """Text around what was found, in pieces to be joined."""
    path: list[str]
    """Headings above, outermost first."""
    number: str | None
    """Number of the document."""
    title: str | None
    """Title of the document."""
    issuer: str | None
    """Issuer of the document."""
    adopted: str | None
    """Date of adoption, ISO."""
    synthetic: bool
    """Whether the document is a fictional sample."""


class FoundShape(Shape):
    """Hits, best first."""

    items: list[HitShape]
    """The hits that were asked for."""
    total: int
    """How many there are."""
    words: list[str]
    """The words that were really looked for, folded."""
    empty: bool
    """Whether nothing was looked for, because the query had neither word nor filter."""


class TargetRow(Shape):
    """A figure to be reached, and the clause that says so."""

    document: int
    """Id of the document."""
    provision: str
    """Id of the clause."""
    pinpoint: str
    """How people cite the clause within its document."""
    indicator: str
    """What is measured."""
    comparator: str
    """`>=`, `<=`, `>`, `<`, `=`, `between` or `~`."""
    value: Exact
    """The figure, in `unit`; the lower one of a range."""
    high: Exact | None
    """The upper figure of a range."""
    unit: str | None
    """As the document has it."""
    baseline: str | None
    """What it is measured against."""
    deadline: str | None
    """By when."""
    scope: str | None
    """For whom or where."""
    words: str
    """The characters that say so."""
    synthetic: bool
    """Whether the document is a fictional sample."""


class UnitRow(Shape):
    """A responsible unit with what is asked of it, in numbers."""

    name: str
    """Canonical name."""
    level: str | None
    """`national`, `province`, `city`, `county` or `zone`."""
    clauses: int
    """Clauses that name it."""
    documents: int
    """Documents that name it."""
    leads: int
    """Times it leads."""


class UnitClause(Shape):
    """A clause that names a unit."""

    document: int
    """Id of the document."""
    provision: str
    """Id of the clause."""
    pinpoint: str
    """How people cite the clause within its document."""
    role: str
    """`lead`, `responsible` or `cooperating`."""
    name: str
    """As written."""
    text: str
    """Text of the clause."""
    synthetic: bool
    """Whether the document is a fictional sample."""


class SearchAsked(Asked):
    """What is looked for."""

    q: Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")] = ""
    """Words that must all occur in a clause; `"…"` is an exact phrase, `-word` means without."""
    issuer: Words | None = None
    """Issuer of the document."""
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    """Year of adoption."""
    type: Words | None = None
    """Type of the document."""
    unit: Words | None = None
    """Canonical name of a responsible unit."""
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    """So many hits at most."""
    offset: Annotated[int, Field(ge=0, le=_DEEPEST)] = 0
    """How many hits to leave out."""


class TargetsAsked(PageAsked):
    """Which figures."""

    q: Words | None = None
    """Words that must all occur in indicator, scope or wording."""
    document: Annotated[int, Field(ge=1, le=99_999_999_999)] | None = None
    """Id of the document."""
    unit: Words | None = None
    """Unit of measure."""
    deadline: Words | None = None
    """Deadline as it is written."""
    sort: Literal["document", "indicator", "deadline", "value", "-value"] = "document"
    """Order."""


class UnitsAsked(PageAsked):
    """Which units."""

    q: Words | None = None
    """Words that must all occur in the name."""
    level: Literal["national", "province", "city", "county", "zone", "other"] | None = None
    """Level."""
    sort: Literal["-clauses", "-documents", "-leads", "name"] = "-clauses"
    """Order."""


class UnitClausesAsked(PageAsked):
    """Which unit."""

    name: Annotated[Words, Field(min_length=1)]
    """Canonical name."""


@operation(
    router.get, "/search", READ, msgid("Search over the clauses of published documents"), response=FoundShape
)
def search(request: HttpRequest, asked: Query[SearchAsked]) -> FoundShape:
    """Search over the clauses of published documents."""
    wanted = Wanted(
        words=asked.q,
        issuer=(asked.issuer,) if asked.issuer else (),
        year=(asked.year,) if asked.year else (),
        type=(asked.type,) if asked.type else (),
        unit=(asked.unit,) if asked.unit else (),
        limit=asked.limit,
        offset=asked.offset,
        facets=False,
    )
    results = selectors.search(wanted)
    fictional = selectors.fictional(int(hit.document) for hit in results.hits)
    return FoundShape(
        items=[_hit(hit, int(hit.document) in fictional) for hit in results.hits],
        total=results.total,
        words=list(results.words),
        empty=results.empty,
    )


@operation(
    router.get,
    "/mentions/targets",
    READ,
    msgid("Figures to be reached in published documents, each with the clause that commands it"),
    response=Page[TargetRow],
)
def list_targets(request: HttpRequest, asked: Query[TargetsAsked]) -> Page[TargetRow]:
    """Figures to be reached in published documents, each with the clause that commands it."""
    rows = selectors.targets(
        words=asked.q or "",
        document=str(asked.document or ""),
        unit=asked.unit or "",
        deadline=asked.deadline or "",
        sort=asked.sort,
    )
    return page_of(request, rows, asked, _target)


@operation(
    router.get,
    "/mentions/units",
    READ,
    msgid("Units that published documents make responsible"),
    response=Page[UnitRow],
)
def list_mentioned_units(request: HttpRequest, asked: Query[UnitsAsked]) -> Page[UnitRow]:
    """Units that published documents make responsible."""
    rows = selectors.units(words=asked.q or "", level=asked.level or "", sort=asked.sort)
    return page_of(
        request,
        rows,
        asked,
        lambda row: UnitRow(
            name=row.name,
            level=row.level or None,
            clauses=row.clauses,
            documents=row.documents,
            leads=row.leads,
        ),
    )


@operation(
    router.get,
    "/mentions/units/clauses",
    READ,
    msgid("Clauses of published documents that name a unit"),
    response=Page[UnitClause],
)
def list_unit_clauses(request: HttpRequest, asked: Query[UnitClausesAsked]) -> Page[UnitClause]:
    """Clauses of published documents that name a unit."""
    return page_of(request, selectors.unit_mentions(asked.name), asked, _clause)


def _hit(hit: Hit, fictional: bool) -> HitShape:
    return HitShape(
        document=int(hit.document),
        provision=hit.provision or None,
        citation=hit.citation,
        heading=[PieceShape(text=text, marked=marked) for text, marked in hit.heading],
        snippet=[PieceShape(text=text, marked=marked) for text, marked in hit.snippet],
        path=list(hit.path),
        number=hit.number,
        title=hit.title,
        issuer=hit.issuer,
        adopted=hit.adopted,
        synthetic=fictional,
    )


def _target(row: TargetMention) -> TargetRow:
    return TargetRow(
        document=row.document_id,
        provision=row.provision.key,
        pinpoint=row.provision.pinpoint,
        indicator=row.indicator,
        comparator=row.comparator,
        value=_plain(row.value),
        high=None if row.high is None else _plain(row.high),
        unit=row.unit or None,
        baseline=row.baseline or None,
        deadline=row.deadline or None,
        scope=row.scope or None,
        words=row.words,
        synthetic=row.document.fictional,
    )


def _clause(row: UnitMention) -> UnitClause:
    return UnitClause(
        document=row.document_id,
        provision=row.provision.key,
        pinpoint=row.provision.pinpoint,
        role=row.role,
        name=row.words,
        text=row.provision.text,
        synthetic=row.document.fictional,
    )


def _plain(value: Any) -> Any:
    """Take the zeros off that the table's eight decimals add."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()

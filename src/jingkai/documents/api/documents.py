"""Documents: the list, one document in the published shape, its clauses, its citations, its files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from jingkai.accounts.api.gate import operation, principal
from jingkai.accounts.api.problems import not_found
from jingkai.accounts.api.shapes import Page, PageAsked, Shape, Words, page_of
from jingkai.documents import selectors
from jingkai.documents.actions import READ
from jingkai.documents.export.json import to_json
from jingkai.documents.export.shapes import DocumentShape, ProvisionShape
from jingkai.documents.models import Citation, Document
from jingkai.documents.selectors import LibraryFilter
from jingkai.kernel.language import msgid

router = Router()

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Formats = Literal["akn", "json", "markdown", "docx", "text"]
MEDIA = (
    "application/xml",
    "application/json",
    "text/markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
)


class DocumentRow(Shape):
    """A document as lists show it."""

    id: int
    """Stable id in this library."""
    number: str | None
    """Document number 文号 in canonical form."""
    title: str | None
    """The normative title."""
    issuer: str | None
    """As printed."""
    level: str | None
    """`national`, `province`, `city`, `county` or `zone`."""
    division: str | None
    """Division code of the issuer."""
    adopted: date | None
    """Date of adoption 成文日期."""
    type: str | None
    """意见, 通知, 办法, 规划, 措施 …"""
    force: str | None
    """`in_force`, `repealed` or `draft`, as its own page says."""
    stage: str
    """`published`, or `draft` where it waits for review (seen by whoever may read those)."""
    synthetic: bool
    """Whether it is a fictional sample."""
    units: int
    """Responsible units that it names."""
    targets: int
    """Figures to be reached."""
    money: int
    """Terms of payment."""
    changed: datetime
    """When it was last changed."""


class StoredDocument(Shape):
    """A document of the library with everything that was read of it."""

    id: int
    """Stable id in this library."""
    stage: str
    """`published` or `draft`."""
    synthetic: bool
    """Whether it is a fictional sample."""
    changed: datetime
    """When it was last changed."""
    record: DocumentShape
    """In the published shape, as `jingkai read --json` prints it."""


class CitationRow(Shape):
    """A reference from a clause to a document."""

    document: int
    """Id of the document that cites."""
    provision: str
    """Id of the clause that cites."""
    words: str
    """The characters that say so."""
    title: str | None
    """Title that is cited."""
    number: str | None
    """Number that is cited."""
    enacted: bool
    """False where the clause asks for the document to be made."""
    cited: int | None
    """Id of the cited document, where the library has it and the caller may read it."""


class CitationsShape(Shape):
    """Who is cited, and who cites."""

    cites: list[CitationRow]
    """What the document cites, in reading order."""
    cited_by: list[CitationRow]
    """Where other documents cite it."""


class DocumentsAsked(PageAsked):
    """Which documents."""

    q: Words | None = None
    """Words that must all occur in title, number or issuer."""
    number: Words | None = None
    """Exact number."""
    issuer: Words | None = None
    """Issuer."""
    level: Literal["national", "province", "city", "county", "zone"] | None = None
    """Level of the issuer."""
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    """Year of adoption."""
    type: Words | None = None
    """Type."""
    stage: Literal["draft", "published"] | None = None
    """Stage."""
    unit: Words | None = None
    """Canonical name of a responsible unit that it names."""
    sort: Literal["-adopted", "adopted", "title", "issuer", "-entered"] = "-adopted"
    """Order; a minus turns it round."""


@operation(
    router.get,
    "/documents",
    READ,
    msgid("Documents of the library, the newest first"),
    response=Page[DocumentRow],
)
def list_documents(request: HttpRequest, asked: Query[DocumentsAsked]) -> Page[DocumentRow]:
    """Documents of the library, the newest first.

    Whoever may read those sees documents that wait for review, too.
    """
    among = selectors.readable(principal(request))
    if asked.number is not None:
        among = among.filter(number=asked.number)
    narrowed = LibraryFilter(
        words=asked.q or "",
        issuer=asked.issuer or "",
        level=asked.level or "",
        year=str(asked.year or ""),
        type=asked.type or "",
        stage=asked.stage or "",
        unit=asked.unit or "",
    )
    return page_of(request, selectors.library(narrowed, sort=asked.sort, among=among), asked, _row)


@operation(
    router.get,
    "/documents/{int:id}",
    READ,
    msgid("A document: clauses with their units, targets, money and citations; repairs; metadata"),
    response=StoredDocument,
)
def read_document(request: HttpRequest, id: Path[Key]) -> HttpResponse:
    """A document: clauses with their units, targets, money and citations; repairs; metadata.

    The field `record` has the published shape. It is retold in the language of the request where it explains repairs.
    """
    found = document_for(request, id)
    return _json(
        {
            "id": found.pk,
            "stage": found.stage,
            "synthetic": found.fictional,
            "changed": found.changed,
            "record": _record(found),
        }
    )


@operation(
    router.get,
    "/documents/{int:id}/provisions/{str:key}",
    READ,
    msgid("A clause by its stable id, such as `art_2__item_11`, with everything that was read out of it"),
    response=ProvisionShape,
)
def read_provision(request: HttpRequest, id: Path[Key], key: Path[str]) -> HttpResponse:
    """A clause by its stable id, such as `art_2__item_11`, with everything that was read out of it."""
    found = document_for(request, id)
    clause = next((one for one in _record(found)["provisions"] if one["id"] == key), None)
    if clause is None:
        raise not_found()
    return _json(clause)


@operation(
    router.get,
    "/documents/{int:id}/citations",
    READ,
    msgid("What a document cites, and where it is cited"),
    response=CitationsShape,
)
def read_citations(request: HttpRequest, id: Path[Key]) -> CitationsShape:
    """What a document cites, and where it is cited."""
    found = document_for(request, id)
    among = selectors.readable(principal(request))
    return CitationsShape(
        cites=[_citation(row) for row in selectors.only_readable(selectors.cites(found), among)],
        cited_by=[_citation(row) for row in selectors.cited_by(found, among)],
    )


@operation(
    router.get,
    "/documents/{int:id}/exports/{str:kind}",
    READ,
    msgid("A document as a file: Akoma Ntoso, JSON, Markdown, Word, plain text"),
    response=Any,
    media=MEDIA,
)
def export_document(request: HttpRequest, id: Path[Key], kind: Path[Formats]) -> HttpResponse:
    """A document as a file: Akoma Ntoso, JSON, Markdown, Word, plain text."""
    from jingkai.documents.retold import retold_record
    from jingkai.documents.views.exporting import exported
    from jingkai.documents.views.paging import download

    found = document_for(request, id)
    answer = exported(retold_record(selectors.reading(found)), kind)
    if answer is None:
        raise not_found()
    content, ending, media = answer
    name = (found.number or found.title or f"document-{found.pk}").replace("/", "_")
    return download(content, f"{name}.{ending}", media)


def document_for(request: HttpRequest, key: int) -> Document:
    """Return a document that the caller may read. Raises a problem (404) for any other."""
    found = selectors.readable(principal(request)).filter(pk=key).first()
    if found is None:
        raise not_found()
    return found


def _record(document: Document) -> dict[str, Any]:
    from jingkai.documents.retold import retold_record

    return to_json(retold_record(selectors.reading(document)))


def _json(value: Any) -> HttpResponse:
    """Answer with what has the published shape already: a record weighs megabytes, and is checked once."""
    import json

    from django.core.serializers.json import DjangoJSONEncoder

    content = json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return HttpResponse(content, content_type="application/json; charset=utf-8")


def _row(row: Any) -> DocumentRow:
    return DocumentRow(
        id=row.pk,
        number=row.number or None,
        title=row.title or None,
        issuer=row.issuer or None,
        level=row.level or None,
        division=row.division or None,
        adopted=row.adopted,
        type=row.type or None,
        force=row.force or None,
        stage=row.stage,
        synthetic=row.fictional,
        units=row.unit_count,
        targets=row.target_count,
        money=row.money_count,
        changed=row.changed,
    )


def _citation(row: Citation) -> CitationRow:
    return CitationRow(
        document=row.document_id,
        provision=row.provision.key,
        words=row.words,
        title=row.title or None,
        number=row.number or None,
        enacted=row.enacted,
        cited=row.cited_id if row.cited else None,
    )

"""Claims: the list, one with its history, and what is published for objections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from jingkai.accounts.api.gate import operation, principal
from jingkai.accounts.api.problems import not_found
from jingkai.accounts.api.shapes import Exact, Page, PageAsked, Shape, Words, page_of
from jingkai.benefits.claim_actions import READ, READ_PUBLISHED
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.claim_rows import claims_for, publicised
from jingkai.benefits.selectors.claims import timeline
from jingkai.kernel.language import msgid

router = Router()

ClaimId = Annotated[str, Field(max_length=32, pattern=r"^[0-9a-f]{32}$")]


class ClaimShape(Shape):
    """A claim, up to the latest entry of the ledger. A sum is null until its step is reached."""

    claim: str
    """Its id: 32 hexadecimal digits."""
    zone: str
    """Code of the zone whose staff decides."""
    enterprise: str
    """Unified social credit code of whoever speaks for the subject."""
    subject_kind: str
    """`enterprise`, `project`, `person` or `park`."""
    subject: str
    """Code of the subject."""
    document: str
    """Document number 文号."""
    provision: str
    """Id of the provision that grants it."""
    benefit: str
    """Id of the benefit in the pack."""
    period: str
    """What tells it from the subject's next claim: `ever`, `year-2026`, `project-…`, `recognition-…`."""
    state: str
    """Such as `discovered`, `consented`, `verified`, `publicised`, `paid`: what the filter `state` takes."""
    since: datetime
    """In this state since."""
    entitled: Exact | None
    """What the rules give, in yuan."""
    verified: Exact | None
    """What was verified, in yuan."""
    approved: Exact | None
    """What was approved, in yuan."""
    budgeted: Exact | None
    """What is set aside, in yuan."""
    paid: Exact | None
    """What was paid, in yuan."""
    clawed_back: Exact | None
    """What was clawed back, in yuan."""
    due: date | None
    """When its next step is due; null where no clause or rule sets a term."""
    provisional: bool
    """Whether the due date crosses a year whose calendar of working days is not published."""
    entry: int
    """Number of its last entry in the ledger."""
    version: int
    """How many entries it has."""


class StepTaken(Shape):
    """A step of a claim's history."""

    entry: int
    """Number of the entry in the ledger, which proves it."""
    time: datetime
    """When it was recorded."""
    type: str
    """Type of the event, such as `claim.verified`."""
    words: str
    """What happened, in words."""
    provision: str
    """Clause that it rests on."""


class ClaimWithHistory(ClaimShape):
    """A claim with every step."""

    history: list[StepTaken]
    """Its steps, the first one first."""


class PublishedShape(Shape):
    """A claim that is published for objections 公示."""

    claim: str
    """Its id."""
    enterprise: str
    """Unified social credit code."""
    document: str
    """Document number 文号."""
    provision: str
    """Id of the provision that grants it."""
    benefit: str
    """Id of the benefit in the pack."""
    verified: Exact | None
    """What was verified, in yuan."""
    publicised: date
    """First day of the publication."""
    published_until: date | None
    """Last day of the publication."""
    publicised_entry: int | None
    """Number of the entry in the ledger that published it; its proof is at `/api/v1/ledger/entries/{number}`."""


class ClaimsAsked(PageAsked):
    """Which claims."""

    zone: Words | None = None
    """Code of a zone."""
    enterprise: Words | None = None
    """Unified social credit code."""
    document: Words | None = None
    """Exact document number."""
    benefit: Words | None = None
    """Id of a benefit."""
    state: State | None = None
    """State."""


@operation(
    router.get,
    "/claims",
    READ,
    msgid("Claims within the token's scope, what is due first"),
    response=Page[ClaimShape],
)
def list_claims(request: HttpRequest, asked: Query[ClaimsAsked]) -> Page[ClaimShape]:
    """Claims within the token's scope, what is due first."""
    wanted: dict[str, Any] = {
        name: value
        for name, value in asked.model_dump(exclude={"page", "per_page"}).items()
        if value is not None
    }
    return page_of(request, claims_for(principal(request)).filter(**wanted), asked, ClaimShape.from_orm)


@operation(
    router.get,
    "/claims/{str:claim}",
    READ,
    msgid("A claim with every step and the entry of the ledger that proves it"),
    response=ClaimWithHistory,
)
def read_claim(request: HttpRequest, claim: Path[str]) -> ClaimWithHistory:
    """A claim with every step and the entry of the ledger that proves it.

    Who took a step is not told here, and nothing personal is opened.
    """
    row = claims_for(principal(request)).filter(claim=claim).first() if "\0" not in claim else None
    if row is None:
        raise not_found()
    shown = ClaimShape.from_orm(row).model_dump()
    steps = [
        StepTaken(entry=one.entry, time=one.time, type=one.type, words=one.words, provision=one.provision)
        for one in timeline(row.claim)
    ]
    return ClaimWithHistory(**shown, history=steps)


@operation(
    router.get,
    "/published",
    READ_PUBLISHED,
    msgid("Claims that are published for objections today"),
    response=Page[PublishedShape],
)
def list_published(request: HttpRequest, asked: Query[PageAsked]) -> Page[PublishedShape]:
    """Claims that are published for objections today."""
    rows = publicised(timezone.localdate()).order_by("published_until", ClaimRow._meta.pk.name)
    return page_of(request, rows, asked, PublishedShape.from_orm)

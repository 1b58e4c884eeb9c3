"""The ledger for everybody: heads, entries without their content, and proofs.

The ledger lies below this slice and knows no roles, so that its operations stand here, as its actions do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from jingkai.accounts.api.gate import operation
from jingkai.accounts.api.problems import ProblemError, not_found
from jingkai.accounts.api.shapes import Asked, Page, PageAsked, Shape, page_of
from jingkai.accounts.ledger_actions import VIEW_ENTRIES, VIEW_HEADS
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.ledger import selectors
from jingkai.ledger.entry import read_time
from jingkai.ledger.errors import LedgerError
from jingkai.ledger.heads import SignedHead
from jingkai.ledger.models import LedgerEntry, TreeHead
from jingkai.ledger.selectors.proving import head_of_size, signed_head

router = Router(tags=["ledger"])

Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
_MOST = 500


class HeadShape(Shape):
    """A signed head: what the ledger held when it was published (see docs/ledger.md)."""

    format: str
    """Name and version of this form."""
    ledger: str
    """Hash of the first entry, which names the ledger."""
    size: int
    """Entries under the head."""
    root: str
    """Root of the Merkle tree over their hashes."""
    last: str
    """Hash of the last entry."""
    time: str
    """When it was signed, UTC, exactly as it was signed."""
    key: str
    """Public key (Ed25519), hex."""
    signature: str
    """Signature over the canonical JSON of the other fields but the key, hex."""


class EntryShape(Shape):
    """An entry without what it says: that is shown by the page it belongs to, to whom may see it."""

    number: int
    """Place in the ledger, from 1, without gaps."""
    type: str
    """What happened, dotted, such as `account.role_granted`."""
    time: datetime
    """When, UTC."""
    hash: str
    """SM3 of the entry, which the next one names."""


class EntriesShape(Shape):
    """Some entries in the order of their numbers."""

    items: list[EntryShape]
    """The entries."""
    next: int | None
    """What to ask for as `after` to go on; null at the end."""
    total: int
    """Entries in the ledger."""


class InclusionShape(Shape):
    """That an entry is in the ledger of a head."""

    number: int
    """The entry."""
    hash: str
    """Its hash."""
    path: list[str]
    """Hashes from its leaf to the root (RFC 6962, 2.1.1)."""
    head: HeadShape
    """The head that it is proved against."""


class ConsistencyShape(Shape):
    """That the ledger of one head is the beginning of that of a later one."""

    first: HeadShape
    """The earlier head."""
    second: HeadShape
    """The later head."""
    path: list[str]
    """Hashes that prove it (RFC 6962, 2.1.2)."""


class EntriesAsked(Asked):
    """Which entries."""

    after: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    """Entries above this number."""
    limit: Annotated[int, Field(ge=1, le=_MOST)] = 100
    """So many at most."""


class ProofAsked(Asked):
    """Against which head."""

    size: Number | None = None
    """Size of the head; the latest where nothing is said."""


class ConsistencyAsked(Asked):
    """Which two heads."""

    first: Number
    """Size of the earlier head."""
    second: Number
    """Size of the later head."""


@operation(
    router.get,
    "/ledger/heads",
    VIEW_HEADS,
    msgid("Signed heads of the ledger, the latest first"),
    response=Page[HeadShape],
)
def list_ledger_heads(request: HttpRequest, asked: Query[PageAsked]) -> Page[HeadShape]:
    """Signed heads of the ledger, the latest first."""
    return page_of(request, TreeHead.objects.order_by("-size"), asked, lambda row: _head(signed_head(row)))


@operation(
    router.get, "/ledger/heads/{int:size}", VIEW_HEADS, msgid("The signed head of a size"), response=HeadShape
)
def read_ledger_head(request: HttpRequest, size: Path[Number]) -> HeadShape:
    """The signed head of a size."""
    return _head(_asked_head(size))


@operation(
    router.get,
    "/ledger/entries",
    VIEW_ENTRIES,
    msgid("Entries of the ledger without their content, in the order of their numbers"),
    response=EntriesShape,
)
def list_ledger_entries(request: HttpRequest, asked: Query[EntriesAsked]) -> EntriesShape:
    """Entries of the ledger without their content, in the order of their numbers."""
    last = LedgerEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    rows = LedgerEntry.objects.filter(number__gt=asked.after).order_by("number")[: asked.limit]
    items = [_entry(row) for row in rows.values("number", "type", "time", "hash")]
    more = bool(items) and items[-1].number < last
    return EntriesShape(items=items, next=items[-1].number if more else None, total=last)


@operation(
    router.get,
    "/ledger/entries/{int:number}",
    VIEW_ENTRIES,
    msgid("An entry without its content"),
    response=EntryShape,
)
def read_ledger_entry(request: HttpRequest, number: Path[Number]) -> EntryShape:
    """An entry without its content."""
    found = LedgerEntry.objects.filter(number=number).values("number", "type", "time", "hash").first()
    if found is None:
        raise not_found()
    return _entry(found)


@operation(
    router.get,
    "/ledger/entries/{int:number}/proof",
    VIEW_ENTRIES,
    msgid("Prove that an entry is in the ledger"),
    response=InclusionShape,
)
def prove_ledger_entry(
    request: HttpRequest, number: Path[Number], asked: Query[ProofAsked]
) -> InclusionShape:
    """Prove that an entry is in the ledger.

    An entry is under no head until the next one is published; then there is nothing here yet.
    """
    head = _asked_head(asked.size) if asked.size else selectors.latest_head()
    if head is None or number > head.head.size:
        raise ProblemError(
            404,
            _("Entry %(number)d is not under a signed head yet.") % {"number": number},
            _("Wait for the next head, or choose a later one."),
        )
    proof = selectors.inclusion_proof(number, head)
    return InclusionShape(number=number, hash=proof.hash, path=list(proof.path), head=_head(head))


@operation(
    router.get,
    "/ledger/consistency",
    VIEW_HEADS,
    msgid("Prove that the ledger of one head is the beginning of that of a later one"),
    response=ConsistencyShape,
    missing=True,
)
def prove_ledger_consistency(request: HttpRequest, asked: Query[ConsistencyAsked]) -> ConsistencyShape:
    """Prove that the ledger of one head is the beginning of that of a later one."""
    first, second = _asked_head(asked.first), _asked_head(asked.second)
    path = selectors.consistency_proof(first, second)
    return ConsistencyShape(first=_head(first), second=_head(second), path=list(path))


def _asked_head(size: int) -> SignedHead:
    try:
        return head_of_size(size)
    except LedgerError as error:
        raise ProblemError(404, error.what, error.mend) from error


def _head(signed: SignedHead) -> HeadShape:
    return HeadShape.model_validate(signed.to_json())


def _entry(row: Mapping[str, Any]) -> EntryShape:
    return EntryShape(**{**row, "time": read_time(row["time"])})

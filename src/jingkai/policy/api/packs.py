"""Policy packs: the list, and one with its mandates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from jingkai.accounts.api.gate import operation, principal
from jingkai.accounts.api.problems import not_found
from jingkai.accounts.api.shapes import Page, PageAsked, Shape, page_of
from jingkai.kernel.language import msgid
from jingkai.policy.actions import READ
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.pack import Pack
from jingkai.policy.selectors.shelf import Installed, readable_pack, readable_packs

router = Router(tags=["packs"])

_KINDS = ("targets", "duties", "benefits", "procedures", "standards", "evaluations")


class MandateShape(Shape):
    """What a provision commands."""

    kind: str
    """`target`, `duty`, `benefit`, `procedure`, `standard` or `evaluation`."""
    id: str
    """Its id in the pack."""
    provision: str
    """Id of the provision that commands it, such as `art_2__item_11`."""
    title: str
    """A short name, in Chinese."""
    summary: str
    """What it commands, in the words of the pack, not the document's."""
    english: str | None
    """The summary in English."""
    units: list[str]
    """Canonical names of the units that owe it."""
    valid_from: date
    """First day on which it applies."""
    valid_to: date | None
    """Last day on which it applies; null where none is named."""


class PackRow(Shape):
    """A pack as lists show it."""

    jurisdiction: str
    """Folder of its jurisdiction, such as `cn-150800`."""
    name: str
    """Folder of the document."""
    number: str
    """Document number 文号."""
    title: str
    """Title of the document."""
    issuer: str
    """Who issued it."""
    status: str
    """`reviewed`, or `draft`, which decides nothing."""
    fictional: bool
    """Whether document and zone are made up."""
    version: str
    """Version of the pack."""
    digest: str
    """Version of the rules: what receipts name."""
    mandates: int
    """How many mandates it has."""


class PackShape(PackRow):
    """A pack with its mandates."""

    valid_from: date
    """First day on which the document applies."""
    valid_to: date | None
    """Last day; null where the document names none."""
    implements: list[str]
    """Numbers of the superior documents it carries out."""
    commands: list[MandateShape]
    """What it commands, kind by kind."""


@operation(
    router.get,
    "/packs",
    READ,
    msgid("Policy packs that are reviewed, and drafts for whoever may read those"),
    response=Page[PackRow],
)
def list_packs(request: HttpRequest, asked: Query[PageAsked]) -> Page[PackRow]:
    """Policy packs that are reviewed, and drafts for whoever may read those."""
    usable = [one for one in readable_packs(principal(request)) if one.loaded]
    return page_of(request, usable, asked, lambda one: PackRow(**_row(one)))


@operation(
    router.get,
    "/packs/{str:jurisdiction}/{str:name}",
    READ,
    msgid("A policy pack with every mandate and its clause"),
    response=PackShape,
)
def read_pack(request: HttpRequest, jurisdiction: Path[str], name: Path[str]) -> PackShape:
    """A policy pack with every mandate and its clause."""
    found = readable_pack(principal(request), jurisdiction, name)
    if found is None:
        raise not_found()
    document = found.pack.document
    return PackShape(
        **_row(found),
        valid_from=document.valid_from,
        valid_to=document.valid_to,
        implements=list(document.implements),
        commands=[
            _mandate(found.pack, kind.removesuffix("s").replace("dutie", "duty"), one)
            for kind in _KINDS
            for one in getattr(found.pack, kind)
        ],
    )


def _row(one: Installed) -> dict[str, Any]:
    document = one.pack.document
    return {
        "jurisdiction": one.jurisdiction,
        "name": one.name,
        "number": document.number,
        "title": document.title,
        "issuer": document.issuer,
        "status": document.status,
        "fictional": document.fictional,
        "version": document.version,
        "digest": one.digest,
        "mandates": sum(1 for _each in one.pack.mandates()),
    }


def _mandate(pack: Pack, kind: str, one: Mandate) -> MandateShape:
    return MandateShape(
        kind=kind,
        id=one.id,
        provision=one.provision,
        title=one.title,
        summary=one.summary,
        english=one.english or None,
        units=list(one.units),
        valid_from=one.valid_from or pack.document.valid_from,
        valid_to=one.valid_to or pack.document.valid_to,
    )

"""Entries: what the index needs to know of a document and of each of its provisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jingkai.documents.mentions import Mentions
from jingkai.documents.provision import Provision, ProvisionKind
from jingkai.documents.record import Record


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """Facts about a document by which hits are filtered, ranked and shown; ``None`` is unknown.

    ``adopted`` is an ISO date, ``year`` follows from it. ``other_title`` is that of a cover notice.
    """

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    type: str | None = None
    adopted: str | None = None
    status: str | None = None
    other_title: str | None = None

    @property
    def year(self) -> int | None:
        """The year of adoption."""
        return int(self.adopted[:4]) if self.adopted and self.adopted[:4].isdigit() else None


@dataclass(frozen=True, slots=True)
class ProvisionEntry:
    """One provision as it is searched. ``path`` holds the headings above it, outermost first;
    ``units`` pairs of canonical name and name as written."""

    id: str
    kind: str
    label: str = ""
    heading: str = ""
    text: str = ""
    path: tuple[str, ...] = ()
    units: tuple[tuple[str, str], ...] = ()


def document_entry(record: Record) -> DocumentEntry:
    """Take the facts of a document from its record."""
    meta = record.metadata
    return DocumentEntry(
        meta.title, meta.number, meta.issuer, meta.type, meta.adopted, meta.status, other_title=meta.wrapper
    )


def provision_entries(record: Record) -> Iterator[ProvisionEntry]:
    """Take the provisions of a record, in reading order.

    Enumerations (一是 … 二是 …) are slices of their paragraph's text: the paragraph answers for them, or
    every hit in one would be counted twice.
    """
    by_id = record.parsed.by_id()
    for provision in record.parsed.provisions:
        if provision.kind is ProvisionKind.ENUMERATION:
            continue
        path: list[str] = []
        above: Provision | None = by_id.get(provision.parent) if provision.parent else None
        while above is not None:
            path.append(above.heading or above.label)
            above = by_id.get(above.parent) if above.parent else None
        units = record.mentions.get(provision.id, Mentions()).units
        yield ProvisionEntry(
            provision.id,
            provision.kind.value,
            provision.label,
            provision.heading,
            provision.text,
            tuple(reversed(path)),
            tuple(dict.fromkeys((unit.canonical, unit.name) for unit in units)),
        )

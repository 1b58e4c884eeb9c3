"""The critical apparatus: where copies disagree, what each one reads, and why one reading was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jingkai.documents.record import Record


class VariantKind(StrEnum):
    """What copies disagree about."""

    WORDS = "words"  # characters within a sentence
    CLAUSE = "clause"  # whole sentences or lines that some copies have and others do not


@dataclass(frozen=True, slots=True)
class Reading:
    """What one copy has at a place.

    ``words`` are its repaired characters without line breaks, ``""`` where it has nothing. ``evidence`` is
    between 0 and 1: 1 for characters that no repair has touched, less where they rest on a repair, close to 0
    where they look like damage. ``grounds`` says which, as stable codes: ``untouched``, ``converted``,
    ``repaired``, ``damaged``, ``shortened``, ``missing`` (the copy lacks the clause), ``outside`` (no part of
    the document).
    """

    source: str
    words: str
    evidence: float
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One place where the copies disagree.

    ``start`` and ``end`` are offsets of ``chosen`` in the text of the collated record (equal where nothing
    was chosen); ``provision`` is the id of the innermost provision around it, ``None`` outside the body.
    ``readings`` has one entry a copy, the base first. ``reason`` is a sentence for people.
    """

    provision: str | None
    start: int
    end: int
    chosen: str
    readings: tuple[Reading, ...]
    reason: str
    kind: VariantKind = VariantKind.WORDS


@dataclass(frozen=True, slots=True)
class Collation:
    """One document out of several copies.

    ``record``
        the collated document, parsed and extracted anew; its ``witness`` is that of the base.
    ``variants``
        every disagreement, in reading order.
    ``sources``
        the copies, the base first, then by how far they can be trusted.
    """

    record: Record
    variants: tuple[Variant, ...]
    sources: tuple[str, ...]

    @property
    def base(self) -> str:
        """The copy that the text rests on where the copies agree or cannot be told apart."""
        return self.sources[0]

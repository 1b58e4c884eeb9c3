"""Results of a search, ready to be shown: no markup, only text and what is to be marked in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from jingkai.documents.pinpoint import short_name


class Piece(NamedTuple):
    """A piece of text; ``marked`` where it is a word that was looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision that was found, or a document by its title or number (``kind`` ``document``,
    ``provision`` ``""``).

    ``heading`` and ``snippet`` are pieces to be joined; ``path`` holds the headings above, outermost first.
    """

    document: str
    provision: str
    kind: str
    label: str
    heading: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    path: tuple[str, ...]
    number: str | None
    title: str | None
    issuer: str | None
    adopted: str | None
    score: float

    @property
    def citation(self) -> str:
        """How people cite it: number (else title) of the document and the clause."""
        document = self.number or (f"《{self.title}》" if self.title else self.document)
        return (
            f"{document} {short_name(self.provision, self.label, self.kind)}" if self.provision else document
        )


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits there are for each value, most first. ``None`` where a search was too broad to count
    them."""

    issuer: tuple[tuple[str, int], ...] | None = None
    year: tuple[tuple[int, int], ...] | None = None
    type: tuple[tuple[str, int], ...] | None = None
    unit: tuple[tuple[str, int], ...] | None = None
    kind: tuple[tuple[str, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits out of ``total``.

    ``words`` are those really searched for, folded. ``empty`` is true where the query had no word and no
    filter: nothing was searched, which is not the same as nothing found. ``cut`` is true where the query
    was too long and its end was left out.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Facets = field(default_factory=Facets)
    words: tuple[str, ...] = ()
    empty: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on typing: ``kind`` is ``title``, ``unit`` or ``heading``; ``documents`` is how many have
    it."""

    text: str
    kind: str
    documents: int

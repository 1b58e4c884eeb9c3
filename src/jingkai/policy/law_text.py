"""What the check of a pack asks of the document it encodes: its clauses by id, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jingkai.documents.record import Record


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision: ``text`` with its heading, ``units`` the canonical names of the units that it names."""

    id: str
    text: str
    parent: str | None = None
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LawText:
    """A document as the check reads it. ``None`` and ``""`` mean: it does not say.

    ``around`` is what stands outside the clauses: title, cover notice, addressee, date.
    """

    clauses: Mapping[str, Clause]
    number: str = ""
    around: str = ""
    adopted: date | None = None
    printed: date | None = None
    _children: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        clauses: Iterable[Clause],
        *,
        number: str = "",
        around: str = "",
        adopted: date | None = None,
        printed: date | None = None,
    ) -> LawText:
        """Put a document together from its clauses in reading order."""
        by_id = {clause.id: clause for clause in clauses}
        children: dict[str, list[str]] = {}
        for clause in by_id.values():
            if clause.parent is not None:
                children.setdefault(clause.parent, []).append(clause.id)
        return cls(
            by_id, number, around, adopted, printed, {key: tuple(below) for key, below in children.items()}
        )

    def whole(self, provision: str) -> Iterator[Clause]:
        """Yield a provision and everything below it, in reading order; nothing where it is missing."""
        if clause := self.clauses.get(provision):
            yield clause
            for child in self._children.get(provision, ()):
                yield from self.whole(child)

    def above(self, provision: str) -> Iterator[Clause]:
        """Yield what a provision lies in, the nearest first: its words govern the provision too."""
        clause = self.clauses.get(provision)
        while clause is not None and clause.parent is not None:
            clause = self.clauses.get(clause.parent)
            if clause is not None:
                yield clause

    def scope(self, *provisions: str) -> list[Clause]:
        """Return every clause that speaks on these provisions: they, what lies below, and what governs them."""
        found: dict[str, Clause] = {}
        for provision in provisions:
            for clause in (*self.whole(provision), *self.above(provision)):
                found.setdefault(clause.id, clause)
        return list(found.values())

    @property
    def text(self) -> str:
        """Everything, a clause a line."""
        return "\n".join((self.around, *(clause.text for clause in self.clauses.values())))


def law_of(record: Record) -> LawText:
    """Return what a document that was read says, as the check needs it."""
    clauses = (
        Clause(
            one.id,
            f"{one.heading}。{one.text}" if one.heading and one.text else one.heading or one.text,
            one.parent,
            frozenset(
                unit.canonical
                for unit in (record.mentions[one.id].units if one.id in record.mentions else ())
            ),
        )
        for one in record.parsed.provisions
    )
    return LawText.of(
        clauses,
        number=record.metadata.number or "",
        around="\n".join(block.text for block in record.parsed.blocks),
        adopted=day_of(record.metadata.adopted),
        printed=day_of(record.metadata.printed),
    )


def day_of(iso: str | None) -> date | None:
    """Return a whole ISO date, ``None`` for less than a day."""
    return date.fromisoformat(iso) if iso and len(iso) == 10 else None

"""How much of what enterprises are entitled to has come to them: by clause, benefit, unit and month.

Claims that were rejected or withdrawn count nowhere. Entitled is what the rules gave at the last look (the verified facts,
once somebody has verified them). Fulfilment rate 兑现率 = paid less clawed back ÷ entitled; unknown where nothing is due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sums:
    """What claims add up to at each stage, in yuan; each stage holds what has come at least so far.

    ``entitled``: found. ``claimed``: consented to. ``published``: verified and published for objections, as verified.
    ``approved``: granted. ``paid``: paid less clawed back.
    """

    claims: int = 0
    entitled: Decimal = ZERO
    claimed: Decimal = ZERO
    published: Decimal = ZERO
    approved: Decimal = ZERO
    paid: Decimal = ZERO

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.claims + other.claims,
            self.entitled + other.entitled,
            self.claimed + other.claimed,
            self.published + other.published,
            self.approved + other.approved,
            self.paid + other.paid,
        )

    @property
    def rate(self) -> Decimal | None:
        """The fulfilment rate as a share with four places; ``None`` where nothing is due."""
        return (self.paid / self.entitled).quantize(Decimal("0.0001")) if self.entitled else None

    @property
    def stages(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Entitled, claimed, published, paid."""
        return self.entitled, self.claimed, self.published, self.paid


@dataclass(frozen=True, slots=True)
class Cell:
    """The sums of one benefit in a zone (``month`` is ``None``), or of all claims found in a month (its first day).

    What they are not told apart by is empty.
    """

    zone: str
    document: str
    provision: str
    benefit: str
    month: date | None
    sums: Sums


@dataclass(frozen=True, slots=True)
class Line:
    """The sums of everything that has a key in common. ``words`` is filled by whoever knows names."""

    key: tuple[str, ...]
    sums: Sums
    words: str = ""

    def called(self, words: str) -> Line:
        """Return the line with its name."""
        return replace(self, words=words)


def grouped(cells: Iterable[Cell], key: Callable[[Cell], tuple[str, ...]]) -> list[Line]:
    """Add up cells that have a key in common; the greatest entitlement comes first, of equal ones the smaller key."""
    found: dict[tuple[str, ...], Sums] = {}
    for cell in cells:
        found[key(cell)] = found.get(key(cell), Sums()) + cell.sums
    lines = [Line(name, sums) for name, sums in found.items()]
    return sorted(lines, key=lambda line: (-line.sums.entitled, line.key))


def by_benefit(cells: Iterable[Cell]) -> list[Line]:
    """Add up by document, clause and benefit."""
    return grouped(cells, lambda cell: (cell.document, cell.provision, cell.benefit))


def by_clause(cells: Iterable[Cell]) -> list[Line]:
    """Add up by document and clause."""
    return grouped(cells, lambda cell: (cell.document, cell.provision))


def by_unit(cells: Iterable[Cell], leads: Mapping[tuple[str, str], str]) -> list[Line]:
    """Add up by the unit that leads a benefit (``leads``: document and benefit → unit); none named is an empty key."""
    return grouped(cells, lambda cell: (leads.get((cell.document, cell.benefit), ""),))


def by_zone(cells: Iterable[Cell]) -> list[Line]:
    """Add up by the zone of the claims."""
    return grouped(cells, lambda cell: (cell.zone,))


def by_month(cells: Iterable[Cell]) -> list[Line]:
    """Add up by the month in which the claims were found, the latest first."""
    lines = grouped(cells, lambda cell: (f"{cell.month:%Y-%m}" if cell.month else "",))
    return sorted(lines, key=lambda line: line.key, reverse=True)


def total(lines: Iterable[Line]) -> Sums:
    """Add up lines."""
    return sum((line.sums for line in lines), Sums())

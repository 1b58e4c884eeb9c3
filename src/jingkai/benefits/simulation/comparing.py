"""Two runs side by side: totals, benefit by benefit, industry by industry, how sums are distributed, who wins and loses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from jingkai.policy.rules.finding import Outcome

if TYPE_CHECKING:
    from jingkai.policy.schema.benefits import Benefit

ZERO = Decimal("0.00")
SideName: TypeAlias = Literal["before", "after"]

BOUNDS: tuple[Decimal, ...] = tuple(
    Decimal(yuan)
    for yuan in (0, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000)
)
"""Upper bounds (included, in yuan) of the classes in which enterprises are counted; the last class has none."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one subject gets of one benefit: ``enterprise`` is the subject, or whose project it is; empty where nobody's.

    ``yuan`` is settled with everything else the subject gets; ``None`` where no sum is known.
    """

    enterprise: str
    benefit: str
    outcome: Outcome
    yuan: Decimal | None


@dataclass(slots=True)
class Counted:
    """What a benefit comes to: subjects by outcome, those entitled of whom no sum is known, and all sums together."""

    entitled: int = 0
    not_entitled: int = 0
    unknown: int = 0
    without_sum: int = 0
    yuan: Decimal = ZERO

    def take(self, given: Given) -> None:
        """Count one more subject."""
        if given.outcome == "entitled":
            self.entitled += 1
            if given.yuan is None:
                self.without_sum += 1
        elif given.outcome == "unknown":
            self.unknown += 1
        else:
            self.not_entitled += 1
        self.yuan += given.yuan or ZERO


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """A benefit before and after."""

    benefit: str
    before: Counted
    after: Counted

    @property
    def change(self) -> Decimal:
        """How many yuan more."""
        return self.after.yuan - self.before.yuan


@dataclass(frozen=True, slots=True)
class IndustryLine:
    """A section of industries (its letter; empty where none is known) before and after."""

    section: str
    enterprises: int
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """How many yuan more."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ClassLine:
    """How many enterprises get more than ``above`` and at most ``most`` yuan; ``above`` ``None``: nothing at all.

    ``most`` is ``None`` for the last class.
    """

    above: Decimal | None
    most: Decimal | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class EnterpriseLine:
    """What an enterprise gets with its projects before and after; ``parts`` by benefit, those that give something."""

    enterprise: str
    before: Decimal
    after: Decimal
    parts: Mapping[str, tuple[Decimal, Decimal]]

    @property
    def change(self) -> Decimal:
        """How many yuan more."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both runs side by side.

    ``winners`` and ``losers`` count enterprises that get more and less; ``lines`` are the enterprises that get something
    before or after, greatest change first.
    """

    enterprises: int
    winners: int
    losers: int
    benefits: tuple[BenefitLine, ...]
    industries: tuple[IndustryLine, ...]
    classes: tuple[ClassLine, ...]
    lines: tuple[EnterpriseLine, ...] = field(default=(), repr=False)

    @property
    def before(self) -> Decimal:
        """All sums together, as it is."""
        return sum((one.before.yuan for one in self.benefits), ZERO)

    @property
    def after(self) -> Decimal:
        """All sums together, as simulated."""
        return sum((one.after.yuan for one in self.benefits), ZERO)


def compare(
    before: Iterable[Given],
    after: Iterable[Given],
    *,
    benefits: Sequence[Benefit],
    industries: Mapping[str, str],
) -> Comparison:
    """Put two runs over the same population side by side.

    ``benefits`` give the order; ``industries`` have every enterprise of the population with its class of GB/T 4754
    (empty where none is known).
    """
    sides: dict[SideName, Iterable[Given]] = {"before": before, "after": after}
    counted: dict[SideName, dict[str, Counted]] = {"before": {}, "after": {}}
    sums: dict[str, dict[str, list[Decimal]]] = defaultdict(dict)
    for at, (side, rows) in enumerate(sides.items()):
        by_benefit = counted[side]
        for row in rows:
            by_benefit.setdefault(row.benefit, Counted()).take(row)
            if row.enterprise and row.yuan:
                sums[row.enterprise].setdefault(row.benefit, [ZERO, ZERO])[at] += row.yuan
    lines = [_line(enterprise, parts) for enterprise, parts in sums.items()]
    lines.sort(key=lambda one: (-abs(one.change), -one.after, one.enterprise))
    return Comparison(
        enterprises=len(industries),
        winners=sum(1 for one in lines if one.change > ZERO),
        losers=sum(1 for one in lines if one.change < ZERO),
        benefits=tuple(
            BenefitLine(
                one.id,
                counted["before"].get(one.id, Counted()),
                counted["after"].get(one.id, Counted()),
            )
            for one in benefits
            if one.id in counted["before"] or one.id in counted["after"]
        ),
        industries=_industries(lines, industries),
        classes=_classes(lines, len(industries)),
        lines=tuple(lines),
    )


def _line(enterprise: str, parts: Mapping[str, list[Decimal]]) -> EnterpriseLine:
    before = sum((one[0] for one in parts.values()), ZERO)
    after = sum((one[1] for one in parts.values()), ZERO)
    return EnterpriseLine(enterprise, before, after, {name: (one[0], one[1]) for name, one in parts.items()})


def _industries(lines: Iterable[EnterpriseLine], industries: Mapping[str, str]) -> tuple[IndustryLine, ...]:
    found: dict[str, list[EnterpriseLine]] = defaultdict(list)
    for one in lines:
        found[industries.get(one.enterprise, "")[:1]].append(one)
    rows = [
        IndustryLine(
            section, len(own), sum((one.before for one in own), ZERO), sum((one.after for one in own), ZERO)
        )
        for section, own in found.items()
    ]
    return tuple(sorted(rows, key=lambda one: (-one.after, -one.before, one.section)))


def _classes(lines: Sequence[EnterpriseLine], enterprises: int) -> tuple[ClassLine, ...]:
    counted: tuple[Counter[int], Counter[int]] = Counter(), Counter()
    for one in lines:
        counted[0][_class_of(one.before)] += 1
        counted[1][_class_of(one.after)] += 1
    for counter in counted:
        counter[0] += enterprises - len(lines)
    uppers: list[Decimal | None] = [*BOUNDS, None]
    rows = [
        ClassLine(BOUNDS[at - 1] if at else None, most, counted[0][at], counted[1][at])
        for at, most in enumerate(uppers)
    ]
    last = max((at for at, row in enumerate(rows) if row.before or row.after), default=0)
    return tuple(rows[: last + 1])


def _class_of(sum_: Decimal) -> int:
    return next((at for at, most in enumerate(BOUNDS) if sum_ <= most), len(BOUNDS))

"""Settle what the rules say of a whole population: what each subject gets of each benefit, with all else that it gets.

The work on one subject is :func:`jingkai.policy.rules.settle.settle`, the same that explanations use; a cap on all awards
of a subject holds for an enterprise with its projects together, the greatest sum first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from jingkai.benefits.bulk.computing import Computed, of_kind
from jingkai.benefits.bulk.population import Kind, Population
from jingkai.benefits.known import written
from jingkai.policy.rules.finding import Finding, Outcome
from jingkai.policy.rules.settle import EarlierAward, settle

if TYPE_CHECKING:
    from jingkai.policy.schema.benefits import Benefit, Cap
    from jingkai.policy.schema.pack import Pack

Earlier: TypeAlias = Mapping[str, Sequence[EarlierAward]]
"""Awards that subjects have had under the document, by key of the subject."""

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """What one subject gets of one benefit.

    ``yuan`` is the sum by the rules alone (``None``: not entitled, not known, or the clause names none); ``settled`` is
    what is left of it with everything else that the subject gets and has had.
    """

    kind: Kind
    subject: str
    enterprise: str
    benefit: str
    outcome: Outcome
    yuan: Decimal | None
    settled: Decimal | None


def lines(
    pack: Pack,
    results: Sequence[Computed],
    population: Population,
    on: date,
    *,
    earlier: Earlier | None = None,
) -> Iterator[Line]:
    """Yield a line for each subject and benefit, benefit by benefit, subjects in the order of the population."""
    from pyarrow import parquet

    for result in results:
        benefits = {one.id: one for one in of_kind(pack, result.kind).benefits if pack.applies(one, on)}
        found = parquet.read_table(result.path)
        subjects: list[str] = found.column("subject").to_pylist()
        columns = {
            id_: _Column(
                found.column(f"{id_}__outcome").to_pylist(), found.column(f"{id_}__yuan").to_pylist()
            )
            for id_ in benefits
        }
        if any(_needs_settling(one) for one in benefits.values()) or earlier:
            _settle(benefits, columns, subjects, result.kind, population, on, earlier or {})
        owners = [population.enterprise_of(result.kind, subject) for subject in subjects]
        for id_, column in columns.items():
            for at, subject in enumerate(subjects):
                yield Line(
                    result.kind,
                    subject,
                    owners[at],
                    id_,
                    column.outcomes[at],
                    column.yuan[at],
                    column.settled[at],
                )


class _Column:
    """What one benefit says of all subjects; ``settled`` begins as what the rules give."""

    def __init__(self, outcomes: list[Outcome], yuan: list[Decimal | None]) -> None:
        self.outcomes, self.yuan = outcomes, yuan
        self.settled = list(yuan)


def _needs_settling(benefit: Benefit) -> bool:
    """Whether what a subject gets of a benefit hangs on other benefits or subjects."""
    stacked = benefit.stacking is not None and benefit.stacking.mode in {"highest", "exclusive"}
    return stacked or any(cap.per != "award" for cap in benefit.caps)


def _settle(  # noqa: PLR0917
    benefits: Mapping[str, Benefit],
    columns: Mapping[str, _Column],
    subjects: Sequence[str],
    kind: Kind,
    population: Population,
    on: date,
    earlier: Earlier,
) -> None:
    recognised = _recognitions(benefits, population.tables[kind])
    for at, subject in enumerate(subjects):
        findings = [
            Finding(id_, column.outcomes[at], {}, column.yuan[at])
            for id_, column in columns.items()
            if column.outcomes[at] != "not_entitled"
        ]
        if not any(one.yuan is not None for one in findings):
            continue
        named = {id_: value for id_, values in recognised.items() if (value := values[at]) is not None}
        shares = settle(findings, benefits, on, earlier.get(subject, ()), named).shares
        for id_, share in shares.items():
            columns[id_].settled[at] = share.yuan
    if kind == "project":
        _cap_together(
            benefits,
            columns,
            [population.owners[subject] for subject in subjects],
            _had(population, earlier),
            on,
        )


def _recognitions(benefits: Mapping[str, Benefit], table: Any) -> dict[str, list[str | None]]:
    """Return the recognition that each subject is asked for, by benefit; ``None`` where it is not known."""
    return {
        id_: [
            None if value is None else written(value) for value in table.column(one.recognition).to_pylist()
        ]
        for id_, one in benefits.items()
        if one.recognition and one.recognition in table.column_names
    }


def _had(population: Population, earlier: Earlier) -> dict[str, list[EarlierAward]]:
    """Return what each enterprise was given together with its projects."""
    found: dict[str, list[EarlierAward]] = defaultdict(list)
    for subject, awards in earlier.items():
        found[population.owners.get(subject, subject)] += awards
    return found


def _cap_together(
    benefits: Mapping[str, Benefit],
    columns: Mapping[str, _Column],
    owners: Sequence[str],
    had: Earlier,
    on: date,
) -> None:
    """Apply caps on a subject's awards to all projects of an enterprise: the greatest sum first."""
    for id_, benefit in benefits.items():
        caps = [cap for cap in benefit.caps if cap.per == "subject"]
        if not caps:
            continue
        settled = columns[id_].settled
        of_owner: dict[str, list[int]] = defaultdict(list)
        for at, yuan in enumerate(settled):
            if yuan is not None:
                of_owner[owners[at]].append(at)
        for cap in caps:
            for owner, places in of_owner.items():
                room = max(_ZERO, cap.yuan - _used(id_, cap, had.get(owner, ()), on))
                for at in sorted(places, key=lambda place: settled[place] or _ZERO, reverse=True):
                    yuan = min(settled[at] or _ZERO, room)
                    settled[at] = yuan
                    room -= yuan


def _used(benefit: str, cap: Cap, had: Sequence[EarlierAward], on: date) -> Decimal:
    counted = (
        one.yuan for one in had if one.benefit == benefit and (cap.period == "ever" or one.on.year == on.year)
    )
    return sum(counted, _ZERO)


@dataclass(frozen=True, slots=True)
class Total:
    """A benefit over a population: subjects by outcome, those entitled without a sum, the sums by the rules and settled.

    ``to_claim`` counts those that still have a sum to get.
    """

    benefit: str
    entitled: int = 0
    not_entitled: int = 0
    unknown: int = 0
    without_sum: int = 0
    to_claim: int = 0
    yuan: Decimal = Decimal("0.00")
    settled: Decimal = Decimal("0.00")

    def with_line(self, line: Line) -> Total:
        """Return the total with one more line."""
        return replace(
            self,
            entitled=self.entitled + (line.outcome == "entitled"),
            not_entitled=self.not_entitled + (line.outcome == "not_entitled"),
            unknown=self.unknown + (line.outcome == "unknown"),
            without_sum=self.without_sum + (line.outcome == "entitled" and line.yuan is None),
            to_claim=self.to_claim + bool(line.settled),
            yuan=self.yuan + (line.yuan or _ZERO),
            settled=self.settled + (line.settled or _ZERO),
        )

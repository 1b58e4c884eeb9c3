"""A result as it is kept: plain data that a later version of the pack cannot change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from jingkai.benefits.simulation.comparing import Comparison
from jingkai.benefits.simulation.lasting import PoolLine

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from jingkai.benefits.simulation.changing import Change
    from jingkai.policy.schema.pack import Pack


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A changed figure as it was told: whose, by which clause, what it was and what it became."""

    key: str
    benefit: str
    title: str
    provision: str
    label: str
    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Named:
    """A benefit as its pack called it then, with the number of the document that grants it."""

    id: str
    title: str
    document: str
    provision: str
    subject: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Awards of the years before ``year`` that both sides take into account, and how many subjects have had them."""

    year: int
    awards: int
    subjects: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a simulation came to. ``benefits`` are those that were computed, ``left_out`` those that could not be.

    ``missing`` names variables of which nobody in the zone has a value, ``engine`` what computed it. ``earlier`` is
    ``None`` where earlier awards are not counted: the sides are of two documents, or it was computed before they were.
    """

    comparison: Comparison
    pools: tuple[PoolLine, ...]
    changes: tuple[ChangeLine, ...]
    benefits: tuple[Named, ...]
    left_out: tuple[Named, ...]
    missing: tuple[str, ...]
    engine: str
    earlier: Counted | None = None

    def named(self, benefit: str) -> Named | None:
        """Return a benefit by its id."""
        return next((one for one in self.benefits if one.id == benefit), None)


def change_line(change: Change, pack: Pack) -> ChangeLine:
    """Return a change as it is kept."""
    figure = change.figure
    benefit = pack.benefit(figure.benefit)
    title = benefit.title if benefit else figure.benefit
    return ChangeLine(
        figure.key,
        figure.benefit,
        title,
        figure.provision,
        figure.label,
        figure.unit,
        figure.shown,
        change.shown,
    )


def named(pack: Pack) -> dict[str, Named]:
    """Return the benefits of a pack as they are kept, by id."""
    number = pack.document.number
    return {one.id: Named(one.id, one.title, number, one.provision, one.subject) for one in pack.benefits}


def plain(result: Result) -> dict[str, Any]:
    """Return a result as JSON can hold it, sums as text; the enterprises are kept as rows of their own."""
    bare = replace(result, comparison=replace(result.comparison, lines=()))
    found: dict[str, Any] = _adapter().dump_python(bare, mode="json")
    return found


def read(data: dict[str, Any]) -> Result:
    """Return a result from what :func:`plain` wrote."""
    return _adapter().validate_python(data)


@cache
def _adapter() -> TypeAdapter[Result]:
    from pydantic import TypeAdapter

    return TypeAdapter(Result)

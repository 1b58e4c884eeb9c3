"""How long a budget lasts against what a pack gives: one line a pool of money.

Two methods, both named on the page. Evenly: everybody who is entitled claims in full, evenly over the days of the year.
At the pace of the year: what the zone's budget still has, divided by what was bound a day so far; on the simulated side
that pace is raised or lowered as the need is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from jingkai.benefits.simulation.comparing import ZERO, BenefitLine

if TYPE_CHECKING:
    from jingkai.policy.schema.pack import Pack


@dataclass(frozen=True, slots=True)
class Lasting:
    """A need against a budget: the day on which it is used up, ``None`` where it lasts or the budget is not known.

    ``left`` is what is left at the end of the year; below zero it is what is short; ``None`` where the budget is unknown.
    """

    need: Decimal
    day: date | None
    left: Decimal | None


@dataclass(frozen=True, slots=True)
class Pace:
    """How a zone's budget goes down this year: yuan bound a day on average, and what was still there on ``today``."""

    a_day: Decimal
    available: Decimal
    today: date

    def until(self, share: Decimal) -> date | None:
        """Return the day on which it is used up at ``share`` times the pace; ``None`` where it lasts the year."""
        if not self.available:
            return self.today
        pace = self.a_day * share
        if not pace:
            return None
        days = int((self.available / pace).to_integral_value(ROUND_CEILING))
        end = date(self.today.year, 12, 31)
        return None if days > (end - self.today).days else self.today + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class AtPace:
    """The days of exhaustion at the pace of the year; ``None``: it lasts the year."""

    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A pool of money before and after, with the benefits that it pays; ``budget`` is ``None`` where none is known.

    ``at_pace`` is ``None`` where the year has no pace yet, or another budget is tried.
    """

    pool: str
    benefits: tuple[str, ...]
    budget: Decimal | None
    before: Lasting
    after: Lasting
    at_pace: AtPace | None = None


def used_up(budget: Decimal, need: Decimal, year: int) -> date | None:
    """Return the day of a year on which a budget is used up by a need that arises evenly; ``None`` where it lasts.

    >>> used_up(Decimal(365), Decimal(730), 2026), used_up(Decimal(730), Decimal(730), 2026)
    (datetime.date(2026, 7, 2), None)
    """
    if need <= budget:
        return None
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    # The first day by whose end more than the budget is needed: day k needs k ÷ days of the whole.
    whole = int((budget * days / need).to_integral_value(ROUND_CEILING))
    reached = whole if whole * need > budget * days else whole + 1
    return first + timedelta(days=reached - 1)


def pools(
    packs: tuple[Pack, Pack],
    lines: Iterable[BenefitLine],
    budgets: Mapping[str, Decimal | None],
    year: int,
    paces: Mapping[str, Pace] | None = None,
) -> tuple[PoolLine, ...]:
    """Return the pools that benefits are paid from, in the order of the simulated pack.

    ``packs`` are the one compared with and the simulated one: a benefit may be paid from another pool on either side.
    ``paces`` are those of the zone's budgets that are known.
    """
    needs: dict[str, list[Decimal]] = {}
    pays: dict[str, dict[str, None]] = {}
    by_id = {one.benefit: one for one in lines}
    for side in (1, 0):
        for benefit in packs[side].benefits:
            line = by_id.get(benefit.id)
            if line is None or benefit.budget is None:
                continue
            pool = benefit.budget.pool
            needs.setdefault(pool, [ZERO, ZERO])[side] += (line.before, line.after)[side].yuan
            pays.setdefault(pool, {})[benefit.id] = None
    return tuple(
        PoolLine(
            pool,
            tuple(pays[pool]),
            budgets.get(pool),
            _lasting(before, budgets.get(pool), year),
            _lasting(after, budgets.get(pool), year),
            _at_pace((paces or {}).get(pool), before, after),
        )
        for pool, (before, after) in needs.items()
    )


def _at_pace(pace: Pace | None, before: Decimal, after: Decimal) -> AtPace | None:
    if pace is None or not before:
        return None
    return AtPace(pace.until(Decimal(1)), pace.until(after / before))


def pools_of(pack: Pack) -> tuple[str, ...]:
    """Return the names of a pack's pools, in its order."""
    return tuple(dict.fromkeys(one.budget.pool for one in pack.benefits if one.budget))


def _lasting(need: Decimal, budget: Decimal | None, year: int) -> Lasting:
    if budget is None:
        return Lasting(need, None, None)
    return Lasting(need, used_up(budget, need, year), budget - need)

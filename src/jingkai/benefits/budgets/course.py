"""The course of a budget through its year, as a drawing: what was bound day by day, what there is, and where that leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jingkai.benefits.budgets.budget import Budget
from jingkai.benefits.budgets.forecast import forecast
from jingkai.benefits.claims.money import ZERO

WIDTH, HEIGHT = 720, 180
LEFT, RIGHT, TOP, BOTTOM = 8, 712, 28, 156


@dataclass(frozen=True, slots=True)
class Course:
    """Lengths in pixels. ``bound`` is the path of what was bound up to today, ``ahead`` the line of the forecast.

    ``ahead`` is empty where nothing is foretold. ``limit`` is the height of all that was granted.
    """

    bound: str
    area: str
    ahead: str
    limit: float
    today: float
    months: tuple[tuple[float, int], ...]
    total: Decimal
    reached: Decimal


def course(budget: Budget, today: date) -> Course | None:
    """Draw a budget's year up to ``today`` (its last day, where it is over); ``None`` where nothing was granted or bound."""
    first, last = date(budget.year, 1, 1), date(budget.year, 12, 31)
    now = min(max(today, first), last)
    days: dict[date, Decimal] = {}
    for line in budget.lines.values():
        day = min(max(line.since, first), now)
        days[day] = days.get(day, ZERO) + line.yuan
    if not budget.total or not days:
        return None

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / (last - first).days, 1)

    def y(yuan: Decimal) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * float(yuan / budget.total), 1)

    reached, points = ZERO, [f"M{x(first)},{y(ZERO)}"]
    for day in sorted(days):
        reached += days[day]
        points += [f"H{x(day)}", f"V{y(reached)}"]
    points.append(f"H{x(now)}")
    path = " ".join(points)
    said = forecast(budget, today)
    ahead = ""
    if said.a_day and today == now < last and reached < budget.total:
        end = said.day or last
        height = min(reached + said.a_day * (end - now).days, budget.total)
        ahead = f"M{x(now)},{y(reached)} L{x(end)},{y(height)}"
    return Course(
        bound=path,
        area=f"{path} V{y(ZERO)} Z",
        ahead=ahead,
        limit=y(budget.total),
        today=x(now),
        months=tuple((x(date(budget.year, month, 1)), month) for month in (1, 4, 7, 10)),
        total=budget.total,
        reached=reached,
    )

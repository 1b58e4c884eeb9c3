"""When a budget will be used up if claims go on coming as they have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from jingkai.benefits.budgets.budget import Budget
from jingkai.benefits.claims.money import ZERO
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

LEAST_DAYS = 5
"""On so many different days money must have been bound, else nothing is foretold."""

LEAST_SPAN = 30
"""So many days must lie between the first of them and today."""

_TOO_FEW = msgid(
    "Unknown: a forecast needs money bound on at least %(days)d different days over at least %(span)d days."
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a budget is used up.

    ``day`` is ``None`` where that is unknown (``why`` says so), and where it will not be in the budget's year.
    ``a_day`` is how many yuan were bound a day on average, ``None`` where unknown.
    """

    day: date | None
    a_day: Decimal | None
    why: str


def forecast(budget: Budget, today: date) -> Forecast:
    """Return when a budget will be used up, from the average of what was bound a day since the first time."""
    bound = [(line.since, line.yuan) for line in budget.lines.values() if line.since <= today]
    if not budget.available and budget.total:
        return Forecast(today, _rate(bound, today), _("Used up."))
    rate = _rate(bound, today)
    if rate is None:
        return Forecast(None, None, _(_TOO_FEW) % {"days": LEAST_DAYS, "span": LEAST_SPAN})
    days = int((budget.available / rate).to_integral_value(ROUND_CEILING))
    end = date(budget.year, 12, 31)
    if days > (end - today).days:
        return Forecast(None, rate, _("At this rate it lasts to the end of the year."))
    return Forecast(today + timedelta(days=days), rate, _("If claims go on coming at this rate."))


def _rate(bound: Iterable[tuple[date, Decimal]], today: date) -> Decimal | None:
    """Return yuan a day, ``None`` where there are too few points."""
    points = list(bound)
    days = {day for day, _yuan in points}
    if len(days) < LEAST_DAYS:
        return None
    span = (today - min(days)).days + 1
    total = sum((yuan for _day, yuan in points), ZERO)
    return total / span if span >= LEAST_SPAN and total else None

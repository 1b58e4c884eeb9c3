"""The Chinese working-day calendar: deadlines in working days, make-up days included.

The State Council publishes each year's days off in the autumn before. Across a year that is not published yet a
deadline counts weekends alone and says that it is provisional.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """The last day on which something is in time. ``provisional``: it crosses a year whose calendar is unknown."""

    date: date
    provisional: bool = False


def is_working_day(day: date) -> bool:
    """Whether offices work on this day; in a year that is not published: whether it is Monday to Friday."""
    known = _published(day)
    return day.weekday() < 5 if known is None else known


def is_published(day: date) -> bool:
    """Whether the calendar of this day's year is known."""
    return _published(day) is not None


def add_working_days(start: date, days: int) -> Deadline:
    """Return the deadline ``days`` working days after ``start``; the day itself does not count (民法典 201).

    Raises :class:`ValueError` for a negative number of days.

    >>> add_working_days(date(2024, 9, 27), 3)  # Sunday 29th is a make-up day, 1st to 7th October are off
    Deadline(date=datetime.date(2024, 10, 8), provisional=False)
    """
    if days < 0:
        raise ValueError("a deadline lies ahead")
    day, left, provisional = start, days, False
    while left:
        day += _DAY
        provisional = provisional or not is_published(day)
        left -= is_working_day(day)
    return Deadline(day, provisional)


def working_days_between(first: date, last: date) -> int:
    """Return how many working days lie after ``first`` up to and with ``last``; negative when ``last`` is earlier."""
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + number * _DAY) for number in range(1, (last - first).days + 1))


@lru_cache(maxsize=4096)
def _published(day: date) -> bool | None:
    """Whether the day is worked, ``None`` for a year without published calendar."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None

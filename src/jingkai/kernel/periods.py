"""Reporting periods 报告期: a year, half year, quarter, month, or the day on which something holds.

Written ``2024``, ``2024H1``, ``2024Q1``, ``2024-03`` and ``2024-03-20``: the written forms of one kind sort in time.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

_CHINESE = re.compile(
    r"(?P<year>\d{4})年(?:(?P<half>上|下)半年|第?(?P<quarter>[1-4一二三四])季度|(?P<month>1[0-2]|0?[1-9])月)?"
)
_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2}))?)?"
)
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


_PER_YEAR = {PeriodKind.YEAR: 1, PeriodKind.HALF: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A period. ``number`` counts within the year from 1 (of a day: its ordinal); a year has number 1."""

    kind: PeriodKind
    year: int
    number: int = 1

    @classmethod
    def read(cls, written: str) -> Period:
        """Read a period in its written form or as Chinese returns write it (2024年第一季度, 2024年3月, 2024年上半年).

        Raises :class:`~jingkai.kernel.errors.JingkaiError` for anything else.

        >>> str(Period.read("2024年第一季度")), str(Period.read("2024q1")), str(Period.read("2024年"))
        ('2024Q1', '2024Q1', '2024')
        """
        text = "".join(str(written).split()).upper()
        found = _WRITTEN.fullmatch(text) or _CHINESE.fullmatch(text)
        try:
            if found is not None:
                return cls._from_parts(found.groupdict())
        except ValueError:
            pass
        raise JingkaiError(
            _("“%(text)s” is no period.") % {"text": written},
            mend=_("Write 2024, 2024H1, 2024Q1, 2024-03 or 2024-03-20."),
        )

    @classmethod
    def _from_parts(cls, parts: dict[str, str | None]) -> Period:
        year = int(parts["year"] or 0)
        if not year:
            raise ValueError("the year 0")
        if day := parts.get("day"):
            return cls.of_day(date(year, int(parts["month"] or 0), int(day)))
        for kind in (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH):
            if number := parts[kind.value]:
                return cls(kind, year, _DIGITS[number] if number in _DIGITS else int(number))
        return cls(PeriodKind.YEAR, year)

    @classmethod
    def of_day(cls, day: date) -> Period:
        """Return the period that is this one day."""
        return cls(PeriodKind.DAY, day.year, (day - date(day.year, 1, 1)).days + 1)

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Period:
        """Return the period of a kind in which a day lies."""
        if kind is PeriodKind.DAY:
            return cls.of_day(day)
        months = 12 // _PER_YEAR[kind]
        return cls(kind, day.year, (day.month - 1) // months + 1)

    @property
    def first(self) -> date:
        """Its first day."""
        if self.kind is PeriodKind.DAY:
            return date.fromordinal(date(self.year, 1, 1).toordinal() + self.number - 1)
        months = 12 // _PER_YEAR[self.kind]
        return date(self.year, (self.number - 1) * months + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if self.kind is PeriodKind.DAY:
            return self.first
        month = self.number * (12 // _PER_YEAR[self.kind])
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        """The period in the reader's language: 2024年第一季度."""
        values = {"year": self.year, "number": self.number}
        match self.kind:
            case PeriodKind.YEAR:
                return _("%(year)d") % values
            case PeriodKind.HALF:
                return (
                    _("first half of %(year)d") if self.number == 1 else _("second half of %(year)d")
                ) % values
            case PeriodKind.QUARTER:
                forms = (
                    _("first quarter of %(year)d"), _("second quarter of %(year)d"),
                    _("third quarter of %(year)d"), _("fourth quarter of %(year)d"),
                )  # fmt: skip
                return forms[self.number - 1] % values
            case PeriodKind.MONTH:
                return _("%(year)d-%(number)02d") % values
            case PeriodKind.DAY:
                return self.first.isoformat()

    def shifted(self, steps: int) -> Period:
        """Return the period ``steps`` later (earlier where negative).

        >>> str(Period.read("2024Q1").shifted(-1))
        '2023Q4'
        """
        if self.kind is PeriodKind.DAY:
            return Period.of_day(date.fromordinal(self.first.toordinal() + steps))
        count = _PER_YEAR[self.kind]
        year, number = divmod(self.year * count + self.number - 1 + steps, count)
        return Period(self.kind, year, number + 1)

    def a_year_earlier(self) -> Period:
        """Return the same period of the year before (同期)."""
        if self.kind is PeriodKind.DAY:
            day = self.first
            return Period.of_day(
                day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
            )
        return Period(self.kind, self.year - 1, self.number)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year:04}"
            case PeriodKind.HALF:
                return f"{self.year:04}H{self.number}"
            case PeriodKind.QUARTER:
                return f"{self.year:04}Q{self.number}"
            case PeriodKind.MONTH:
                return f"{self.year:04}-{self.number:02}"
            case PeriodKind.DAY:
                return self.first.isoformat()

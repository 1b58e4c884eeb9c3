"""The day that a page speaks of, and the day whose knowledge it goes by, from its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.benefits.known import end_of
from jingkai.policy.selectors import on_record_since


@dataclass(frozen=True, slots=True)
class AsOf:
    """``on``: the rules and facts of this day; ``known``: as they were known at the end of that day (``None``: now)."""

    on: date
    known: date | None
    today: date

    @property
    def known_at(self) -> datetime | None:
        """The moment whose knowledge counts, ``None`` for now."""
        return end_of(self.known)

    @property
    def recorded_on(self) -> date:
        """The record date, as receipts keep it."""
        return self.known or self.today

    @property
    def is_now(self) -> bool:
        """Whether it is today as known today."""
        return self.on == self.today and self.known is None

    @property
    def query(self) -> str:
        """The same days for another address, empty for today."""
        parts = [f"on={self.on}"] if self.on != self.today else []
        parts += [f"known={self.known}"] if self.known else []
        return "&".join(parts)


def as_of(request: HttpRequest) -> AsOf:
    """Read the days from an address; what is no day is today, and nothing is known of days to come."""
    today = timezone.localdate()
    known = _day(request.GET.get("known", ""))
    return AsOf(_day(request.GET.get("on", "")) or today, known if known and known < today else None, today)


def not_yet_on_record(when: AsOf) -> str:
    """Say since when rules are on record, where a page goes back to a day before that; else return nothing."""
    if when.known_at is None:
        return ""
    since = on_record_since()
    if since is None:
        return _("No rules have been put on record here yet; that is done when the server starts.")
    if since <= when.known_at:
        return ""
    return _("Rules are on record here since %(day)s. Choose that day or a later one, or today.") % {
        "day": timezone.localdate(since).isoformat()
    }


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None

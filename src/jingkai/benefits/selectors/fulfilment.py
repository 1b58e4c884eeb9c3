"""The sums of claims by benefit and month, as far as somebody may see them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import Case, CharField, Count, Max, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils import timezone

from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.benefits.claims.states import State
from jingkai.benefits.fulfilment import Cell, Sums
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.money_actions import READ_FULFILMENT
from jingkai.benefits.packs import policies
from jingkai.benefits.services.claim_rows import NAME
from jingkai.ledger.services import catch_up

_NOTHING = Value(Decimal("0.00"))
_NOT_ENTITLED = (State.REJECTED, State.WITHDRAWN)


def due_claims(user: Principal) -> QuerySet[ClaimRow]:
    """Return the claims that count, up to the latest entry: all but those rejected and withdrawn."""
    catch_up(NAME)
    return visible(user, ClaimRow.objects.exclude(state__in=_NOT_ENTITLED), READ_FULFILMENT)


def zones_of(rows: QuerySet[ClaimRow]) -> int:
    """Return in how many zones claims lie."""
    return rows.order_by().values("zone").distinct().count()


def years_of(rows: QuerySet[ClaimRow]) -> list[int]:
    """Return the years from the first claim that was found to the last, the latest first."""
    ends = rows.order_by().aggregate(first=Min("found"), last=Max("found"))
    if ends["first"] is None:
        return []
    first, last = (timezone.localtime(ends[name]).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))


def cells(rows: QuerySet[ClaimRow], *, monthly: bool = False) -> list[Cell]:
    """Add up claims by zone and benefit, or with ``monthly`` by the month in which they were found and nothing else.

    Months are told by their first moment: to be asked for the month of every row, SQLite would call Python. Every further
    key doubles what it takes SQLite to sort by.
    """
    rows = rows.order_by()
    if monthly:
        rows = rows.annotate(month=_month_of(rows))
    keys = ["month"] if monthly else ["zone", "document", "provision", "benefit"]
    found = rows.values(*keys).annotate(
        count=Count("claim"),
        all_=Coalesce(Sum("entitled"), _NOTHING),
        asked=Coalesce(Sum("entitled", filter=~Q(state=State.DISCOVERED)), _NOTHING),
        shown=Coalesce(Sum("verified", filter=Q(publicised__isnull=False)), _NOTHING),
        granted=Coalesce(Sum("approved"), _NOTHING),
        given=Coalesce(Sum("paid"), _NOTHING),
        back=Coalesce(Sum("clawed_back", filter=Q(paid__isnull=False)), _NOTHING),
    )
    return [
        Cell(
            one.get("zone", ""),
            one.get("document", ""),
            one.get("provision", ""),
            one.get("benefit", ""),
            date.fromisoformat(f"{one['month']}-01") if monthly else None,
            Sums(
                one["count"],
                one["all_"],
                one["asked"],
                one["shown"],
                one["granted"],
                one["given"] - one["back"],
            ),
        )
        for one in found
    ]


def _month_of(rows: QuerySet[ClaimRow]) -> Case:
    """Return the month in which a claim was found where its zone lies, as ``2026-03``; the latest is looked for first."""
    starts = _months_of(rows)
    whens = [When(found__gte=start, then=Value(f"{start:%Y-%m}")) for start in reversed(starts)]
    return Case(*whens, default=Value(f"{starts[0]:%Y-%m}" if starts else ""), output_field=CharField())


def _months_of(rows: QuerySet[ClaimRow]) -> list[datetime]:
    """Return the first moment of each month from the first claim that was found to the last."""
    ends = rows.aggregate(first=Min("found"), last=Max("found"))
    if ends["first"] is None:
        return []
    first, last = timezone.localtime(ends["first"]), timezone.localtime(ends["last"])
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = (first.year * 12 + first.month - 1 + number for number in range(count))
    return [datetime(month // 12, month % 12 + 1, 1, tzinfo=first.tzinfo) for month in months]


def median_days(rows: QuerySet[ClaimRow]) -> int | None:
    """Return the days within which half of the paid claims came from being found to being paid; ``None`` for none.

    The hour in which a claim was found is read as text: to read moments takes most of the time otherwise.
    """
    hour = Substr(Cast("found", CharField()), 1, len("2026-03-06 02"))
    paid = rows.filter(paid_on__isnull=False).order_by().annotate(hour=hour)
    days = sorted((on - _local_day(hour_)).days for hour_, on in paid.values_list("hour", "paid_on") if on)
    return days[(len(days) - 1) // 2] if days else None


@lru_cache(maxsize=20_000)
def _local_day(hour: str) -> date:
    """Return the day on which an hour in UTC, as databases write it, lies here."""
    return timezone.localtime(datetime.fromisoformat(f"{hour}:00+00:00")).date()


def leads() -> dict[tuple[str, str], str]:
    """Return the unit that leads each benefit, as the packs name it."""
    return {
        (policy.number, benefit.id): benefit.lead for policy in policies() for benefit in policy.pack.benefits
    }

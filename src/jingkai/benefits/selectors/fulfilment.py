"""The sums of claims by benefit and month, as far as somebody may see them."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth
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


def years_of(rows: QuerySet[ClaimRow]) -> list[int]:
    """Return the years from the first claim that was found to the last, the latest first."""
    ends = rows.order_by().aggregate(first=Min("found"), last=Max("found"))
    if ends["first"] is None:
        return []
    first, last = (timezone.localtime(ends[name]).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))


def cells(rows: QuerySet[ClaimRow], *, monthly: bool = False) -> list[Cell]:
    """Add up claims by benefit, and with ``monthly`` by the month in which they were found, in one query.

    Months cost: SQLite calls Python for the month of every row.
    """
    back = Coalesce(F("clawed_back"), _NOTHING)
    rows = rows.order_by().annotate(month=TruncMonth("found")) if monthly else rows.order_by()
    found = rows.values("zone", "document", "provision", "benefit", *(["month"] if monthly else [])).annotate(
        count=Count("claim"),
        all_=Coalesce(Sum("entitled"), _NOTHING),
        asked=Coalesce(Sum("entitled", filter=~Q(state=State.DISCOVERED)), _NOTHING),
        shown=Coalesce(Sum("verified", filter=Q(publicised__isnull=False)), _NOTHING),
        granted=Coalesce(Sum("approved"), _NOTHING),
        given=Coalesce(Sum(F("paid") - back, filter=Q(paid__isnull=False)), _NOTHING),
    )
    return [
        Cell(
            one["zone"],
            one["document"],
            one["provision"],
            one["benefit"],
            one["month"].date() if monthly else None,
            Sums(one["count"], one["all_"], one["asked"], one["shown"], one["granted"], one["given"]),
        )
        for one in found
    ]


def median_days(rows: QuerySet[ClaimRow]) -> int | None:
    """Return the days within which half of the paid claims came from being found to being paid; ``None`` for none."""
    paid = rows.filter(paid_on__isnull=False).order_by().values_list("found", "paid_on")
    days = sorted((on - timezone.localtime(found).date()).days for found, on in paid if on is not None)
    return days[(len(days) - 1) // 2] if days else None


def leads() -> dict[tuple[str, str], str]:
    """Return the unit that leads each benefit, as the packs name it."""
    return {
        (policy.number, benefit.id): benefit.lead for policy in policies() for benefit in policy.pack.benefits
    }

"""The sums of claims by benefit and month, as far as somebody may see them."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

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
    """Return the years in which claims were found, the latest first."""
    return [day.year for day in rows.order_by().datetimes("found", "year", order="DESC")]


def cells(rows: QuerySet[ClaimRow]) -> list[Cell]:
    """Add up claims by benefit and month, in one query."""
    back = Coalesce(F("clawed_back"), _NOTHING)
    found = (
        rows.order_by()
        .annotate(month=TruncMonth("found"))
        .values("document", "provision", "benefit", "month")
        .annotate(
            count=Count("claim"),
            all_=Coalesce(Sum("entitled"), _NOTHING),
            asked=Coalesce(Sum("entitled", filter=~Q(state=State.DISCOVERED)), _NOTHING),
            shown=Coalesce(Sum("verified", filter=Q(publicised__isnull=False)), _NOTHING),
            granted=Coalesce(Sum("approved"), _NOTHING),
            given=Coalesce(Sum(F("paid") - back, filter=Q(paid__isnull=False)), _NOTHING),
        )
    )
    return [
        Cell(
            one["document"],
            one["provision"],
            one["benefit"],
            one["month"].date(),
            Sums(one["count"], one["all_"], one["asked"], one["shown"], one["granted"], one["given"]),
        )
        for one in found
    ]


def leads() -> dict[tuple[str, str], str]:
    """Return the unit that leads each benefit, as the packs name it."""
    return {
        (policy.number, benefit.id): benefit.lead for policy in policies() for benefit in policy.pack.benefits
    }

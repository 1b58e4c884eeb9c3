"""Lists of claims, as far as somebody may see them, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.services.claim_rows import NAME
from jingkai.ledger.services import catch_up

_NOTHING = Value(Decimal("0.00"))
_NOT_ENTITLED = (State.REJECTED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Fulfilment rate 兑现率 of a benefit: paid less clawed back, divided by what the claims found entitle to.

    Rejected and withdrawn claims count on neither side. ``rate`` is ``None`` where nothing is due.
    """

    document: str
    benefit: str
    claims: int
    entitled: Decimal
    paid: Decimal

    @property
    def rate(self) -> Decimal | None:
        """A share: 0.6 is 60 %."""
        return self.paid / self.entitled if self.entitled else None


def claims_for(user: Principal) -> QuerySet[ClaimRow]:
    """Return the claims that somebody may see, up to the latest entry; what is due comes first."""
    catch_up(NAME)
    return visible(user, ClaimRow.objects.all(), actions.READ)


def publicised(on: date) -> QuerySet[ClaimRow]:
    """Return the claims that are published for objections on a day 公示, whose last day is nearest first.

    Everybody may see these.
    """
    catch_up(NAME)
    states = (State.PUBLICISED, State.OBJECTED)
    open_ = ClaimRow.objects.filter(state__in=states, publicised__lte=on, published_until__gte=on)
    return open_.order_by("published_until", "publicised", "claim")


def fulfilment(rows: QuerySet[ClaimRow]) -> list[Fulfilment]:
    """Return the fulfilment rate of each benefit among rows."""
    grouped = (
        rows.exclude(state__in=_NOT_ENTITLED)
        .order_by()
        .values("document", "benefit")
        .annotate(
            claims=Count("claim"),
            due_yuan=Coalesce(Sum("entitled"), _NOTHING),
            paid_yuan=Coalesce(
                Sum(Coalesce(F("paid"), _NOTHING) - Coalesce(F("clawed_back"), _NOTHING)), _NOTHING
            ),
        )
        .order_by("document", "benefit")
    )
    return [
        Fulfilment(one["document"], one["benefit"], one["claims"], one["due_yuan"], one["paid_yuan"])
        for one in grouped
    ]

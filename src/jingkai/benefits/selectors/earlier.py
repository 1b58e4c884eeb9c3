"""What an enterprise has claimed before: it counts against caps, and against how often a benefit is had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.claims.states import AGAIN
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.services.claim_rows import NAME
from jingkai.ledger.services import catch_up
from jingkai.policy.rules.settle import EarlierAward

_ZERO = Decimal("0.00")


def standing_claims(enterprise: str) -> QuerySet[ClaimRow]:
    """Return all claims of an enterprise and its projects that stand: not rejected, not withdrawn, up to the latest entry."""
    catch_up(NAME)
    return ClaimRow.objects.filter(enterprise=enterprise).exclude(state__in=AGAIN)


def awards_of(rows: Iterable[ClaimRow]) -> dict[tuple[str, str], list[EarlierAward]]:
    """Return the awards that claims stand for, by number of the document and key of the subject."""
    found: dict[tuple[str, str], list[EarlierAward]] = defaultdict(list)
    for row in rows:
        kind, _dash, value = row.period.partition("-")
        award = EarlierAward(row.benefit, award_day(row), sum_of(row), value if kind == "recognition" else "")
        found[row.document, row.subject].append(award)
    return dict(found)


def sum_of(row: ClaimRow) -> Decimal:
    """Return what a claim stands for now: what was paid and is not given back, else the latest sum on its way there."""
    if row.paid is not None:
        return row.paid - (row.clawed_back or _ZERO)
    sums = (row.budgeted, row.approved, row.verified, row.entitled)
    return next((one for one in sums if one is not None), _ZERO)


def award_day(row: ClaimRow) -> date:
    """Return the day of an award: one for a year counts in that year, whenever it was found."""
    kind, _dash, year = row.period.partition("-")
    found = _day(row)
    if kind == "year" and year.isdigit() and int(year) != found.year:
        return date(int(year), 12, 31)
    return found


def _day(row: ClaimRow) -> date:
    return row.found.astimezone(CHINA).date()

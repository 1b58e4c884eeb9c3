"""Money that waits for a paymaster: claims to set it aside for, to pay, files to fetch, answers to take, sums to come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import BudgetRow, ClaimRow
from jingkai.benefits.pools import pool_called, pools
from jingkai.benefits.selectors import money
from jingkai.benefits.words import clause, yuan
from jingkai.kernel.language import gettext as _
from jingkai.kernel.waiting import Waiting

_MOST = 20


def money_waits(user: User) -> Iterator[Waiting]:
    """Give what somebody who pays has to do, pool by pool and batch by batch."""
    if not may(user, actions.PAY):
        return
    claims = money.claims_to_pay(user)
    budgets = {row.budget: row for row in money.budgets_for(user, actions.PAY)}
    approved = list(claims.filter(state=State.APPROVED))
    yield from _set_aside(approved, budgets)
    yield from _pay(list(claims.filter(state=State.BUDGETED)), budgets)
    yield from _batches(user)
    yield from _back(money.owing(claims)[:_MOST])


def _set_aside(approved: list[ClaimRow], budgets: dict[str, BudgetRow]) -> Iterator[Waiting]:
    pool_of = {key: pool.id for pool in pools().values() for key in pool.keys}
    groups: dict[tuple[str, str], list[ClaimRow]] = {}
    for row in approved:
        groups.setdefault((row.zone, pool_of.get((row.document, row.benefit), "")), []).append(row)
    year = timezone.localdate().year
    for (zone, pool), rows in sorted(groups.items()):
        known = budgets.get(f"{zone}/{pool}/{year}")
        if known is not None:
            address = reverse("benefits:budget", args=[zone, pool, year])
        elif pool:
            address = (
                f"{reverse('benefits:grant')}?{urlencode({'zone': zone, 'pool': pool, 'year': str(year)})}"
            )
        else:
            address = reverse("benefits:budgets")
        said = _("Set money aside for %(count)d claims, %(sum)s: %(pool)s") % {
            "count": len(rows),
            "sum": yuan(_sum(row.approved for row in rows)),
            "pool": pool_called(pool).words if pool else _("the clause names no pool"),
        }
        yield _together("benefits.set_aside", said, address, rows)


def _pay(rows: list[ClaimRow], budgets: dict[str, BudgetRow]) -> Iterator[Waiting]:
    groups: dict[str, list[ClaimRow]] = {}
    for row in rows:
        groups.setdefault(row.budget, []).append(row)
    for id_, ready in sorted(groups.items()):
        budget = budgets.get(id_)
        if budget is None:
            continue
        said = _("Pay %(count)d claims, %(sum)s: %(pool)s %(year)d") % {
            "count": len(ready),
            "sum": yuan(_sum(row.budgeted for row in ready)),
            "pool": pool_called(budget.pool).words,
            "year": budget.year,
        }
        address = reverse("benefits:budget", args=[budget.zone, budget.pool, budget.year])
        yield _together("benefits.pay", said, address, ready)


def _batches(user: User) -> Iterator[Waiting]:
    batches = money.batches_for(user, actions.PAY)
    for row in batches.filter(handed_over=None, answers=0)[:_MOST]:
        said = _("Fetch the file of batch %(batch)s: %(count)d payments, %(sum)s") % {
            "batch": row.batch,
            "count": row.count,
            "sum": yuan(row.yuan),
        }
        yield Waiting("benefits.batch", said, reverse("benefits:batch", args=[row.batch]), row.prepared)
    sent = list(batches.filter(handed_over__isnull=False).order_by("-prepared")[:_MOST])
    known = money.progress_of(sent)
    for row in sent:
        if known[row.batch].open and row.handed_over is not None:
            said = _("Take the bank's answer to batch %(batch)s: %(open)d payments without one") % {
                "batch": row.batch,
                "open": known[row.batch].open,
            }
            yield Waiting(
                "benefits.answer", said, reverse("benefits:batch", args=[row.batch]), row.handed_over
            )


def _back(rows: Iterable[ClaimRow]) -> Iterator[Waiting]:
    for row in rows:
        said = _("%(sum)s that were clawed back have not come in yet") % {"sum": yuan(row.owed)}
        address = reverse("benefits:recover", args=[row.claim])
        cited = f"{row.document} {clause(row.provision)}"
        yield Waiting("benefits.recover", said, address, row.since, clause=cited)


def _together(kind: str, said: str, address: str, rows: list[ClaimRow]) -> Waiting:
    """Tell several claims as one thing, which is due when the first of them is."""
    dues: list[tuple[date, ClaimRow]] = [(row.due, row) for row in rows if row.due is not None]
    first = min(dues, key=lambda pair: pair[0])[1] if dues else None
    clauses = list(dict.fromkeys(f"{row.document} {clause(row.provision)}" for row in rows))
    return Waiting(
        kind,
        said,
        address,
        min(row.since for row in rows),
        first.due if first else None,
        bool(first and first.provisional),
        clauses[0] if len(clauses) == 1 else "",
    )


def _sum(sums: Iterable[Decimal | None]) -> Decimal:
    return sum((one or ZERO for one in sums), ZERO)

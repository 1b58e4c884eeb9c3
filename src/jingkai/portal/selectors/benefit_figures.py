"""Figures of benefits on the wall: what one can get, what waits for one, what is paid, what is explained to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.benefits import selectors as benefits
from jingkai.benefits.actions import EXPLAIN
from jingkai.benefits.fulfilment import by_clause, total
from jingkai.benefits.money_actions import READ_FULFILMENT
from jingkai.benefits.selectors.entitlement import entitlement
from jingkai.benefits.selectors.fulfilment import cells, due_claims
from jingkai.benefits.selectors.tasks import Task, claims_to, tasks_of
from jingkai.benefits.services.claim_rows import NAME as CLAIMS
from jingkai.benefits.words import percent, yuan
from jingkai.kernel.language import gettext as _
from jingkai.ledger.services import catch_up
from jingkai.portal.selectors.figure import Figure


def own_benefits(user: User) -> Iterable[Figure]:
    """Give how many benefits an enterprise can get now, and how much altogether, to whoever sees that one only."""
    if not may(user, EXPLAIN):
        return
    seen = list(benefits.enterprises(user)[:2])
    today = timezone.localdate()
    if len(seen) != 1 or not benefits.policies_for(seen[0].zone, today):
        return
    found = entitlement(user, seen[0], on=today, recorded_on=today).left
    note = _("%(sum)s altogether") % {"sum": yuan(found.total)}
    near = len(found.of("nearly"))
    if near:
        note = _("%(sum)s altogether; %(near)d more are one step away") % {
            "sum": yuan(found.total),
            "near": near,
        }
    address = reverse("benefits:enterprise", args=[seen[0].uscc])
    yield Figure(
        _("Benefits that can be had now"), len(found.of("entitled")), address, "hand-coins", note=note
    )


@dataclass(frozen=True, slots=True)
class WaitingClaims:
    """How many claims wait for somebody, task by task, and how many of them are overdue."""

    tasks: tuple[tuple[Task, int], ...]
    overdue: int


def waiting_claims(user: User) -> WaitingClaims | None:
    """Return how many claims wait for somebody; ``None`` for those who deal with none."""
    mine = tasks_of(user)
    if not mine:
        return None
    catch_up(CLAIMS)
    today = timezone.localdate()
    late = Count("pk", filter=Q(due__lt=today))
    found = [(task, claims_to(task, user, today).aggregate(all=Count("pk"), late=late)) for task in mine]
    return WaitingClaims(
        tuple((task, counted["all"]) for task, counted in found),
        sum(counted["late"] for _task, counted in found),
    )


def paid_benefits(user: User) -> Iterable[Figure]:
    """Give how many claims are paid, and which share of what is due, to whoever sees the claims of a zone."""
    if not may(user, READ_FULFILMENT):
        return
    rows = due_claims(user)
    whole = total(by_clause(cells(rows)))
    if whole.rate is None:
        return
    note = _("%(rate)s of %(sum)s that are due have been paid") % {
        "rate": percent(whole.rate),
        "sum": yuan(whole.entitled),
    }
    paid = rows.filter(paid__isnull=False).count()
    yield Figure(_("Claims paid"), paid, reverse("benefits:money"), "waypoints", note=note)


def explained_benefits() -> Iterable[Figure]:
    """Give how many benefits the public guide explains, where there are any."""
    today = timezone.localdate()
    count = sum(len(policy.benefits(today)) for policy in benefits.policies_in_use(today))
    if count:
        note = _("The calculator needs no account.")
        yield Figure(_("Benefits explained"), count, reverse("benefits:guide"), "book-open-text", note=note)

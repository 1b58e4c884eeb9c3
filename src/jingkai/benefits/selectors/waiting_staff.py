"""Claims that wait for the staff of a zone, task by task."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.benefits import words
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.packs import titles
from jingkai.benefits.selectors.tasks import Task, claims_to, tasks_of
from jingkai.benefits.services.claim_rows import NAME
from jingkai.kernel.language import gettext as _
from jingkai.kernel.waiting import Waiting
from jingkai.ledger.services import catch_up
from jingkai.registry.models import Enterprise

MOST = 10
"""So many claims of a task are named one by one, what is due first; the others together."""


def staff_waits(user: User) -> Iterator[Waiting]:
    """Give the claims that somebody has to deal with, each until its deadline where a rule sets one."""
    mine = tasks_of(user)
    if not mine:
        return
    catch_up(NAME)
    today = timezone.localdate()
    found = [(task, list(claims_to(task, user, today)[: MOST + 1])) for task in mine]
    usccs = {row.enterprise for _task, rows in found for row in rows}
    names = dict(Enterprise.objects.filter(uscc__in=usccs).values_list("uscc", "name"))
    named = titles()
    for task, rows in found:
        for row in rows[:MOST]:
            title = named.get((row.document, row.benefit), row.benefit)
            yield _one(task, row, f"{names.get(row.enterprise, row.enterprise)} {title}")
        if len(rows) > MOST:
            yield _others(task, rows[MOST])


def _one(task: Task, row: ClaimRow, claim: str) -> Waiting:
    return Waiting(
        f"benefits.{task.name}",
        _(task.calls) % {"claim": claim},
        reverse("benefits:claim", args=[row.claim]),
        row.since,
        row.due,
        row.provisional,
        f"{row.document} {words.clause(row.provision)}",
    )


def _others(task: Task, first: ClaimRow) -> Waiting:
    address = f"{reverse('benefits:claims')}?task={task.name}"
    said = _("%(task)s: further claims") % {"task": task.heading_words}
    return Waiting(f"benefits.{task.name}", said, address, first.since, first.due, first.provisional)

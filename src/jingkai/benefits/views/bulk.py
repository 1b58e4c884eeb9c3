"""Many claims at once: a page that says how many, how much, and what is left out why; then each is taken by itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jingkai.accounts.models import User
from jingkai.accounts.views.guard import allowed, refusal
from jingkai.benefits.claim_actions import READ
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.claims.terms import Step, Terms
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors import tasks
from jingkai.benefits.selectors.claim_rows import claims_for
from jingkai.benefits.selectors.open_steps import why_not
from jingkai.benefits.selectors.tasks import Task, claims_to, task_named
from jingkai.benefits.selectors.terms import terms_for
from jingkai.benefits.services import claims
from jingkai.benefits.views.one_claim import user_of
from jingkai.benefits.views.queue import shown_by
from jingkai.benefits.views.rows import told
from jingkai.kernel.errors import JingkaiError
from jingkai.ledger.errors import ConflictError
from jingkai.registry.models.checks import said

MOST = 200
"""So many claims are dealt with at once."""


@dataclass(slots=True)
class Batch:
    """Claims chosen for a task: those that it can be done with, and those that are left out, each with the reason."""

    task: Task
    fit: list[ClaimRow] = field(default_factory=list)
    left_out: list[tuple[ClaimRow, str]] = field(default_factory=list)
    terms: dict[str, Terms] = field(default_factory=dict)
    more: int = 0

    @property
    def yuan(self) -> Decimal:
        """What those that fit add up to."""
        return sum((_sum(row) for row in self.fit), ZERO)


@never_cache
@allowed(READ)
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask before many claims are taken a step, and take it once that is confirmed."""
    queue = reverse("benefits:claims")
    if request.method != "POST":
        return HttpResponseRedirect(queue)
    task = task_named(request.POST.get("task", ""))
    if task is None or not task.bulk:
        if not request.POST:
            return HttpResponseRedirect(queue)
        raise Http404(_("This cannot be done with many claims at once."))
    refused = refusal(request, task.action.name)
    if refused is not None:
        return refused
    user = user_of(request)
    if request.POST.get("confirmed"):
        return _carried_out(request, task, user)
    batch = _batch(request, task, user)
    context = _context(request, batch) | {"command": uuid.uuid4()}
    return render(request, "benefits/bulk.html", context)


def _batch(request: HttpRequest, task: Task, user: User) -> Batch:
    """Sort the chosen claims; ``whole`` chooses all that the list of the queue holds."""
    today = timezone.localdate()
    visible = claims_for(user)
    keys = [key for key in request.POST.getlist("claim") if len(key) <= 32 and "\0" not in key]
    batch = Batch(task)
    if request.POST.get("whole"):
        listed = copy_of(request)
        rows = shown_by(listed, today).rows
        batch.more = max(0, rows.count() - MOST)
        chosen = list(rows[:MOST])
    else:
        batch.more = max(0, len(keys) - MOST)
        chosen = list(visible.filter(claim__in=keys[:MOST]))
    open_ = set(
        claims_to(task, user, today)
        .filter(claim__in=[row.claim for row in chosen])
        .values_list("pk", flat=True)
    )
    for row in chosen:
        terms = batch.terms.setdefault(_key(row), terms_for(row.zone, row.document, row.benefit))
        reason = why_not(task, user, row, today, terms)
        if not reason and row.pk not in open_:
            reason = _("It is not yours to do.")
        if reason:
            batch.left_out.append((row, reason))
        else:
            batch.fit.append(row)
    return batch


def copy_of(request: HttpRequest) -> HttpRequest:
    """Return the request for the list whose address the form has kept (``query``)."""
    listed = HttpRequest()
    listed.GET = QueryDict(request.POST.get("query", "")[:2000])
    listed.user = request.user
    return listed


def _carried_out(request: HttpRequest, task: Task, user: User) -> HttpResponse:
    """Take the step with each claim that was confirmed, by a command of its own; sent again, nothing happens twice."""
    command = _command(request)
    seen = _versions(request)
    rows = {row.claim: row for row in claims_for(user).filter(claim__in=list(seen)[:MOST])}
    batch = Batch(task)
    for claim, row in rows.items():
        terms = batch.terms.setdefault(_key(row), terms_for(row.zone, row.document, row.benefit))
        try:
            step = STEPS[task.name](terms)
            claims.take(claim, step, by=user, command_id=f"{command}:{claim}", expected_version=seen[claim])
        except ConflictError:
            batch.left_out.append((row, _("Somebody has taken a step with it meanwhile.")))
        except JingkaiError as error:
            batch.left_out.append((row, said(error)))
        else:
            batch.fit.append(row)
    return render(request, "benefits/bulk_done.html", _context(request, batch))


def _context(request: HttpRequest, batch: Batch) -> dict[str, object]:
    left = {row.claim: reason for row, reason in batch.left_out}
    query = request.POST.get("query", "")[:2000]
    return {
        "batch": batch,
        "rows": told(batch.fit),
        "left_out": [(one, left[one["claim"].claim]) for one in told(row for row, _reason in batch.left_out)],
        "terms": _publication(batch) if batch.task is tasks.PUBLICISE else [],
        "query": query,
        "back": f"{reverse('benefits:claims')}?{query}" if query else reverse("benefits:claims"),
    }


def _publication(batch: Batch) -> list[tuple[int, str, bool]]:
    """Return for how many working days, by which rule, the claims of the batch will be published."""
    found = {
        (term.days, term.basis, term.official)
        for row in batch.fit
        if (term := batch.terms[_key(row)].get(Step.PUBLICATION))
    }
    return sorted(found)


def _publicise(terms: Terms) -> claims.Step:
    term = terms.get(Step.PUBLICATION)
    # Without a rule the service refuses it, and says what is lacking; nought days are no publication either way.
    return commands.Publicise(term.days, term.basis) if term else commands.Publicise(0, "-")


STEPS: Mapping[str, Callable[[Terms], claims.Step]] = {
    tasks.PUBLICISE.name: _publicise,
    tasks.APPROVE.name: lambda _terms: commands.Approve(),
    tasks.CLOSE.name: lambda _terms: commands.Close(),
}
"""Task → the step of one claim."""


def _command(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("command", ""))
    except ValueError:
        raise Http404(_("The page was not sent as a whole. Choose the claims again.")) from None


def _versions(request: HttpRequest) -> dict[str, int]:
    """Return the claims that were confirmed, each with the version that was shown (``claim:version``)."""
    found = {}
    for written in request.POST.getlist("claim"):
        claim, _colon, version = written.partition(":")
        if len(claim) <= 32 and "\0" not in claim and version.isascii() and version.isdigit():
            found[claim] = int(version[:12])
    return found


def _key(row: ClaimRow) -> str:
    return f"{row.zone} {row.document} {row.benefit}"


def _sum(row: ClaimRow) -> Decimal:
    for one in (row.paid, row.approved, row.verified, row.entitled):
        if one is not None:
            return one
    return ZERO

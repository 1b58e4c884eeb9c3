"""Payments: batches, their file for the treasury, the bank's answer, and money that comes back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits.claim_actions import PAY, READ_BUDGETS
from jingkai.benefits.claims.commands import Recover
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.forms.money import AnswerForm, CommandForm, RecoverForm
from jingkai.benefits.models import BatchRow, BudgetRow, ClaimRow
from jingkai.benefits.pools import pool_called
from jingkai.benefits.selectors import money
from jingkai.benefits.selectors.claims import the_batch, the_claim
from jingkai.benefits.services import payments as services
from jingkai.benefits.services.recovering import recover as record_recovery
from jingkai.benefits.views.budgets import REFUSED, address
from jingkai.benefits.views.rows import chosen, told
from jingkai.documents.views.paging import download, given, paged
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.spreadsheet import CSV_MEDIA
from jingkai.registry.models.checks import said

OPEN = "open"


@allowed(READ_BUDGETS)
@require_GET
def batches(request: HttpRequest) -> HttpResponse:
    """List the batches of payments, the latest first; ``state=open`` leaves those that the bank has not answered whole."""
    rows = money.batches_for(principal(request))
    state = given(request, "state", 10)
    if state == OPEN:
        waiting = money.claims_to_pay(principal(request), READ_BUDGETS).filter(state="ordered")
        rows = rows.filter(batch__in=waiting.order_by().values("batch"))
    pages = paged(request, rows)
    shown = list(pages["page"].object_list)
    known = money.progress_of(shown)
    context = pages | {
        "batches": [(row, known[row.batch], _pool_words(row)) for row in shown],
        "state": state,
        "may_pay": may(principal(request), PAY),
    }
    return render(request, "benefits/batches.html", context)


@allowed(READ_BUDGETS)
@require_GET
def batch(request: HttpRequest, key: str) -> HttpResponse:
    """Show one batch: its payments and what the bank said of each, its file, its steps."""
    return _page(request, _row(request, key), AnswerForm())


@never_cache
@allowed(PAY)
@require_POST
def prepare(request: HttpRequest, zone: str, pool: str, year: int) -> HttpResponse:
    """Order the payment of chosen claims: first a look at who is in and who is left out, then the batch."""
    user: Any = request.user
    row = money.budgets_for(user, PAY).filter(zone=zone, pool=pool, year=min(year, 9999)).first()
    if row is None:
        raise Http404(_("No such budget lies within your scope."))
    found = list(chosen(request, money.waiting_for_payment(money.claims_to_pay(user), row)))
    approved = money.approvers(one.claim for one in found)
    own = [one for one in found if approved.get(one.claim) == user.actor]
    payable = [one for one in found if one not in own]
    gone = len(set(request.POST.getlist("claim"))) - len(found)
    is_deed = request.POST.get("step") == "do"
    form = CommandForm(request.POST if is_deed else None)
    if is_deed and form.is_valid():
        try:
            made = services.prepare_batch(
                row.budget, [one.claim for one in payable], by=user, command_id=form.command_id
            )
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("The batch is ready. Fetch its file and hand it to the treasury."))
            return HttpResponseRedirect(reverse("benefits:batch", args=[made.id]))
    context = {
        "row": row,
        "pool": pool_called(pool),
        "rows": told(payable),
        "total": sum((one.budgeted or ZERO for one in payable), ZERO),
        "own": told(own),
        "gone": gone,
        "form": form,
        "back": address(row),
    }
    return render(request, "benefits/prepare.html", context, status=REFUSED if form.errors else 200)


@never_cache
@allowed(PAY)
@require_POST
def batch_file(request: HttpRequest, key: str) -> HttpResponse:
    """Hand the file of a batch over: that it left is recorded first; each time it is the same file."""
    row = _row(request, key, PAY)
    form = CommandForm(request.POST)
    # Where the form lost its id, the file still goes out, and that is recorded under a new one.
    command = form.command_id if form.is_valid() else str(uuid.uuid4())
    try:
        content = services.hand_over(row.batch, by=request.user, command_id=command)  # type: ignore[arg-type]
    except JingkaiError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(reverse("benefits:batch", args=[row.batch]))
    return download(content, f"{row.batch}.csv", CSV_MEDIA)


@never_cache
@allowed(PAY)
@require_POST
def reconcile(request: HttpRequest, key: str) -> HttpResponse:
    """Take the bank's answer to a batch, and tell what it said; an answer that does not fit changes nothing."""
    row = _row(request, key, PAY)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, form)
    try:
        result = services.reconcile(
            row.batch,
            form.cleaned_data["file"].read(),
            by=request.user,  # type: ignore[arg-type]
        )
    except JingkaiError as error:
        form.add_error("file", f"{error.place}: {said(error)}" if error.place else said(error))
        return _page(request, row, form)
    messages.success(
        request,
        _(
            "Recorded: %(paid)d paid, %(refused)d refused, %(before)d known before; %(open)d still without an answer."
        )
        % {
            "paid": len(result.paid),
            "refused": len(result.refused),
            "before": len(result.before),
            "open": len(result.open),
        },
    )
    return HttpResponseRedirect(reverse("benefits:batch", args=[row.batch]))


@never_cache
@allowed(PAY)
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest, key: str) -> HttpResponse:
    """Record money that came in after a claw-back."""
    user: Any = request.user
    row = money.claims_to_pay(user).filter(claim=key).first()
    if row is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    start = {"version": the_claim(key).version, "yuan": row.owed or None, "on": timezone.localdate()}
    form = RecoverForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        came = Recover(cleaned["yuan"], cleaned["on"], cleaned["reference"], cleaned["again"] == "budget")
        try:
            record_recovery(
                key, came, by=user, command_id=form.command_id, expected_version=cleaned["version"]
            )
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("Recorded. Claim and budget say so."))
            return HttpResponseRedirect(reverse("benefits:claim", args=[key]))
    context = {"form": form, "one": told([row])[0]}
    return render(request, "benefits/recover.html", context, status=REFUSED if form.errors else 200)


def _row(request: HttpRequest, key: str, action: Any = READ_BUDGETS) -> BatchRow:
    row = money.batches_for(principal(request), action).filter(batch=key).first()
    if row is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    return row


def _page(request: HttpRequest, row: BatchRow, form: AnswerForm) -> HttpResponse:
    user = principal(request)
    folded = the_batch(row.batch)
    claims = [line.claim for line in folded.lines]
    known = {one.claim: one for one in ClaimRow.objects.filter(claim__in=claims)}
    progress = money.progress_of([row])[row.batch]
    names = {one["claim"].claim: one for one in told(known.values())}
    refused = money.refusals(row.batch, claims)
    budget = BudgetRow.objects.filter(budget=row.budget).first()
    context = {
        "row": row,
        "batch": folded,
        "pool": pool_called(row.budget.split("/")[1]),
        "budget": budget,
        "progress": progress,
        "lines": [
            (line, folded.reference(line), names.get(line.claim), refused.get(line.claim, ""), _paid(row, known.get(line.claim)))
            for line in folded.lines
        ],
        "steps": list(reversed(money.steps_of(folded.stream))),
        "form": form,
        "command": CommandForm(),
        "may_pay": may(user, PAY, row),
    }  # fmt: skip
    return render(request, "benefits/batch.html", context, status=REFUSED if form.errors else 200)


def _pool_words(row: BatchRow) -> str:
    _zone, pool, year = row.budget.split("/")
    return f"{pool_called(pool).words} {year}"


def _paid(row: BatchRow, claim: ClaimRow | None) -> Any:
    """Return the day on which a payment of this batch was made, ``None`` where it was not."""
    return claim.paid_on if claim is not None and claim.batch == row.batch else None

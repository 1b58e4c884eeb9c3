"""Verify a claim: the papers beside the facts, what is left to people, and the finding computed again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.accounts.views.guard import principal
from jingkai.benefits import selectors
from jingkai.benefits.claim_actions import VERIFY
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.states import State
from jingkai.benefits.forms.deciding import VerifyForm
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.agreements import agreement_of
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.shown_payee import shown_payee
from jingkai.benefits.selectors.verification import Verification, verification
from jingkai.benefits.views.one_claim import send, step_page
from jingkai.benefits.views.rows import told


@step_page(VERIFY, {State.CONSENTED})
def verify(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Show everything a claim rests on, and record that it was compared, judged and computed again."""
    if agreement := agreement_of(row.benefit):
        return redirect("benefits:agreement", agreement)  # its papers are those of what was achieved
    claim = the_claim(row.claim)
    seen = verification(principal(request), claim, timezone.localdate())
    form = None if seen.why_not else _form(request, row, seen)
    if form is not None and request.method == "POST" and _is_sent(request, form, row, seen):
        messages.success(request, _("Verified. It can be published for objections now."))
        return redirect("benefits:claim", row.claim)
    context = {
        "row": told([row])[0],
        "seen": seen,
        "form": form,
        "one": seen.now,
        "payee": shown_payee(row.claim),
        "brought": claim.brought,
        "back": reverse("benefits:claim", args=[row.claim]),
        "clauses": selectors.clauses(principal(request), [seen.policy]) if seen.policy else {},
    }
    return render(request, "benefits/verify.html", context, status=422 if form and form.errors else 200)


def _form(request: HttpRequest, row: ClaimRow, seen: Verification) -> VerifyForm:
    assert seen.most is not None and seen.benefit is not None and seen.now is not None
    initial: dict[str, Any] = {"receipt": seen.now.receipt.digest}
    return VerifyForm(
        request.POST or None,
        version=row.version,
        facts=seen.facts,
        judgements=[one for one in seen.benefit.judgements if one.id in seen.claim.judgements],
        most=seen.most,
        initial=initial,
    )


def _is_sent(request: HttpRequest, form: VerifyForm, row: ClaimRow, seen: Verification) -> bool:
    if not form.is_valid():
        return False
    assert seen.now is not None and seen.proof is not None
    if form.cleaned_data["receipt"] != seen.now.receipt.digest:
        form.add_error(
            None,
            _(
                "Facts, papers or rules have changed since you opened the page. What you wrote is still here: compare what "
                "is marked, then send it again."
            ),
        )
        form.seen_again(receipt=seen.now.receipt.digest)
        return False
    step = commands.Verify(
        proof=seen.proof,
        receipt=seen.now.receipt.to_json(),
        yuan=form.cleaned_data["yuan"],
        evidence=form.evidence(),
        judged=form.judged(),
        reason=form.cleaned_data["reason"],
    )
    return send(request, form, row, step)

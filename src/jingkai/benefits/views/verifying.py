"""Verify a claim: the papers beside the facts, what is left to people, and the finding computed again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jingkai.accounts.views.guard import allowed, principal
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
from jingkai.benefits.views.one_claim import led_away, row_or_404, send
from jingkai.benefits.views.rows import told


@never_cache
@allowed(VERIFY)
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, key: str) -> HttpResponse:
    """Show everything a claim rests on, and record that it was compared, judged and computed again."""
    row = row_or_404(request, key, VERIFY)
    if away := led_away(request, row, {State.CONSENTED}):
        return away
    if agreement := agreement_of(row.benefit):
        return redirect("benefits:agreement", agreement)  # its papers are those of what was achieved
    seen = verification(principal(request), the_claim(key), timezone.localdate())
    form = None if seen.why_not else _form(request, row, seen)
    if form is not None and request.method == "POST" and _is_sent(request, form, row, seen):
        messages.success(request, _("Verified. It can be published for objections now."))
        return redirect("benefits:claim", key)
    context = {
        "row": told([row])[0],
        "seen": seen,
        "form": form,
        "one": seen.now,
        "payee": shown_payee(key),
        "brought": the_claim(key).brought,
        "back": reverse("benefits:claim", args=[key]),
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

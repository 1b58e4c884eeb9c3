"""Consent to a claim that was found, with its papers and where the money goes; take a claim back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.accounts.views.guard import principal
from jingkai.benefits import claim_actions as actions
from jingkai.benefits import selectors
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.states import BEFORE_MONEY, State
from jingkai.benefits.forms.claiming import ConsentForm, Wanted, WithdrawForm
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.packs import policy_of
from jingkai.benefits.papers import own_papers
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.entitlement import entitlement
from jingkai.benefits.selectors.evidence import papers_of
from jingkai.benefits.selectors.last_consent import last_consent
from jingkai.benefits.services import claiming
from jingkai.benefits.services.evidence import may_be_taken_back
from jingkai.benefits.views.guide import clause_of
from jingkai.benefits.views.one_claim import is_taken, step_page, tell_at, user_of
from jingkai.benefits.views.rows import told
from jingkai.benefits.words import label
from jingkai.kernel.errors import JingkaiError
from jingkai.ledger.errors import ConflictError

REFUSED = 422
CONFLICT = 409
WITHDRAWN_FROM = frozenset({*BEFORE_MONEY, State.BUDGETED})
"""States in which a claim may be taken back: no payment is ordered yet."""


@step_page(actions.CONSENT, {State.DISCOVERED})
def consent(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Show what is claimed, take its papers and where the money goes, and consent."""
    found, about = the_claim(row.claim), about_claim(request, row)
    posted = request.method == "POST"
    form = ConsentForm(
        request.POST if posted else None,
        files=request.FILES if posted else None,
        version=found.version,
        papers=wanted_papers(request, found),
        last=last_consent(row.enterprise),
        holder=about["row"]["enterprise"],
    )
    status = 200
    if posted:
        status = REFUSED
        if form.is_valid():
            status = _consented(request, form, found)
            if status == 200:
                messages.success(request, _("Claimed. The zone checks it now; you are told how it goes on."))
                return redirect("benefits:claim", row.claim)
    here = list(papers_of(principal(request), row.claim))
    taken_back = [one.pk for one in here if may_be_taken_back(one, found)]
    context = about | {"form": form, "papers": here, "may_take_back": taken_back}
    return render(request, "benefits/consent.html", context, status=status)


def _consented(request: HttpRequest, form: ConsentForm, found: Claim) -> int:
    """Consent as the form says, and return the status of the answer; what was wrong stands at the form."""
    try:
        claiming.consent_to(
            found.id,
            form.consent(),
            form.papers(),
            by=user_of(request),
            command_id=str(form.cleaned_data["command"]),
            expected_version=form.cleaned_data["version"],
        )
    except JingkaiError as error:
        tell_at(form, error, version=the_claim(found.id).version)
        return CONFLICT if isinstance(error, ConflictError) else REFUSED
    return 200


@step_page(actions.CONSENT, WITHDRAWN_FROM)
def withdraw(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Take a claim back, as long as no payment is ordered."""
    form = WithdrawForm(request.POST if request.method == "POST" else None, version=row.version)
    if is_taken(request, form, row, lambda written: commands.Withdraw(written["reason"])):
        messages.success(request, _("Withdrawn. The same benefit can be claimed again."))
        return redirect("benefits:claim", row.claim)
    context = about_claim(request, row) | {"form": form}
    return render(request, "benefits/withdraw.html", context, status=REFUSED if form.errors else 200)


def about_claim(request: HttpRequest, row: ClaimRow) -> dict[str, Any]:
    """Return what every page about a claim of an enterprise says of it: what it rests on, and what the rules say today."""
    policy = policy_of(row.document)
    rule = policy.rules.benefits.get(row.benefit) if policy else None
    clauses = selectors.clauses(principal(request), [policy] if policy else [])
    context: dict[str, Any] = {"row": told([row])[0], "policy": policy, "clauses": clauses, "one": None}
    context["clause"] = (
        clause_of(policy, rule.benefit, clauses) if policy and rule else context["row"]["clause"]
    )
    thing = selectors.enterprise(principal(request), row.enterprise)
    if thing is not None and policy is not None:
        today = timezone.localdate()
        seen = entitlement(principal(request), thing, on=today, recorded_on=today, without=row.claim)
        context["one"] = seen.overview.find(policy.key, row.benefit, row.subject)
    return context


def wanted_papers(request: HttpRequest, found: Claim) -> list[Wanted]:
    """Return the papers that the enterprise itself has to bring for a claim, each once."""
    policy = policy_of(found.right.document)
    rule = policy.rules.benefits.get(found.right.benefit) if policy else None
    if policy is None or rule is None:
        return []
    kept = papers_of(principal(request), found.id).filter(removed=None)
    here = set(kept.values_list("paper", flat=True))
    papers: dict[str, list[str]] = {}
    for one in own_papers(rule.benefit):
        papers.setdefault(one.paper, []).append(one.fact)
    variables = policy.rules.variables
    return [
        Wanted(
            paper,
            tuple(facts),
            tuple(label(variables[name]) if name in variables else name for name in facts),
            paper in here,
        )
        for paper, facts in papers.items()
    ]

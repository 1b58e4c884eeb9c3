"""What the staff does with one claim: publish it, settle objections, approve, reject, claw back, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from jingkai.benefits import words
from jingkai.benefits.claim_actions import DECIDE, PUBLICISE, VERIFY
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.states import BEFORE_MONEY, State
from jingkai.benefits.claims.terms import Step
from jingkai.benefits.forms.deciding import ClawBackForm, ReasonForm, RejectForm, SettleForm, StepForm
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.dossier import dossier
from jingkai.benefits.selectors.objections import objections_of
from jingkai.benefits.selectors.provisions import provision_choices
from jingkai.benefits.selectors.tasks import REJECT
from jingkai.benefits.selectors.terms import terms_for
from jingkai.benefits.views.one_claim import led_away, row_or_404, send, user_of
from jingkai.benefits.views.rows import told
from jingkai.kernel.working_days import add_working_days


@dataclass(frozen=True, slots=True)
class Doing:
    """The page of a step: its heading, what it does, what the button says and looks like, what is told above the form.

    ``four_eyes`` keeps whoever verified the claim from it.
    """

    heading: str
    lead: str
    verb: str
    icon: str
    style: str = ""
    told: Sequence[tuple[str, str]] = ()
    four_eyes: bool = True


@never_cache
@allowed(PUBLICISE)
@require_http_methods(["GET", "POST"])
def publicise(request: HttpRequest, key: str) -> HttpResponse:
    """Publish a verified claim for objections, for as long as a clause or the zone's rule says."""
    row = row_or_404(request, key, PUBLICISE)
    if away := led_away(request, row, {State.VERIFIED}):
        return away
    term = terms_for(row.zone, row.document, row.benefit).get(Step.PUBLICATION)
    form = StepForm(request.POST or None, version=row.version)
    if request.method == "POST" and form.is_valid() and term is not None:
        step = commands.Publicise(term.days, term.basis)
        if send(request, form, row, step):
            return _done(request, row, _("Published. Anybody may object until the last day."))
    lines = []
    if term is not None:
        last = add_working_days(timezone.localdate(), term.days)
        provisional = f" {_('provisional')}" if last.provisional else ""
        lines = [
            (_("Working days"), str(term.days)),
            (_("By which rule"), term.basis if term.official else _("%(basis)s (the zone's own rule)") % {"basis": term.basis}),
            (_("Last day for objections"), f"{last.date}{provisional}"),
            (_("Published are"), _("benefit, enterprise, verified sum, clause")),
        ]  # fmt: skip
    doing = Doing(
        _("Publish for objections"),
        _("Everybody sees the claim on the list of what is published, and may object to it."),
        _("Publish it"),
        "megaphone",
        told=lines,
        four_eyes=False,
    )
    return _page(request, row, doing, None if term is None else form, no_term=term is None)


@never_cache
@allowed(DECIDE)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Grant what was verified, once the publication is over."""
    row = row_or_404(request, key, DECIDE)
    if away := led_away(request, row, {State.PUBLICISED}):
        return away
    form = StepForm(request.POST or None, version=row.version)
    if request.method == "POST" and form.is_valid() and send(request, form, row, commands.Approve()):
        return _done(request, row, _("Approved. A paymaster sets the money aside."))
    lines = [
        (_("Published until"), _iso(row.published_until)),
        (_("Objections"), _objections(the_claim(key))),
    ]
    doing = Doing(_("Approve"), _("The verified sum is granted."), _("Approve"), "stamp", told=lines)
    return _page(request, row, doing, form)


@never_cache
@allowed(DECIDE)
@require_http_methods(["GET", "POST"])
def reject(request: HttpRequest, key: str) -> HttpResponse:
    """Refuse a claim: why, and by which provision."""
    row = row_or_404(request, key, DECIDE)
    if away := led_away(request, row, BEFORE_MONEY - {State.APPROVED}):
        return away
    clauses = provision_choices(user_of(request), row.document)
    proposal = the_claim(key).proposal
    initial = {"reason": proposal.reason, "provision": proposal.provision} if proposal else {}
    form = RejectForm(request.POST or None, version=row.version, clauses=clauses, initial=initial)
    if request.method == "POST" and form.is_valid():
        step = commands.Reject(form.cleaned_data["reason"], form.cleaned_data["provision"])
        if send(request, form, row, step):
            return _done(request, row, _("Rejected. The enterprise is told why, and by which provision."))
    doing = Doing(
        _("Reject"),
        _("The claim ends here. It may be found and claimed again once its reason is gone."),
        _("Reject the claim"),
        "circle-x",
        "grave",
    )
    return _page(request, row, doing, form)


@never_cache
@allowed(VERIFY)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """Propose to a decision maker that a claim be rejected: why, and by which provision."""
    row = row_or_404(request, key, VERIFY)
    if away := led_away(request, row, REJECT.states if not row.proposed_by else ()):
        return away
    clauses = provision_choices(user_of(request), row.document)
    form = RejectForm(request.POST or None, version=row.version, clauses=clauses)
    if request.method == "POST" and form.is_valid():
        step = commands.ProposeRejection(form.cleaned_data["reason"], form.cleaned_data["provision"])
        if send(request, form, row, step):
            return _done(request, row, _("Proposed. A decision maker rejects it, or has it examined again."))
    doing = Doing(
        _("Propose to reject it"),
        _("Whoever examines a claim does not reject it: a decision maker does, by your reason or another."),
        _("Propose it"),
        "circle-x",
        four_eyes=False,
    )
    return _page(request, row, doing, form)


@never_cache
@allowed(DECIDE)
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, key: str) -> HttpResponse:
    """Not follow a proposed rejection: the claim is examined again."""
    row = row_or_404(request, key, DECIDE)
    if away := led_away(request, row, REJECT.states if row.proposed_by else ()):
        return away
    form = ReasonForm(request.POST or None, version=row.version)
    if request.method == "POST" and form.is_valid():
        step = commands.DeclineRejection(form.cleaned_data["reason"])
        if send(request, form, row, step):
            return _done(request, row, _("It is examined again."))
    doing = Doing(
        _("Have it examined again"),
        _("The rejection that was proposed is not followed. Say what to look at."),
        _("Have it examined again"),
        "undo-2",
    )
    return _page(request, row, doing, form)


@never_cache
@allowed(DECIDE)
@require_http_methods(["GET", "POST"])
def claw_back(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for money back that was paid."""
    row = row_or_404(request, key, DECIDE)
    states = {State.PAID, State.CLOSED} if row.clawed_back is None else set()
    if away := led_away(request, row, states):
        return away
    assert row.paid is not None, "what was paid has a sum"
    clauses = provision_choices(user_of(request), row.document)
    form = ClawBackForm(request.POST or None, version=row.version, clauses=clauses, paid=row.paid)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        step = commands.ClawBack(cleaned["yuan"], cleaned["reason"], cleaned["provision"])
        if send(request, form, row, step):
            return _done(
                request, row, _("Clawed back. The enterprise is told how much, why and by which provision.")
            )
    doing = Doing(
        _("Claw back"),
        _("The enterprise has to give money back. What comes in goes to the budget that paid."),
        _("Claw back"),
        "undo-2",
        "grave",
        [(_("Paid"), words.yuan(row.paid))],
    )
    return _page(request, row, doing, form)


@never_cache
@allowed(PUBLICISE)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Close a claim of which nothing is left to do."""
    row = row_or_404(request, key, PUBLICISE)
    if away := led_away(request, row, {State.PAID, State.CLAWED_BACK}):
        return away
    form = StepForm(request.POST or None, version=row.version)
    if request.method == "POST" and form.is_valid() and send(request, form, row, commands.Close()):
        return _done(request, row, _("Closed. It stays on record."))
    lines = [(_("Paid"), words.yuan(row.paid))] if row.paid is not None else []
    doing = Doing(
        _("Close the claim"),
        _("Nothing is left to do with it."),
        _("Close it"),
        "archive",
        told=lines,
        four_eyes=False,
    )
    return _page(request, row, doing, form)


@never_cache
@allowed(DECIDE)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """Answer an objection: one that is right rejects the claim, with the provision."""
    row = row_or_404(request, key, DECIDE)
    if away := led_away(request, row, {State.OBJECTED}):
        return away
    user = user_of(request)
    open_ = [one for one in objections_of(the_claim(key)) if one.upheld is None]
    asked = request.POST.get("objection") or request.GET.get("objection")
    chosen = next((one for one in open_ if one.id == asked), open_[0])
    form = SettleForm(
        request.POST or None,
        version=row.version,
        clauses=provision_choices(user, row.document),
        initial={"objection": chosen.id},
    )
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        step = commands.Settle(
            cleaned["objection"], cleaned["upheld"] == "yes", cleaned["reason"], cleaned["provision"]
        )
        if send(request, form, row, step):
            return _done(request, row, _("The objection is settled."))
    doing = Doing(
        _("Settle the objection"),
        _("Whoever verified the claim does not answer objections to it."),
        _("Settle"),
        "message-square-check",
    )
    return _page(request, row, doing, form, objection=chosen, others=[one for one in open_ if one != chosen])


def _page(
    request: HttpRequest, row: ClaimRow, doing: Doing, form: StepForm | None, **more: Any
) -> HttpResponse:
    actor = user_of(request).actor
    shut = doing.four_eyes and actor in {row.verified_by, row.proposed_by}
    context = {
        "row": told([row])[0],
        "doing": doing,
        "form": None if shut else form,
        "back": reverse("benefits:claim", args=[row.claim]),
        "shut": shut,
        "dossier": dossier(principal(request), row),
        **more,
    }
    return render(request, "benefits/decide.html", context, status=422 if form and form.errors else 200)


def _done(request: HttpRequest, row: ClaimRow, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("benefits:claim", row.claim)


def _objections(claim: Claim) -> str:
    if not claim.objections:
        return _("none")
    return _("%(count)d, all settled") % {"count": len(claim.objections)}


def _iso(day: Any) -> str:
    return day.isoformat() if day else _("unknown")

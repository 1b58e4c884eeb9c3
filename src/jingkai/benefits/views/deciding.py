"""What the staff does with one claim: publish it, settle objections, approve, reject, claw back, close."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.accounts.views.guard import principal
from jingkai.benefits import words
from jingkai.benefits.claim_actions import DECIDE, PUBLICISE, VERIFY
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.states import BEFORE_MONEY, State
from jingkai.benefits.claims.terms import Step, Term
from jingkai.benefits.forms.deciding import ClawBackForm, ReasonForm, RejectForm, SettleForm, StepForm
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.dossier import dossier
from jingkai.benefits.selectors.objections import objections_of
from jingkai.benefits.selectors.provisions import provision_choices
from jingkai.benefits.selectors.tasks import REJECT
from jingkai.benefits.selectors.terms import terms_for
from jingkai.benefits.services import claims
from jingkai.benefits.views.one_claim import is_taken, step_page, user_of
from jingkai.benefits.views.rows import told
from jingkai.kernel.working_days import add_working_days


@dataclass(frozen=True, slots=True)
class Doing:
    """The page of a step: its heading, what it does, what the button says and looks like, what is told above the form.

    ``done`` is said once the step is taken. ``four_eyes`` keeps whoever verified the claim from it.
    """

    heading: str
    lead: str
    verb: str
    icon: str
    done: str
    style: str = ""
    told: Sequence[tuple[str, str]] = ()
    four_eyes: bool = True


@step_page(PUBLICISE, {State.VERIFIED})
def publicise(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Publish a verified claim for objections, for as long as a clause or the zone's rule says."""
    term = terms_for(row.zone, row.document, row.benefit).get(Step.PUBLICATION)
    doing = Doing(
        _("Publish for objections"),
        _("Everybody sees the claim on the list of what is published, and may object to it."),
        _("Publish it"),
        "megaphone",
        _("Published. Anybody may object until the last day."),
        told=_publication(term) if term else (),
        four_eyes=False,
    )
    if term is None:
        return _page(request, row, doing, None, no_term=True)
    form = StepForm(request.POST or None, version=row.version)
    return _decide(request, row, doing, form, lambda _written: commands.Publicise(term.days, term.basis))


@step_page(DECIDE, {State.PUBLICISED})
def approve(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Grant what was verified, once the publication is over."""
    doing = Doing(
        _("Approve"),
        _("The verified sum is granted."),
        _("Approve"),
        "stamp",
        _("Approved. A paymaster sets the money aside."),
        told=[
            (_("Published until"), _iso(row.published_until)),
            (_("Objections"), _objections(the_claim(row.claim))),
        ],
    )
    form = StepForm(request.POST or None, version=row.version)
    return _decide(request, row, doing, form, lambda _written: commands.Approve())


@step_page(DECIDE, BEFORE_MONEY - {State.APPROVED})
def reject(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Refuse a claim: why, and by which provision."""
    doing = Doing(
        _("Reject"),
        _("The claim ends here. It may be found and claimed again once its reason is gone."),
        _("Reject the claim"),
        "circle-x",
        _("Rejected. The enterprise is told why, and by which provision."),
        "grave",
    )
    proposal = the_claim(row.claim).proposal
    form = RejectForm(
        request.POST or None,
        version=row.version,
        clauses=provision_choices(user_of(request), row.document),
        initial={"reason": proposal.reason, "provision": proposal.provision} if proposal else {},
    )
    return _decide(
        request, row, doing, form, lambda written: commands.Reject(written["reason"], written["provision"])
    )


@step_page(VERIFY, REJECT.states, unless=lambda row: row.proposed_by)
def propose(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Propose to a decision maker that a claim be rejected: why, and by which provision."""
    doing = Doing(
        _("Propose to reject it"),
        _("Whoever examines a claim does not reject it: a decision maker does, by your reason or another."),
        _("Propose it"),
        "circle-x",
        _("Proposed. A decision maker rejects it, or has it examined again."),
        four_eyes=False,
    )
    clauses = provision_choices(user_of(request), row.document)
    form = RejectForm(request.POST or None, version=row.version, clauses=clauses)
    return _decide(
        request,
        row,
        doing,
        form,
        lambda written: commands.ProposeRejection(written["reason"], written["provision"]),
    )


@step_page(DECIDE, REJECT.states, unless=lambda row: not row.proposed_by)
def decline(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Not follow a proposed rejection: the claim is examined again."""
    doing = Doing(
        _("Have it examined again"),
        _("The rejection that was proposed is not followed. Say what to look at."),
        _("Have it examined again"),
        "undo-2",
        _("It is examined again."),
    )
    form = ReasonForm(request.POST or None, version=row.version)
    return _decide(request, row, doing, form, lambda written: commands.DeclineRejection(written["reason"]))


@step_page(DECIDE, {State.PAID, State.CLOSED, State.CLAWED_BACK}, unless=lambda row: not row.kept)
def claw_back(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Ask for money back that was paid."""
    assert row.paid is not None, "what was paid has a sum"
    doing = Doing(
        _("Claw back"),
        _("The enterprise has to give money back. What comes in goes to the budget that paid."),
        _("Claw back"),
        "undo-2",
        _("Clawed back. The enterprise is told how much, why and by which provision."),
        "grave",
        [(_("Paid"), words.yuan(row.paid)), *_clawed_back(row)],
    )
    clauses = provision_choices(user_of(request), row.document)
    form = ClawBackForm(request.POST or None, version=row.version, clauses=clauses, paid=row.kept)
    return _decide(
        request,
        row,
        doing,
        form,
        lambda written: commands.ClawBack(written["yuan"], written["reason"], written["provision"]),
    )


def _clawed_back(row: ClaimRow) -> list[tuple[str, str]]:
    return [(_("Clawed back"), words.yuan(row.clawed_back))] if row.clawed_back else []


@step_page(PUBLICISE, {State.PAID, State.CLAWED_BACK})
def close(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Close a claim of which nothing is left to do."""
    doing = Doing(
        _("Close the claim"),
        _("Nothing is left to do with it."),
        _("Close it"),
        "archive",
        _("Closed. It stays on record."),
        told=[(_("Paid"), words.yuan(row.paid))] if row.paid is not None else (),
        four_eyes=False,
    )
    form = StepForm(request.POST or None, version=row.version)
    return _decide(request, row, doing, form, lambda _written: commands.Close())


@step_page(DECIDE, {State.OBJECTED})
def settle(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Answer an objection: one that is right rejects the claim, with the provision."""
    doing = Doing(
        _("Settle the objection"),
        _("Whoever verified the claim does not answer objections to it."),
        _("Settle"),
        "message-square-check",
        _("The objection is settled."),
    )
    open_ = [one for one in objections_of(the_claim(row.claim)) if one.upheld is None]
    asked = request.POST.get("objection") or request.GET.get("objection")
    chosen = next((one for one in open_ if one.id == asked), open_[0])
    form = SettleForm(
        request.POST or None,
        version=row.version,
        clauses=provision_choices(user_of(request), row.document),
        initial={"objection": chosen.id},
    )
    return _decide(
        request,
        row,
        doing,
        form,
        lambda written: commands.Settle(
            written["objection"], written["upheld"] == "yes", written["reason"], written["provision"]
        ),
        objection=chosen,
        others=[one for one in open_ if one != chosen],
    )


def _decide(
    request: HttpRequest,
    row: ClaimRow,
    doing: Doing,
    form: StepForm,
    command: Callable[[Mapping[str, Any]], claims.Step],
    **more: Any,
) -> HttpResponse:
    """Take the step with the claim where the form asks for it, else show its page, with what was wrong."""
    if is_taken(request, form, row, command):
        messages.success(request, doing.done)
        return redirect("benefits:claim", row.claim)
    return _page(request, row, doing, form, **more)


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


def _publication(term: Term) -> list[tuple[str, str]]:
    last = add_working_days(timezone.localdate(), term.days)
    provisional = f" {_('provisional')}" if last.provisional else ""
    rule = term.basis if term.official else _("%(basis)s (the zone's own rule)") % {"basis": term.basis}
    return [
        (_("Working days"), str(term.days)),
        (_("By which rule"), rule),
        (_("Last day for objections"), f"{last.date}{provisional}"),
        (_("Published are"), _("benefit, enterprise, verified sum, clause")),
    ]


def _objections(claim: Claim) -> str:
    if not claim.objections:
        return _("none")
    return _("%(count)d, all settled") % {"count": len(claim.objections)}


def _iso(day: Any) -> str:
    return day.isoformat() if day else _("unknown")

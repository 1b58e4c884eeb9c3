"""Agreements: the list, one with its years, and every step: draft, sign, record, settle, verify, end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import may
from jingkai.accounts.selectors import visible
from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import words
from jingkai.benefits.agreements.agreement import Agreement, State, Year
from jingkai.benefits.agreements.transitions import to_give_back
from jingkai.benefits.claim_actions import VERIFY
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.states import State as ClaimState
from jingkai.benefits.forms.agreements import AchievedForm, EndForm, SettleForm, SignForm, TermsForm
from jingkai.benefits.forms.money import CommandForm
from jingkai.benefits.models import AgreementRow
from jingkai.benefits.money_actions import DECIDE_AGREEMENT, DRAFT_AGREEMENT, READ_AGREEMENTS
from jingkai.benefits.selectors import agreements as selectors
from jingkai.benefits.selectors import policies_for
from jingkai.benefits.selectors.money import steps_of
from jingkai.benefits.services import agreements as services
from jingkai.documents.views.paging import paged
from jingkai.kernel.errors import JingkaiError
from jingkai.registry.models import Enterprise, Zone
from jingkai.registry.models.checks import said

REFUSED = 422


@allowed(READ_AGREEMENTS)
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """List the agreements that the reader may see, the latest first."""
    pages = paged(request, selectors.agreements_for(principal(request)))
    shown = list(pages["page"].object_list)
    names = _names(shown)
    context = pages | {
        "rows": [(row, names.get(row.enterprise, row.enterprise), _cited(row)) for row in shown],
        "may_draft": may(principal(request), DRAFT_AGREEMENT),
    }
    return render(request, "benefits/agreements.html", context)


@allowed(READ_AGREEMENTS)
@require_GET
def agreement(request: HttpRequest, key: str) -> HttpResponse:
    """Show one agreement: its terms, what was achieved, how each year ended, and every step with its proof."""
    row = _row(request, key)
    return _page(request, row, selectors.the_agreement(row.agreement))


@never_cache
@allowed(DRAFT_AGREEMENT)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Draft an agreement; a decision maker puts it into force."""
    user: Any = request.user
    theirs = visible(user, Enterprise.objects.select_related("zone"), DRAFT_AGREEMENT)
    form = TermsForm(request.POST or None, enterprises=theirs, clauses=_clauses(theirs))
    if request.method == "POST" and form.is_valid():
        thing = form.cleaned_data["enterprise"]
        try:
            made = services.draft(
                thing.zone.code, thing.uscc, form.terms(), by=user, command_id=form.command_id
            )
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("Drafted. A decision maker puts it into force."))
            return HttpResponseRedirect(reverse("benefits:agreement", args=[made.id]))
    context = {"form": form}
    return render(request, "benefits/agreement_form.html", context, status=REFUSED if form.errors else 200)


@never_cache
@allowed(DECIDE_AGREEMENT)
@require_POST
def sign(request: HttpRequest, key: str) -> HttpResponse:
    """Put an agreement into force."""
    row = _row(request, key, DECIDE_AGREEMENT)
    form = SignForm(request.POST)
    user: Any = request.user
    return _done(
        request,
        row,
        form,
        lambda: services.sign(row.agreement, form.cleaned_data["on"], by=user, command_id=form.command_id),
        done=_("In force. What is achieved can be recorded year by year."),
        name="sign",
    )


@never_cache
@allowed(DRAFT_AGREEMENT)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Record what was achieved in a year, each figure with its paper."""
    row = _row(request, key, DRAFT_AGREEMENT)
    found, terms = _year(row, year)
    known = selectors.stated(principal(request), found, terms)
    form = AchievedForm(request.POST or None, agreement=found, year=terms, stated=known)
    if request.method == "POST" and form.is_valid():
        try:
            services.record(
                row.agreement,
                year,
                form.achieved(),
                by=request.user,  # type: ignore[arg-type]
                command_id=form.command_id,
                expected_version=form.cleaned_data["version"],
            )
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("Recorded. A decision maker settles the year when it is over."))
            return HttpResponseRedirect(reverse("benefits:agreement", args=[key]))
    context = _about(row, found) | {"form": form, "year": terms}
    return render(request, "benefits/agreement_record.html", context, status=REFUSED if form.errors else 200)


@never_cache
@allowed(DECIDE_AGREEMENT)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Settle a year: first what would follow, then the deed."""
    row = _row(request, key, DECIDE_AGREEMENT)
    found, terms = _year(row, year)
    form = SettleForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.settle(
                row.agreement,
                year,
                by=request.user,  # type: ignore[arg-type]
                command_id=form.command_id,
                expected_version=form.cleaned_data["version"],
            )
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("Settled."))
            return HttpResponseRedirect(reverse("benefits:agreement", args=[key]))
    met = found.is_met(terms)
    back = [(claim, to_give_back(found, claim)) for claim in selectors.find_claims(found)]
    context = _about(row, found) | {
        "form": form,
        "year": terms,
        "targets": _targets(found, terms),
        "met": met,
        "back": back if met is False and found.terms.claw_back else [],
        "is_over": timezone.localdate() > date(min(year, 9998), 12, 31),
    }
    return render(request, "benefits/agreement_settle.html", context, status=REFUSED if form.errors else 200)


@never_cache
@allowed(VERIFY)
@require_POST
def verify(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Verify the claim of a settled year by the papers of what was achieved."""
    row = _row(request, key, VERIFY)
    form = CommandForm(request.POST)
    user: Any = request.user
    return _done(
        request,
        row,
        form,
        lambda: services.verify(row.agreement, year, by=user, command_id=form.command_id),
        done=_("Verified. It can be published for objections now."),
        name="verify",
    )


@never_cache
@allowed(DECIDE_AGREEMENT)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: str) -> HttpResponse:
    """End an agreement early, with the reason."""
    row = _row(request, key, DECIDE_AGREEMENT)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.terminate(
                row.agreement,
                form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
                command_id=form.command_id,
            )
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("Ended. No further year is settled."))
            return HttpResponseRedirect(reverse("benefits:agreement", args=[key]))
    context = _about(row, selectors.the_agreement(key)) | {"form": form}
    return render(request, "benefits/agreement_end.html", context, status=REFUSED if form.errors else 200)


def _done(
    request: HttpRequest,
    row: AgreementRow,
    form: CommandForm,
    deed: Callable[[], object],
    *,
    done: str,
    name: str,
) -> HttpResponse:
    """Do a step whose form stands on the page of the agreement itself."""
    if form.is_valid():
        try:
            deed()
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("benefits:agreement", args=[row.agreement]))
    return _page(request, row, selectors.the_agreement(row.agreement), **{name: form})


def _page(request: HttpRequest, row: AgreementRow, found: Agreement, **forms: CommandForm) -> HttpResponse:
    user = principal(request)
    claims = {claim.id: claim for claim in selectors.find_claims(found)}
    refused = next((form for form in forms.values() if form.errors), None)
    context = _about(row, found) | {
        "years": [_told(found, year, claims) for year in found.terms.years],
        "steps": list(reversed(steps_of(found.stream))),
        "sign": forms.get("sign") or SignForm(),
        "verify": CommandForm(),
        "form": refused,
        "may_record": found.state is State.IN_FORCE and may(user, DRAFT_AGREEMENT, row),
        "may_decide": may(user, DECIDE_AGREEMENT, row),
        "may_verify": may(user, VERIFY, row),
        "is_open": found.state in {State.DRAFTED, State.IN_FORCE},
        "is_draft": found.state is State.DRAFTED,
        "is_in_force": found.state is State.IN_FORCE,
    }
    return render(request, "benefits/agreement.html", context, status=REFUSED if refused else 200)


def _about(row: AgreementRow, found: Agreement) -> dict[str, Any]:
    return {
        "row": row,
        "agreement": found,
        "enterprise": _names([row]).get(row.enterprise, row.enterprise),
        "clause": _cited(row),
        "back_address": reverse("benefits:agreement", args=[row.agreement]),
        "claw_back": words.percent(found.terms.claw_back),
    }


def _told(found: Agreement, year: Year, claims: dict[str, Claim]) -> dict[str, Any]:
    settled = found.settled.get(year.year)
    claim = claims.get(settled.claim) if settled else None
    return {
        "year": year,
        "targets": _targets(found, year),
        "settled": settled,
        "claim": claim,
        "waits_for_verification": claim is not None and claim.state is ClaimState.CONSENTED,
        "is_next": found.next_year == year.year,
    }


def _targets(found: Agreement, year: Year) -> list[tuple[Any, Any, bool | None]]:
    known = found.achieved.get(year.year, {})
    return [
        (target, one, one.value >= target.least if one else None)
        for target in year.targets
        for one in [known.get(target.indicator)]
    ]


def _year(row: AgreementRow, year: int) -> tuple[Agreement, Year]:
    found = selectors.the_agreement(row.agreement)
    terms = found.terms.of(year)
    if terms is None:
        raise Http404(_("The agreement has no such year."))
    return found, terms


def _row(request: HttpRequest, key: str, action: Action = READ_AGREEMENTS) -> AgreementRow:
    row = selectors.agreements_for(principal(request), action).filter(agreement=key).first()
    if row is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    return row


def _names(rows: list[AgreementRow]) -> dict[str, str]:
    found = Enterprise.objects.filter(uscc__in={row.enterprise for row in rows})
    return dict(found.values_list("uscc", "name"))


def _cited(row: AgreementRow) -> str:
    return f"{row.document} {words.clause(row.provision)}"


def _clauses(theirs: QuerySet[Enterprise]) -> list[tuple[str, str]]:
    """Return the clauses of the packs of the zones, those about agreements first, each once."""
    today = timezone.localdate()
    found: dict[str, tuple[bool, str]] = {}
    for zone in Zone.objects.filter(pk__in=theirs.order_by().values("zone")):
        for policy in policies_for(zone, today):
            for benefit in policy.benefits(today):
                key = f"{policy.number} {benefit.provision}"
                told = f"{policy.number} {words.clause(benefit.provision)} · {benefit.title}"
                is_one = benefit.kind == "agreement"
                if key not in found or (is_one and not found[key][0]):
                    found[key] = (is_one, told)
    return [(key, told) for key, (_is_one, told) in sorted(found.items(), key=lambda item: not item[1][0])]

"""How long steps of claims may take in a zone: what clauses say, and the zone's own rules."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from jingkai.accounts.policy import may
from jingkai.accounts.selectors import visible
from jingkai.accounts.views.guard import allowed, principal, refusal
from jingkai.benefits.claim_actions import READ_TERMS, SET_TERMS
from jingkai.benefits.claims.terms import Step, Term, terms_of
from jingkai.benefits.forms.terms import TermsForm
from jingkai.benefits.selectors import policies_for
from jingkai.benefits.selectors.terms import zone_term_rows
from jingkai.benefits.services.terms import set_term
from jingkai.benefits.views.one_claim import user_of
from jingkai.registry.models import Zone


@allowed(READ_TERMS)
@require_GET
def zones(request: HttpRequest) -> HttpResponse:
    """List the zones whose terms somebody may see; whoever sees one only is led to it."""
    seen = list(visible(principal(request), Zone.objects.order_by("name"), READ_TERMS))
    if len(seen) == 1:
        return redirect("benefits:terms", seen[0].code)
    return render(request, "benefits/terms_zones.html", {"zones": seen})


@never_cache
@allowed(READ_TERMS)
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the terms of a zone; whoever may sets its own."""
    found = visible(principal(request), Zone.objects.all(), READ_TERMS).filter(code=zone).first()
    if found is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": zone})
    if request.method == "POST" and (refused := refusal(request, SET_TERMS.name, found)):
        return refused
    known = zone_term_rows(zone)
    form = TermsForm(request.POST or None, known=known) if may(principal(request), SET_TERMS, found) else None
    if form is not None and request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for step, days, basis in form.terms():
                set_term(zone, step, days, basis=basis, by=user_of(request))
        messages.success(
            request, _("Saved. What runs is counted anew; what is published keeps its last day.")
        )
        return redirect("benefits:terms", zone)
    context = {
        "zone": found,
        "form": form,
        "rows": [(step, known.get(step)) for step in Step],
        "of_packs": _of_packs(found),
    }
    return render(request, "benefits/terms.html", context, status=422 if form and form.errors else 200)


def _of_packs(zone: Zone) -> list[tuple[str, Term]]:
    """Return what the clauses that apply in a zone set: the benefit's name and the term."""
    today = timezone.localdate()
    return [
        (benefit.title, term)
        for policy in policies_for(zone, today)
        for benefit in policy.benefits(today)
        for term in terms_of(policy.number, benefit, ()).values()
    ]

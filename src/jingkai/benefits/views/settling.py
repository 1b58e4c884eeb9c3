"""Answer several objections to a claim with one reason. One that is right is settled by itself, since it ends the claim."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.benefits.claim_actions import DECIDE
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.states import State
from jingkai.benefits.forms.settling import SettleSeveralForm
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.objections import objections_of
from jingkai.benefits.views.one_claim import is_taken, step_page, user_of
from jingkai.benefits.views.rows import told


@step_page(DECIDE, {State.OBJECTED})
def settle_several(request: HttpRequest, row: ClaimRow) -> HttpResponse:
    """Show all open objections to a claim; those that are chosen are answered as not right."""
    open_ = [one for one in objections_of(the_claim(row.claim)) if one.upheld is None]
    form = SettleSeveralForm(request.POST or None, version=row.version, numbers=[one.id for one in open_])
    shut = row.verified_by == user_of(request).actor
    if is_taken(
        request,
        form,
        row,
        lambda written: commands.Settle(
            written["chosen"][0], False, written["reason"], also=tuple(written["chosen"][1:])
        ),
    ):
        messages.success(
            request,
            _("Settled: %(count)d objections.") % {"count": len(form.cleaned_data["chosen"])},
        )
        return redirect("benefits:claim", row.claim)
    asked = request.POST.getlist("chosen")
    context = {
        "row": told([row])[0],
        "form": form,
        "objections": [(one, one.id in asked) for one in open_],
        "shut": shut,
        "back": reverse("benefits:claim", args=[row.claim]),
    }
    return render(request, "benefits/settle_several.html", context, status=422 if form.errors else 200)

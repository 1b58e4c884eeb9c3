"""Who raised an objection: shown to whoever settles it, for a reason that is kept, and once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jingkai.accounts.errors import AccountError
from jingkai.accounts.services.revealing import note_reveal
from jingkai.accounts.views.guard import allowed
from jingkai.benefits.claim_actions import DECIDE
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.objections import OBJECTOR, objections_of, objector_of
from jingkai.benefits.views.one_claim import row_or_404, user_of
from jingkai.benefits.views.rows import told


@never_cache
@allowed(DECIDE)
@require_POST
def objector(request: HttpRequest, key: str) -> HttpResponse:
    """Show name and telephone of whoever raised an objection, after writing who looks and why."""
    row = row_or_404(request, key, DECIDE)
    claim = the_claim(key)
    asked = request.POST.get("objection", "")
    one = next((each for each in objections_of(claim) if each.id == asked), None)
    if one is None:
        raise Http404(_("There is no such objection."))
    try:
        note_reveal(
            f"objection/{key}",
            "objection.revealed",
            OBJECTOR,
            actor=user_of(request),
            reason=request.POST.get("reason", ""),
        )
    except AccountError as error:
        messages.error(request, str(error))
        return redirect("benefits:settle", key)
    shown = objector_of(claim, one.id)
    context = {
        "row": told([row])[0],
        "objection": one,
        "shown": shown,
        "back": reverse("benefits:settle", args=[key]),
    }
    return render(request, "benefits/objector.html", context)

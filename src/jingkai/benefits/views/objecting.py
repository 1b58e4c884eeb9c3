"""Object to a claim that is published: for everybody, without an account; who objects is sealed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jingkai.accounts.views.guard import allowed
from jingkai.accounts.views.pace import seconds_to_wait
from jingkai.benefits.claim_actions import OBJECT
from jingkai.benefits.claims.errors import RepeatedError
from jingkai.benefits.claims.officer import Anybody
from jingkai.benefits.forms.claiming import ObjectionForm
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.claim_rows import publicised
from jingkai.benefits.services import claims
from jingkai.benefits.views.rows import told
from jingkai.kernel.errors import JingkaiError
from jingkai.registry.models.checks import said

REFUSED = 422
TOO_MANY = 429
A_MINUTE = 5
"""So many objections a minute are taken from one address."""


@never_cache
@allowed(OBJECT)
@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, key: str) -> HttpResponse:
    """Take an objection to a claim that is published today."""
    row = publicised(timezone.localdate()).filter(claim=key).first()
    if row is None:
        raise Http404(_("Nothing is published under this key today."))
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            if wait := seconds_to_wait(request, "objection", A_MINUTE):
                status = TOO_MANY
                words = _(
                    "Too many objections came from here within a minute. Send it again in %(seconds)d seconds."
                )
                form.add_error(None, words % {"seconds": wait})
            elif words := _raised(form, row):
                messages.success(request, words)
                return redirect("benefits:published")
    context = {"row": told([row])[0], "form": form}
    return render(request, "benefits/object.html", context, status=status)


def _raised(form: ObjectionForm, row: ClaimRow) -> str:
    """Raise the objection and return the receipt; nothing where it was not taken, then the form says why."""
    objection = form.objection()
    try:
        claims.take(row.claim, objection, by=Anybody(), command_id=str(form.cleaned_data["command"]))
    except RepeatedError as error:
        words = _(
            "These words are recorded already, under %(number)s: once is enough. It is settled before the claim is decided."
        )
        return words % {"number": error.first}
    except JingkaiError as error:
        form.add_error(None, said(error))
        return ""
    words = _("Your objection is recorded under %(number)s. It is settled before the claim is decided.")
    return words % {"number": objection.objection}

"""What all pages of steps with one claim share: to find it within one's scope, to look whether the step is open, to take it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jingkai.accounts.actions import Action
from jingkai.accounts.models import User
from jingkai.accounts.selectors import visible
from jingkai.accounts.views.guard import View, allowed, principal
from jingkai.benefits.claims.states import State
from jingkai.benefits.forms.deciding import StepForm
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.services import claims
from jingkai.benefits.services.claim_rows import NAME
from jingkai.kernel.errors import JingkaiError
from jingkai.ledger.errors import ConflictError
from jingkai.ledger.services import catch_up
from jingkai.registry.models.checks import said

StepPage = Callable[[HttpRequest, ClaimRow], HttpResponse]


def step_page(
    action: Action, states: Collection[State], *, unless: Callable[[ClaimRow], object] | None = None
) -> Callable[[StepPage], View]:
    """Make the view of a step out of its page: who may ``action`` finds the claim there while the step is open.

    It is open while the claim is at one of ``states``, ``unless`` says otherwise of the claim; else one is led away.
    """

    def view_of(page: StepPage) -> View:
        @never_cache
        @allowed(action)
        @require_http_methods(["GET", "POST"])
        @functools.wraps(page)
        def view(request: HttpRequest, key: str) -> HttpResponse:
            row = row_or_404(request, key, action)
            open_at = () if unless is not None and unless(row) else states
            return led_away(request, row, open_at) or page(request, row)

        return view

    return view_of


def row_or_404(request: HttpRequest, key: str, action: Action) -> ClaimRow:
    """Return a claim with which somebody may do something. Raises ``Http404`` for others and for none alike."""
    catch_up(NAME)
    row = visible(principal(request), ClaimRow.objects.all(), action).filter(claim=key).first()
    if row is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    return row


def led_away(request: HttpRequest, row: ClaimRow, states: Collection[State]) -> HttpResponseRedirect | None:
    """Lead back to the claim where it stands at another state: somebody may have taken the step already."""
    if row.state in states:
        return None
    if request.method == "POST" and claims.was_taken(request.POST.get("command", ""), row.claim):
        messages.success(request, _("This was recorded already."))
    else:
        said_ = _("The claim is at “%(state)s”: this step is not open.") % {"state": State(row.state).words}
        messages.error(request, said_)
    return HttpResponseRedirect(reverse("benefits:claim", args=[row.claim]))


def user_of(request: HttpRequest) -> User:
    """Return who is signed in; the guard has seen to that."""
    user = request.user
    assert isinstance(user, User)
    return user


def is_taken(
    request: HttpRequest, form: StepForm, row: ClaimRow, step: Callable[[Mapping[str, Any]], claims.Step]
) -> bool:
    """Whether the form was sent and the step taken that ``step`` makes of what was written in it."""
    return request.method == "POST" and form.is_valid() and send(request, form, row, step(form.cleaned_data))


def send(request: HttpRequest, form: StepForm, row: ClaimRow, step: claims.Step) -> bool:
    """Take a step as a form says; whether it was taken. What was wrong stands at the form, at its field where there is one."""
    cleaned = form.cleaned_data
    try:
        claims.take(
            row.claim,
            step,
            by=user_of(request),
            command_id=str(cleaned["command"]),
            expected_version=cleaned["version"],
        )
    except JingkaiError as error:
        tell_at(form, error, version=row.version)
        return False
    return True


def tell_at(form: StepForm, error: JingkaiError, *, version: int) -> None:
    """Tell at a form why its step was not taken, at its field where there is one; ``version`` is what is shown with it."""
    if isinstance(error, ConflictError):
        form.add_error(
            None,
            _(
                "Somebody has taken a step with this claim since you opened the page. What you wrote is still here: look at "
                "the claim as it stands now, then send it again."
            ),
        )
        form.seen_again(version=version)
    else:
        form.add_error(error.place if error.place in form.fields else None, said(error))

"""What all pages of steps with one claim share: to find it within one's scope, and to send the step."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.accounts.actions import Action
from jingkai.accounts.models import User
from jingkai.accounts.selectors import visible
from jingkai.accounts.views.guard import principal
from jingkai.benefits.claims.states import State
from jingkai.benefits.forms.deciding import StepForm
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.services import claims
from jingkai.benefits.services.claim_rows import NAME
from jingkai.kernel.errors import JingkaiError
from jingkai.ledger.errors import ConflictError
from jingkai.ledger.services import catch_up
from jingkai.registry.models.checks import said


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
    except ConflictError:
        form.add_error(
            None,
            _(
                "Somebody has taken a step with this claim since you opened the page. What you wrote is still here: look at "
                "the claim as it stands now, then send it again."
            ),
        )
        form.seen_again(version=row.version)
        return False
    except JingkaiError as error:
        form.add_error(error.place if error.place in form.fields else None, said(error))
        return False
    return True

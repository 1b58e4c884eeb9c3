"""The second factor: why, set up, recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from jingkai.accounts.account_actions import OWN_SECOND_FACTOR
from jingkai.accounts.services import use_code
from jingkai.accounts.services.signing_in import is_enrolled
from jingkai.accounts.views.guard import allowed
from jingkai.accounts.views.signing_in import confirming

CONTINUE = "jingkai_after_second_factor"


@allowed(OWN_SECOND_FACTOR)
@require_GET
def why(request: HttpRequest) -> HttpResponse:
    """Say that the page asked for needs a second factor, and lead to it."""
    following = request.GET.get("next", "")
    if following and url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        request.session[CONTINUE] = following
    context = {
        "enrolled": is_enrolled(request.user),  # type: ignore[arg-type]
        "following": request.session.get(CONTINUE, ""),
    }
    return render(request, "accounts/second_factor.html", context)


class _SetUp(totp.ActivateTOTPView):  # type: ignore[misc]
    """Setting up proves the factor, so that it need not be shown once more."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the factor and count it as shown in this session; the code that proved it opens nothing else."""
        answer: HttpResponse = super().form_valid(form)
        kept = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        use_code(kept.pk, form.cleaned_data["code"])
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return answer


class _Codes(recovery_codes.ViewRecoveryCodesView):  # type: ignore[misc]
    """Recovery codes, shown once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way on to the page that asked for the factor."""
        following = self.request.session.pop(CONTINUE, "")
        return {**super().get_context_data(**kwargs), "following": following}


overview = allowed(OWN_SECOND_FACTOR)(base.index)
set_up = allowed(OWN_SECOND_FACTOR)(_SetUp.as_view())
take_away = allowed(OWN_SECOND_FACTOR)(totp.deactivate_totp)
confirm = confirming(base.reauthenticate)
codes = allowed(OWN_SECOND_FACTOR)(_Codes.as_view())
new_codes = allowed(OWN_SECOND_FACTOR)(recovery_codes.generate_recovery_codes)

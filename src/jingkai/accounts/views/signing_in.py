"""Sign in and out, and what stands between."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import views as second_factor
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from jingkai.accounts.account_actions import OWN_PASSWORD, OWN_SECOND_FACTOR, SIGN_IN, SIGN_OUT
from jingkai.accounts.views.guard import View, allowed


class SignInView(account.LoginView):  # type: ignore[misc]
    """The sign-in page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the other sign-in system, where there is one."""
        apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        return {**super().get_context_data(**kwargs), "other_systems": apps}


class ChangePasswordView(account.PasswordChangeView):  # type: ignore[misc]
    """The page that changes the own password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rules, to be read before a password is thought of."""
        rules = password_validation.password_validators_help_texts()
        return {**super().get_context_data(**kwargs), "password_rules": rules}


def confirming(view: View) -> View:
    """Guard a page that asks once more who one is; whoever has nothing to show is told that instead."""

    def confirm(request: HttpRequest) -> HttpResponse:
        if not get_adapter(request).get_reauthentication_methods(request.user):
            return redirect("account_set_password")
        return view(request)

    return allowed(OWN_SECOND_FACTOR)(confirm)


sign_in = allowed(SIGN_IN)(SignInView.as_view())
second_step = allowed(SIGN_IN)(second_factor.authenticate)
closed = allowed(SIGN_IN)(account.account_inactive)
sign_out = allowed(SIGN_OUT)(account.logout)
confirm_password = confirming(account.reauthenticate)
change_password = allowed(OWN_PASSWORD)(ChangePasswordView.as_view())

other_system = allowed(SIGN_IN)(openid_connect.login)
other_system_back = allowed(SIGN_IN)(openid_connect.callback)
other_system_cancelled = allowed(SIGN_IN)(social.login_cancelled)
other_system_failed = allowed(SIGN_IN)(social.login_error)


@allowed(SIGN_IN)
@require_GET
def no_account(request: HttpRequest, **_parts: Any) -> HttpResponse:
    """Say who opens accounts."""
    return render(request, "accounts/no_account.html")


@allowed(OWN_PASSWORD)
@require_GET
def no_password(request: HttpRequest) -> HttpResponse:
    """Say to somebody who signs in through the other system that there is no password here to be changed."""
    return render(request, "accounts/no_password.html")


@allowed(SIGN_IN)
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended."""
    return render(request, "accounts/signed_out.html")


def locked(request: HttpRequest, _answer: HttpResponse | None, _credentials: Any) -> HttpResponse:
    """Answer a sign-in under a name that is locked after too many failures."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "accounts/locked.html", {"minutes": minutes}, status=429)

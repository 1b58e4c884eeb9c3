"""How sign-in, second factor and the other sign-in system behave here: the adapters that allauth asks."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.accounts.models import User
from jingkai.accounts.policy import second_factor_expected
from jingkai.accounts.sealing import seal, unseal
from jingkai.accounts.selectors.sessions import OWNER, RECORDS, authentication_records, is_vouched_for
from jingkai.accounts.services import trail
from jingkai.accounts.services.password_rules import keep_earlier

RECENT_SECONDS = 300
"""For so long after the password was typed it is not asked for again before something grave."""


def attempted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the sign-in name of an attempt in its one form, so that capitals do not evade the lock."""
    given = (credentials or {}).get("username") or request.POST.get("login") or ""
    user = getattr(request, "user", None)
    if not given and user is not None and user.is_authenticated:
        given = user.get_username()
    return str(given).strip().lower()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by an administrator; whoever signs in goes where something is to be done first."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "Sign-in name or password is wrong. Mind capitals; after several failures the name is locked for a while."
        ),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy(
            "This code is wrong, was used before or has run out. Wait for the next one and check the clock of the phone."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Too many failed attempts. Wait a few minutes and try again."
        ),
        "rate_limited": gettext_lazy("Too many attempts. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account for themselves."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say only what the next page does not show."""
        template = str(args[0] if args else kwargs.get("message_template") or "")
        told = {
            "account/messages/password_changed.txt": _("The password is changed."),
            "mfa/messages/totp_activated.txt": _("The second factor is set up."),
            "mfa/messages/totp_deactivated.txt": _("The second factor is taken away."),
            "mfa/messages/recovery_codes_generated.txt": _(
                "There are new recovery codes; the old ones are void."
            ),
        }.get(template)
        if told:
            messages.success(request, told)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> bool:
        """Send nothing: people are told in their notifications."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go first: the password that has to be changed, the second factor that is missing."""
        user = request.user
        if isinstance(user, User):
            user.vouched_for = is_vouched_for(request.session, user)
            if user.must_change_password:
                return reverse("account_change_password")
            if second_factor_expected(user.grants) and not is_enrolled(user):
                return reverse("accounts:second_factor")
        return str(super().get_login_redirect_url(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go with the new password."""
        return self.get_login_redirect_url(request)

    def set_password(self, user: User, password: str) -> None:
        """Set a password and keep the hash of the one it replaces."""
        keep_earlier(user, User.objects.only("password").get(pk=user.pk).password)
        user.set_password(password)
        user.save()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again unless it has just been typed."""
        request = self.request
        if request is not None and isinstance(request.user, User):
            records = authentication_records(request.session, request.user)
            if any(time.time() - record["at"] < RECENT_SECONDS for record in records):
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to confirm who one is, in our words."""
        told = {
            "reauthenticate": _("With the password"),
            "mfa_reauthenticate": _("With a code of the second factor"),
        }
        return [
            {**way, "description": told.get(way["id"], way["description"])}
            for way in super().get_reauthentication_methods(user)
        ]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are sealed at rest; who needs one cannot take it away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "Your roles need a second factor. If the phone is lost, a security administrator resets it."
        ),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return seal(text, settings.DATA_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret from the database."""
        return unseal(encrypted_text, settings.DATA_KEY)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether this person may go without."""
        return not second_factor_expected(authenticator.user.held_grants())


class OtherSystemAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who comes from the other sign-in system needs an account here, of the name that the system vouches for."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody opens an account for themselves."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect somebody who comes for the first time with their account, or say that there is none.

        Sign-in names are given anew once somebody has left: the account of a name that is connected with somebody
        else over there stays theirs until an administrator takes the connection away.
        """
        if len(subjects(sociallogin.account.extra_data)) > 1:
            raise ImmediateHttpResponse(
                render(request, "socialaccount/authentication_error.html", status=HTTPStatus.UNAUTHORIZED)
            )
        if sociallogin.is_existing:
            return
        name = claimed_name(sociallogin.account.extra_data)
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        taken = user is not None and is_connected(user)
        if user is None or taken:
            if user is not None:
                trail.record(user, "other_system_refused", actor=None, system=sociallogin.account.provider)
            context = {"name": name, "taken": taken}
            raise ImmediateHttpResponse(
                render(request, "accounts/no_account.html", context, status=HTTPStatus.FORBIDDEN)
            )
        sociallogin.connect(request, user)
        trail.record(user, "other_system_connected", actor=user, system=sociallogin.account.provider)


def claimed_name(claims: Mapping[str, Any]) -> str:
    """Return the sign-in name among what the other system says of somebody, empty where it says none."""
    for part in (claims.get("userinfo"), claims.get("id_token"), claims):
        if isinstance(part, Mapping) and part.get(settings.OIDC_USERNAME_CLAIM):
            return str(part[settings.OIDC_USERNAME_CLAIM]).strip().lower()
    return ""


def subjects(claims: Mapping[str, Any]) -> frozenset[str]:
    """Return whom the other system speaks of: one person, or what it says is not to be used (OpenID Core, 5.3.2)."""
    parts = (claims.get("userinfo"), claims.get("id_token"), claims)
    return frozenset(str(part["sub"]) for part in parts if isinstance(part, Mapping) and "sub" in part)


def is_connected(user: User) -> bool:
    """Whether a person's account is connected with somebody of the other sign-in system."""
    return bool(SocialAccount.objects.filter(user=user).exists())


def is_enrolled(user: User) -> bool:
    """Whether a person has set up a second factor."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def note_ways(session: SessionBase, user: User, ways: Iterable[Mapping[str, Any]]) -> None:
    """Write down how somebody has proved who they are in this session, in the form of allauth."""
    session[RECORDS] = [dict(way) for way in ways]
    session[OWNER] = str(user.pk)

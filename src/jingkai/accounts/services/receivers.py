"""What allauth and axes tell, written into the trail."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from jingkai.accounts.models import User
from jingkai.accounts.selectors.sessions import authentication_records
from jingkai.accounts.services import trail
from jingkai.accounts.services.notifying import notify
from jingkai.kernel.language import msgid


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    ways = [str(record.get("method")) for record in authentication_records(request.session, user)]
    user.second_factor = "mfa" in ways
    trail.record(user, "signed_in", actor=user, ways=sorted(set(ways)))


@receiver(user_logged_out)
def _signed_out(user: User | None, **_rest: Any) -> None:
    if isinstance(user, User):
        trail.record(user, "signed_out", actor=user)


@receiver(user_locked_out)
def _locked(username: str, **_rest: Any) -> None:
    user = User.objects.filter(username=username).first()
    if user is not None:
        trail.record(user, "locked", actor=None)
        notify(user, msgid("Your sign-in name was locked after several failed attempts."))


@receiver(password_changed)
def _password_changed(user: User, **_rest: Any) -> None:
    trail.record(user, "password_changed", actor=user)


@receiver(authenticator_added)
def _second_factor_added(user: User, authenticator: Any, **_rest: Any) -> None:
    trail.record(user, "second_factor_added", actor=user, type=str(authenticator.type))


@receiver(authenticator_removed)
def _second_factor_removed(user: User, authenticator: Any, **_rest: Any) -> None:
    trail.record(user, "second_factor_removed", actor=user, type=str(authenticator.type))
    notify(user, msgid("A second factor was removed from your account."))

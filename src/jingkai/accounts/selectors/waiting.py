"""What of the own account waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from jingkai.accounts.models import Assignment, User
from jingkai.accounts.policy import second_factor_expected
from jingkai.kernel.language import gettext as _
from jingkai.kernel.waiting import Waiting

PASSWORD_NOTICE_DAYS = 14
ROLE_NOTICE_DAYS = 14
"""How long before the end of a password or of a role somebody is told."""


def waiting_for(user: User) -> list[Waiting]:
    """Return what somebody has to do with the own account: second factor, password, roles that end."""
    return [*_second_factor(user), *_password(user), *_ending_roles(user)]


def _second_factor(user: User) -> Iterator[Waiting]:
    if not second_factor_expected(user.grants):
        return
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        words = _("Set up the second factor that your role needs")
        yield Waiting("accounts.second_factor", words, reverse("mfa_activate_totp"), user.opened_at)


def _password(user: User) -> Iterator[Waiting]:
    ends = user.password_expires_at
    if not user.has_usable_password() or ends is None:
        return
    notice = ends - timedelta(days=PASSWORD_NOTICE_DAYS)
    if user.initial_password or timezone.now() >= notice:
        yield Waiting(
            "accounts.password",
            _("Change the password"),
            reverse("account_change_password"),
            max(notice, user.password_changed_at),
            timezone.localdate(ends),
        )


def _ending_roles(user: User) -> Iterator[Waiting]:
    """Tell of roles that end soon: whoever still needs one asks the security administrator in time."""
    soon = timezone.now() + timedelta(days=ROLE_NOTICE_DAYS)
    ending: list[Assignment] = list(user.assignments.in_force().filter(until__lte=soon))
    for held in ending:
        assert held.until is not None
        words = _("Your role ends, ask for it again if you still need it: %(role)s") % {
            "role": held.grant.role.words
        }
        since = held.until - timedelta(days=ROLE_NOTICE_DAYS)
        yield Waiting("accounts.role", words, reverse("accounts:own"), since, timezone.localdate(held.until))

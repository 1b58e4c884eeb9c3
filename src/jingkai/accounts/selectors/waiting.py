"""What of the own account waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from jingkai.accounts import places
from jingkai.accounts.account_actions import GRANT
from jingkai.accounts.models import Assignment, User
from jingkai.accounts.models.assignment import AssignmentSet
from jingkai.accounts.policy import may, second_factor_expected
from jingkai.kernel.language import gettext as _
from jingkai.kernel.waiting import Waiting

PASSWORD_NOTICE_DAYS = 14
ROLE_NOTICE_DAYS = 14
"""How long before the end of a password or of a role somebody is told."""

_MOST = 50


def waiting_for(user: User) -> list[Waiting]:
    """Return what somebody has to do with the own account: second factor, password, roles that end.

    Whoever grants roles is told of those of others that end.
    """
    return [*_second_factor(user), *_password(user), *_ending_roles(user), *_roles_to_renew(user)]


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
    for held in _in_words(user.assignments.all()):
        words = _("Your role ends, ask for it again if you still need it: %(role)s") % {"role": held.words}
        yield Waiting("accounts.role", words, reverse("accounts:own"), held.since, held.day)


def _roles_to_renew(user: User) -> Iterator[Waiting]:
    if not may(user, GRANT):
        return
    others = Assignment.objects.exclude(user=user).filter(user__is_active=True)
    for held in _in_words(others):
        words = _("A role of %(person)s ends, renew it or let it end: %(role)s") % {
            "person": held.person.username,
            "role": held.words,
        }
        address = reverse("accounts:person", args=[held.person.public_id])
        yield Waiting("accounts.renewal", words, address, held.since, held.day)


@dataclass(frozen=True, slots=True)
class _Ending:
    """A role that ends: whose, in words, since when that is told, its last day."""

    person: User
    words: str
    since: datetime
    day: date


def _in_words(held: AssignmentSet) -> Iterator[_Ending]:
    """Give those that end soon, the first to end first."""
    soon = timezone.now() + timedelta(days=ROLE_NOTICE_DAYS)
    ending: list[Assignment] = list(
        held.in_force().filter(until__lte=soon).select_related("user").order_by("until", "pk")[:_MOST]
    )
    names = places.names_of(one.scope for one in ending)
    for one in ending:
        assert one.until is not None
        told = f"{one.grant.role.words} {places.in_words(one.scope, names)}"
        notice = one.until - timedelta(days=ROLE_NOTICE_DAYS)
        yield _Ending(one.user, told, max(one.since, notice), timezone.localdate(one.until))

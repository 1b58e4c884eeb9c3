"""Open and close accounts, and help people back in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from jingkai.accounts.errors import AccountError
from jingkai.accounts.models import User
from jingkai.accounts.models.user import words_of
from jingkai.accounts.roles import Role
from jingkai.accounts.services import trail
from jingkai.accounts.services.roles import hold_security_administrators, keep_one_security_administrator
from jingkai.kernel.language import gettext as _

# Signs that nobody confuses when a password is read out or copied from paper.
_SMALL, _CAPITAL, _DIGITS, _OTHER = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789", "-+=#%"
_INITIAL_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Opened:
    """An account just opened or reset, with the password to hand over: it is shown once and has to be changed."""

    user: User
    password: str


def initial_password() -> str:
    """Return a random password with signs of every kind."""
    kinds = (_SMALL, _CAPITAL, _DIGITS, _OTHER)
    drawn = [secrets.choice(kind) for kind in kinds]
    drawn += [secrets.choice(_SMALL + _CAPITAL + _DIGITS) for _number in range(_INITIAL_LENGTH - len(drawn))]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


@transaction.atomic
def open_account(
    *,
    username: str,
    display_name: str,
    actor: User | None,
    phone: str = "",
    mail: str = "",
    identity_number: str = "",
    password: str = "",
) -> Opened:
    """Open an account without any role; the password is a random one unless given, and has to be changed.

    Raises :class:`~jingkai.accounts.errors.AccountError` naming the field that does not do.
    """
    user = User(
        username=username.strip().lower(),
        display_name=display_name.strip(),
        phone=phone.strip(),
        mail=mail.strip(),
        identity_number=identity_number.strip().upper(),
    )
    chosen = password or initial_password()
    user.set_password(chosen)
    user.initial_password = True
    try:
        user.full_clean()
    except ValidationError as error:
        field, told = next(iter(error.message_dict.items()))
        raise AccountError(told[0], place=words_of(field), mend=_("Correct it and try again.")) from None
    user.save()
    trail.record(
        user,
        "opened",
        actor=actor,
        personal={"username": user.username, "name": user.display_name},
    )
    return Opened(user, chosen)


@transaction.atomic
def close_account(user: User, *, actor: User, reason: str) -> None:
    """Close an account: nobody signs in with it any more, and open sessions and tokens end at once."""
    if user == actor:
        raise AccountError(
            _("Nobody closes their own account."),
            place=user.username,
            mend=_("Ask another security administrator."),
        )
    if any(grant.role is Role.SECURITY_ADMINISTRATOR for grant in user.held_grants()):
        hold_security_administrators()
        keep_one_security_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    trail.record(user, "closed", actor=actor, reason=reason)


@transaction.atomic
def reopen_account(user: User, *, actor: User, reason: str) -> None:
    """Open a closed account again, with the roles it held."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    trail.record(user, "reopened", actor=actor, reason=reason)


@transaction.atomic
def reset_password(user: User, *, actor: User | None) -> Opened:
    """Give a person a new password to start with, and lift the lock; sessions under the old one end."""
    chosen = initial_password()
    user.set_password(chosen)
    user.initial_password = True
    user.save()
    unlock(user, actor=None)
    trail.record(user, "password_reset", actor=actor)
    return Opened(user, chosen)


@transaction.atomic
def reset_second_factor(user: User, *, actor: User) -> None:
    """Take away a second factor that somebody has lost; they set up another at the next sign-in."""
    from allauth.mfa.models import Authenticator

    if user == actor:
        raise AccountError(
            _("Nobody resets their own second factor."),
            place=user.username,
            mend=_("Ask another security administrator, or use a recovery code."),
        )
    Authenticator.objects.filter(user=user).delete()
    trail.record(user, "second_factor_reset", actor=actor)


@transaction.atomic
def disconnect(user: User, *, actor: User) -> int:
    """Part an account from the other sign-in system; whoever comes first under its name is connected anew.

    Returns how many connections there were.
    """
    from allauth.socialaccount.models import SocialAccount

    count: int = SocialAccount.objects.filter(user=user).delete()[0]
    if count:
        trail.record(user, "other_system_disconnected", actor=actor)
    return count


def unlock(user: User, *, actor: User | None) -> int:
    """Lift the lock that failed sign-ins have put on a name; return how many failures were forgotten."""
    from axes.utils import reset

    forgotten: int = reset(username=user.username)
    if forgotten and actor is not None:
        trail.record(user, "unlocked", actor=actor)
    return forgotten

"""Give programs tokens, and take them back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jingkai.accounts.errors import AccountError
from jingkai.accounts.models import ApiToken, User
from jingkai.accounts.models.token import digest, written_grant
from jingkai.accounts.policy import Grant
from jingkai.accounts.selectors.tokens import token_bearer
from jingkai.accounts.services import trail
from jingkai.kernel.language import gettext as _


@dataclass(frozen=True, slots=True)
class GivenToken:
    """A token just given; ``secret`` is shown once and stored nowhere."""

    token: ApiToken
    secret: str


@transaction.atomic
def give_token(user: User, *, name: str, grants: Collection[Grant], days: int) -> GivenToken:
    """Give a person a token that may do part of what they may.

    Raises :class:`~jingkai.accounts.errors.AccountError` for a role they do not hold or a term that is too long.
    """
    if not name.strip():
        raise AccountError(
            _("A token needs a name."), place=_("Name"), mend=_("Say which program will use it.")
        )
    if not 1 <= days <= settings.TOKEN_MAXIMUM_DAYS:
        raise AccountError(
            _("A token is valid for 1 to %(most)d days.") % {"most": settings.TOKEN_MAXIMUM_DAYS},
            place=str(days),
            mend=_("Choose a shorter term and renew it."),
        )
    missing = sorted(set(grants) - set(user.grants))
    if missing or not grants:
        raise AccountError(
            _("A token can do no more than its owner, and has to do something."),
            place=_(", ").join(map(written_grant, missing)),
            mend=_("Choose among the roles you hold."),
        )
    secret = ApiToken.new_secret()
    token = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        digest=digest(secret),
        shown=secret[:8],
        granted=sorted(written_grant(grant) for grant in grants),
        second_factor=user.second_factor,
        expires_at=timezone.now() + timedelta(days=days),
    )
    trail.record(
        user,
        "token_given",
        actor=user,
        token=token.pk,
        granted=token.granted,
        until=token.expires_at.isoformat(),
    )
    return GivenToken(token, secret)


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: User) -> None:
    """Take a token back, at once."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        trail.record(token.user, "token_revoked", actor=actor, token=token.pk)


def use_token(secret: str) -> ApiToken | None:
    """Return the token that a program shows and note that it is in use; ``None`` for one that may not be used.

    The note is written at most once a minute, or every call would write to the database.
    """
    token = token_bearer(secret)
    if token is None:
        return None
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=1):
        token.last_used_at = now
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token

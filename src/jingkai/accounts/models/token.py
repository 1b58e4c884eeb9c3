"""Tokens by which programs act for a person."""

from __future__ import annotations

import hashlib
import secrets
from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models.user import User
from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope

PREFIX = "jk_"


def digest(secret: str) -> str:
    """Return what is stored of a token. It is random and long, so that one round of hashing is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiToken(models.Model):
    """A key that lets a program do part of what its owner may do. Only its digest is kept.

    ``granted`` lists ``role@scope``; what the owner no longer holds, the token no longer holds. Implements
    :class:`jingkai.accounts.policy.Principal`.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("Name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    shown = models.CharField(max_length=12, editable=False)
    granted: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    second_factor = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("Valid until"))
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        """Newest first."""

        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.shown}…)"

    @staticmethod
    def new_secret() -> str:
        """Return a new token: 256 random bits behind a prefix by which scanners know it."""
        return PREFIX + secrets.token_urlsafe(32)

    @property
    def is_authenticated(self) -> bool:
        """Whether it may still be used."""
        return self.revoked_at is None and self.expires_at > timezone.now() and self.user.is_active

    @property
    def actor(self) -> str:
        """The owner as the ledger names them: what a program does is its owner's doing."""
        return self.user.actor

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """What the token was given and its owner still holds."""
        if not self.is_authenticated:
            return ()
        given = {read_grant(written) for written in self.granted}
        return tuple(grant for grant in self.user.grants if grant in given)


def written_grant(grant: Grant) -> str:
    """Write a grant as ``role@scope``."""
    return f"{grant.role}@{grant.scope}"


def read_grant(written: str) -> Grant:
    """Read a grant written as ``role@scope``."""
    role, _at, scope = written.partition("@")
    return Grant(Role(role), Scope.read(scope))

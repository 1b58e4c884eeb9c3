"""People who sign in."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models.fields import SealedField
from jingkai.accounts.policy import Grant
from jingkai.kernel import identifiers
from jingkai.kernel.seen import as_seen

USERNAME_FORM = r"[a-z0-9][a-z0-9._-]{2,63}"


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they sign in with, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person of a sign-in name."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """One person, one account: everything done in it is that person's doing.

    ``public_id`` is what addresses and the ledger name; ``initial_password`` is true until a password that somebody
    else has chosen was changed. Implements :class:`jingkai.accounts.policy.Principal`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(
        _("Sign-in name"),
        max_length=64,
        unique=True,
        validators=[
            RegexValidator(
                rf"^{USERNAME_FORM}$",
                _(
                    "Use 3 to 64 small letters, digits, dots, hyphens or underscores, a letter or digit first."
                ),
            )
        ],
    )
    display_name = models.CharField(_("Name"), max_length=80)
    phone = SealedField(_("Phone"), blank=True, default="")
    mail = SealedField(_("E-mail"), blank=True, default="")
    identity_number = SealedField(_("Identity number"), blank=True, default="")
    is_active = models.BooleanField(_("May sign in"), default=True)
    opened_at = models.DateTimeField(_("Opened"), default=timezone.now, editable=False)
    password_changed_at = models.DateTimeField(_("Password changed"), default=timezone.now, editable=False)
    initial_password = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects: ClassVar[UserManager] = UserManager()

    second_factor: bool = False
    """Whether this session has passed two factors; set by the middleware, never stored."""

    vouched_for: bool = False
    """Whether the other sign-in system says who uses this session: no password of this site had a part in it."""

    class Meta:
        """Names and order."""

        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.username

    def clean(self) -> None:
        """Bring the sign-in name into its one form, the name into the one that is seen."""
        super().clean()
        self.username = self.username.strip().lower()
        self.display_name = as_seen(self.display_name)

    @property
    def actor(self) -> str:
        """The person as the ledger names them."""
        return f"user:{self.public_id}"

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """The roles held now, read once per request; none while the password has to be changed."""
        if not self.is_active or self.must_change_password:
            return ()
        return self.held_grants()

    def held_grants(self) -> tuple[Grant, ...]:
        """The roles held now, whatever the state of the password."""
        return tuple(assignment.grant for assignment in self.assignments.in_force())

    @property
    def must_change_password(self) -> bool:
        """Whether the password was chosen by somebody else, or is older than the rule allows.

        Who came through the other sign-in system has used none, and may know none: nothing is asked of them.
        """
        if self.vouched_for or not self.has_usable_password():
            return False
        expires = self.password_expires_at
        return self.initial_password or (expires is not None and expires <= timezone.now())

    @property
    def password_expires_at(self) -> datetime | None:
        """When the password has to be changed; ``None`` where it never has to be."""
        days = settings.PASSWORD_MAXIMUM_AGE_DAYS
        return self.password_changed_at + timedelta(days=days) if days else None

    def set_password(self, raw_password: str | None) -> None:
        """Set a password chosen by the person; its age counts anew."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()
        self.initial_password = False

    @property
    def masked_name(self) -> str:
        """The name with all but its first character hidden."""
        return identifiers.masked_name(self.display_name)

    @property
    def masked_phone(self) -> str:
        """The phone number with its middle hidden."""
        return identifiers.masked_phone(self.phone)

    @property
    def masked_mail(self) -> str:
        """The e-mail address with its name hidden."""
        return identifiers.masked_mail(self.mail)

    @property
    def masked_identity_number(self) -> str:
        """The identity number with its middle hidden."""
        return identifiers.masked_identity(self.identity_number)


def words_of(field: str) -> str:
    """Return what a field of an account is called in the reader's language."""
    found = User._meta.get_field(field)
    return str(found.verbose_name) if isinstance(found, models.Field) else field


class Visitor(AnonymousUser):
    """Whoever has not signed in: a principal without roles."""

    grants: tuple[Grant, ...] = ()
    second_factor = False
    must_change_password = False


class EarlierPassword(models.Model):
    """The hash of a password somebody had before, so that it is not taken again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="earlier_passwords")
    hash = models.CharField(max_length=128)
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering = ("-replaced_at", "-pk")

    def __str__(self) -> str:
        return f"{self.user} {self.replaced_at:%Y-%m-%d}"

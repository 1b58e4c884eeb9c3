"""Rules for passwords beside those that Django brings."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jingkai.accounts.models import EarlierPassword, User


class LeastLength(MinimumLengthValidator):
    """So many characters at least; Django's own words for it are missing from its Chinese."""

    def get_error_message(self) -> str:
        """Say what is too short."""
        return _("This password is too short: it takes at least %(least)d characters.") % {
            "least": self.min_length
        }

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Take at least %(least)d characters.") % {"least": self.min_length}


class KindsOfCharacters:
    """Of small letters, capitals, digits and other signs, some must occur."""

    def __init__(self, kinds: int = 3) -> None:
        self.kinds = min(kinds, 4)

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise :class:`ValidationError` for too few kinds."""
        found = sum(
            (
                any(sign.islower() for sign in password),
                any(sign.isupper() for sign in password),
                any(sign.isdigit() for sign in password),
                any(not sign.isalnum() for sign in password),
            )
        )
        if found < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Use at least %(kinds)d of: small letters, capitals, digits, other signs.") % {
            "kinds": self.kinds
        }


class NotTakenBefore:
    """The present password and some earlier ones may not be taken again."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise :class:`ValidationError` for a password that the person had before."""
        if user is None or user.pk is None or not settings.PASSWORD_HISTORY:
            return
        stored = User.objects.only("password").get(pk=user.pk).password
        earlier = EarlierPassword.objects.filter(user=user).values_list("hash", flat=True)
        if any(check_password(password, hash) for hash in (stored, *earlier[: settings.PASSWORD_HISTORY])):
            raise ValidationError(self.get_help_text(), code="password_taken_before")

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Nothing: what was replaced is kept where passwords are changed."""

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Do not take one of your last %(count)d passwords again.") % {
            "count": settings.PASSWORD_HISTORY
        }


def keep_earlier(user: User, replaced: str) -> None:
    """Keep the hash of the password that was replaced, and forget those that no rule asks about."""
    if not settings.PASSWORD_HISTORY or not replaced:
        return
    EarlierPassword.objects.create(user=user, hash=replaced)
    kept = EarlierPassword.objects.filter(user=user).values_list("pk", flat=True)[: settings.PASSWORD_HISTORY]
    EarlierPassword.objects.filter(user=user).exclude(pk__in=list(kept)).delete()

"""Show personal data unmasked: for a reason, once, and on record."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from jingkai.accounts.errors import AccountError
from jingkai.accounts.models import User
from jingkai.accounts.services import trail
from jingkai.kernel.language import gettext as _

PERSONAL_FIELDS = ("display_name", "phone", "mail", "identity_number")
LEAST_REASON = 4


@transaction.atomic
def reveal(user: User, *, actor: User, reason: str) -> Mapping[str, str]:
    """Return a person's data in the clear, after writing who looked and why.

    Raises :class:`~jingkai.accounts.errors.AccountError` without a reason.
    """
    given = reason.strip()
    if len(given) < LEAST_REASON:
        raise AccountError(
            _("Personal data is shown for a reason only."),
            place=_("Reason"),
            mend=_("Say in a few words what you need it for; the reason is kept."),
        )
    shown = {field: str(getattr(user, field)) for field in PERSONAL_FIELDS if getattr(user, field)}
    trail.record(user, "personal_revealed", actor=actor, reason=given, fields=sorted(shown))
    return shown

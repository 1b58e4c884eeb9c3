"""Show personal data unmasked: for a reason, once, and on record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from jingkai.accounts.errors import AccountError
from jingkai.accounts.models import User
from jingkai.accounts.services import trail
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.telltale import fit_to_be_kept
from jingkai.ledger import services as ledger
from jingkai.ledger.canonical import Json
from jingkai.ledger.entry import Event

PERSONAL_FIELDS = ("display_name", "phone", "mail", "identity_number")
LEAST_REASON = 4


@transaction.atomic
def reveal(user: User, *, actor: User, reason: str) -> Mapping[str, str]:
    """Return a person's data in the clear, after writing who looked and why.

    Raises :class:`~jingkai.accounts.errors.AccountError` without a reason.
    """
    given = reason_given(reason)
    shown = {field: str(getattr(user, field)) for field in PERSONAL_FIELDS if getattr(user, field)}
    trail.record(user, "personal_revealed", actor=actor, reason=given, fields=sorted(shown))
    return shown


def note_reveal(stream: str, event: str, fields: Sequence[str], *, actor: User, reason: str) -> None:
    """Write that somebody looks at personal data which another slice keeps, and why; call it before showing them.

    ``fields`` are their names, never their values. Raises :class:`~jingkai.accounts.errors.AccountError` without a
    reason.
    """
    data: dict[str, Json] = {"reason": reason_given(reason), "fields": list(fields)}
    ledger.append(
        stream,
        [Event(event, data)],
        expected_version=None,
        command_id=f"reveal-{uuid.uuid4().hex}",
        actor=actor.actor,
    )


def reason_given(reason: str) -> str:
    """Return a reason as it is kept.

    Raises :class:`~jingkai.accounts.errors.AccountError` where there is none, or where it tells of a person itself.
    """
    given = reason.strip()
    if len(given) < LEAST_REASON:
        raise AccountError(
            _("Personal data is shown for a reason only."),
            place=_("Reason"),
            mend=_("Say in a few words what you need it for; the reason is kept."),
        )
    try:
        return fit_to_be_kept(given)
    except JingkaiError as error:
        raise AccountError(error.what, place=_("Reason"), mend=error.mend) from None

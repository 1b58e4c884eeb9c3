"""Erase a person: destroy the key of the fields that tell about them. The chain stays as it is."""

from __future__ import annotations

import uuid

from django.db import connection, transaction
from django.utils import timezone

from jingkai.kernel.language import gettext as _
from jingkai.ledger.entry import Event, check_command
from jingkai.ledger.errors import LedgerError
from jingkai.ledger.models import PersonKey
from jingkai.ledger.services.appending import Appended, append


def erase_person(person: str, *, actor: str, reason: str) -> Appended:
    """Destroy the key of a person, and record that, when, by whom and why, but no longer about whom.

    Afterwards nobody can read the person's fields, nor tell from the ledger that they were this person's. Backups hold
    the old key until they are deleted. Something about the person that is appended later gets a new key.

    Raises :class:`~jingkai.ledger.errors.LedgerError` for a person of whom the ledger holds nothing, and for an erasure
    without a reason.
    """
    check_command(stream="person/key", command_id="check", actor=actor, provision="")
    if not reason.strip():
        raise LedgerError(_("An erasure needs a reason."), place="reason", mend=_("Say why it is erased."))
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, not only let go
    with transaction.atomic():
        key = PersonKey.objects.select_for_update().filter(person=person).first()
        if key is None:
            raise LedgerError(
                _("The ledger holds nothing personal of “%(person)s”.") % {"person": person},
                place="person",
                mend=_("Check the name under which the fields were kept."),
            )
        key.person, key.secret, key.erased = None, None, timezone.now()
        key.save(update_fields=("person", "secret", "erased"))
        done = append(
            f"person/{key.id}",
            [Event("person.erased", {"reason": reason.strip()})],
            expected_version=None,
            command_id=str(uuid.uuid4()),
            actor=actor,
        )
    _forget_copies()
    return done


def _forget_copies() -> None:
    """On SQLite bring the overwritten page from the log into the file, and empty the log, which holds the old one."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchone()
            cursor.execute("PRAGMA secure_delete = OFF")

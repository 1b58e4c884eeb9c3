"""Enter and change rows: checked as a whole, with who and why in their history, and never over somebody else's change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from jingkai.accounts.models import User
from jingkai.kernel.language import gettext as _
from jingkai.registry.errors import ChangedMeanwhileError, RegistryError

Row = TypeVar("Row", bound=Model)

LONGEST_REASON = 100
"""So many characters of a reason the history keeps."""


@transaction.atomic
def create(model: type[Row], values: Mapping[str, Any], *, user: User | None, reason: str = "") -> Row:
    """Enter a row and return it.

    Raises Django's ``ValidationError`` naming every field that does not fit, and
    :class:`~jingkai.registry.errors.ChangedMeanwhileError` where somebody else enters it at the same moment.
    """
    row = model(**values)
    row.full_clean()
    _sign(row, user, reason)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ChangedMeanwhileError(
            _("Somebody else has entered it at this very moment."),
            place=str(row),
            mend=_("Go back to the list and look for it."),
        ) from error
    return row


@transaction.atomic
def update(
    row: Row, values: Mapping[str, Any], *, user: User | None, reason: str, seen: datetime | None = None
) -> tuple[Row, tuple[str, ...]]:
    """Change fields of a row; return it and the names of those that did change (none: nothing was written).

    ``seen`` is the row's ``changed`` as the writer had read it. Raises
    :class:`~jingkai.registry.errors.ChangedMeanwhileError` where somebody else has changed it since,
    :class:`~jingkai.registry.errors.RegistryError` where the row is gone, and Django's ``ValidationError`` naming
    every field that does not fit.
    """
    current: Any = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if current is None:
        raise RegistryError(
            _("This row is no longer there."), place=str(row), mend=_("Go back to the list and look for it.")
        )
    if seen is not None and current.changed != seen:
        raise _changed_meanwhile(current)
    different = tuple(name for name, value in values.items() if getattr(current, name) != value)
    if not different:
        return current, ()
    for name in different:
        setattr(current, name, values[name])
    current.full_clean()
    _sign(current, user, reason)
    current.save()
    return current, different


def _sign(row: Any, user: User | None, reason: str) -> None:
    row._history_user = user
    row._change_reason = reason.strip()[:LONGEST_REASON] or None


def _changed_meanwhile(row: Any) -> ChangedMeanwhileError:
    last = row.history.select_related("history_user").first()
    who = last.history_user.display_name if last is not None and last.history_user else _("somebody else")
    return ChangedMeanwhileError(
        _("%(who)s has changed this row since you opened it.") % {"who": who},
        place=str(row),
        mend=_("Look at the changes in its history, then make yours again."),
    )

"""What was changed in a row: who, when, why, and every field in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jingkai.accounts.models import User
from jingkai.kernel import identifiers

_MASKS = {"name": identifiers.masked_name, "phone": identifiers.masked_phone}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that was changed: ``before`` and ``after`` as words, ``""`` where nothing was known.

    ``optional`` says that empty means "there is none" (a project without park) and not "unknown".
    """

    field: str
    before: str
    after: str
    optional: bool = False

    @property
    def empty(self) -> str:
        """What an empty value is called."""
        return _("none") if self.optional else _("unknown")


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the history of a row. ``kind`` is ``entered``, ``changed`` or ``removed``."""

    at: datetime
    kind: str
    by: User | None
    reason: str
    fields: tuple[FieldChange, ...]

    @property
    def words(self) -> str:
        """What was done, in the reader's language."""
        return {"entered": _("Row entered"), "changed": _("Row changed"), "removed": _("Row removed")}[
            self.kind
        ]

    @property
    def who(self) -> str:
        """Who did it."""
        return self.by.display_name or self.by.username if self.by else _("the system")


@dataclass(frozen=True, slots=True)
class Personal:
    """A field with personal data, masked."""

    name: str
    words: str
    masked: str


_KINDS = {"+": "entered", "~": "changed", "-": "removed"}


def changes_of(row: Any, limit: int = 200) -> list[Change]:
    """Return the steps of a row, newest first."""
    rows = list(
        row.history.select_related("history_user").order_by("-history_date", "-history_id")[: limit + 1]
    )
    steps = []
    for index, version in enumerate(rows[:limit]):
        before = rows[index + 1] if index + 1 < len(rows) else None
        steps.append(
            Change(
                at=version.history_date,
                kind=_KINDS[version.history_type],
                by=version.history_user,
                reason=version.history_change_reason or "",
                fields=_compared(row, before, version) if before is not None else (),
            )
        )
    return steps


def personal_of(row: Any) -> list[Personal]:
    """Return what a row keeps about people, masked; empty where it keeps nothing of the kind."""
    kinds: dict[str, str] = getattr(row, "personal_fields", {})
    return [
        Personal(name, field_words(row, name), _MASKS[kind](getattr(row, name)))
        for name, kind in kinds.items()
    ]


def in_words(row: Model, name: str, value: Any) -> str:
    """Return a field's value in words; ``""`` for unknown, personal data masked."""
    kinds: dict[str, str] = getattr(row, "personal_fields", {})
    field: Field[Any, Any] = row._meta.get_field(name)  # type: ignore[assignment]
    if value is None or value in ("", []):
        return ""
    if name in kinds:
        return _MASKS[kinds[name]](str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if isinstance(value, dict):
        return _("boundary of %(count)d characters") % {"count": len(str(value))}
    if isinstance(field, ForeignKey) and not isinstance(value, Model):
        found = field.related_model._default_manager.filter(pk=value).first()
        return str(found) if found else str(value)
    return str(value)


def field_words(row: Model, name: str) -> str:
    """Return what a field is called."""
    field: Any = row._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def is_optional(row: Model, name: str) -> bool:
    """Whether an empty value of a field says that there is none, not that it is unknown."""
    return isinstance(row._meta.get_field(name), ForeignKey)


def _compared(row: Model, before: Any, after: Any) -> tuple[FieldChange, ...]:
    compared = after.diff_against(before, excluded_fields=["changed"])
    return tuple(
        FieldChange(
            field=field_words(row, change.field),
            before=in_words(row, change.field, change.old),
            after=in_words(row, change.field, change.new),
            optional=is_optional(row, change.field),
        )
        for change in compared.changes
    )

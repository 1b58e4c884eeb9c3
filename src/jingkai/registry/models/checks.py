"""The registry's own checks as validators of Django's fields: what is wrong and how to mend it, in one message."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import CharField

from jingkai.kernel import identifiers
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.seen import as_seen
from jingkai.registry import geometry, industries

if TYPE_CHECKING:
    from django.db.models import Model

    from jingkai.registry.models.zones import Park, Zone

FIRST_YEAR = 1979
"""No development zone is older."""
LAST_YEAR = 2100


def _carried_out(read: Callable[..., object], value: object) -> None:
    try:
        read(value)
    except JingkaiError as error:
        raise ValidationError(said(error)) from error


def said(error: JingkaiError) -> str:
    """Return an error as a form shows it at a field: what is wrong, and how to mend it."""
    # Chinese has no space between sentences.
    joint = "" if error.what.endswith(("。", "！", "？")) else " "
    return f"{error.what}{joint}{error.mend}".strip()


def uscc(value: str) -> None:
    """Refuse what is no unified social credit code."""
    _carried_out(identifiers.uscc, value)


def phone(value: str) -> None:
    """Refuse what is no phone number."""
    _carried_out(identifiers.phone, value)


def project_code(value: str) -> None:
    """Refuse what is no investment project code."""
    _carried_out(identifiers.project_code, value)


def industry(value: str) -> None:
    """Refuse what is no industry of GB/T 4754."""
    _carried_out(industries.industry, value)


def boundary(value: object) -> None:
    """Refuse what is no GeoJSON polygon."""
    _carried_out(geometry.boundary, value)


def division(value: str) -> None:
    """Refuse what is no six-digit division code."""
    if not (value.isascii() and value.isdigit() and len(value) == 6):
        raise ValidationError(_("A division code has six digits, such as 150802."))


def words(value: object) -> None:
    """Refuse what is no list of words."""
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise ValidationError(_("This is a list of words, none of them empty."))


def addressable(value: str) -> None:
    """Refuse a key that cannot stand in the address of a page."""
    if any(character in "/?#%\\" or not character.isprintable() for character in value):
        raise ValidationError(
            _("Leave out the characters / ? # % and \\: the number stands in the page's address.")
        )


def in_one_form(row: Model, **readers: Callable[[str], object]) -> None:
    """Bring fields of a row to the one form in which they are stored; what cannot be read stays for the validators.

    Words of one line, and lists of words, are stored as they are seen: two names that look alike are one name.
    """
    for column in row._meta.concrete_fields:
        value: Any = getattr(row, column.attname)
        if isinstance(column, CharField) and isinstance(value, str):
            setattr(row, column.attname, as_seen(value))
        elif words in column.validators and isinstance(value, list):
            setattr(row, column.attname, [as_seen(word) if isinstance(word, str) else word for word in value])
    for field, read in readers.items():
        if value := getattr(row, field):
            with suppress(JingkaiError):
                setattr(row, field, read(value) if field == "boundary" else str(read(value)))


def park_in_zone(park: Park | None, zone: Zone | None) -> None:
    """Refuse a park of another zone."""
    if park is not None and zone is not None and park.zone_id != zone.pk:
        raise ValidationError(
            {
                "park": _("The park %(park)s lies in another zone. Choose a park of %(zone)s.")
                % {"park": park, "zone": zone}
            }
        )

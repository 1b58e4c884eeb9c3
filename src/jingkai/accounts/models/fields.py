"""A field that is sealed in the database and plain in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from jingkai.accounts.sealing import seal, unseal

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class SealedField(_TextField):
    """Text that nobody reads in the database file or in a backup without the data key. It cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        """Seal on the way in."""
        return seal(str(value), settings.DATA_KEY) if value else ""

    def from_db_value(self, value: str | None, _expression: Any, _connection: BaseDatabaseWrapper) -> str:
        """Open on the way out."""
        return unseal(value or "", settings.DATA_KEY)

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but with the empty text: sealed values of the same text differ."""
        if lookup_name != "exact":
            raise TypeError(f"a sealed field cannot be searched by {lookup_name}")
        return super().get_lookup(lookup_name)

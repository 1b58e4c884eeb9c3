"""A record as JSON and back, exactly: what the database keeps of a reading."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jingkai.documents.record import Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Record]:
    from pydantic import TypeAdapter

    return TypeAdapter(Record)


def freeze(record: Record) -> dict[str, Any]:
    """Return the record as plain JSON values; decimals become strings, so no figure loses a digit."""
    frozen: dict[str, Any] = _adapter().dump_python(record, mode="json")
    return frozen


def thaw(frozen: dict[str, Any]) -> Record:
    """Return the record that :func:`freeze` was given.

    Raises :class:`ValueError` for JSON that is no frozen record.
    """
    return _adapter().validate_python(frozen)

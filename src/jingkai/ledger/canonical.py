"""One way to write a value as JSON bytes, so that everybody computes the same hash of it.

RFC 8785 restricted to what the ledger allows: objects, arrays, strings, booleans, null, and whole numbers of at most
2**53 - 1 either way. Decimals and fractions are written as strings by whoever hands them in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from jingkai.kernel.language import gettext as _
from jingkai.ledger.errors import InvalidEventError

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | None
"""What an entry may hold."""

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly."""

_DEEPEST = 32

_encode = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode


def canonical(value: Json) -> bytes:
    """Return the canonical bytes of a value.

    >>> canonical({"b": [1, True, None], "a": "经开"}).decode()
    '{"a":"经开","b":[1,true,null]}'

    Raises :class:`~jingkai.ledger.errors.InvalidEventError` naming the place of what may not be written.
    """
    check(value)
    return _encode(value).encode("utf-8")


def canonical_checked(value: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of a value whose parts have been checked before."""
    return _encode(value).encode("utf-8")


def check(value: object, place: str = "", depth: int = 0) -> None:
    """Raise :class:`~jingkai.ledger.errors.InvalidEventError` for what canonical JSON cannot hold."""
    kind = type(value)
    if kind is str:
        _check_text(value, place)  # type: ignore[arg-type]
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:  # type: ignore[operator]
            raise InvalidEventError(
                _("A whole number of this size is not kept exactly by every reader."),
                place=place,
                mend=_("Write it as a string."),
            )
    elif value is None or kind is bool:
        return
    elif isinstance(value, Mapping):
        _check_depth(place, depth)
        for key, part in value.items():
            _check_key(key, place)
            check(part, f"{place}.{key}" if place else key, depth + 1)
    elif isinstance(value, list | tuple):
        _check_depth(place, depth)
        for index, part in enumerate(value):
            check(part, f"{place}[{index}]", depth + 1)
    else:
        raise InvalidEventError(
            _("A value of type %(kind)s cannot be an entry's.") % {"kind": kind.__name__},
            place=place,
            mend=_(
                "Use text, whole numbers, true, false, null, lists and objects; decimals and dates as text."
            ),
        )


def _check_text(text: str, place: str) -> None:
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidEventError(
            _("The text holds half a character, which UTF-8 cannot write."),
            place=place,
            mend=_("Repair the text first."),
        ) from error


def _check_key(key: object, place: str) -> None:
    # Beyond U+FFFF the order by code points and the order by UTF-16 units of RFC 8785 differ.
    if type(key) is not str or not key or (not key.isascii() and max(key) > "\uffff"):
        raise InvalidEventError(
            _("“%(key)s” cannot be the name of a field.") % {"key": key},
            place=place,
            mend=_("Name fields with text of ordinary characters."),
        )
    _check_text(key, place)


def _check_depth(place: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise InvalidEventError(
            _("The value is nested deeper than %(limit)d levels.") % {"limit": _DEEPEST}, place=place
        )

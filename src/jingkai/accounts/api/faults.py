"""Faults: what does not fit in a request, field by field, with what is expected, what came, and the mend."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from jingkai.accounts.api.shapes import Fault
from jingkai.kernel.language import gettext as _

_LONGEST = 80

Words = Callable[[Mapping[str, Any]], str]

_EXPECTED: Mapping[str, Words] = {
    "missing": lambda _context: _("a value"),
    "extra_forbidden": lambda _context: _("no field of this name"),
    "int_parsing": lambda _context: _("a whole number"),
    "int_parsing_size": lambda _context: _("a smaller whole number"),
    "int_from_float": lambda _context: _("a whole number"),
    "int_type": lambda _context: _("a whole number"),
    "bool_parsing": lambda _context: _("true or false"),
    "bool_type": lambda _context: _("true or false"),
    "string_type": lambda _context: _("text in quotes"),
    "string_unicode": lambda _context: _("text in Unicode"),
    "string_too_long": lambda context: _("at most %(limit)s characters") % {"limit": context["max_length"]},
    "string_too_short": lambda context: _("at least %(limit)s characters") % {"limit": context["min_length"]},
    "string_pattern_mismatch": lambda context: (
        _("text of the form %(pattern)s") % {"pattern": context["pattern"]}
    ),
    "greater_than_equal": lambda context: _("at least %(limit)s") % {"limit": context["ge"]},
    "less_than_equal": lambda context: _("at most %(limit)s") % {"limit": context["le"]},
    "greater_than": lambda context: _("more than %(limit)s") % {"limit": context["gt"]},
    "less_than": lambda context: _("less than %(limit)s") % {"limit": context["lt"]},
    "enum": lambda context: _("one of %(choices)s") % {"choices": _words_of(context["expected"])},
    "literal_error": lambda context: _("one of %(choices)s") % {"choices": _words_of(context["expected"])},
    "decimal_max_digits": lambda context: _("at most %(limit)s digits") % {"limit": context["max_digits"]},
    "decimal_max_places": lambda context: (
        _("at most %(limit)s decimals") % {"limit": context["decimal_places"]}
    ),
    "list_type": lambda _context: _("a list"),
    "dict_type": lambda _context: _("an object"),
    "model_attributes_type": lambda _context: _("an object"),
    "model_type": lambda _context: _("an object"),
    "too_long": lambda context: _("at most %(limit)s entries") % {"limit": context["max_length"]},
}
_BEGINNINGS: Mapping[str, Words] = {
    "datetime_": lambda _context: _("a moment with its zone, such as 2024-03-20T08:00:00+08:00"),
    "timezone_": lambda _context: _("a moment with its zone, such as 2024-03-20T08:00:00+08:00"),
    "date_": lambda _context: _("a day, such as 2024-03-20"),
    "decimal_": lambda _context: _('a decimal in quotes, such as "1250000.50"'),
}


def faults_of_shapes(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Return the faults of what does not fit the shape of an operation's parameters or body."""
    return [_fault_of_shape(error) for error in errors]


def faults_of_fields(error: ValidationError) -> list[Fault]:
    """Return the faults of a row that does not fit, as its fields say."""
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [
        fault(f"body.{name}" if name != NON_FIELD_ERRORS else "body", message)
        for name, messages in found.items()
        for message in messages
    ]


def fault(field: str, message: str, *, expected: str = "", came: object = None, mend: str = "") -> Fault:
    """Return a fault; what came is shortened."""
    return Fault(
        field=field,
        message=str(message),
        expected=expected,
        came=None if came is None else _shown(came),
        mend=mend or _("Correct it and send the request again."),
    )


def _fault_of_shape(error: Mapping[str, Any]) -> Fault:
    kind = str(error["type"])
    place = ".".join(str(part) for part in _place(error["loc"]))
    expected = _expected(kind, error.get("ctx") or {})
    if kind == "missing":
        return fault(place, _("This is needed."), expected=expected, mend=_("Add it."))
    if kind == "extra_forbidden":
        return fault(
            place,
            _("Nobody here knows a field of this name."),
            expected=expected,
            came=error.get("input"),
            mend=_("Leave it out, or correct its name."),
        )
    return fault(
        place,
        _("What came does not fit here: %(expected)s is expected.") % {"expected": expected},
        expected=expected,
        came=error.get("input"),
    )


def _place(parts: Iterable[Any]) -> list[Any]:
    """Leave out the names of functions' arguments, which callers do not see: ``query.asked.page`` is ``query.page``."""
    return [part for index, part in enumerate(parts) if index != 1 or part not in {"asked", "body"}]


def _expected(kind: str, context: Mapping[str, Any]) -> str:
    if kind in _EXPECTED:
        return _EXPECTED[kind](context)
    for beginning, words in _BEGINNINGS.items():
        if kind.startswith(beginning):
            return words(context)
    return _("a value of another form")


def _words_of(expected: object) -> str:
    """Take the words out of what pydantic writes: ``'building', 'active' or 'closed'``."""
    written = str(expected)
    return _(", ").join(re.findall(r"'([^']*)'", written)) or written


def _shown(came: object) -> str:
    try:
        written = came if isinstance(came, str) else json.dumps(came, ensure_ascii=False, default=str)
    except (TypeError, ValueError, RecursionError):
        written = type(came).__name__
    clean = "".join(character if character.isprintable() else "�" for character in written)
    return clean if len(clean) <= _LONGEST else f"{clean[:_LONGEST]}…"

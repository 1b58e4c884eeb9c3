"""What does not fit a shape, in words: errors of pydantic told to whoever wrote the data, in their language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.kernel.lined_yaml import Place

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that does not fit, or one that is missing: where it stands, what is wrong, and how to mend it."""

    place: Place
    words: str
    mend: str


class Misplaced(ValueError):  # noqa: N818 - a validator raises it to name the place within its data
    """What a validator of a whole finds wrong with a part of it. ``place`` begins at the whole."""

    def __init__(self, place: Place, what: str, mend: str = "") -> None:
        super().__init__(what)
        self.place = place
        self.mend = mend


def misfits(error: ValidationError, data: object) -> list[Misfit]:
    """Return everything that ``error`` says about ``data``, each place once, in the order of the shape."""
    found: dict[Place, Misfit] = {}
    for one in error.errors():
        misfit = _told(one, data)
        found.setdefault(misfit.place, misfit)
    return list(found.values())


def _told(error: ErrorDetails, data: object) -> Misfit:
    kind, context = error["type"], error.get("ctx", {})
    place = _place(error["loc"], data)
    cause = context.get("error")
    mend = ""
    if isinstance(cause, Misplaced):
        place, mend = (*place, *cause.place), cause.mend
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    field = {"field": name}
    if kind == "missing":
        return Misfit(place, _("“%(field)s” is missing.") % field, _("Add the field."))
    if kind == "extra_forbidden" and error["input"] is None and " " in name:
        return Misfit(
            place,
            _("There is no field “%(field)s” here.") % field,
            _("Within { } a comma ends a value: put the text in quotation marks."),
        )
    if kind == "extra_forbidden":
        return Misfit(
            place,
            _("There is no field “%(field)s” here.") % field,
            _("Take the field out, or mend its name."),
        )
    if kind == "value_error":
        return Misfit(place, str(cause), mend or _("Mend the line and load the pack again."))
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        tag = str(context.get("discriminator", "")).strip("'")
        return Misfit(
            (*place, tag) if kind == "union_tag_invalid" else place,
            _("“%(field)s” does not say which kind it is.") % field,
            _("Write “%(tag)s” as one of: %(kinds)s.")
            % {"tag": tag, "kinds": _listed(str(context.get("expected_tags", "")) or "kind")},
        )
    words, mend = _expected(kind, context, error["input"], error["msg"])
    return Misfit(place, _("“%(field)s” does not fit: %(problem)s.") % {**field, "problem": words}, mend)


def _place(location: Sequence[str | int], data: object) -> Place:
    """Return the way to a value without the names of kinds that pydantic puts between."""
    place: list[str | int] = []
    here, skipped = data, False
    for at, part in enumerate(location):
        last = at == len(location) - 1
        if isinstance(here, Mapping):
            if not skipped and here.get("kind") == part:
                skipped = True
                continue
            if part in here or last:
                place.append(part)
                here, skipped = here.get(str(part)), False
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            place.append(part)
            here, skipped = here[part], False
    return tuple(place)


_NO_TYPE: dict[str, tuple[str, str]] = {
    "string": (msgid("it must be text"), msgid('Write it in quotation marks: "2024" and not 2024.')),
    "finite": (msgid("it must be a number"), msgid("Write digits alone, such as 0.6 or 3000000.")),
    "decimal": (msgid("it must be a number"), msgid("Write digits alone, such as 0.6 or 3000000.")),
    "int": (msgid("it must be a whole number"), msgid("Write digits alone.")),
    "bool": (msgid("it must be true or false"), msgid("Write true or false.")),
    "date": (msgid("it must be a day"), msgid("Write it as 2024-03-20.")),
    "tuple": (msgid("it must be a list"), msgid("Begin each entry with “- ”.")),
    "list": (msgid("it must be a list"), msgid("Begin each entry with “- ”.")),
    "dict": (msgid("it must hold fields"), msgid("Write “name: value” lines, indented below it.")),
    "model": (msgid("it must hold fields"), msgid("Write “name: value” lines, indented below it.")),
}

_FORMS: dict[str, str] = {}


def formed(pattern: str, mend: str) -> str:
    """Say what a pattern of a shape asks for, a message with an example in it, and return the pattern."""
    _FORMS[pattern] = mend
    return pattern


_Bound = Callable[[Mapping[str, Any]], tuple[str, str]]
_BOUNDS: dict[str, _Bound] = {
    "literal_error": lambda context: (
        _("it is none of its values"),
        _("Write one of: %(values)s.") % {"values": _listed(str(context["expected"]))},
    ),
    "string_too_short": lambda context: (
        _("it is shorter than %(least)d characters") % {"least": context["min_length"]},
        _("Say it in words."),
    ),
    "string_too_long": lambda context: (
        _("it is longer than %(most)d characters") % {"most": context["max_length"]},
        _("Say it more briefly."),
    ),
    "string_pattern_mismatch": lambda context: (
        _("it is not formed as it must be"),
        _(_FORMS[context["pattern"]])
        if context["pattern"] in _FORMS
        else _("It must match %(pattern)s.") % {"pattern": context["pattern"]},
    ),
    "decimal_max_places": lambda context: (
        _("it has more than %(places)d decimals") % {"places": context["decimal_places"]},
        _("Round it as the document does."),
    ),
    "decimal_max_digits": lambda context: (
        _("it has more than %(digits)d digits") % {"digits": context["max_digits"]},
        _("Check the number."),
    ),
    "decimal_whole_digits": lambda context: (
        _("it has more than %(digits)d digits before the point") % {"digits": context["whole_digits"]},
        _("Check the number."),
    ),
    "greater_than_equal": lambda context: (
        _("it is less than %(least)s") % {"least": context["ge"]},
        _("Check the number."),
    ),
    "greater_than": lambda context: (
        _("it must be more than %(least)s") % {"least": context["gt"]},
        _("Check the number."),
    ),
    "less_than_equal": lambda context: (
        _("it is more than %(most)s") % {"most": context["le"]},
        _("Check the number; a share is a fraction: 60 % is 0.6."),
    ),
    "less_than": lambda context: (
        _("it must be less than %(most)s") % {"most": context["lt"]},
        _("Check the number."),
    ),
    "too_short": lambda context: (
        _("it has fewer than %(least)d entries") % {"least": context["min_length"]},
        _("Add what is missing."),
    ),
}


def _expected(kind: str, context: Mapping[str, Any], given: object, message: str) -> tuple[str, str]:
    if given is None:
        return _("it is empty"), _("Write its value, or leave the field out where that is allowed.")
    if kind in _BOUNDS:
        return _BOUNDS[kind](context)
    if kind == "decimal_parsing" and str(given).rstrip().endswith(("%", "％")):
        return _("it must be a number"), _("Write a share as a fraction: 60 % is 0.6.")
    if kind == "dict_type" or kind.startswith("model_"):
        return _both(_NO_TYPE["model"])
    for type_, told in _NO_TYPE.items():
        if kind.startswith(type_):
            return _both(told)
    return message, _("Mend the line and load the pack again.")


def _both(told: tuple[str, str]) -> tuple[str, str]:
    return _(told[0]), _(told[1])


def _listed(expected: str) -> str:
    """Turn “'a', 'b' or 'c'” into “a, b, c”, in quotes no more."""
    return ", ".join(_words(expected))


def _words(expected: str) -> Iterator[str]:
    for part in expected.replace(" or ", ", ").split(", "):
        yield part.strip().strip("'")

"""Say a stored message again in the language of whoever reads it now.

Reasons, flags and errors are stored as sentences, in the language of whoever handed a file in. A sentence is
recognised by the message it was made from, in English or Chinese, and what was filled into it is filled in again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jingkai.kernel.language import chinese, gettext

_PLACE = re.compile(r"%\((?P<name>\w+)\)(?P<kind>[sd])|%%")
_LEAST_WORDS = 4
"""A message with fewer characters of its own says too little to be recognised by."""

_Recognised = tuple[str, tuple[tuple[str, str], ...]]


def retold(sentence: str) -> str:
    """Return a stored sentence in the reader's language; one that no message makes is returned as it is."""
    found = _recognised(sentence)
    if found is None:
        return sentence
    message, filled = found
    translated = gettext(message)
    return re.sub(r"%\((\w+)\)d", r"%(\1)s", translated) % dict(filled) if filled else translated


@lru_cache(maxsize=4096)
def _recognised(sentence: str) -> _Recognised | None:
    """Return the id of the message that makes a sentence and what is filled into it."""
    whole, shapes = _messages()
    if sentence in whole:
        return whole[sentence], ()
    for shape, message in shapes:
        if found := shape.fullmatch(sentence):
            return message, tuple(found.groupdict().items())
    return None


@lru_cache(maxsize=1)
def _messages() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """Return sentence → message id for messages without places, and a pattern for each of the others.

    Patterns with most words of their own come first: the most telling one wins.
    """
    whole: dict[str, str] = {}
    shapes: list[tuple[int, re.Pattern[str], str]] = []
    for message, translation in chinese().items():
        for form in (message, translation):
            if not _PLACE.search(form):
                whole.setdefault(form, message)
                continue
            own = len(re.sub(r"\s", "", _PLACE.sub("", form)))
            if own >= _LEAST_WORDS:
                shapes.append((own, _shape(form), message))
    shapes.sort(key=lambda shape: -shape[0])
    return whole, [(pattern, message) for _own, pattern, message in shapes]


def _shape(form: str) -> re.Pattern[str]:
    parts: list[str] = []
    named: set[str] = set()
    at = 0
    for place in _PLACE.finditer(form):
        parts.append(re.escape(form[at : place.start()]))
        at = place.end()
        name = place["name"]
        if name is None:
            parts.append("%")
        elif name in named:
            parts.append(f"(?P={name})")
        else:
            named.add(name)
            parts.append(f"(?P<{name}>{'-?[0-9]+' if place['kind'] == 'd' else '.+?'})")
    parts.append(re.escape(form[at:]))
    return re.compile("".join(parts), re.S)

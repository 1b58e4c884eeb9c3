"""The metadata table of a government-information page: fields by any of the names that pages give them.

A page in traditional characters (``索引號``) is read as one in simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping


class Table:
    """Fields by name; what was taken is not in :meth:`rest`."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = {
            _name(key): value.strip() for key, value in _simplified(fields) if value and value.strip()
        }
        self._taken: set[str] = set()

    def take(self, *names: str) -> str | None:
        """Return the value of the first of ``names`` that has one; an empty field is ``None``."""
        found: str | None = None
        for name in map(_name, names):
            if name in self._fields:
                self._taken.add(name)
                found = found or self._fields[name]
        return found

    def rest(self) -> dict[str, str]:
        """Fields that nobody took, by name."""
        return {name: value for name, value in self._fields.items() if name not in self._taken}


def _name(key: str) -> str:
    bare = re.sub(r"[\s：:【】\[\]]+", "", key)
    return bare.lower() if bare.isascii() else bare


def _simplified(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields in simplified characters; a field whose name was simplified already comes last and so counts.

    Values change only where the page itself is traditional: a simplified page may name someone in traditional ones.
    """
    words = "".join(f"{key}{value or ''}" for key, value in fields.items())
    if all(_is_common(character) for character in words):
        yield from fields.items()
        return
    # the tables of traditional characters are slow to load, and most pages never need them
    from jingkai.documents.repair.script import has_traditional, is_traditional, to_simplified

    old = {key for key in fields if has_traditional(key)}
    whole = bool(old) or is_traditional(words)
    for key, value in sorted(fields.items(), key=lambda field: field[0] not in old):
        name = to_simplified(key) if key in old else key
        yield name, to_simplified(value) if whole and value and has_traditional(value) else value


def _is_common(character: str) -> bool:
    """Whether a character is no Chinese one or belongs to GB 2312."""
    if not "\u3400" <= character <= "\u9fff":
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True

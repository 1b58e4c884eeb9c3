"""The metadata table of a government-information page: fields by any of the names that pages give them."""

from __future__ import annotations

import re
from collections.abc import Mapping


class Table:
    """Fields by name; what was taken is not in :meth:`rest`."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = {_name(key): value.strip() for key, value in fields.items() if value and value.strip()}
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

"""What changed from one pack to another, mandate by mandate: by what things are called, not by where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from jingkai.kernel.language import gettext as _
from jingkai.policy.arithmetic import figure
from jingkai.policy.field_names import field_in_words, part_in_words
from jingkai.policy.loading import plain_value
from jingkai.policy.schema.files import FILES
from jingkai.policy.schema.pack import Pack

ChangeKind = Literal["added", "removed", "changed"]
_Row = Mapping[str, Any]

_KEYS: dict[str, tuple[str, ...]] = {
    "facts": ("name",),
    "examples": ("benefit", "name"),
    "choices": ("value",),
    "evidence": ("fact",),
    "caps": ("per", "period"),
    "tiers": ("least",),
    "applies_to": ("label",),
    "excludes": ("label",),
}
"""What tells the entries of a list apart; ``id`` where nothing else is said."""

_LONGEST = 80
_BEFORE_CHANGE = 12
"""Characters of a long text that are shown, and how many of them stand before what changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    ``part`` is the field of the pack (``benefits``), ``id`` what the thing is called in it (empty for the document),
    ``title`` its name in words, ``path`` the way to the field within it (empty where the whole thing came or went),
    ``provision`` its clause. ``before`` and ``after`` are plain values as JSON has them, numbers as exact text, ``None``
    where the pack says nothing; ``said`` are both in words.
    """

    kind: ChangeKind
    part: str
    id: str
    title: str
    path: str
    provision: str
    before: Any = None
    after: Any = None
    said: tuple[str | None, str | None] = (None, None)

    @property
    def place(self) -> str:
        """Where it is: ``benefits.market_expansion``."""
        return f"{self.part}.{self.id}" if self.id else self.part

    def __str__(self) -> str:
        where = " ".join(part for part in (self.place, self.provision) if part)
        if not self.path:
            named = {"what": part_in_words(self.part), "title": self.title, "where": where}
            if self.kind == "added":
                return _("added: %(what)s “%(title)s” (%(where)s)") % named
            return _("removed: %(what)s “%(title)s” (%(where)s)") % named
        # Numbers of a list and the names of its entries are no fields: the last word that is one says what changed.
        said = [part for part in self.path.split(".") if not part.startswith("[")]
        told = {
            "label": field_in_words(said[-1]),
            "path": self.path,
            "before": self.said[0] if self.said[0] is not None else _("nothing"),
            "after": self.said[1] if self.said[1] is not None else _("nothing"),
            "where": where,
        }
        return _("%(label)s %(path)s: %(before)s → %(after)s (%(where)s)") % told


def compare_packs(before: Pack, after: Pack) -> list[Change]:
    """Return what changed, in the order of the files of a pack; empty where both say the same."""
    found = list(_document(before, after))
    for kind in FILES[1:]:
        found += _rows(kind.part, getattr(before, kind.part), getattr(after, kind.part))
    return found


def _document(before: Pack, after: Pack) -> Iterator[Change]:
    old, new = before.document.model_dump(), after.document.model_dump()
    for path, *both in _fields(old, new, ""):
        yield _change("document", "", new, path, (both[0], both[1]))


def _rows(part: str, before: Any, after: Any) -> Iterator[Change]:
    old = {_key(part, row): row for row in (one.model_dump() for one in before)}
    new = {_key(part, row): row for row in (one.model_dump() for one in after)}
    for key, row in old.items():
        if key not in new:
            yield _whole("removed", part, key, row)
            continue
        for path, *both in _fields(row, new[key], ""):
            yield _change(part, key, new[key], path, (both[0], both[1]))
    for key, row in new.items():
        if key not in old:
            yield _whole("added", part, key, row)


def _whole(kind: ChangeKind, part: str, key: str, row: _Row) -> Change:
    return Change(kind, part, key, _title(row), "", str(row.get("provision", "")))


def _change(part: str, id_: str, row: _Row, path: str, both: tuple[Any, Any]) -> Change:
    before, after = (plain_value(value) for value in both)
    provision = str(row.get("provision", ""))
    return Change("changed", part, id_, _title(row), path, provision, before, after, _both(*both))


def _title(row: _Row) -> str:
    return str(row.get("title") or row.get("label") or row.get("name") or row.get("id") or "")


def _key(part: str, row: _Row) -> str:
    fields = _KEYS.get(part) or ("id",)
    return " ".join(_text(row.get(field)) or "" for field in fields)


def _fields(before: Any, after: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the way to every value that differs, with both values."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and before.get("kind") == after.get("kind"):
        for name in dict.fromkeys((*before, *after)):
            yield from _fields(before.get(name), after.get(name), f"{path}.{name}" if path else name)
        return
    name = path.rpartition(".")[2]
    if _of_things(before) and _of_things(after):
        old, new = ({_key(name, row): row for row in rows} for rows in (before, after))
        if len(old) == len(before) and len(new) == len(after):
            for key in dict.fromkeys((*old, *new)):
                yield from _fields(old.get(key), new.get(key), f"{path}.[{key}]")
            if old == new:
                yield path, list(old), list(new)  # the same in another order
            return
    yield path, before, after


def _of_things(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, Mapping) for one in value)


def _text(value: Any) -> str | None:
    """Say a value in a few words."""
    if value is None or value in ("", ()):
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return figure(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        if "id" in value:
            return f"{value['id']} “{_title(value)}”"
        said = ((name, _text(part)) for name, part in value.items())
        return ", ".join(f"{name} {text}" for name, text in said if text is not None)
    if isinstance(value, list | tuple):
        return "; ".join(_text(part) or "" for part in value)
    return str(value)


def _both(before: Any, after: Any) -> tuple[str | None, str | None]:
    """Say two values; of long texts what is about the first character that differs."""
    old, new = _text(before), _text(after)
    if old is None or new is None or max(len(old), len(new)) <= _LONGEST:
        return old, new
    same = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    start = max(0, same - _BEFORE_CHANGE)
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")

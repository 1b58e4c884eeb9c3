"""Traditional characters in a text of the mainland: written in simplified form again, and only where they occur.

The decision is made for the whole text first and then line by line, so that a simplified document that quotes a
traditional name is left alone. OpenCC's ``tw2s`` changes characters and never words; run on simplified text it
would turn 显著 into 显着, so no character next to a simplified-only one is touched unless it is traditional itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from jingkai.documents.revision import Edit, Revision


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    import opencc

    converter: _Converter = opencc.OpenCC("tw2s")
    return converter


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    """Characters that have a simplified form and do not belong to GB 2312."""
    every = "\n".join(map(chr, range(0x3400, 0xA000)))
    changed = {old for old, new in zip(every, _converter().convert(every), strict=True) if old != new}
    return frozenset(character for character in changed if not _encodable(character, "gb2312"))


@lru_cache(maxsize=1)
def _simplified() -> frozenset[str]:
    """Characters that only simplified text has: in GB 2312, not in Big5."""
    every = map(chr, range(0x4E00, 0xA000))
    return frozenset(c for c in every if _encodable(c, "gb2312") and not _encodable(c, "big5"))


_NEVER = frozenset("么吒")
"""Ordinary simplified characters that the tables take for variants of others."""

_QUOTED_LINE = 8
"""A line of a simplified document with fewer traditional characters is a quotation or a name."""


def is_traditional_character(character: str) -> bool:
    """Whether a character has a simplified form and never stands in simplified text.

    >>> is_traditional_character("區"), is_traditional_character("著"), is_traditional_character("区")
    (True, False, False)
    """
    return character in _traditional()


def has_traditional(text: str) -> bool:
    """Whether there is at least one traditional character."""
    return not _traditional().isdisjoint(text)


def _count(text: str, characters: frozenset[str]) -> int:
    return sum(1 for character in text if character in characters)


def is_traditional(text: str) -> bool:
    """Whether a text as a whole is written in traditional characters.

    >>> is_traditional("關於推進開發區高質量發展的意見")
    True
    """
    if _traditional().isdisjoint(text):
        return False
    old, new = _count(text, _traditional()), _count(text, _simplified())
    return old >= 2 and old > new


def to_simplified(text: str) -> str:
    """Convert without asking; for comparing words, never for a text that is kept."""
    return _converter().convert(text)


def _line_is_traditional(line: str, whole: bool) -> bool:
    old, new = _count(line, _traditional()), _count(line, _simplified())
    if whole:
        return old >= 2 * new
    return old >= _QUOTED_LINE and new * 10 <= old


def _changes(line: str, start: int) -> list[Edit]:
    """One edit for each run of changed characters of a line that begins at ``start``."""
    converted = _converter().convert(line)
    if converted == line or len(converted) != len(line):
        return []
    traditional, simplified = _traditional(), _simplified()
    edits: list[Edit] = []
    run = -1
    for at in range(len(line) + 1):
        change = at < len(line) and line[at] != converted[at]
        if change and line[at] not in traditional:
            beside = line[max(at - 1, 0) : at] + line[at + 1 : at + 2]
            change = line[at] not in _NEVER and simplified.isdisjoint(beside)
        if change and run < 0:
            run = at
        elif not change and run >= 0:
            edits.append(Edit(start + run, start + at, converted[run:at], "script"))
            run = -1
    return edits


def write_simplified(revision: Revision) -> int:
    """Write the traditional lines of a text in simplified characters; return the number of edits."""
    text = revision.text
    if _traditional().isdisjoint(text):
        return 0
    whole = is_traditional(text)
    edits: list[Edit] = []
    start = 0
    for line in text.split("\n"):
        if _line_is_traditional(line, whole):
            edits.extend(_changes(line, start))
        start += len(line) + 1
    return revision.apply(edits)

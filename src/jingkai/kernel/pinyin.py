"""Readings of single Chinese characters, simplified and traditional, in toned pinyin (``qū``)."""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Code point → readings joined with commas. The phrase dictionary of the library is left unloaded: it is not
    needed for single characters and costs 100 ms."""
    before = os.environ.get("PYPINYIN_NO_PHRASES")
    os.environ["PYPINYIN_NO_PHRASES"] = "true"
    try:
        from pypinyin.constants import PINYIN_DICT
    finally:
        if before is None:
            del os.environ["PYPINYIN_NO_PHRASES"]
        else:
            os.environ["PYPINYIN_NO_PHRASES"] = before
    table: dict[int, str] = PINYIN_DICT
    return table


@lru_cache(maxsize=32768)
def readings(character: str) -> frozenset[str]:
    """Every reading of one character, in composed Unicode with tone marks.

    >>> sorted(readings("區"))
    ['qū', 'ōu']
    >>> readings("A")
    frozenset()
    """
    found = _table().get(ord(character), "")
    return frozenset(unicodedata.normalize("NFC", reading) for reading in found.split(",") if reading)


def main_reading(character: str) -> str | None:
    """The commonest reading of one character, or ``None`` if it has none.

    >>> main_reading("区"), main_reading("A")
    ('qū', None)
    """
    found = _table().get(ord(character), "").split(",")[0]
    return unicodedata.normalize("NFC", found) or None

"""Folding: what counts as the same character when people search.

:func:`fold` maps every character to one character, so an offset in the folded text is an offset in the text.
:func:`compact` then leaves out white space and invisible characters, which say nothing in Chinese; what
remains is the ground on which all matching is defined: *a word is found where the compact folded text
contains the compact folded word*, no more and no less.

Folded together: full and half width, capitals and small letters, the shapes of quotes, brackets, dashes and
middle dots, compatibility ideographs, and traditional characters that simplified Chinese does not use.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = {
    "“": '"”„‟〝〞＂',
    "‘": "'’‚‛＇`´",
    "（": "([〔【［{〖｛〘",
    "）": ")]〕】］}〗｝〙",
    "《": "〈≪«",
    "》": "〉≫»",
    "—": "-－–―‐‑‒−─━﹣",
    "·": "・•‧∙⋅･",
    "～": "~〜∼˜",
    "。": "｡",
    "、": "､",
}
_NOISE = re.compile(
    "[\\s\\x00-\\x1f\\x7f-\\x9f\\xad\\u034f\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff]+"
)


def _table() -> dict[int, str]:
    """Build the one-to-one table of :func:`fold`; ASCII punctuation becomes full width, so none is left."""
    table: dict[int, str] = {}
    for code in range(0x21, 0x7F):
        char, wide = chr(code), chr(code + 0xFEE0)
        if char.isalnum():
            table[code] = table[ord(wide)] = char.lower()
        else:
            table[code] = wide
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = plain
    for one, others in _SAME.items():
        for char in others:
            table[ord(char)] = one
    table[0x3000] = " "
    for code in range(0xD800, 0xE000):  # half a character cannot be stored as UTF-8
        table[code] = "\ufffd"
    return table


_TABLE = _table()


@lru_cache(maxsize=1)
def _unusual() -> re.Pattern[str]:
    """Match ideographs outside GB 2312, the repertoire of everyday simplified Chinese."""
    usual = bytes(byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    known = usual.decode("gb2312", errors="ignore")
    return re.compile(f"(?=[\u3400-\u4dbf\u4e00-\u9fff])[^{known}]")


@lru_cache(maxsize=8192)
def _simplified(char: str) -> str:
    """Return the simplified form of one character (itself where there is none)."""
    found = _converter().convert(char)
    return found if len(found) == 1 else char


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]
    """Load OpenCC; only called for a text with characters that simplified Chinese does not use."""
    import opencc

    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """Fold each character to the one that stands for it; the length stays the same."""
    folded = text.translate(_TABLE)
    lowered = folded.lower()
    if len(lowered) != len(folded):  # İ and few others grow
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in folded)
    if lowered.isascii():
        return lowered
    return _unusual().sub(lambda match: _simplified(match.group()), lowered)


def compact(folded: str) -> str:
    """Leave out white space and invisible characters."""
    return _NOISE.sub("", folded)


def compact_offsets(folded: str) -> tuple[str, list[int]]:
    """Compact a folded text and say for each character left where it stood."""
    kept: list[int] = []
    at = 0
    for noise in _NOISE.finditer(folded):
        kept.extend(range(at, noise.start()))
        at = noise.end()
    kept.extend(range(at, len(folded)))
    return compact(folded), kept


def has_unusual(text: str) -> bool:
    """Say whether a text has ideographs that simplified Chinese does not use."""
    return _unusual().search(text) is not None


def to_simplified(text: str) -> str:
    """Convert a query in traditional characters, phrase by phrase; simplified text is returned untouched."""
    return str(_converter().convert(text)) if has_unusual(text) else text

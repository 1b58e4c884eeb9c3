"""GBK seen as byte pairs: what a pair means, which pairs mean nothing, and the bytes behind a character."""

from __future__ import annotations

from functools import lru_cache

LEADS = frozenset(range(0x81, 0xFF))
TRAILS = frozenset(range(0x40, 0xFF)) - {0x7F}
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"
_SYMBOLS = frozenset("，。、；：？！“”‘’（）《》〈〉〔〕【】—…·％＋－～①②③④⑤⑥⑦⑧⑨⑩　")


@lru_cache(maxsize=1)
def pairs() -> dict[tuple[int, int], str]:
    """(lead, trail) → character, for the characters that stand in Chinese text: Han and its punctuation."""
    table: dict[tuple[int, int], str] = {}
    for lead in LEADS:
        for trail in TRAILS:
            try:
                character = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
            if _FIRST_HAN <= character <= _LAST_HAN or character in _SYMBOLS:
                table[lead, trail] = character
    return table


@lru_cache(maxsize=1)
def unmapped() -> dict[int, frozenset[int]]:
    """Lead → trails of pairs that mean nothing in GBK: a decoder that meets one drops it without a trace."""
    table: dict[int, set[int]] = {}
    for lead in LEADS:
        for trail in TRAILS:
            try:
                bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                table.setdefault(lead, set()).add(trail)
    return {lead: frozenset(trails) for lead, trails in table.items()}


@lru_cache(maxsize=65536)
def encoded(character: str) -> tuple[int, int] | None:
    """The byte pair of a character, or ``None`` where it has none (ASCII, outside GBK).

    Full-width forms that a later process made half-width are given as they were: ``!`` is ``A3 A1``.
    """
    if character in ",;:?!()":
        return 0xA3, ord(character) + 0x80
    try:
        found = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return (found[0], found[1]) if len(found) == 2 else None

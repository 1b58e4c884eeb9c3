"""What stands in a damaged stretch, character by character, with the glosses behind and the stray bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jingkai.documents.repair import gbk
from jingkai.kernel.pinyin import readings

PINYIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ"
GLOSS = re.compile(rf"[(（]\s?([{PINYIN}]+)\s?[)）]")
STRAY = re.compile(rf"[?？\ufffd][(（]?\s?([{PINYIN}]+)\s?[)）]")
UNKNOWN = "?？\ufffd"


@dataclass(frozen=True, slots=True)
class Token:
    """One observed character with the gloss behind it, if any; ``stray`` marks an unknown byte."""

    text: str
    start: int
    end: int
    reading: str | None = None
    stray: bool = False


@lru_cache(maxsize=1)
def _all_readings() -> frozenset[str]:
    return frozenset(reading for character in gbk.pairs().values() for reading in readings(character))


def is_reading(word: str) -> bool:
    """Whether a word is the reading of any character at all."""
    return word in _all_readings()


def tokens_of(text: str, start: int, count: int) -> list[Token]:
    """Cut a line from ``start`` on into ``count`` observed characters at most, with their glosses."""
    tokens: list[Token] = []
    at = start
    while at < len(text) and len(tokens) < count:
        character = text[at]
        if character == "\n":
            break
        if character in UNKNOWN:
            stray = STRAY.match(text, at)
            if stray and is_reading(stray[1]):
                tokens.append(Token(character, at, stray.end(), stray[1], stray=True))
                at = stray.end()
                continue
        gloss = GLOSS.match(text, at + 1)
        reading = gloss[1] if gloss and is_reading(gloss[1]) else None
        stop = gloss.end() if gloss and reading else at + 1
        tokens.append(Token(character, at, stop, reading, stray=character in UNKNOWN))
        at = stop
    return tokens

"""Copies of a document of our own, undamaged and damaged, for the tests of collation."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from hashlib import sha256

from jingkai.documents.extract import extract
from jingkai.documents.metadata import read_metadata
from jingkai.documents.parse import parse
from jingkai.documents.record import Record
from jingkai.documents.revision import Flag, Repair
from jingkai.documents.witness import Line, Place, Witness

STRAY = "烈泵鹰舟糯藤梢窑勺侣"
"""Characters that occur in no text of these tests."""


def visible(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s", "", text)


def copy_of(
    text: str,
    source: str = "copy.txt",
    *,
    repairs: Sequence[Repair] = (),
    flags: Sequence[Flag] = (),
    hard_wrapped: bool | None = None,
) -> Record:
    """A record of one copy, as if repair had handed over ``text``."""
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    digest = sha256((source + text).encode()).hexdigest()
    witness = Witness(source, "txt", digest, lines, hard_wrapped=hard_wrapped)
    parsed = parse(text)
    metadata = read_metadata(parsed, {})
    return Record(witness, text, metadata, parsed, extract(parsed, metadata), tuple(repairs), tuple(flags))


def mended(text: str, after: str, before: str, confidence: float) -> Repair:
    """A repair that wrote ``after``, found in ``text``, where ``before`` had stood."""
    start = text.index(after)
    return Repair("byte_slip", before, after, Place(1), confidence, "", start, start + len(after))


def damaged_copies(text: str, number: int, seed: int, sites: int = 12) -> list[str]:
    """``number`` copies of ``text``, each with damage at places where no other copy has any."""
    dice = random.Random(seed)
    spots = [at for at in range(6, len(text) - 6) if not set("\n（）：。；—、.") & set(text[at - 4 : at + 4])]
    taken: list[int] = []
    dice.shuffle(spots)
    for spot in spots:
        if len(taken) == sites * number:
            break
        if all(abs(spot - other) > 8 for other in taken):
            taken.append(spot)
    copies: list[str] = []
    for index in range(number):
        copy = text
        for spot in sorted(taken[index::number], reverse=True):
            stray = "".join(dice.choices(STRAY, k=dice.randint(1, 3)))
            hurt = dice.choice(("replace", "delete", "insert"))
            width = 0 if hurt == "insert" else dice.randint(1, 3)
            copy = copy[:spot] + ("" if hurt == "delete" else stray) + copy[spot + width :]
        copies.append(copy)
    return copies

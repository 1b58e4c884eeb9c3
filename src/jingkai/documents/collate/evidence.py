"""How far a reading can be trusted: what repairs it rests on, and whether it looks like damage.

Nothing here asks for the name of a repair. What a repair did says enough: a gloss taken out beside a
character leaves the character untouched; a character put for one other character was converted; anything else
was mended, and is worth as much as the mender was sure of it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from jingkai.documents.collate.stream import Stream
from jingkai.documents.record import Record
from jingkai.documents.revision import Repair

CONVERTED = 0.9  # weight of one character put for another (script, width)
MENDED = 0.6  # weight of anything else a repair wrote, times its confidence
DAMAGED = 0.05  # weight of what looks like damage
RARE = 0.5  # weight of a character outside the everyday set, where another copy has an everyday one
SHORTENED = 0.2  # weight of a reading that lacks an ordinal or superlative which another copy has

_GARBLE = re.compile(
    "[?\ufffd\u0000-\u0008\u000e-\u001f\u0080-\u009f\ue000-\uf8ffāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]"
    "|[\u4e00-\u9fff][a-z][\u4e00-\u9fff]"
)
_DROPPED_BY_FILTERS = re.compile("第[一二三四五六七八九十]+|最|首|唯一|顶级|极")
"""Words that sites with an advertising-law filter delete: ordinals and superlatives."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The weight of one copy's reading, the codes of its grounds, and the damage it shares with other copies.

    ``hands`` are the kinds of repair it rests on: copies with the same hands may repeat one mistake, so they do
    not count as independent.
    """

    weight: float
    grounds: tuple[str, ...]
    hands: frozenset[str]


class Trust:
    """Weighs the readings of one copy."""

    def __init__(self, record: Record) -> None:
        self._repairs = sorted(record.repairs, key=lambda repair: (repair.start, repair.end))
        self._starts = [repair.start for repair in self._repairs]
        self._longest = max((repair.end - repair.start for repair in self._repairs), default=0)
        self._suspicions = sorted(
            flag.start for flag in record.flags if flag.start is not None and flag.start == flag.end
        )
        self.hard_wrapped = bool(record.witness.hard_wrapped)

    def weigh(self, stream: Stream, start: int, end: int) -> Evidence:
        """Weigh ``[start, end)`` of the copy's own stream."""
        low = stream.characters[start - 1].offset + 1 if start else 0
        if start < end:
            low = stream.characters[start].offset
        high = stream.characters[end - 1].offset + 1 if end > start else low
        weight = 1.0
        grounds: list[str] = []
        hands: set[str] = set()
        for repair in self._around(low, high):
            factor, ground = _effect(repair, empty=start == end)
            if factor < 1.0:
                # One converter, or one mender, makes the same mistake in every copy.
                hands.add(ground)
                grounds.append(ground)
                weight = min(weight, factor)
        if start == end and self._suspected(low, high):
            grounds.append("shortened")
            weight = min(weight, SHORTENED)
        if looks_damaged(stream.words[start:end]):
            grounds.append("damaged")
            weight = min(weight, DAMAGED)
        return Evidence(weight, tuple(dict.fromkeys(grounds)) or ("untouched",), frozenset(hands))

    def break_weight(self, offset: int) -> float:
        """Weight of what the copy says about a line break just before ``offset`` of its text."""
        joined = any(
            "\n" in repair.before or "\n" in repair.after for repair in self._around(offset - 1, offset)
        )
        return MENDED if self.hard_wrapped or joined else 1.0

    def doubt(self) -> float:
        """How many characters of the copy rest on guesses: what makes it a worse base."""
        doubts = (
            (1.0 - _effect(repair, empty=False)[0]) * max(len(repair.after), 1) for repair in self._repairs
        )
        return sum(doubts) + len(self._suspicions)

    def _around(self, low: int, high: int) -> list[Repair]:
        """Repairs that wrote characters within a span, at its edge, or took some out there.

        A mended stretch may have swallowed its neighbours, so touching one is enough; :func:`_effect` tells apart
        those that can be trusted to the character.
        """
        first = bisect_left(self._starts, low - self._longest)
        last = bisect_right(self._starts, high)
        return [
            repair
            for repair in self._repairs[first:last]
            if (repair.start < high and repair.end > low)
            or (repair.start <= high and repair.end >= low and not _is_exact(repair))
        ]

    def _suspected(self, low: int, high: int) -> bool:
        index = bisect_left(self._suspicions, low)
        return index < len(self._suspicions) and self._suspicions[index] <= high


def _effect(repair: Repair, *, empty: bool) -> tuple[float, str]:
    """The weight that a repair leaves to what it touched, and the code of the ground."""
    before, after = repair.before, repair.after
    if not before.strip() and not after.strip():
        return 1.0, ""
    if not after:
        return (MENDED * repair.confidence, "repaired") if empty or repair.confidence < 0.8 else (1.0, "")
    if len(before) == len(after) or unicodedata.normalize("NFKC", before) == unicodedata.normalize(
        "NFKC", after
    ):
        if repair.confidence < 0.8:
            return MENDED * repair.confidence, "repaired"
        return CONVERTED * repair.confidence, "converted"
    return MENDED * repair.confidence, "repaired"


def _is_exact(repair: Repair) -> bool:
    """Whether a repair changed single characters for single characters, and so left its neighbours alone."""
    return bool(repair.after) and len(repair.before) == len(repair.after) and repair.confidence >= 0.8


def looks_damaged(words: str) -> bool:
    """Whether characters are of a kind that only damage leaves in a Chinese document."""
    return bool(_GARBLE.search(words))


def is_rare(words: str) -> bool:
    """Whether a character lies outside GB 2312, where nearly every official document stays."""
    return any("\u3400" <= character <= "\u9fff" and not _in_gb2312(character) for character in words)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def is_shortened(words: str, longer: str) -> bool:
    """Whether ``words`` is ``longer`` after a filter has deleted ordinals and superlatives from it."""
    if len(words) >= len(longer):
        return False
    return any(
        longer[: match.start()] + longer[match.end() :] == words
        for match in _DROPPED_BY_FILTERS.finditer(longer)
    )

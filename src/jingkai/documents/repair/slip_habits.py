"""Habits of a scraped copy: which characters its site glosses, with which reading, and the script it writes in.

A site glosses a character wherever it stands or nowhere: in real copies not one of some hundred glossed characters
occurs bare. So a character that is glossed elsewhere cannot have stood bare in a damaged stretch, nor a bare one with a
gloss; and a copy in traditional characters does not mix simplified forms in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from jingkai.documents.repair.language_model import fold
from jingkai.documents.repair.slip_tokens import GLOSS, is_reading

_AGAINST_GLOSSES = 7.0  # log cost of a character glossed against the habit of the copy
_AGAINST_SCRIPT = 6.0  # log cost of a character of the other script
_UNUSUAL_FORM = 2.5  # log cost of one of several forms that the copy never writes, where it writes another
_MIXED = 0.05  # share of glossed characters also found bare from which nothing is concluded
_FEWEST = 3  # occurrences of simplified or traditional characters that tell the script


class Habits:
    """What the undamaged part of one copy shows; ``text`` still has its glosses."""

    def __init__(self, text: str) -> None:
        self._bare: Counter[str] = Counter(text)
        self._readings: dict[str, set[str]] = defaultdict(set)
        glossed: Counter[str] = Counter()
        for match in GLOSS.finditer(text):
            character = text[match.start() - 1 : match.start()]
            if character and _is_han(character) and is_reading(match[1]):
                glossed[character] += 1
                self._readings[character].add(match[1])
        self._written = Counter(self._bare)
        self._bare.subtract(glossed)
        mixed = sum(1 for character in glossed if self._bare[character] > 0)
        self._consistent = bool(glossed) and mixed <= _MIXED * len(glossed)
        self._glossed = glossed
        traditional = sum(n for c, n in self._written.items() if _is_han(c) and fold(c) != c)
        simplified = sum(n for c, n in self._written.items() if _is_simplified_only(c))
        self._traditional = traditional >= _FEWEST and traditional > 5 * simplified
        self._simplified = simplified >= _FEWEST and simplified > 5 * traditional
        self._forms: Counter[str] = Counter()
        for character, count in self._written.items():
            self._forms[fold(character)] += count
        self._costs: dict[tuple[str, str | None], float] = {}

    def cost(self, character: str, reading: str | None, *, severed: bool = False) -> float:
        """How much less likely a character is with this gloss (``None``: bare) in this copy, as a log cost; 0 where
        nothing speaks against it. A ``severed`` character has another gloss inside, so its own may be missing."""
        if not _is_han(character):
            return 0.0
        key = character, "" if severed and reading is None else reading
        found = self._costs.get(key)
        if found is None:
            found = self._costs[key] = self._against(*key)
        return found

    def is_foreign(self, character: str) -> bool:
        """Whether the copy would not write a character because it is of the other script."""
        return self.cost(character, None, severed=True) >= _AGAINST_SCRIPT

    def readable(self, characters: Iterable[str], reading: str) -> list[str]:
        """Those of some characters that the copy may gloss with a reading; all where it would gloss none."""
        everyone = list(characters)
        fitting = [character for character in everyone if not self._gloss_cost(character, reading)]
        return fitting or everyone

    def _against(self, character: str, reading: str | None) -> float:
        """Log cost; an empty reading: whether it is glossed is unknown."""
        cost = self._gloss_cost(character, reading)
        if self._written[character] > 0:
            return cost
        if self._of_other_script(character):
            cost += _AGAINST_SCRIPT
        elif self._forms[fold(character)] > 0:
            cost += _UNUSUAL_FORM
        return cost

    def _of_other_script(self, character: str) -> bool:
        if self._traditional:
            return _is_simplified_only(character)
        return self._simplified and fold(character) != character

    def _gloss_cost(self, character: str, reading: str | None) -> float:
        if not self._consistent or reading == "":
            return 0.0
        if reading is None:
            return _AGAINST_GLOSSES if self._glossed[character] > 0 else 0.0
        if self._bare[character] > 0:
            return _AGAINST_GLOSSES
        known = self._readings.get(character)
        return _AGAINST_GLOSSES if known and reading not in known else 0.0


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_simplified_only(character: str) -> bool:
    """Whether a character is of the simplified script alone: Big5, which holds the traditional one, lacks it."""
    if not _is_han(character) or fold(character) != character:
        return False
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return True
    return False

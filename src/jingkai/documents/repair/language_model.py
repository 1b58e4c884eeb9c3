"""How likely a stretch of Chinese is: the judge between possible readings of damaged text.

The model has never seen the answer. A text is as likely as its likeliest cut into words; words have the frequencies
of general Chinese (the word list that comes with jieba) mixed with the recurring phrases of the undamaged part of the
document itself and of the library's own clean documents, where the caller has some. Everything is simplified and
full-width inside: see :func:`fold`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Container, Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_PUNCTUATION = {
    "，": 0.055, "、": 0.04, "。": 0.03, "；": 0.008, "“": 0.008, "”": 0.008, "：": 0.005, "（": 0.006, "）": 0.006,
    "《": 0.003, "》": 0.003, "—": 0.002, "〔": 0.001, "〕": 0.001, "？": 0.0002, "！": 0.0002, "·": 0.0002, "％": 0.0002,
}  # fmt: skip
_HALF_TO_FULL = str.maketrans(",;:()?!", "，；：（）？！")
_FUNCTION_WORDS = frozenset(
    "的和在对将等及与以为由按各或并从到不可要有是也年月日个项家向把被让使给比至自其该此所每经据予应须均已未新多大小高低上下中内外前后第一二三四五六七八九十百千万亿省市县区州盟旗镇乡村国"
)
_MARKS = frozenset(_PUNCTUATION)
_MAY_MEET = re.compile(
    "[”）》〕·％][^“（《]|[”）》〕。；：，、？！％—][“（《]|——|[“（《][“《]|[。？！；—，][”）]|[）》”]〔|—[，。：]"
)
"""Two marks of punctuation that stand side by side in print; others never do."""
_NEVER_MEET = 8.0  # log cost of two marks that never meet
_BARE = 0.5  # official prose hardly uses other characters as words of their own
_WORTH_AWAITING = 100  # words of this count are waited for while they are incomplete
_RARE = 2e-8  # a character no word list knows
_FLOOR = 1e-8
_LONGEST = 8  # characters in a word or set phrase
_SHORT = 4  # words of more characters are looked for only where the last four end one
_OWN_LONGEST = 5  # characters in a recurring phrase of the document itself
_POLICY_WORD = 4000  # what a listed word counts, in occurrences among the 60 million of the general list
_DOCUMENT = 0.35  # share of the document's own phrases, where it is long enough to have any
_PHRASE = re.compile(r"[\u4e00-\u9fff，、。；：“”（）《》〔〕—]+")


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Traditional → simplified for single characters of the GBK repertoire, where they differ."""
    from opencc import OpenCC

    characters = [chr(code) for code in range(0x4E00, 0x9FA6)]
    folded = OpenCC("tw2s").convert("\n".join(characters)).split("\n")
    return {old: new for old, new in zip(characters, folded, strict=True) if old != new}


@lru_cache(maxsize=65536)
def fold(character: str) -> str:
    """Return a character as the model knows it: simplified, full-width punctuation."""
    return _simplified().get(character, character).translate(_HALF_TO_FULL)


def _word_list() -> Path:
    """The word list that comes with jieba; the package itself, slow to import, is not needed."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed; run make setup")
    return Path(spec.origin).parent / "dict.txt"


def _policy_words() -> list[str]:
    """Words and set phrases of policy documents in general, our own list (policy_words.txt)."""
    path = Path(__file__).with_name("policy_words.txt")
    lines = path.read_text(encoding="utf-8").split("\n")
    return [word for line in lines if not line.startswith("#") for word in line.split()]


class _General:
    """Word, character and pair frequencies of general Chinese."""

    def __init__(self) -> None:
        words: dict[str, int] = {}
        pairs: Counter[str] = Counter()
        singles: Counter[str] = Counter()
        with _word_list().open(encoding="utf-8") as lines:
            for line in lines:
                word, frequency, _ = line.split(" ", 2)
                count = int(frequency)
                size = len(word)
                if size <= _LONGEST:
                    words[word] = count
                for character in word:
                    singles[character] += count
                for index in range(size - 1):
                    pairs[word[index : index + 2]] += count
        for word in _policy_words():
            words[word] = words.get(word, 0) + _POLICY_WORD
            for index in range(len(word) - 1):
                pairs[word[index : index + 2]] += _POLICY_WORD
        self.words, self.singles, self.pairs = words, singles, pairs
        self.total = sum(words.values())
        self.long_endings = {word[-_SHORT:] for word in words if len(word) > _SHORT}
        self.beginnings: dict[str, int] = {}
        for word, count in words.items():
            if count >= _WORTH_AWAITING:
                for size in range(1, len(word)):
                    beginning = word[:size]
                    if count > self.beginnings.get(beginning, 0):
                        self.beginnings[beginning] = count
        self.characters = sum(singles.values())
        self._after: dict[str, list[str]] = {}
        for pair in pairs:
            self._after.setdefault(pair[0], []).append(pair)
        self._sorted: set[str] = set()
        self._before: dict[str, list[str]] = {}
        for pair, count in pairs.items():
            if count > 20:
                self._before.setdefault(pair[1], []).append(pair[0])

    def preceders(self, character: str) -> list[str]:
        """Characters that stand before ``character`` inside words of some frequency."""
        return self._before.get(character, [])

    def followers(self, character: str) -> list[str]:
        """Characters that follow ``character`` inside words, the likeliest first."""
        found = self._after.get(character, [])
        if character not in self._sorted:
            found = sorted(found, key=lambda pair: -self.pairs[pair])
            found = self._after[character] = [pair[1] for pair in found]
            self._sorted.add(character)
        return found


@lru_cache(maxsize=1)
def _general() -> _General:
    return _General()


def commonness(character: str) -> float:
    """Probability of a folded character in general Chinese, without regard to what stands before it."""
    general = _general()
    return max(general.singles.get(character, 0) / general.characters, _PUNCTUATION.get(character, 0.0))


def likelihood_after(last: str, character: str) -> float:
    """Roughly how likely a folded character is after another in general Chinese."""
    general = _general()
    seen = general.singles.get(last, 0) + 1
    return general.pairs.get(last + character, 0) / seen + 0.2 * commonness(character)


def likely_after(before: str, characters: Iterable[str], count: int) -> list[str]:
    """The ``count`` of some folded characters that are likeliest after ``before`` in general Chinese, roughly."""
    last = before[-1:]
    return sorted(characters, key=lambda character: -likelihood_after(last, character))[:count]


def followers(character: str) -> list[str]:
    """The 400 characters that most often follow a folded character inside words."""
    return _general().followers(character)[:400]


def likely_before(nexts: Iterable[str], characters: Container[str], count: int) -> list[str]:
    """The ``count`` of some folded characters that most often stand before one of ``nexts``."""
    general = _general()
    best: dict[str, int] = {}
    for following in nexts:
        for character in general.preceders(following):
            if character in characters:
                rank = general.pairs.get(character + following, 0)
                if rank > best.get(character, 0):
                    best[character] = rank
    return sorted(best, key=best.__getitem__, reverse=True)[:count]


class Cut(NamedTuple):
    """The likeliest cut of a text into words, as far as is needed to go on: its last characters and, for each of the
    places before and after them, the log probability of the likeliest cut up to there.

    ``promise`` is that of the whole text if the word it may be in the middle of is completed: a search that prunes
    by ``score`` alone drops long words before they end.
    """

    recent: str = ""
    scores: tuple[float, ...] = (0.0,)
    promise: float = 0.0

    @property
    def score(self) -> float:
        """Log probability of the whole text so far."""
        return self.scores[-1]

    def less(self, cost: float) -> Cut:
        """The same cut, less likely by a log cost for reasons other than its words."""
        if not cost:
            return self
        return Cut(self.recent, tuple(score - cost for score in self.scores), self.promise - cost)


_Endings = tuple[tuple[tuple[int, float], ...], tuple[tuple[int, float], ...]]


class LanguageModel:
    """A word model for one document; ``texts`` are undamaged: of the document and of the library."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._general = _general()
        self._own: Counter[str] = Counter()
        characters = 0
        for text in texts:
            folded = "".join(map(fold, text))
            for run in _PHRASE.findall(folded):
                characters += len(run)
                for size in range(1, _OWN_LONGEST + 1):
                    self._own.update(run[at : at + size] for at in range(len(run) - size + 1))
        # A phrase that occurs once says little: it counts a quarter. Each text has one n-gram of each size a character.
        self._own_total = 2.0 * characters
        self._share = _DOCUMENT * characters / (characters + 500) if characters else 0.0
        self._after: dict[str, list[str]] = {}
        self._ahead: dict[str, list[str]] = {}
        for phrase in self._own:
            if len(phrase) == 2:
                self._after.setdefault(phrase[0], []).append(phrase[1])
                self._ahead.setdefault(phrase[1], []).append(phrase[0])
        self._endings: dict[str, _Endings] = {}
        self._singles: dict[str, float] = {}

    def extend(self, cut: Cut, character: str) -> Cut:
        """Add one folded character to a text."""
        recent = (cut.recent + character)[-_LONGEST:]
        scores = cut.scores
        known = self._endings.get(recent)
        if known is None:
            known = self._endings[recent] = self._words_at_end(recent)
        words, beginnings = known
        size = len(scores)
        best = -math.inf
        for length, word in words:
            if length <= size:
                score = scores[-length] + word
                if score > best:  # noqa: PLR1730 - the innermost loop
                    best = score
        promise = best
        for length, word in beginnings:
            if length <= size:
                score = scores[-length] + word
                if score > promise:  # noqa: PLR1730
                    promise = score
        return Cut(recent, (*scores[1 - _LONGEST :], best), promise)

    def cut(self, text: str) -> Cut:
        """Cut a text (folded here) from its beginning."""
        cut = Cut()
        for character in text:
            cut = self.extend(cut, fold(character))
        return cut

    def plausibility(self, text: str) -> float:
        """Log probability per character of a text (0 for an empty one); higher is more like Chinese."""
        return self.cut(text).score / len(text) if text else 0.0

    def own_followers(self, character: str) -> Collection[str]:
        """Folded characters that follow ``character`` in the document's own phrases."""
        return self._after.get(character, ())

    def likelihood_after(self, last: str, character: str) -> float:
        """Roughly how likely a folded character is after another in this document."""
        general = likelihood_after(last, character)
        seen = self._own.get(last, 0)
        return general + self._own.get(last + character, 0) / (seen + 5.0) if seen else general

    def own_preceders(self, character: str) -> Collection[str]:
        """Folded characters that stand before ``character`` in the document's own phrases."""
        return self._ahead.get(character, ())

    def _words_at_end(self, recent: str) -> _Endings:
        """What a text ending in ``recent`` may end in: words, and beginnings of words, each with its length and log
        probability. This is where a search spends its time."""
        general, own, size = self._general, self._own, len(recent)
        counts, begun, rest = general.words, general.beginnings, (1 - self._share) / general.total
        last = recent[-1]
        single = self._singles.get(last)
        if single is None:
            single = self._singles[last] = math.log(self._character_probability(last))
        if recent[-2:-1] in _MARKS and last in _MARKS and not _MAY_MEET.match(recent[-2:]):
            single -= _NEVER_MEET
        words: list[tuple[int, float]] = [(1, single)]
        beginnings: list[tuple[int, float]] = []
        # The document's own phrases hold all their parts: once an ending is not among them, no longer one is.
        owned = self._share > 0 and last in own
        longest = (
            size
            if recent[-_SHORT:] in general.long_endings
            else min(size, _SHORT + (size > _SHORT and owned))
        )
        for length in range(2, longest + 1):
            ending = recent[-length:]
            probability = rest * counts.get(ending, 0)
            if owned:
                count = own.get(ending, 0)
                owned = count > 0
                probability += self._share * (count if count > 1 else 0.25 * count) / self._own_total
            if probability:
                words.append((length, math.log(probability)))
        for length in range(1, min(size, _SHORT) + 1):
            count = begun.get(recent[-length:], 0)
            if count:
                beginnings.append((length, math.log(rest * count)))
        return tuple(words), tuple(beginnings)

    def _character_probability(self, character: str) -> float:
        """Probability of a character as a word of its own; never 0."""
        general = self._general.words.get(character, 0) / self._general.total
        if character not in _FUNCTION_WORDS and character not in _PUNCTUATION:
            general *= _BARE
        general = max(general, 0.02 * commonness(character), _PUNCTUATION.get(character, 0.0), _RARE)
        if not self._share:
            return general
        count = self._own.get(character, 0)
        own = (count if count > 1 else 0.25 * count) / self._own_total
        return (1 - self._share) * general + self._share * own

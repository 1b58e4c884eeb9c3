"""Ranking: BM25 from the engine chooses the candidates, signals of the field put them in order.

Every signal lies between 0 and 1 and is multiplied by a weight that was set on the judgement list
(``benchmarks/judgements.toml``); ``benchmarks/search.py`` prints what they reach there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jingkai.documents.search.fold import compact, fold
from jingkai.documents.search.tokens import Word

HEADING_BM25 = 4.0  # weight of the heading column inside BM25
TEXT_BM25 = 1.0
_BREAK = "\x1e"  # stands in no stored text


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal counts for; BM25 itself, scaled to the best candidate, counts for 1."""

    title_is_query: float = 3.0
    heading_is_query: float = 1.0
    heading_has: float = 0.5
    title_has: float = 0.2
    path_has: float = 0.15
    whole: float = 0.4
    close: float = 0.3
    recent: float = 0.08
    has_text: float = 0.25


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row the engine found, with what ranking looks at; ``bm25`` is positive, more is better."""

    row: int
    bm25: float
    kind: str
    heading: str
    text: str
    path: str
    title: str
    number: str
    year: int | None


def rank(
    candidates: Sequence[Candidate], words: Sequence[Word], weights: Weights = WEIGHTS
) -> list[tuple[float, int]]:
    """Return (score, row) of the candidates, best first; equal scores keep the order of the documents."""
    if not candidates:
        return []
    top = max(candidate.bm25 for candidate in candidates) or 1.0
    years = [candidate.year for candidate in candidates if candidate.year is not None]
    first, last = (min(years), max(years)) if years else (0, 0)
    titles: dict[str, str] = {}
    scored: list[tuple[float, int]] = []
    for candidate in candidates:
        title = titles.get(candidate.title)
        if title is None:
            title = titles[candidate.title] = compact(fold(candidate.title))
        score = candidate.bm25 / top + _signals(candidate, title, words, weights)
        if candidate.year is not None and last > first:
            score += weights.recent * (candidate.year - first) / (last - first)
        scored.append((score, candidate.row))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return scored


def _signals(candidate: Candidate, title: str, words: Sequence[Word], weights: Weights) -> float:
    # Folding is what costs here: once for all three.
    folded = fold(f"{candidate.heading}{_BREAK}{candidate.text}{_BREAK}{candidate.path}").split(_BREAK)
    heading, text, path = map(compact, folded)
    asked = "".join(word.text for word in words)
    score = 0.0
    if candidate.kind == "document":
        if asked in (heading, compact(fold(candidate.number))):
            score += weights.title_is_query
    else:
        score += weights.heading_is_query * (asked == heading)
        score += weights.has_text * bool(text)
        score += weights.title_has * _share(title, words)
    score += weights.heading_has * _share(heading, words)
    score += weights.path_has * _share(path, words)
    score += weights.whole * _whole(heading + "\n" + text, words)
    if len(words) > 1:
        score += weights.close * _closeness(text, words)
    return score


def _share(text: str, words: Sequence[Word]) -> float:
    """How many of the words a text contains."""
    return sum(word.text in text for word in words) / len(words) if text else 0.0


_EDGE = re.compile("[0-9a-z]")


def _whole(text: str, words: Sequence[Word]) -> float:
    """How many words that begin or end in a letter or digit stand there whole (300万元, not the end of
    1300万元)."""
    edged = [word.text for word in words if _EDGE.match(word.text[0]) or _EDGE.match(word.text[-1])]
    if not edged:
        return 0.0
    found = 0
    for word in edged:
        before = r"(?<![0-9a-z．])" if _EDGE.match(word[0]) else ""
        after = r"(?![0-9a-z])" if _EDGE.match(word[-1]) else ""
        found += re.search(before + re.escape(word) + after, text) is not None
    return found / len(words)


def _closeness(text: str, words: Sequence[Word]) -> float:
    """1 where the words stand side by side, falling as the shortest stretch that holds them all grows."""
    spots = sorted(
        (match.start(), number)
        for number, word in enumerate(words)
        for match in re.finditer(re.escape(word.text), text)
    )
    last: dict[int, int] = {}
    shortest = None
    for at, number in spots:
        last[number] = at
        if len(last) == len(words):
            stretch = at - min(last.values()) + len(words[number].text)
            shortest = stretch if shortest is None else min(shortest, stretch)
    if shortest is None:
        return 0.0
    spare = max(shortest - sum(len(word.text) for word in words), 0)
    return 20 / (20 + spare)

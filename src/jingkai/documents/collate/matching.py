"""Matching one copy with another: sentences first, then characters.

Sentences that are equal in both and stand in the same provision, or occur once in both, are anchors; between
anchors sentences are paired by likeness, and only within a pair are characters compared, by RapidFuzz.
Comparing characters over the whole text would let a missing clause tear its neighbours apart; comparing them
in pure Python takes minutes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from jingkai.documents.collate.stream import Sentence, Stream

_PAIR = 50.0  # two sentences less alike than this (fuzz.ratio) are not the same sentence
_GAP = 35.0  # two stretches less alike than this have nothing to do with one another
_ALIKE = 80.0  # two stretches at least this alike can be compared character by character at once
_SHORT = 8  # characters; likeness says nothing about shorter stretches
_CELLS = 1_000_000  # largest table of sentence pairs


@dataclass(frozen=True, slots=True)
class Difference:
    """``[start, end)`` of the first stream stands against ``[other_start, other_end)`` of the second."""

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """``[a0, a1)`` of the first stream lies beside ``[b0, b1)`` of the second."""

    a0: int
    a1: int
    b0: int
    b1: int


def differences(first: Stream, second: Stream) -> list[Difference]:
    """Where two streams differ, in order; everything between is equal character for character."""
    found: list[Difference] = []
    for stretch in _stretches(first, second):
        found.extend(_compared(first, second, stretch))
    return _settled(found, first, second)


def _stretches(first: Stream, second: Stream) -> Iterator[_Stretch]:
    """The stretches between anchors, as spans of both streams."""
    a = b = 0
    for left, right in _anchors(first.sentences, second.sentences):
        if a < left.start or b < right.start:
            yield _Stretch(a, left.start, b, right.start)
        a, b = left.end, right.end
    if a < len(first.words) or b < len(second.words):
        yield _Stretch(a, len(first.words), b, len(second.words))


def _anchors(first: Sequence[Sentence], second: Sequence[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Equal sentences in both streams, in an order that both share."""
    by_place = _unique_pairs(first, second, lambda sentence: (sentence.provision, sentence.words))
    by_words = _unique_pairs(first, second, lambda sentence: sentence.words)
    chain = _increasing(sorted({*by_place, *by_words}), first)
    grown: list[tuple[int, int]] = []
    a = b = 0
    for left, right in [*chain, (len(first), len(second))]:
        while a < left and b < right and first[a].words == second[b].words:
            grown.append((a, b))
            a, b = a + 1, b + 1
        tail: list[tuple[int, int]] = []
        x, y = left - 1, right - 1
        while x >= a and y >= b and first[x].words == second[y].words:
            tail.append((x, y))
            x, y = x - 1, y - 1
        grown.extend(reversed(tail))
        if left < len(first):
            grown.append((left, right))
        a, b = left + 1, right + 1
    return [(first[left], second[right]) for left, right in grown]


def _unique_pairs(
    first: Sequence[Sentence], second: Sequence[Sentence], key: Callable[[Sentence], Hashable]
) -> set[tuple[int, int]]:
    """Pairs of sentences whose key occurs exactly once in both."""
    counts, other_counts = Counter(map(key, first)), Counter(map(key, second))
    places = {key(sentence): index for index, sentence in enumerate(second)}
    return {
        (index, places[key(sentence)])
        for index, sentence in enumerate(first)
        if counts[key(sentence)] == 1 and other_counts[key(sentence)] == 1
    }


def _increasing(pairs: list[tuple[int, int]], first: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The heaviest chain of pairs that rises on both sides; a pair weighs as many characters as it has."""
    rights = sorted({right for _, right in pairs})
    tree: list[tuple[int, int]] = [(0, -1)] * (
        len(rights) + 1
    )  # Fenwick tree of (weight, pair) by right side
    best: list[tuple[int, int]] = []  # weight up to this pair, the pair before it
    for index, (left, right) in _by_left_then_falling_right(pairs):
        rank = bisect_left(rights, right)
        weight, before = 0, -1
        at = rank
        while at > 0:
            if tree[at][0] > weight:
                weight, before = tree[at]
            at -= at & -at
        weight += len(first[left].words)
        best.append((index, before))
        at = rank + 1
        while at < len(tree):
            if tree[at][0] < weight:
                tree[at] = (weight, index)
            at += at & -at
    previous = dict(best)
    top = max(tree, default=(0, -1))[1] if pairs else -1
    # The heaviest chain ends wherever the tree's maximum was set.
    chain: list[tuple[int, int]] = []
    while top >= 0:
        chain.append(pairs[top])
        top = previous[top]
    return chain[::-1]


def _by_left_then_falling_right(pairs: list[tuple[int, int]]) -> list[tuple[int, tuple[int, int]]]:
    """Numbered pairs in the order in which none can follow another with the same left side."""
    return sorted(enumerate(pairs), key=lambda row: (row[1][0], -row[1][1]))


def _compared(first: Stream, second: Stream, stretch: _Stretch) -> Iterator[Difference]:
    """The differences within one stretch between anchors."""
    a0, a1, b0, b1 = stretch.a0, stretch.a1, stretch.b0, stretch.b1
    left, right = first.words[a0:a1], second.words[b0:b1]
    if not left or not right:
        yield Difference(a0, a1, b0, b1)
        return
    alike = fuzz.ratio(left, right)
    if alike >= _ALIKE or (len(left) < _SHORT and len(right) < _SHORT):
        yield from _characters(left, right, a0, b0)
        return
    above = [sentence for sentence in first.sentences if a0 <= sentence.start < a1]
    below = [sentence for sentence in second.sentences if b0 <= sentence.start < b1]
    pairs = _paired(above, below) if (len(above) > 1 or len(below) > 1) else []
    if not pairs:
        if alike >= _GAP:
            yield from _characters(left, right, a0, b0)
        else:
            yield Difference(a0, a1, b0, b0)
            yield Difference(a1, a1, b0, b1)
        return
    a, b = a0, b0
    for x, y in pairs:
        if a < x.start or b < y.start:
            yield from _leftover(first, second, _Stretch(a, x.start, b, y.start))
        yield from _characters(x.words, y.words, x.start, y.start)
        a, b = x.end, y.end
    if a < a1 or b < b1:
        yield from _leftover(first, second, _Stretch(a, a1, b, b1))


def _leftover(first: Stream, second: Stream, stretch: _Stretch) -> Iterator[Difference]:
    """What no pair of sentences covers: compared where it is alike, else absent here and absent there."""
    a0, a1, b0, b1 = stretch.a0, stretch.a1, stretch.b0, stretch.b1
    left, right = first.words[a0:a1], second.words[b0:b1]
    if left and right and fuzz.ratio(left, right) >= _GAP:
        yield from _characters(left, right, a0, b0)
        return
    if left:
        yield Difference(a0, a1, b0, b0)
    if right:
        yield Difference(a1, a1, b0, b1)


def _characters(left: str, right: str, a0: int, b0: int) -> Iterator[Difference]:
    """The differences of two strings that say the same thing."""
    for code in Levenshtein.opcodes(left, right):
        if code.tag != "equal":
            yield Difference(a0 + code.src_start, a0 + code.src_end, b0 + code.dest_start, b0 + code.dest_end)


def _paired(above: Sequence[Sentence], below: Sequence[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """The best pairing of two runs of sentences by likeness, order kept (Needleman-Wunsch)."""
    rows, columns = len(above), len(below)
    if rows * columns > _CELLS:
        return []
    value = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    pair = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        words, row, under = above[i].words, value[i], value[i + 1]
        for j in range(columns - 1, -1, -1):
            alike = fuzz.ratio(words, below[j].words, score_cutoff=_PAIR)
            gain = alike * min(len(words), len(below[j].words)) + under[j + 1] if alike else 0.0
            pair[i][j] = gain
            row[j] = max(gain, row[j + 1], under[j])
    found: list[tuple[Sentence, Sentence]] = []
    i = j = 0
    while i < rows and j < columns:
        if pair[i][j] and pair[i][j] >= value[i][j]:
            found.append((above[i], below[j]))
            i, j = i + 1, j + 1
        elif value[i + 1][j] >= value[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _settled(found: Sequence[Difference], first: Stream, second: Stream) -> list[Difference]:
    """Move what only one side has to one agreed place among those that are the same.

    ``〔2017〕7号`` without ``〕7`` and without ``7〕`` are one text; so that copies can be compared, a stretch that one
    side lacks goes where it makes whole sentences, else as far to the left as it will go.
    """
    settled: list[Difference] = []
    floor = other_floor = 0
    for row in found:
        room = min(row.start - floor, row.other_start - other_floor)
        moved = row
        if row.start == row.end:
            moved = _shifted(row, second, row.other_start, row.other_end, room)
        elif row.other_start == row.other_end:
            moved = _shifted(row, first, row.start, row.end, room)
        settled.append(moved)
        floor, other_floor = moved.end, moved.other_end
    return settled


def _shifted(row: Difference, stream: Stream, start: int, end: int, room: int) -> Difference:
    """Shift a one-sided difference, ``[start, end)`` of ``stream``, to the left by at most ``room``."""
    best = 0
    for shift in range(room + 1):
        if shift and stream.words[start - shift] != stream.words[end - shift]:
            break
        best = shift
        if stream.whole_sentences(start - shift, end - shift):
            break
    return Difference(row.start - best, row.end - best, row.other_start - best, row.other_end - best)

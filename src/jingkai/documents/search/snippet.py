"""Snippets: the stretch of a provision that shows best why it was found, with the words marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from jingkai.documents.search.fold import compact_offsets, fold
from jingkai.documents.search.results import Piece
from jingkai.documents.search.tokens import Word

ELLIPSIS = "…"
_STOPS = "。；！？\n"
_PAUSES = "，、：" + _STOPS

Span = tuple[int, int, int]  # start, end, number of the word


def places(text: str, words: Sequence[Word]) -> list[Span]:
    """Find every word in a text: half-open offsets and the word's number, in reading order."""
    plain, kept = compact_offsets(fold(text))
    found: list[Span] = []
    for number, word in enumerate(words):
        at = plain.find(word.text)
        while at >= 0:
            found.append((kept[at], kept[at + len(word.text) - 1] + 1, number))
            at = plain.find(word.text, at + len(word.text))
    return sorted(found)


def mark(text: str, words: Sequence[Word]) -> tuple[Piece, ...]:
    """Cut a text into pieces, the words marked; joined, the pieces are the text."""
    return _pieces(text, places(text, words), 0, len(text))


def snippet(text: str, words: Sequence[Word], width: int = 90) -> tuple[Piece, ...]:
    """Return about ``width`` characters of ``text`` around the densest group of words.

    The window prefers to hold *different* words, then many, then the earliest; it begins behind a
    punctuation mark where one is near. What is left out at either side is shown as ``…``. Without a hit the
    text's beginning is shown.
    """
    spans = places(text, words)
    if len(text) <= width:
        return _pieces(text, spans, 0, len(text))
    start, end = _window(text, spans, width)
    pieces = list(_pieces(text, spans, start, end))
    if start > 0:
        pieces.insert(0, Piece(ELLIPSIS))
    if end < len(text):
        pieces.append(Piece(ELLIPSIS))
    return tuple(pieces)


def _window(text: str, spans: Sequence[Span], width: int) -> tuple[int, int]:
    """Choose the window of ``width`` characters."""
    if not spans:
        return 0, width
    ends = [end for _, end, _ in spans]
    best, chosen = (-1, -1), (spans[0][0], spans[0][1])
    for index, (start, end, _) in enumerate(spans):
        last = max(bisect_right(ends, start + width), index + 1)
        inside = spans[index:last]
        value = (len({number for _, _, number in inside}), len(inside))
        if value > best:
            best, chosen = value, (start, max(end, inside[-1][1]))
    first, last = chosen
    room = max(width - (last - first), 0)
    start = max(first - room // 2, 0)
    end = min(max(start + width, last), len(text))
    start = max(min(start, end - width), 0)
    return _at_pause(text, start, first), end


def _at_pause(text: str, start: int, first: int) -> int:
    """Move the beginning behind the nearest full stop, else pause, before the first hit, if there is one."""
    if start == 0:
        return 0
    for marks in (_STOPS, _PAUSES):
        for at in range(start, min(start + 24, first)):
            if text[at - 1] in marks:
                return at
    return start


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` at the spans; overlapping ones are marked as one."""
    pieces: list[Piece] = []
    at = start
    for first, last, _ in spans:
        first, last = max(first, at), min(last, end)  # noqa: PLW2901
        if first >= last:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        if pieces and pieces[-1].marked:
            pieces[-1] = Piece(pieces[-1].text + text[first:last], marked=True)
        else:
            pieces.append(Piece(text[first:last], marked=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)

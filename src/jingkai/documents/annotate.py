"""Lay marks over a text: mentions, repairs and search hits may overlap, HTML elements may not.

A text is cut at every edge of every mark; each piece knows the marks that lie over it. Marks of no length (something
was taken out here) become pieces without text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A half-open span of the text, ``kind`` for its looks and ``ref`` for what it stands for."""

    start: int
    end: int
    kind: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> str:
        """The kinds of its marks, each once, in a stable order."""
        return " ".join(sorted({mark.kind for mark in self.marks}))

    @property
    def refs(self) -> str:
        """What its marks stand for, each once, in a stable order."""
        return " ".join(sorted({mark.ref for mark in self.marks if mark.ref}))


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Cut ``text`` at the edges of ``marks``; joined, the pieces are the text again.

    Marks outside the text are cut to it; those wholly outside are dropped.

    >>> [(piece.text, piece.kinds) for piece in pieces("年均增长8%以上", [Mark(0, 8, "target"), Mark(4, 6, "fix")])]
    [('年均增长', 'target'), ('8%', 'fix target'), ('以上', 'target')]
    """
    inside = [
        Mark(max(mark.start, 0), min(mark.end, len(text)), mark.kind, mark.ref)
        for mark in marks
        if mark.start <= len(text) and mark.end >= 0
    ]
    points = sorted((mark for mark in inside if mark.start == mark.end), key=lambda mark: mark.start)
    spans = sorted(
        (mark for mark in inside if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end)
    )
    edges = sorted({0, len(text), *(edge for mark in inside for edge in (mark.start, mark.end))})
    open_spans: list[Mark] = []
    next_span = next_point = 0
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        while next_point < len(points) and points[next_point].start == start:
            yield Piece("", (points[next_point],))
            next_point += 1
        if start >= end:
            continue
        open_spans = [mark for mark in open_spans if mark.end > start]
        while next_span < len(spans) and spans[next_span].start == start:
            open_spans.append(spans[next_span])
            next_span += 1
        yield Piece(text[start:end], tuple(open_spans))

"""The pieces of a provision's text: sentences, parts, clauses, and spans in which figures are only names.

A *sentence* ends with 。！？, a *part* also with ；, a *clause* also with ， and ：. Commas between the
thousands of a figure end nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

_MARK = re.compile(r"[。！？；;：:\n]|[,，](?![0-9０-９]{3}(?![0-9０-９]))|(?<![0-9０-９])[,，]")
_NAMED = re.compile(r"“[^”“]{0,40}”|‘[^’‘]{0,40}’|《[^》]{0,120}》|〔[^〕]{0,8}〕")
_SENTENCE = "。！？\n"
_PART = _SENTENCE + "；;"


_REACH = 600
"""Characters a span reaches at most to either side: far beyond any sentence of a document, and what keeps the work on
a text without punctuation linear."""


class Clauses:
    """Where the sentences, parts and clauses of one text begin and end; all offsets are half-open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._sentences: list[int] = []
        self._parts: list[int] = []
        self._clauses: list[int] = []
        for found in _MARK.finditer(text):
            mark, at = found[0], found.start()
            if mark in "：:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
                continue  # a ratio, 1:1
            self._clauses.append(at)
            if mark in _PART:
                self._parts.append(at)
            if mark in _SENTENCE:
                self._sentences.append(at)

    def sentence_number(self, offset: int) -> int:
        """Which sentence ``offset`` stands in, counted from 0."""
        return bisect_left(self._sentences, offset)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Span of the sentence that ``offset`` stands in, without its mark."""
        return self._span(self._sentences, offset)

    def part(self, offset: int) -> tuple[int, int]:
        """Span between two of 。；"""
        return self._span(self._parts, offset)

    def clause(self, offset: int) -> tuple[int, int]:
        """Span between two of 。；：，"""
        return self._span(self._clauses, offset)

    def _span(self, marks: list[int], offset: int) -> tuple[int, int]:
        index = bisect_left(marks, offset)
        start = marks[index - 1] + 1 if index else 0
        end = marks[index] if index < len(marks) else len(self.text)
        return max(start, offset - _REACH), min(end, offset + _REACH)

    @cached_property
    def _named(self) -> list[tuple[int, int]]:
        return [found.span() for found in _NAMED.finditer(self.text)]

    def is_named(self, offset: int) -> bool:
        """Whether ``offset`` stands between quotation or title marks, where a figure is part of a name."""
        index = bisect_right(self._named, (offset, len(self.text))) - 1
        return index >= 0 and self._named[index][0] <= offset < self._named[index][1]

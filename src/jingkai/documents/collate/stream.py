"""A copy as a stream of characters: what is left to compare when line breaks and spaces are set aside.

Copies of one document break their lines differently, so lines cannot be compared. A stream keeps the
characters, where each one came from, where a line began, and the sentences, which are what copies are matched
by.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from jingkai.documents.provision import Block, Parsed, Provision
from jingkai.documents.record import Record

_SENTENCE_ENDS = frozenset("。；！？：")


@dataclass(frozen=True, slots=True)
class Character:
    """One visible character: which copy it comes from (its rank) and its offset in that copy's text."""

    rank: int
    offset: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of the stream up to the next ``。；！？：`` or line break, and the provision it stands in."""

    start: int
    end: int
    words: str
    provision: str


class Outline:
    """Answers what stands at an offset of a parsed text."""

    def __init__(self, parsed: Parsed) -> None:
        self._provisions = sorted(parsed.provisions, key=lambda provision: provision.label_start)
        self._starts = [provision.label_start for provision in self._provisions]
        self._blocks = sorted(parsed.blocks, key=lambda block: block.start)
        self._block_starts = [block.start for block in self._blocks]

    def provision(self, offset: int) -> Provision | None:
        """The innermost provision around an offset, ``None`` outside the body."""
        if self.block(offset):
            return None
        for index in range(bisect_right(self._starts, offset) - 1, -1, -1):
            provision = self._provisions[index]
            heading_end = provision.label_start + len(provision.label) + len(provision.heading) + 1
            if offset < max(provision.end, heading_end):
                return provision
        return None

    def block(self, offset: int) -> Block | None:
        """The part outside the body around an offset."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or offset >= self._blocks[index].end:
            return None
        return self._blocks[index]


class Stream:
    """The visible characters of one copy, or of a text put together from several."""

    def __init__(
        self, characters: list[Character], words: str, breaks: Iterable[int], owners: list[str]
    ) -> None:
        self.characters = characters
        self.words = words
        self.breaks = frozenset(breaks)
        self._owners = owners
        self.sentences = tuple(self._sentences())

    @classmethod
    def of(cls, record: Record, rank: int) -> Stream:
        """The stream of one copy."""
        characters: list[Character] = []
        visible: list[str] = []
        breaks: set[int] = {0}
        for offset, character in enumerate(record.text):
            if character == "\n":
                breaks.add(len(visible))
            elif not character.isspace():
                visible.append(character)
                characters.append(Character(rank, offset))
        breaks.add(len(visible))
        outline = Outline(record.parsed)
        ids: list[str] = []
        edges = sorted({0, len(visible), *breaks})
        for start, end in pairwise(edges):
            found = outline.provision(characters[start].offset)
            ids.extend([found.id if found else ""] * (end - start))
        return cls(characters, "".join(visible), breaks, ids)

    def cut(self, start: int, end: int) -> Stream:
        """A piece of the stream, with the line breaks inside it but not those at its edges."""
        inner = (index - start for index in self.breaks if start < index < end)
        return Stream(self.characters[start:end], self.words[start:end], inner, self._owners[start:end])

    def without(self, spans: Iterable[tuple[int, int]]) -> Stream:
        """The stream with some spans left out."""
        keep: list[tuple[Stream, int, int]] = []
        at = 0
        for start, end in sorted(spans):
            keep.append((self, at, start))
            at = max(at, end)
        keep.append((self, at, len(self.words)))
        return Stream.joined(keep)

    @classmethod
    def joined(cls, pieces: Iterable[tuple[Stream, int, int]]) -> Stream:
        """A stream put together from pieces ``(stream, start, end)`` of others."""
        characters: list[Character] = []
        words: list[str] = []
        owners: list[str] = []
        breaks: set[int] = set()
        length = 0
        for stream, start, end in pieces:
            if start >= end:
                continue
            characters.extend(stream.characters[start:end])
            words.append(stream.words[start:end])
            owners.extend(stream._owners[start:end])
            breaks.update(length + index - start for index in stream.breaks if start <= index <= end)
            length += end - start
        return cls(characters, "".join(words), {0, length, *breaks}, owners)

    def whole_sentences(self, start: int, end: int) -> bool:
        """Whether a span begins and ends where sentences do."""
        return (start in self.breaks or self.words[start - 1] in _SENTENCE_ENDS) and (
            end in self.breaks or self.words[end - 1] in _SENTENCE_ENDS
        )

    def lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """The lines, or parts of lines, within a span."""
        edges = sorted({start, end, *(index for index in self.breaks if start < index < end)})
        return list(pairwise(edges))

    def _sentences(self) -> Iterator[Sentence]:
        start = 0
        last = len(self.words)
        for index, character in enumerate(self.words):
            end = index + 1
            if character in _SENTENCE_ENDS or end in self.breaks or end == last:
                yield Sentence(start, end, self.words[start:end], self._owners[start])
                start = end

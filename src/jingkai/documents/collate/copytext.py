"""The copy text: the base with the clauses it lacks put in, and with what is no part of the document left
out.

Omission is the common damage: a copy is cut off, a page loses a clause. So a clause that one copy has and the
base has not is taken in if it has a place in the document: a number, a known part such as the date, or
neighbours on both sides. What stands alone at the edge of one copy is the page around the document (a log-in
form, a share button).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from jingkai.documents.collate.matching import differences
from jingkai.documents.collate.sites import Match, is_extra
from jingkai.documents.collate.stream import Outline, Stream
from jingkai.documents.provision import BlockKind, ProvisionKind
from jingkai.documents.record import Record

_SAME = 85.0  # fuzz.partial_ratio from which a copy is said to have a line
_UNNUMBERED = {ProvisionKind.PARAGRAPH, ProvisionKind.PREAMBLE}
_AROUND_THE_DOCUMENT = {BlockKind.FRONT, BlockKind.SOURCE}


@dataclass(frozen=True, slots=True)
class _Copies:
    """The copies by rank: their streams and outlines, and the parts that the base has."""

    streams: Sequence[Stream]
    outlines: Sequence[Outline]
    parts: frozenset[BlockKind]

    def has(self, rank: int, words: str) -> bool:
        """Whether a copy has a line, allowing for damage."""
        stream = self.streams[rank]
        return words in stream.words or fuzz.partial_ratio(words, stream.words, score_cutoff=_SAME) > 0


def build_copy_text(records: Sequence[Record], streams: Sequence[Stream]) -> Stream:
    """Put the copy text together; ``records`` and ``streams`` are ordered by trust, the base first."""
    parts = frozenset(block.kind for block in records[0].parsed.blocks)
    copies = _Copies(streams, [Outline(record.parsed) for record in records], parts)
    text = streams[0]
    for rank in range(1, len(streams)):
        text = _with_clauses_of(rank, text, copies)
    return _without_the_page_around(text, copies)


def _with_clauses_of(rank: int, text: Stream, copies: _Copies) -> Stream:
    """Put in what one copy has and the text has not, where it belongs to the document."""
    copy = copies.streams[rank]
    found = differences(text, copy)
    absent = [text.words[row.start : row.end] for row in found if row.other_start == row.other_end]
    pieces: list[tuple[Stream, int, int]] = []
    at = 0
    for row in found:
        if not is_extra(copy, row):
            continue
        lines = [
            (start, end)
            for start, end in copy.lines(row.other_start, row.other_end)
            if not any(copy.words[start:end] in words for words in absent)  # only moved
        ]
        placed = [_has_place(rank, start, copies) for start, end in lines]
        taken = [
            line
            for number, line in enumerate(lines)
            if placed[number]
            or (
                # Within the document: something that has a place stands on either side.
                (row.start > 0 or any(placed[:number]))
                and (row.start < len(text.words) or any(placed[number:]))
                and not _outvoted(rank, *line, copies)
            )
        ]
        if taken:
            pieces.append((text, at, row.start))
            pieces.extend((copy, start, end) for start, end in taken)
            at = row.start
    pieces.append((text, at, len(text.words)))
    return Stream.joined(pieces)


def _has_place(rank: int, start: int, copies: _Copies) -> bool:
    """Whether a line that the text lacks is a numbered provision or a part that the base lacks."""
    kind = _kind(copies, rank, start)
    if isinstance(kind, BlockKind):
        return kind not in copies.parts and kind not in _AROUND_THE_DOCUMENT
    return kind is not None and kind not in _UNNUMBERED


def _outvoted(rank: int, start: int, end: int, copies: _Copies) -> bool:
    """Whether more copies lack a line than have it; outside the body, whether no more have it than lack it."""
    words = copies.streams[rank].words[start:end]
    others = [other for other in range(len(copies.streams)) if other != rank]
    having = 1 + sum(copies.has(other, words) for other in others)
    lacking = len(copies.streams) - having
    return having < lacking if _kind(copies, rank, start) in _UNNUMBERED else having <= lacking


def _without_the_page_around(text: Stream, copies: _Copies) -> Stream:
    """Leave out lines that only one copy has and that have no place in the document."""
    if len(copies.streams) < 2:
        return text
    matches = [Match(text, stream) for stream in copies.streams]
    out: list[tuple[int, int]] = []
    for start, end in text.lines(0, len(text.words)):
        having = [number for number, match in enumerate(matches) if not match.lacks(start, end)]
        owner = text.characters[start].rank
        if len(having) != 1 or having[0] != owner:
            continue
        lines = [
            line
            for number, match in enumerate(matches)
            if number != owner
            for row in match.missing
            if row.start < end and start < row.end
            for line in text.lines(row.start, row.end)
        ]
        at_edge = start == 0 or end == len(text.words) or _reaches_edge(lines, len(text.words))
        if all(_is_doubtful(copies, text, first) for first, _last in lines) and (at_edge or len(matches) > 2):
            out.append((start, end))
    return text.without(out) if out else text


def _reaches_edge(lines: Sequence[tuple[int, int]], length: int) -> bool:
    return any(start == 0 or end == length for start, end in lines)


def _is_doubtful(copies: _Copies, text: Stream, start: int) -> bool:
    character = text.characters[start]
    kind = _kind_at(copies.outlines[character.rank], character.offset)
    return kind is None or kind in _UNNUMBERED or kind in _AROUND_THE_DOCUMENT


def _kind(copies: _Copies, rank: int, start: int) -> BlockKind | ProvisionKind | None:
    return _kind_at(copies.outlines[rank], copies.streams[rank].characters[start].offset)


def _kind_at(outline: Outline, offset: int) -> BlockKind | ProvisionKind | None:
    block = outline.block(offset)
    if block is not None:
        # A note is in brackets (GB/T 9704-2012, 7.3.8); the page around the document is not.
        loose = block.kind is BlockKind.NOTE and not block.text.startswith(("（", "("))
        return BlockKind.FRONT if loose else block.kind
    provision = outline.provision(offset)
    return provision.kind if provision is not None else None

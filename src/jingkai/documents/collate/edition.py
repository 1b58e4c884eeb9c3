"""The edition: the collated text written out, read again as a document, with the metadata of all copies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from rapidfuzz import fuzz

from jingkai.documents.collate.evidence import Trust
from jingkai.documents.collate.sites import Match
from jingkai.documents.collate.stream import Stream
from jingkai.documents.provision import Metadata
from jingkai.documents.record import Record
from jingkai.documents.revision import Flag, Repair
from jingkai.kernel.language import gettext as _

_COLLATED = ("title", "wrapper")
_SAME_TITLE = 80.0  # fuzz.ratio from which two titles are one title, damaged

METADATA_CONFLICT = "metadata_conflict"
"""Flag code: copies of one document give different metadata."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``[start, end)`` of the copy text is replaced by a span of one copy's stream."""

    start: int
    end: int
    stream: Stream
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Written:
    """The collated text and, for each of its visible characters, its offset."""

    text: str
    stream: Stream
    offsets: Sequence[int]
    choices: Sequence[Choice]
    starts: Sequence[tuple[int, int]]
    """Where each choice begins and ends in ``stream``, in order."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the copy text stands in ``stream``."""
        return self._moved(start, right=False), self._moved(end, right=True)

    def _moved(self, boundary: int, *, right: bool) -> int:
        index = bisect_right(self.choices, boundary, key=lambda choice: choice.start) - 1
        if not right and index >= 0 and self.choices[index].start == boundary:
            return self.starts[index][0]
        if index < 0:
            return boundary
        choice, (low, high) = self.choices[index], self.starts[index]
        return (
            high + boundary - choice.end
            if boundary >= choice.end
            else min(low + boundary - choice.start, high)
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``text`` of a span of ``stream``."""
        if start < end:
            return self.offsets[start], self.offsets[end - 1] + 1
        at = self.offsets[start] if start < len(self.offsets) else len(self.text)
        return at, at


def write(
    text: Stream, choices: Sequence[Choice], matches: Sequence[Match], records: Sequence[Record]
) -> Written:
    """Write the copy text out with the chosen readings, and with the line breaks that most copies have."""
    breaks = _voted_breaks(text, matches, records)
    ruled = Stream(text.characters, text.words, breaks, [""] * len(text.words))
    pieces: list[tuple[Stream, int, int]] = []
    spans: list[tuple[int, int]] = []
    at = length = 0
    for choice in choices:
        pieces.append((ruled, at, choice.start))
        length += choice.start - at
        chosen = choice.stream.cut(choice.other_start, choice.other_end)
        pieces.append((chosen, 0, len(chosen.words)))
        spans.append((length, length + choice.other_end - choice.other_start))
        length = spans[-1][1]
        at = choice.end
    pieces.append((ruled, at, len(text.words)))
    stream = Stream.joined(pieces)
    written: list[str] = []
    offsets: list[int] = []
    size = 0
    for index in range(len(stream.words)):
        between = "\n" if index and index in stream.breaks else _space(stream, index, records)
        offsets.append(size + len(between))
        written.append(between + stream.words[index])
        size += len(between) + 1
    return Written("".join(written), stream, offsets, choices, spans)


def _space(stream: Stream, index: int, records: Sequence[Record]) -> str:
    """The spaces that stood before a character, where the character before it came with it."""
    if not index:
        return ""
    before, here = stream.characters[index - 1], stream.characters[index]
    if before.rank != here.rank or here.offset <= before.offset:
        return ""
    between = records[here.rank].text[before.offset + 1 : here.offset]
    return between if between and not between.strip() and "\n" not in between else ""


def _voted_breaks(text: Stream, matches: Sequence[Match], records: Sequence[Record]) -> set[int]:
    """Line breaks by vote: copies that agree on both neighbours of a boundary have a say."""
    trusts = [Trust(record) for record in records]
    candidates = set(text.breaks)
    for match in matches:
        candidates.update(_boundaries(match, len(text.words)))
    kept: set[int] = set()
    for boundary in candidates:
        if boundary in (0, len(text.words)):
            kept.add(boundary)
            continue
        balance = 0.0
        for rank, match in enumerate(matches):
            at = match.adjoining(boundary)
            if at is None or at >= len(match.copy.words):
                continue
            weight = trusts[rank].break_weight(match.copy.characters[at].offset)
            balance += weight if at in match.copy.breaks else -weight
        if balance > 0 or (balance == 0 and boundary in text.breaks):
            kept.add(boundary)
    return kept


def _boundaries(match: Match, length: int) -> set[int]:
    """Boundaries of the copy text at which a copy breaks its line."""
    return {boundary for boundary in map(match.text_boundary, match.copy.breaks) if 0 < boundary < length}


def edit(written: Written, records: Sequence[Record]) -> Record:
    """Read the collated text again and give it the metadata, repairs and flags of its copies."""
    from jingkai.documents.extract import extract
    from jingkai.documents.extract.doubts import doubtful_places
    from jingkai.documents.findings import findings, is_finding
    from jingkai.documents.metadata import read_metadata
    from jingkai.documents.parse import parse

    carrier = _Carrier(written, records[0])
    repairs = carrier.repairs(records[0])
    inferred = frozenset(repair.start for repair in repairs if repair.kind == "ordinal")
    standing = carrier.flags(records[0])
    parsed = parse(written.text, inferred)
    metadata, conflicts = merge_metadata(read_metadata(parsed, {}), records)
    return Record(
        witness=records[0].witness,
        text=written.text,
        metadata=metadata,
        parsed=parsed,
        mentions=extract(parsed, metadata, doubtful=doubtful_places(standing)),
        repairs=repairs,
        flags=(
            *conflicts,
            *(flag for flag in standing if not is_finding(flag)),
            *findings(parsed, metadata, {}, lambda _offset: None),
        ),
        step_log=(*records[0].step_log, ("collate", len(written.starts))),
    )


def merge_metadata(own: Metadata, records: Sequence[Record]) -> tuple[Metadata, list[Flag]]:
    """Merge what the copies say about the document; a field most copies agree on wins, then the better copy.

    A name that is the end of another (``自治区人民政府办公厅`` of ``内蒙古自治区人民政府办公厅``) is the
    same, cut short.
    """
    sources: list[tuple[str, Metadata]] = [(record.witness.source, record.metadata) for record in records]
    merged: dict[str, str] = {}
    conflicts: list[Flag] = []
    for name in (field.name for field in fields(Metadata) if field.name not in ("repeals", "other")):
        said = [
            (source, value) for source, metadata in sources if (value := getattr(metadata, name)) is not None
        ]
        if not said:
            if (value := getattr(own, name)) is not None:
                merged[name] = value
            continue
        written = getattr(own, name)
        if name in _COLLATED and written is not None:
            # Letters of a title were voted on with the rest of the text; what differs there is a variant already.
            said = [(source, written if _hardly_differs(value, written) else value) for source, value in said]
        values = [value for _source, value in said]
        best = max(dict.fromkeys(values), key=lambda value: (_votes(value, values), -values.index(value)))
        merged[name] = max((value for value in values if value.endswith(best)), key=len)
        against = [f"{source}: {value}" for source, value in said if not merged[name].endswith(value)]
        if against:
            message = _("The copies differ in “%(field)s”: “%(chosen)s” was kept; %(others)s.") % {
                "field": name,
                "chosen": merged[name],
                "others": "; ".join(against),
            }
            conflicts.append(Flag(METADATA_CONFLICT, message))
    repeals = tuple(dict.fromkeys([*own.repeals, *(title for _s, data in sources for title in data.repeals)]))
    other: dict[str, str] = {}
    for _source, metadata in sources:
        for key, value in metadata.other.items():
            other.setdefault(key, value)
    return replace(Metadata(), **merged, repeals=repeals, other=other), conflicts


def _hardly_differs(value: str, other: str) -> bool:
    return fuzz.ratio(value, other) >= _SAME_TITLE


def _votes(value: str, values: Sequence[str]) -> int:
    return sum(other.endswith(value) or value.endswith(other) for other in values)


class _Carrier:
    """Maps spans of the base's text to the collated text; ``None`` where what they cover was changed."""

    def __init__(self, written: Written, base: Record) -> None:
        self._written = written
        self._base = base.text
        kept = [(row.offset, index) for index, row in enumerate(written.stream.characters) if row.rank == 0]
        self._from = [offset for offset, _index in kept]
        self._index = [index for _offset, index in kept]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where ``[start, end)`` of the base's text stands now."""
        low, high = bisect_left(self._from, start), bisect_left(self._from, end)
        if start == end:
            before = self._index[low - 1] if low else -1
            after = self._index[low] if low < len(self._index) else len(self._written.offsets)
            # Where another copy has something between the two neighbours, the question is answered.
            return self._written.span(after, after) if after - before == 1 else None
        visible = sum(not character.isspace() for character in self._base[start:end])
        run = self._index[low:high]
        if not run or len(run) != visible or run[-1] - run[0] != len(run) - 1:
            return None
        return self._written.span(run[0], run[-1] + 1)

    def repairs(self, base: Record) -> tuple[Repair, ...]:
        """The base's repairs whose characters still stand, at their new place."""
        spans = ((repair, self.span(repair.start, repair.end)) for repair in base.repairs)
        return tuple(replace(repair, start=span[0], end=span[1]) for repair, span in spans if span)

    def flags(self, base: Record) -> tuple[Flag, ...]:
        """The base's flags that collation has not answered."""
        found: list[Flag] = []
        for flag in base.flags:
            if flag.start is None or flag.end is None:
                found.append(flag)
            elif span := self.span(flag.start, flag.end):
                found.append(replace(flag, start=span[0], end=span[1]))
        return tuple(found)

"""Finding the copies of one document among many records.

Two copies belong together when they carry the same number, or, where one has none, when nearly every sequence
of four characters of the shorter one is in the longer one. Documents that implement one another share
standing phrases and whole sentences, yet nowhere near all of them; a different number, date, issuer or title
keeps them apart in any case.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from jingkai.documents.record import Record

_SIZE = 4  # characters in a shingle
_SAMPLE = 8  # one shingle in this many is looked up when candidates are sought
_SAME = 0.7  # share of the shorter copy's shingles from which two bodies are one document
_SAME_NUMBER = 0.3  # the share that copies with the same number must reach; below it a number was misread
_FEWEST = 60  # shingles; a shorter text proves nothing
_HAN = re.compile("[^\u3400-\u9fff0-9]+")


@dataclass(frozen=True, slots=True)
class _Print:
    """The fingerprint of a body."""

    shingles: frozenset[str]
    sample: frozenset[str]


def group_witnesses(records: Sequence[Record]) -> list[list[Record]]:
    """Group records that are copies of one document.

    Groups, and the records in them, come in the order of ``records``.
    """
    prints = [_fingerprint(record) for record in records]
    leaders = list(range(len(records)))
    members = {index: [index] for index in leaders}
    for _likeness, first, second in sorted(
        _pairs(records, prints), key=lambda row: (-row[0], row[1], row[2])
    ):
        a, b = leaders[first], leaders[second]
        if a == b or not all(_compatible(records[x], records[y]) for x in members[a] for y in members[b]):
            continue
        a, b = min(a, b), max(a, b)
        for index in members[b]:
            leaders[index] = a
        members[a].extend(members.pop(b))
    return [[records[index] for index in sorted(group)] for _leader, group in sorted(members.items())]


def same_document(first: Record, second: Record) -> bool:
    """Whether two records are copies of one document."""
    return len(group_witnesses([first, second])) == 1


def likeness(first: Record, second: Record) -> float:
    """The share, 0 to 1, of the shorter body that the longer one has too."""
    return _containment(_fingerprint(first), _fingerprint(second))


def _fingerprint(record: Record) -> _Print:
    text = _HAN.sub("", record.text)
    shingles = frozenset(text[at : at + _SIZE] for at in range(len(text) - _SIZE + 1))
    sample = frozenset(shingle for shingle in shingles if crc32(shingle.encode()) % _SAMPLE == 0)
    return _Print(shingles, sample)


def _containment(first: _Print, second: _Print) -> float:
    fewer = min(len(first.shingles), len(second.shingles))
    return len(first.shingles & second.shingles) / fewer if fewer else 0.0


def _pairs(records: Sequence[Record], prints: Sequence[_Print]) -> Iterable[tuple[float, int, int]]:
    """Pairs of records that are copies of one document if nothing else speaks against it."""
    by_number: dict[str, list[int]] = defaultdict(list)
    by_shingle: dict[str, list[int]] = defaultdict(list)
    for index, (record, mark) in enumerate(zip(records, prints, strict=True)):
        shared = Counter(other for shingle in mark.sample for other in by_shingle[shingle])
        number = record.metadata.number
        numbered = set(by_number[number]) if number else set()
        for other in numbered | {other for other, _count in shared.items()}:
            fewer = min(len(mark.sample), len(prints[other].sample))
            if other not in numbered and shared[other] < _SAME * 0.7 * fewer:
                continue
            found = _containment(mark, prints[other])
            enough = min(len(mark.shingles), len(prints[other].shingles)) >= _FEWEST
            if other in numbered:
                if found >= _SAME_NUMBER or not enough:
                    yield 1.0 + found, other, index
            elif enough and found >= _SAME and _compatible(records[other], record):
                yield found, other, index
        if number:
            by_number[number].append(index)
        for shingle in mark.sample:
            by_shingle[shingle].append(index)


def _compatible(first: Record, second: Record) -> bool:
    """Whether nothing that the two say about themselves keeps them apart."""
    a, b = first.metadata, second.metadata
    if a.number and b.number:
        return a.number == b.number
    if a.adopted and b.adopted and a.adopted != b.adopted:
        return False
    return not any(_apart(getattr(a, name), getattr(b, name)) for name in ("issuer", "title"))


def _apart(one: str | None, other: str | None) -> bool:
    """Whether two names differ; a name cut short at either end is the same name."""
    return bool(one and other) and str(one) not in str(other) and str(other) not in str(one)

"""Give the events of a command their place in the ledger and in their stream, and the hashes that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jingkai.ledger.canonical import canonical_checked
from jingkai.ledger.chain import GENESIS, entry_hash
from jingkai.ledger.errors import ConflictError


class Row(NamedTuple):
    """An entry as it is stored: its canonical JSON, its hash, and the columns copied out of it."""

    number: int
    stream: str
    version: int
    type: str
    time: str
    actor: str
    command: str
    part: int
    parts: int
    provision: str
    hash: str
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a command asks to append: entries without number, version and previous hash, all checked.

    ``expected`` is the version its stream must have, ``None`` for any.
    """

    stream: str
    command: str
    expected: int | None
    drafts: Sequence[dict[str, Any]]


class Place(NamedTuple):
    """Where the next entry goes: after ``number`` (0: the first) with ``hash``, after ``version`` of the stream."""

    number: int
    hash: str
    version: int


def place_after(number: int | None, hash_: str | None, version: int | None) -> Place:
    """Return a place from what a database found, ``None`` where it found nothing."""
    return Place(number or 0, hash_ or GENESIS, version or 0)


def placed(request: Request, place: Place) -> list[Row]:
    """Return the rows of a request at a place.

    Raises :class:`~jingkai.ledger.errors.ConflictError` where its stream is not at the version it expects.
    """
    if request.expected is not None and request.expected != place.version:
        raise ConflictError(request.stream, expected=request.expected, found=place.version)
    number, previous, version = place
    rows = []
    for draft in request.drafts:
        number += 1
        version += 1
        content = canonical_checked({**draft, "number": number, "previous": previous, "version": version})
        previous = entry_hash(content).hex()
        rows.append(
            Row(
                number,
                draft["stream"],
                version,
                draft["type"],
                draft["time"],
                draft["actor"],
                draft["command"],
                draft["part"],
                draft["parts"],
                draft["provision"],
                previous,
                content.decode("utf-8"),
            )
        )
    return rows


@dataclass(slots=True)
class Tail:
    """How the ledger ends: its last entry, and the versions of streams as of that entry (not of all streams)."""

    number: int
    hash: str
    versions: dict[str, int]

    def place(self, request: Request) -> list[Row]:
        """Return the rows of a request, and end with them; the stream is one whose version is known.

        Raises :class:`~jingkai.ledger.errors.ConflictError`; then the end is where it was.
        """
        rows = placed(request, Place(self.number, self.hash, self.versions[request.stream]))
        self.number, self.hash = rows[-1].number, rows[-1].hash
        del self.versions[request.stream]  # the streams written last are the last
        self.versions[request.stream] = rows[-1].version
        return rows

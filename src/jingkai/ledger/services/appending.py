"""Append events to a stream: once per command, only on the version that was read, chained, and on disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from jingkai.ledger import models
from jingkai.ledger.canonical import canonical_checked
from jingkai.ledger.chain import GENESIS, entry_hash
from jingkai.ledger.entry import Entry, Event, check_command, check_events, clashes, read_entry, write_time
from jingkai.ledger.errors import CommandReusedError, ConflictError
from jingkai.ledger.services import storing
from jingkai.ledger.services.sealing import sealed_fields
from jingkai.ledger.verify import Row


@dataclass(frozen=True, slots=True)
class Appended:
    """What a command appended: entries ``first`` to ``last``, after which the stream has ``version``.

    ``repeated`` says that the command had been carried out before, and that this is its first answer.
    """

    first: int
    last: int
    version: int
    entries: tuple[Entry, ...]
    repeated: bool


def append(
    stream: str,
    events: Sequence[Event],
    *,
    expected_version: int | None,
    command_id: str,
    actor: str,
    provision: str = "",
) -> Appended:
    """Append events to a stream, all of them or none.

    ``expected_version`` is the version of the stream that the caller has read (0: the stream is new; ``None``: whatever
    it is). The same ``command_id`` given again appends nothing and returns the first answer. When this returns outside
    of a transaction the entries are on disk; inside of one they are when it commits: append last, because everybody
    else who appends waits for that.

    Raises :class:`~jingkai.ledger.errors.InvalidEventError`, :class:`~jingkai.ledger.errors.ConflictError` and
    :class:`~jingkai.ledger.errors.CommandReusedError`; then nothing was appended.
    """
    check_command(stream=stream, command_id=command_id, actor=actor, provision=provision)
    check_events(events)
    common: dict[str, Any] = {
        "actor": actor,
        "command": command_id,
        "parts": len(events),
        "provision": provision,
        "stream": stream,
        "time": write_time(datetime.now(UTC)),
    }
    drafts = [_draft(common, part, event) for part, event in enumerate(events)]

    def chained(place: storing.Place) -> list[Row] | None:
        if place.earlier is not None:
            return None
        if expected_version is not None and place.version != expected_version:
            raise ConflictError(stream, expected=expected_version, found=place.version)
        return _chained(drafts, place)

    rows, earlier = storing.store(stream, command_id, chained)
    if rows is None:
        return _first_answer(earlier, stream, command_id, events)
    return Appended(
        first=rows[0].number,
        last=rows[-1].number,
        version=rows[-1].version,
        entries=tuple(read_entry(row.content, row.hash) for row in rows),
        repeated=False,
    )


def _draft(common: dict[str, Any], part: int, event: Event) -> dict[str, Any]:
    """Return all of an entry but its number, its version and the hash before it.

    The salt keeps the content from being guessed from the hash, which everybody may see.
    """
    draft = {**common, "data": event.data, "part": part, "salt": os.urandom(16).hex(), "type": event.type}
    if event.personal:
        draft["personal"] = {
            name: {"box": sealed.box, "key": sealed.key}
            for name, sealed in sealed_fields(common["stream"], event).items()
        }
    return draft


def _chained(drafts: Sequence[dict[str, Any]], place: storing.Place) -> list[Row]:
    """Give every draft its place in the ledger and in its stream, and the hash that follows from it."""
    number, version, previous = place.number, place.version, place.hash or GENESIS
    rows = []
    for draft in drafts:
        number += 1
        version += 1
        draft["number"] = number
        draft["version"] = version
        draft["previous"] = previous
        content = canonical_checked(draft)
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


def _first_answer(number: int, stream: str, command_id: str, events: Sequence[Event]) -> Appended:
    """Return what a command appended when it was given for the first time."""
    first = models.LedgerEntry.objects.get(number=number)
    rows = models.LedgerEntry.objects.filter(number__gte=number, number__lt=number + first.parts)
    entries = tuple(read_entry(row.content, row.hash) for row in rows)
    same = len(entries) == len(events) and not any(map(clashes, entries, events))
    if first.stream != stream or not same:
        raise CommandReusedError(command_id, number=number)
    return Appended(number, entries[-1].number, entries[-1].version, entries, repeated=True)

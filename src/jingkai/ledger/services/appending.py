"""Append events to a stream: once per command, only on the version that was read, chained, and on disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jingkai.kernel import clock
from jingkai.ledger.entry import Entry, Event, check_command, check_events, clashes, read_entry, write_time
from jingkai.ledger.errors import CommandReusedError
from jingkai.ledger.placing import Request
from jingkai.ledger.services.sealing import sealed_fields
from jingkai.ledger.services.storing import Stored, store


@dataclass(frozen=True, slots=True)
class Appended:
    """What a command appended: entries ``first`` to ``last``, after which its stream has ``version``.

    ``repeated`` says that the command had been carried out before, and that this is its first answer.
    """

    stored: Stored
    repeated: bool

    @property
    def first(self) -> int:
        """The number of the first entry."""
        return self.stored[0].number

    @property
    def last(self) -> int:
        """The number of the last entry."""
        return self.stored[-1].number

    @property
    def version(self) -> int:
        """The version of the stream after the last entry."""
        return self.stored[-1].version

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries, read when they are asked for."""
        return tuple(read_entry(entry.content, entry.hash) for entry in self.stored)


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
        "time": write_time(clock.now()),
    }
    drafts = [_draft(common, part, event) for part, event in enumerate(events)]
    stored = store(Request(stream, command_id, expected_version, drafts))
    done = Appended(stored, repeated=f'"salt":"{drafts[0]["salt"]}"' not in stored[0].content)
    if done.repeated and _is_another(done.entries, stream, events):
        raise CommandReusedError(command_id, number=done.first)
    return done


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


def _is_another(entries: Sequence[Entry], stream: str, events: Sequence[Event]) -> bool:
    return entries[0].stream != stream or len(entries) != len(events) or any(map(clashes, entries, events))

"""What is appended (:class:`Event`) and what then stands in the ledger (:class:`Entry`)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from jingkai.kernel.language import gettext as _
from jingkai.ledger import canonical
from jingkai.ledger.canonical import Json
from jingkai.ledger.errors import InvalidEventError

_STREAM = re.compile(r"[a-z][a-z0-9_-]{0,39}/[^\s/\x00-\x1f\x7f][^\s\x00-\x1f\x7f]{0,149}")
_TYPE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_ACTOR = re.compile(r"(user|system):[^\s\x00-\x1f\x7f]{1,100}")
_COMMAND = re.compile(r"[!-~]{1,100}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_TYPE = 80
_LONGEST_PROVISION = 300
MOST_EVENTS = 1000
"""How many events one command may append."""

LARGEST_ENTRY = 1_000_000
"""How many bytes the canonical form of one event's data may have."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, to be appended.

    ``type``
        dotted, lower case, past tense: ``account.role_granted``.
    ``data``
        what happened, in canonical JSON: decimals as strings, dates ISO. Nothing personal.
    ``personal``
        field → (person, value): kept encrypted under a key of that person, which :func:`erase_person` destroys.
    """

    type: str
    data: Mapping[str, Json] = field(default_factory=dict)
    personal: Mapping[str, tuple[str, Json]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted field: the id of the key that opens it, and the encrypted bytes in base64."""

    key: str
    box: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the ledger.

    ``number`` counts all entries from 1 without gaps, ``version`` those of the stream. ``content`` is the canonical
    JSON that ``hash`` (64 hex digits) is computed from; everything else is read out of it.
    """

    number: int
    stream: str
    version: int
    type: str
    data: Mapping[str, Any]
    personal: Mapping[str, Sealed]
    time: datetime
    actor: str
    provision: str
    command: str
    part: int
    parts: int
    salt: str
    previous: str
    hash: str
    content: str


def read_entry(content: str, hash_: str) -> Entry:
    """Read an entry from its canonical JSON; ``hash_`` is not checked here (see :mod:`jingkai.ledger.verify`)."""
    found = json.loads(content)
    return Entry(
        number=found["number"],
        stream=found["stream"],
        version=found["version"],
        type=found["type"],
        data=found["data"],
        personal={
            name: Sealed(sealed["key"], sealed["box"]) for name, sealed in found.get("personal", {}).items()
        },
        time=read_time(found["time"]),
        actor=found["actor"],
        provision=found["provision"],
        command=found["command"],
        part=found["part"],
        parts=found["parts"],
        salt=found["salt"],
        previous=found["previous"],
        hash=hash_,
        content=content,
    )


def write_time(moment: datetime) -> str:
    """Write a moment as entries do: ``2026-03-01T08:00:00.000000Z``."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_time(text: str) -> datetime:
    """Read a moment as entries write it."""
    return datetime.fromisoformat(text)


def check_command(*, stream: str, command_id: str, actor: str, provision: str) -> None:
    """Raise :class:`~jingkai.ledger.errors.InvalidEventError` for what is not written as the ledger writes it."""
    if not _STREAM.fullmatch(stream):
        raise InvalidEventError(
            _("“%(given)s” names no stream.") % {"given": stream},
            place="stream",
            mend=_("Write kind/key without spaces, such as account/7f3c."),
        )
    if not _COMMAND.fullmatch(command_id):
        raise InvalidEventError(
            _("“%(given)s” is no command id.") % {"given": command_id},
            place="command_id",
            mend=_("Use 1 to 100 ASCII characters without spaces, such as a UUID."),
        )
    if not _ACTOR.fullmatch(actor):
        raise InvalidEventError(
            _("“%(given)s” names no actor.") % {"given": actor},
            place="actor",
            mend=_("Write user:<id> or system:<name>."),
        )
    if len(provision) > _LONGEST_PROVISION:
        raise InvalidEventError(
            _("The provision is named with more than %(limit)d characters.") % {"limit": _LONGEST_PROVISION},
            place="provision",
        )
    if _CONTROL.search(provision):
        raise InvalidEventError(
            _("The provision is named with characters that cannot be seen."),
            place="provision",
            mend=_("Name it in one line, such as 临政办发〔2025〕6号 art_2."),
        )
    canonical.check(provision, "provision")
    canonical.check(stream, "stream")


def check_events(events: Sequence[Event]) -> None:
    """Raise :class:`~jingkai.ledger.errors.InvalidEventError` for events that cannot be appended."""
    if not 1 <= len(events) <= MOST_EVENTS:
        raise InvalidEventError(
            _("A command appends 1 to %(limit)d events, not %(count)d.")
            % {"limit": MOST_EVENTS, "count": len(events)},
            place="events",
        )
    for index, event in enumerate(events):
        place = f"events[{index}]"
        if not _TYPE.fullmatch(event.type) or len(event.type) > _LONGEST_TYPE:
            raise InvalidEventError(
                _("“%(given)s” is no type of event.") % {"given": event.type},
                place=f"{place}.type",
                mend=_("Write it dotted, in lower case and past tense, such as case.accepted."),
            )
        canonical.check(event.data, f"{place}.data")
        for name, (person, value) in event.personal.items():
            canonical.check({name: value}, f"{place}.personal")
            if not person or not isinstance(person, str):
                raise InvalidEventError(
                    _("The field “%(field)s” does not say whose it is.") % {"field": name},
                    place=f"{place}.personal",
                    mend=_("Give the person and the value."),
                )


def clashes(entry: Entry, event: Event) -> bool:
    """Whether an entry is not the record of this event, as far as can be told without opening encrypted fields."""
    return (
        entry.type != event.type
        or canonical.canonical(entry.data) != canonical.canonical(event.data)
        or entry.personal.keys() != event.personal.keys()
    )

"""What all commands share: each is carried out once, and tried again where somebody else was faster."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from jingkai.kernel.language import gettext as _
from jingkai.ledger.entry import Entry, read_entry
from jingkai.ledger.errors import CommandReusedError, ConflictError, InvalidEventError
from jingkai.ledger.models import LedgerEntry

LONGEST_COMMAND = 80
"""So many characters a command id has at most; entries of further streams add a word to it."""

_TRIES = 12
_T = TypeVar("_T")


def is_done(command_id: str, stream: str, types: Collection[str]) -> bool:
    """Whether a command has been carried out on a stream.

    Raises :class:`~jingkai.ledger.errors.CommandReusedError` where its id was given to another command, and
    :class:`~jingkai.ledger.errors.InvalidEventError` for one that is too long.
    """
    if len(command_id) > LONGEST_COMMAND:
        raise InvalidEventError(
            _("A command id has at most %(most)d characters.") % {"most": LONGEST_COMMAND},
            place="command_id",
            mend=_("Use a UUID."),
        )
    row = LedgerEntry.objects.filter(command=command_id, part=0).values("number", "stream", "type").first()
    if row is None:
        return False
    if row["stream"] != stream or row["type"] not in types:
        raise CommandReusedError(command_id, number=row["number"])
    return True


def streams_of(command_ids: Collection[str], type_: str) -> list[str]:
    """Return the streams on which some of these commands have recorded an event of a type, in the order of recording."""
    rows = LedgerEntry.objects.filter(command__in=command_ids, part=0, type=type_)
    return list(rows.order_by("number").values_list("stream", flat=True))


def entries_by(command_ids: Iterable[str]) -> list[Entry]:
    """Return the first entry of each of these commands that was carried out, in the order of recording."""
    rows = LedgerEntry.objects.filter(command__in=list(command_ids), part=0).order_by("number")
    return [read_entry(content, hash_) for content, hash_ in rows.values_list("content", "hash")]


def until_it_holds(work: Callable[[], _T]) -> _T:
    """Do ``work``, which reads, decides and appends, again where a stream has moved on meanwhile.

    Raises the last :class:`~jingkai.ledger.errors.ConflictError` where others are always faster.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            return work()
        except ConflictError:
            if attempt == _TRIES:
                raise
            time.sleep(random.random() * 0.01 * attempt)  # noqa: S311 - only so that not all come again at once
    raise AssertionError("unreachable")

"""Read entries and fold streams."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.conf import settings

from jingkai.ledger import keys, personal
from jingkai.ledger.canonical import Json
from jingkai.ledger.entry import Entry, read_entry
from jingkai.ledger.models import LedgerEntry, PersonKey

State = TypeVar("State")
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Folded(Generic[State]):
    """The state that a stream's entries make, and the version it has: what a next append expects."""

    state: State
    version: int


def fold(stream: str, step: Callable[[State, Entry], State], initial: State) -> Folded[State]:
    """Fold the entries of a stream, in order, from ``initial``; a stream without entries has version 0."""
    state, reached = initial, 0
    rows = LedgerEntry.objects.filter(stream=stream).order_by("version").values_list("content", "hash")
    for content, hash_ in rows.iterator(chunk_size=_AT_ONCE):
        found = read_entry(content, hash_)
        state, reached = step(state, found), found.version
    return Folded(state, reached)


def version(stream: str) -> int:
    """Return the version of a stream; 0 where nothing was appended to it."""
    rows = LedgerEntry.objects.filter(stream=stream).order_by("-version").values_list("version", flat=True)
    return rows.first() or 0


def entries(
    stream: str | None = None,
    *,
    after: int = 0,
    limit: int | None = None,
    actor: str = "",
    provision: str = "",
) -> Iterator[Entry]:
    """Yield the entries, of one stream or all, whose number is above ``after``, at most ``limit`` of them.

    ``actor`` and ``provision`` narrow them to those of an actor, or under a provision; both are found by index.
    """
    rows = LedgerEntry.objects.filter(number__gt=after).order_by("number")
    if stream is not None:
        rows = rows.filter(stream=stream)
    if actor:
        rows = rows.filter(actor=actor)
    if provision:
        rows = rows.filter(provision=provision).exclude(
            provision=""
        )  # as the index is: SQLite would not see it
    if limit is not None:
        rows = rows[:limit]
    for content, hash_ in rows.values_list("content", "hash").iterator(chunk_size=_AT_ONCE):
        yield read_entry(content, hash_)


def entry(number: int) -> Entry | None:
    """Return an entry by its number, ``None`` where there is none."""
    row = LedgerEntry.objects.filter(number=number).values_list("content", "hash").first()
    return read_entry(*row) if row else None


def personal_fields(found: Entry) -> dict[str, Json]:
    """Return the personal fields of an entry in the clear; those of an erased person are left out.

    Who may see them, and that the look is recorded, is the caller's to see to.
    """
    if not found.personal:
        return {}
    ids = {sealed.key for sealed in found.personal.values()}
    master = keys.persons_key(settings.DATA / "persons_key")
    secrets = {
        key.id: personal.unwrap(key.id, bytes(key.secret), master)
        for key in PersonKey.objects.filter(id__in=ids, secret__isnull=False)
        if key.secret is not None
    }
    return {
        name: personal.unseal(secrets[sealed.key], sealed, stream=found.stream, type=found.type, field=name)
        for name, sealed in found.personal.items()
        if sealed.key in secrets
    }

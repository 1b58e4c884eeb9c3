"""Verify the stored ledger, row after row, without holding more than a batch of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from jingkai.kernel.language import gettext as _
from jingkai.ledger.guard import ENTRIES
from jingkai.ledger.heads import SignedHead
from jingkai.ledger.placing import Row
from jingkai.ledger.selectors.proving import signed_heads
from jingkai.ledger.verify import Fault, Verified, verify

_AT_ONCE = 5000
_ROWS = f"SELECT {', '.join(Row._fields)} FROM {ENTRIES} ORDER BY number"  # noqa: S608 - our own table
_VERSIONS = (
    "SELECT MIN(number) FROM (SELECT number, version, "  # noqa: S608 - our own table
    "ROW_NUMBER() OVER (PARTITION BY stream ORDER BY version) AS due, "
    "LAG(number) OVER (PARTITION BY stream ORDER BY version) AS before "
    f"FROM {ENTRIES}) AS place WHERE version <> due OR before > number"
)


def verify_ledger(
    heads: Iterable[SignedHead] = (), on_progress: Callable[[int], None] | None = None
) -> Verified:
    """Verify all entries against the chain, the published heads, and ``heads`` that were kept elsewhere."""
    known = {signed.signature: signed for signed in (*signed_heads(), *heads)}
    found = verify(stored_rows(), known.values(), on_progress)
    if found.fault is None and (fault := version_fault()) is not None:
        return Verified(found.entries, found.last, found.root, found.heads, fault)
    return found


def stored_rows() -> Iterator[tuple[Any, ...]]:
    """Yield every stored row in the order of numbers, in constant memory, as of one moment; nobody waits for it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        yield from connection.connection.execute(_ROWS)
        return
    # In a transaction the server sends the rows as they are asked for; outside it would copy all of them first.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS)
        while batch := cursor.fetchmany(_AT_ONCE):
            yield from batch


def version_fault() -> Fault | None:
    """Return the first entry whose version does not follow the one before in its stream."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS)
        number = cursor.fetchone()[0]
    if number is None:
        return None
    words = _("Entry %(number)d is not the next version of its stream.")
    return Fault("version", number, words % {"number": number})

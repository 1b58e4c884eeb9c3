"""Put rows at the end of the ledger: one writer at a time, as briefly as the database allows.

SQLite: ``BEGIN IMMEDIATE`` is the lock, and the commit is on disk (``synchronous=FULL``) before the next one begins.
PostgreSQL: see :mod:`jingkai.ledger.services.storing_postgresql`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db import connection, transaction

from jingkai.ledger.guard import ENTRIES
from jingkai.ledger.verify import Row


class Place(NamedTuple):
    """Where the next entry goes: after ``number`` (0: the first) with ``hash``, after ``version`` of the stream.

    ``earlier`` is the first entry that the command has appended before, ``None`` if it has not.
    """

    number: int
    hash: str | None
    version: int
    earlier: int | None


Chain = Callable[[Place], list[Row] | None]
"""Makes the rows for a place; ``None`` when there is nothing to append. May raise: then nothing is written."""

# One statement: whatever the driver costs is paid once.
_LOOK = (
    f"SELECT (SELECT number FROM {ENTRIES} ORDER BY number DESC LIMIT 1), "  # noqa: S608 - our own table
    f"(SELECT hash FROM {ENTRIES} ORDER BY number DESC LIMIT 1), "
    f"(SELECT version FROM {ENTRIES} WHERE stream = %s ORDER BY version DESC LIMIT 1), "
    f"(SELECT number FROM {ENTRIES} WHERE command = %s AND part = 0)"
)
_INSERT = f"INSERT INTO {ENTRIES} ({', '.join(Row._fields)}) VALUES "  # noqa: S608
_VALUES = f"({', '.join(['%s'] * len(Row._fields))})"
_LOOK_SQLITE = _LOOK.replace("%s", "?")
_INSERT_SQLITE = _INSERT + _VALUES.replace("%s", "?")
_LOCK = 5_063_216_803_418_957_378
"""Key of the advisory lock that orders appends on PostgreSQL."""


def store(stream: str, command: str, chain: Chain) -> tuple[list[Row] | None, int]:
    """Write what ``chain`` makes of the present end; return its rows, and the command's earlier entry (0: none)."""
    if connection.in_atomic_block or not connection.get_autocommit():
        return _inside(stream, command, chain)
    if connection.vendor == "sqlite":
        return _sqlite(stream, command, chain)
    return _postgresql(stream, command, chain)


def _place(found: tuple[int | None, str | None, int | None, int | None]) -> Place:
    return Place(found[0] or 0, found[1], found[2] or 0, found[3])


def _inside(stream: str, command: str, chain: Chain) -> tuple[list[Row] | None, int]:
    """Append within the caller's transaction; the lock is held until that ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_LOOK, [stream, command])
        place = _place(cursor.fetchone())
        rows = chain(place)
        if rows is not None:
            for row in rows:
                cursor.execute(_INSERT + _VALUES, row)
        return rows, place.earlier or 0


def _sqlite(stream: str, command: str, chain: Chain) -> tuple[list[Row] | None, int]:
    """Append with four statements on the driver's own connection: Django's wrappers would cost as much as the commit."""
    connection.ensure_connection()
    raw = connection.connection
    with connection.wrap_database_errors:
        raw.execute("BEGIN IMMEDIATE")
        try:
            place = _place(raw.execute(_LOOK_SQLITE, (stream, command)).fetchone())
            rows = chain(place)
            if rows is not None:
                if len(rows) == 1:
                    raw.execute(_INSERT_SQLITE, rows[0])
                else:
                    raw.executemany(_INSERT_SQLITE, rows)
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
    return rows, place.earlier or 0


def _postgresql(stream: str, command: str, chain: Chain) -> tuple[list[Row] | None, int]:
    with transaction.atomic():
        return _inside(stream, command, chain)

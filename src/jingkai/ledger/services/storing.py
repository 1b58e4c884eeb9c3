"""Put entries at the end of the ledger: one writer at a time, as briefly as the database allows.

SQLite: ``BEGIN IMMEDIATE`` is the lock, and the commit is on disk (``synchronous=FULL``) before the next one begins.
PostgreSQL: see :mod:`jingkai.ledger.services.group_commit`. Inside a transaction of the caller, on both: the lock is
held, and nothing is on disk, until that ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from jingkai.ledger.guard import ENTRIES
from jingkai.ledger.placing import Request, Row, place_after, placed
from jingkai.ledger.procedures import LOCK


class Written(NamedTuple):
    """An entry as it stands in the ledger, not yet read."""

    number: int
    version: int
    content: str
    hash: str


Stored = list[Written]
"""The entries of a command."""

# One statement: whatever the driver costs is paid once.
_LOOK = (
    f"SELECT (SELECT number FROM {ENTRIES} ORDER BY number DESC LIMIT 1), "  # noqa: S608 - our own table
    f"(SELECT hash FROM {ENTRIES} ORDER BY number DESC LIMIT 1), "
    f"(SELECT version FROM {ENTRIES} WHERE stream = %s ORDER BY version DESC LIMIT 1), "
    f"(SELECT number FROM {ENTRIES} WHERE command = %s AND part = 0)"
)
COMMAND = (
    f"SELECT {', '.join(Written._fields)} FROM {ENTRIES} WHERE number >= %s "  # noqa: S608
    f"AND number < %s + (SELECT parts FROM {ENTRIES} WHERE number = %s) ORDER BY number"
)
_INSERT = f"INSERT INTO {ENTRIES} ({', '.join(Row._fields)}) VALUES "  # noqa: S608
_VALUES = f"({', '.join(['%s'] * len(Row._fields))})"
_LOOK_SQLITE = _LOOK.replace("%s", "?")
_COMMAND_SQLITE = COMMAND.replace("%s", "?")
_INSERT_SQLITE = _INSERT + _VALUES.replace("%s", "?")


def store(request: Request) -> Stored:
    """Write the entries of a request; return them, or those that its command has written before.

    Raises :class:`~jingkai.ledger.errors.ConflictError`; then nothing was written.
    """
    own = connections[DEFAULT_DB_ALIAS]  # looked up once: the proxy looks it up for every attribute
    if own.in_atomic_block or not own.get_autocommit():
        return _inside(request)
    if own.vendor == "sqlite":
        return _sqlite(own, request)
    from jingkai.ledger.services.group_commit import store_together

    return store_together(request)


def _inside(request: Request) -> Stored:
    """Append within the caller's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(_LOOK, [request.stream, request.command])
        number, hash_, version, earlier = cursor.fetchone()
        if earlier is not None:
            cursor.execute(COMMAND, [earlier] * 3)
            return [Written(*row) for row in cursor.fetchall()]
        rows = placed(request, place_after(number, hash_, version))
        for row in rows:
            cursor.execute(_INSERT + _VALUES, row)
    return written(rows)


def written(rows: Sequence[Row]) -> Stored:
    """Return rows as they were written."""
    return [Written(row.number, row.version, row.content, row.hash) for row in rows]


def _sqlite(own: BaseDatabaseWrapper, request: Request) -> Stored:
    """Append with four statements on the driver's own connection: Django's wrappers would cost as much as the commit."""
    own.ensure_connection()
    raw = own.connection
    with own.wrap_database_errors:
        raw.execute("BEGIN IMMEDIATE")
        try:
            number, hash_, version, earlier = raw.execute(
                _LOOK_SQLITE, (request.stream, request.command)
            ).fetchone()
            if earlier is not None:
                found = raw.execute(_COMMAND_SQLITE, (earlier, earlier, earlier)).fetchall()
                stored = [Written(*row) for row in found]
            else:
                rows = placed(request, place_after(number, hash_, version))
                if len(rows) == 1:
                    raw.execute(_INSERT_SQLITE, rows[0])
                else:
                    raw.executemany(_INSERT_SQLITE, rows)
                stored = written(rows)
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
    return stored

"""One moment of a database that others go on writing to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

_AT_ONCE = 2000


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all reading inside see the database as it is now, while others write; nobody waits for anybody.

    SQLite: a read transaction on the write-ahead log. PostgreSQL: REPEATABLE READ, read only.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        raw = connection.connection
        raw.execute("BEGIN DEFERRED")
        try:
            raw.execute(
                "SELECT COUNT(*) FROM django_migrations"
            ).fetchone()  # the moment begins with the first look
            yield
        finally:
            raw.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT COUNT(*) FROM django_migrations")
        yield


def streamed(sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query as they come, in constant memory; inside :func:`one_moment`."""
    if connection.vendor == "sqlite":
        yield from connection.connection.execute(sql)
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while batch := cursor.fetchmany(_AT_ONCE):
            yield from batch

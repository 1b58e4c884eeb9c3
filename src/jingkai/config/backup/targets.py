"""Where a backup is restored: a database built aside that takes the place of the old one in one step, or not at all.

SQLite: a new file, moved into place when it is whole. PostgreSQL: one transaction, in which the old tables move into a
schema of their own. What was there is kept aside, never deleted.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from jingkai.config.backup.errors import BackupError
from jingkai.config.backup.rows import kept_models
from jingkai.kernel.language import gettext as _

_SQLITE_COMPANIONS = ("", "-wal", "-shm")
_LEAVING_SECONDS = 5


def name_of_target() -> str:
    """Return what the database is called: the words that confirm its replacement."""
    name = connection.settings_dict["NAME"]
    return Path(name).name if connection.vendor == "sqlite" else str(name)


def rows_there() -> int:
    """Return how many rows of what a backup holds the database has; nothing is made where there is none."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return 0
    there = set(connection.introspection.table_names())
    count = 0
    with connection.cursor() as cursor:
        for model in kept_models(apps.get_models(include_auto_created=True)):
            name = model._meta.db_table
            if name in there:
                cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
                count += cursor.fetchone()[0]
    connection.close()
    return count


@contextmanager
def new_database() -> Iterator[Path]:
    """Let everything inside work on an empty database, with an empty folder for received files, which is handed in.

    When the block ends both take the place of the old ones; when it fails everything is as it was.
    Raises :class:`~jingkai.config.backup.errors.BackupError` where the site still works on the old one.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d_%H%M%S")
    received = Path(settings.RECEIVED_FILES)
    aside = received.with_name(f"replaced_{stamp}")
    fresh = received.with_name(f".restoring-{secrets.token_hex(4)}")
    fresh.mkdir(parents=True, mode=0o700)
    inside = fresh / "received"
    inside.mkdir(mode=0o700)
    try:
        database = _sqlite(aside, fresh) if connection.vendor == "sqlite" else _postgresql(aside.name)
        with database as place, _in_place(inside, received, aside / "received", place):
            yield inside
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


class _Place(Protocol):
    """What puts the database into place in one step, called when the files are there."""

    def put(self) -> None:
        """Put the new database in place of the old one."""


@contextmanager
def _in_place(inside: Path, received: Path, aside: Path, place: _Place) -> Iterator[None]:
    """Move the files after the work and before the database: where that fails they go back."""
    yield
    moved = False
    if received.exists() and any(received.iterdir()):
        aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        received.replace(aside)
        moved = True
    elif received.exists():
        received.rmdir()
    inside.replace(received)
    try:
        place.put()
    except BaseException:
        received.replace(inside)
        if moved:
            aside.replace(received)
        raise


class _SqlitePlace:
    def __init__(self, new: Path, old: Path, aside: Path) -> None:
        self._new, self._old, self._aside = new, old, aside

    def put(self) -> None:
        """Keep the old file under another name, and give its name to the new one."""
        connection.close()
        _fold_log(self._new)
        if self._old.exists():
            self._aside.mkdir(parents=True, exist_ok=True, mode=0o700)
            kept = self._aside / self._old.name
            try:
                os.link(self._old, kept)
            except OSError:  # another file system, or one without hard links
                shutil.copyfile(self._old, kept)
        self._new.replace(self._old)  # the one step


@contextmanager
def _sqlite(aside: Path, fresh: Path) -> Iterator[_Place]:
    """Build a file beside the old one."""
    old = Path(connection.settings_dict["NAME"])
    _nobody_works_on(old)
    old.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = old.with_name(f".{old.name}.{fresh.name.rpartition('-')[2]}")
    connection.close()
    connection.settings_dict["NAME"] = new
    try:
        yield _SqlitePlace(new, old, aside)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = old
        for ending in _SQLITE_COMPANIONS:
            Path(f"{new}{ending}").unlink(missing_ok=True)


def _nobody_works_on(path: Path) -> None:
    """Fold the log into the file, which SQLite does only for one that nobody else has open."""
    connection.close()
    if not path.exists():
        return
    try:
        _fold_log(path)
    except sqlite3.OperationalError as error:
        raise _still_at_work(str(path)) from error


def _fold_log(path: Path) -> None:
    raw = sqlite3.connect(path, timeout=2, isolation_level=None)
    try:
        mode = raw.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    finally:
        raw.close()
    if mode != "delete":
        raise sqlite3.OperationalError("database is locked")


class _PostgresqlPlace:
    def put(self) -> None:
        """Commit: from here on everybody sees the new tables."""
        transaction.commit()


@contextmanager
def _postgresql(schema: str) -> Iterator[_Place]:
    """Move what is there into a schema of its own, and build anew, all in one transaction."""
    connection.ensure_connection()
    _until_nobody_is_connected()
    transaction.set_autocommit(False)
    try:
        with connection.cursor() as cursor:
            _move_aside(cursor, schema)
        yield _PostgresqlPlace()
    finally:
        if connection.connection is not None and not connection.connection.closed:
            transaction.rollback()  # nothing is left to roll back after the commit
            transaction.set_autocommit(True)


def _until_nobody_is_connected() -> None:
    """Wait a moment for those who have just gone: the server ends their sessions after them."""
    end = time.monotonic() + _LEAVING_SECONDS
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if not cursor.fetchone()[0]:
                return
        if time.monotonic() > end:
            raise _still_at_work(name_of_target())
        time.sleep(0.1)


def _move_aside(cursor, schema: str) -> None:  # type: ignore[no-untyped-def] # Django's own type is not public
    cursor.execute(
        "SELECT format('%%s %%I.%%I', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, "
        "nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE nspname = current_schema() AND relkind IN ('r', 'p', 'v') AND NOT EXISTS "
        "(SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e') "
        "UNION ALL SELECT format('%%s %%I.%%I(%%s)', CASE prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, "
        "nspname, proname, pg_get_function_identity_arguments(pg_proc.oid)) "
        "FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace "
        "WHERE nspname = current_schema() AND prokind IN ('f', 'p') AND NOT EXISTS "
        "(SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')",
        [],
    )
    objects = [row[0] for row in cursor.fetchall()]
    if not objects:
        return
    cursor.execute(f"CREATE SCHEMA {schema}")
    for one in objects:
        cursor.execute(f"ALTER {one} SET SCHEMA {schema}")


def _still_at_work(place: str) -> BackupError:
    return BackupError(
        _("Somebody still works on this database."),
        place=place,
        mend=_("Stop the site and its workers first; then restore."),
    )

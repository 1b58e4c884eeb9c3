"""Bring a backup back, onto the same database engine or the other one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from jingkai.config.backup import targets
from jingkai.config.backup.archive import ArchiveReader, file_part, table_part
from jingkai.config.backup.checking import listed_files
from jingkai.config.backup.errors import BackupError
from jingkai.config.backup.manifest import TableFacts
from jingkai.config.backup.rows import SEALED_TABLES, Table, kept_models
from jingkai.kernel.language import gettext as _

Say = Callable[[str], None]
_BATCH = 500


def restore(backup: ArchiveReader, *, replace: str | None, without_sealed: bool, say: Say) -> None:
    """Restore a backup that :func:`~jingkai.config.backup.checking.check` has found whole.

    ``replace`` is the name of the database whose content may be replaced. With ``without_sealed`` what was sealed is
    left out.

    Raises :class:`~jingkai.config.backup.errors.BackupError` where something is there already, where the backup is of
    a later version, and for a row that this database refuses. Nothing is changed then.
    """
    _may_be_filled(replace)
    with targets.new_database() as received:
        say(_("Preparing the database …"))
        models = _tables_as_of(backup.manifest.migrations, backup.place)
        with transaction.atomic():
            _fill(backup, models, say, without_sealed=without_sealed)
        _verify(backup)
        call_command("migrate", verbosity=0, interactive=False)
        say(_("Received files …"))
        _extract(backup, received)
        if connection.vendor == "sqlite":
            with transaction.atomic():
                _index(say)  # the index lies in the database itself
    if connection.vendor != "sqlite":
        _index(say)


def _may_be_filled(replace: str | None) -> None:
    rows = targets.rows_there()
    name = targets.name_of_target()
    if not rows or replace == name:
        return
    if replace is None:
        raise BackupError(
            _("There is something already: %(rows)d rows.") % {"rows": rows},
            place=name,
            mend=_(
                "Restore into an empty database or data folder, or have this one replaced with --replace %(name)s."
            )
            % {"name": name},
        )
    raise BackupError(
        _("“%(given)s” is not what this database is called; nothing was replaced.") % {"given": replace},
        place=name,
        mend=_("Write --replace %(name)s, if it is the one that you mean.") % {"name": name},
    )


def _tables_as_of(migrations: Sequence[str], place: str) -> Apps:
    """Bring an empty database to the form that the backup has; return the models of that form."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = {(app, name) for app, _dot, name in (one.partition(".") for one in migrations)}
    if unknown := sorted(wanted - graph.nodes.keys()):
        raise BackupError(
            _("The backup comes from another version: %(name)s is not known here.")
            % {"name": ".".join(unknown[0])},
            place=place,
            mend=_("Install the version that made it, or a later one, and restore with that."),
        )
    last = [
        key
        for key in sorted(wanted)
        if not any(child.key in wanted for child in graph.node_map[key].children)
    ]
    executor.migrate(last)
    apps: Apps = executor.loader.project_state(last).apps
    return apps


def _fill(backup: ArchiveReader, models: Apps, say: Say, *, without_sealed: bool) -> None:
    """Put every row into its table, in an order in which what a row points to is there before it."""
    known = {table.name: table for table in backup.manifest.tables}
    ordered = kept_models(models.get_models(include_auto_created=True))
    for model in reversed(ordered):
        with connection.cursor() as cursor:
            # What migrations put there themselves; the ledger's tables are empty, their triggers are not asked.
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
    for model in ordered:
        facts = known.pop(model._meta.db_table, None)
        if facts is None:
            continue
        table = Table(model, facts.columns)
        if without_sealed and table.name in SEALED_TABLES:
            for _line in backup.lines(table_part(table.name), facts.digest):
                pass
            continue
        say(table.name)
        _insert(backup, table, facts, without_sealed=without_sealed)
    if known:
        raise BackupError(
            _("The backup has a table that is not known here."),
            place=min(known),
            mend=_("Restore it with the version of Jingkai that made it."),
        )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), ordered):
            cursor.execute(statement)
    connection.check_constraints()


def _insert(backup: ArchiveReader, table: Table, facts: TableFacts, *, without_sealed: bool) -> None:
    rows = table.read(backup.lines(table_part(table.name), facts.digest), without_sealed=without_sealed)
    done = 0
    statement = table.insertion
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            try:
                cursor.executemany(statement, batch)
            except (DatabaseError, ValueError, OverflowError) as error:
                raise BackupError(
                    _("This database refuses a row (%(reason)s).") % {"reason": " ".join(str(error).split())},
                    place=_("%(table)s, rows %(first)d to %(last)d")
                    % {"table": table.name, "first": done + 1, "last": done + len(batch)},
                    mend=_("Restore onto the engine that the backup comes from: %(engine)s.")
                    % {"engine": backup.manifest.engine},
                ) from error
            done += len(batch)


def _verify(backup: ArchiveReader) -> None:
    """The ledger in the new database is the one of the backup."""
    from jingkai.ledger import selectors

    found = selectors.verify_ledger()
    facts = backup.manifest.ledger
    if found.fault is not None or (found.entries, found.last) != (facts.entries, facts.last):
        raise BackupError(
            _("The ledger does not verify after it was restored: %(fault)s")
            % {"fault": found.fault.words if found.fault else found.entries},
            place=backup.place,
        )


def _extract(backup: ArchiveReader, received: Path) -> None:
    for name, _size, digest in listed_files(backup):
        target = received / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            backup.content(file_part(name), digest, file.write)
            file.flush()
            os.fsync(file.fileno())


def _index(say: Say) -> None:
    """Build the search index anew."""
    from jingkai.documents.services.indexing import index_everything

    say(_("Building the search index …"))
    if connection.vendor != "sqlite":
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{settings.SEARCH_INDEX}{ending}").unlink(missing_ok=True)
    index_everything()

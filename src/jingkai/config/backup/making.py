"""Make a backup while the site runs."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

from jingkai import __version__
from jingkai.config.backup import archive, keys
from jingkai.config.backup.errors import BackupError
from jingkai.config.backup.manifest import LedgerFacts, Manifest, TableFacts
from jingkai.config.backup.rows import Table, kept_models, line_of
from jingkai.config.backup.snapshot import one_moment, streamed
from jingkai.kernel.language import gettext as _

Say = Callable[[str], None]


def make_backup(path: Path, *, with_keys: bool, say: Say) -> Manifest:
    """Write everything that the site has kept into a file, as it is at one moment; return what the file says of itself.

    A ledger that does not verify is written all the same: the manifest names the fault, and restoring is refused.

    Raises :class:`~jingkai.config.backup.errors.BackupError` where the file is there already or the database is not of
    this version.
    """
    migrations = _applied_migrations()
    received = Path(settings.RECEIVED_FILES)
    with _links_beside(received) as links, archive.new_archive(path) as out:
        links.gather()
        with one_moment():
            links.gather()  # what came between; files never change once they are written
            manifest = _tables(out, migrations, say)
        wanted = manifest.missing  # until they are found, all that the rows name
        say(_("Received files …"))
        entries, missing = _files(out, links.folder, wanted)
        files, digest = out.lines(archive.FILES, (line_of(entry) for entry in entries))
        content = keys.values(settings.DATA) if with_keys else b"{}"
        _count, keys_digest = out.lines(archive.KEYS, [content])
        manifest = replace(
            manifest,
            files=files,
            files_bytes=sum(entry[1] for entry in entries),
            files_digest=digest,
            missing=tuple(missing),
            keys=keys.marks(settings.DATA),
            keys_inside=with_keys,
            keys_digest=keys_digest,
        )
        manifest = _signed(manifest)
        out.lines(archive.MANIFEST, [manifest.to_json().encode()])
    return manifest


def _applied_migrations() -> tuple[str, ...]:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupError(
            _("The database is not of this version."),
            mend=_(
                "Start the site once with “jingkai serve”, which brings it up to date; then make the backup."
            ),
        )
    known = executor.loader.graph.nodes
    return tuple(sorted(".".join(key) for key in executor.loader.applied_migrations if key in known))


def _tables(out: archive.ArchiveWriter, migrations: tuple[str, ...], say: Say) -> Manifest:
    """Write every table; return a manifest whose ``missing`` are the names of all files that rows name."""
    facts: list[TableFacts] = []
    files: set[str] = set()
    say(_("Verifying the ledger …"))
    ledger = _verified_ledger()
    for model in kept_models(apps.get_models(include_auto_created=True)):
        table = Table(model)
        say(table.name)
        rows = table.written(streamed(table.selection))
        count, digest = out.lines(archive.table_part(table.name), _lines(table, rows, files))
        facts.append(TableFacts(table.name, table.columns, count, digest))
    return Manifest(
        version=__version__,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=connection.vendor,
        migrations=migrations,
        tables=tuple(facts),
        files=0,
        files_bytes=0,
        files_digest="",
        missing=tuple(sorted(files)),
        ledger=ledger,
        keys={},
        keys_inside=False,
        keys_digest="",
    )


def _lines(table: Table, rows: Iterable[list[Any]], files: set[str]) -> Iterator[bytes]:
    for values in rows:
        files.update(values[index] for index in table.file_columns if values[index])
        yield line_of(values)


def _verified_ledger() -> LedgerFacts:
    from jingkai.ledger import selectors

    found = selectors.verify_ledger()
    return LedgerFacts(found.entries, found.last, found.root, found.fault.words if found.fault else "")


def _files(
    out: archive.ArchiveWriter, folder: Path, wanted: Iterable[str]
) -> tuple[list[list[Any]], list[str]]:
    entries: list[list[Any]] = []
    missing: list[str] = []
    for name in wanted:
        try:
            with (folder / name).open("rb") as source:
                size, digest = out.content(archive.file_part(name), source)
        except FileNotFoundError:
            missing.append(name)
        else:
            entries.append([name, size, digest])
    return entries, missing


def _signed(manifest: Manifest) -> Manifest:
    from jingkai.ledger import crypto
    from jingkai.ledger.keys import signing_seed

    seed = signing_seed(settings.DATA / "ledger_key")
    manifest = replace(manifest, signed_by=crypto.public_key(seed).hex())
    return replace(manifest, signature=crypto.sign(seed, manifest.signed_bytes()).hex())


class _Links:
    """Second names of the received files, so that one that is deleted meanwhile is still there to be written."""

    def __init__(self, received: Path, folder: Path) -> None:
        self._received = received
        self.folder = folder

    def gather(self) -> None:
        """Link every file that has no second name yet."""
        for place, _folders, names in os.walk(self._received):
            inside = self.folder / Path(place).relative_to(self._received)
            inside.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name in names:
                with suppress(FileExistsError, FileNotFoundError):
                    _link(Path(place) / name, inside / name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # a file system without hard links
        if not target.exists():
            shutil.copyfile(source, target)


@contextmanager
def _links_beside(received: Path) -> Iterator[_Links]:
    folder = received.with_name(f".backup-{os.getpid()}-{secrets.token_hex(4)}")
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield _Links(received, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)

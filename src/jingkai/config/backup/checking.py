"""Is a backup whole? Every part is what was written, and the ledger in it verifies. Nothing is changed, no Django needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from jingkai.config.backup.archive import FILES, KEYS, MANIFEST, ArchiveReader, file_part, table_part
from jingkai.config.backup.errors import BackupError
from jingkai.config.backup.manifest import TableFacts
from jingkai.kernel.language import gettext as _
from jingkai.ledger.heads import Head, SignedHead
from jingkai.ledger.placing import Row
from jingkai.ledger.verify import Verified, verify

ENTRIES = "ledger_ledgerentry"
HEADS = "ledger_treehead"
_HEAD = ("ledger", "size", "root", "last", "time", "key", "signature")


def check(backup: ArchiveReader, heads: Iterable[SignedHead] = ()) -> Verified:
    """Read a backup from end to end, in constant memory; return what the verification of its ledger found.

    ``heads`` are signed heads that were kept elsewhere. Raises :class:`~jingkai.config.backup.errors.BackupError`
    naming the part that was changed or does not belong, or the first entry that does not verify.
    """
    tables = {table.name: table for table in backup.manifest.tables}
    verified = _check_ledger(backup, tables, heads)
    for table in tables.values():
        if table.name == ENTRIES:
            continue
        rows = sum(1 for _line in backup.lines(table_part(table.name), table.digest))
        if rows != table.rows:
            raise _wrong_count(backup, table, rows)
    for name, _size, digest in listed_files(backup):
        backup.content(file_part(name), digest, len)
    backup.keys()
    _nothing_else(backup, tables)
    return verified


def listed_files(backup: ArchiveReader) -> Iterator[tuple[str, int, str]]:
    """Yield name, size and digest of the received files. Raises :class:`BackupError` for a name that leads elsewhere."""
    for line in backup.lines(FILES, backup.manifest.files_digest):
        name, size, digest = json.loads(line)
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise BackupError(
                _("The backup names a file outside of its folder: %(name)s.") % {"name": name},
                place=backup.place,
            )
        yield name, size, digest


def _nothing_else(backup: ArchiveReader, tables: Iterable[str]) -> None:
    """What nobody wrote there is refused: a backup that carries a stranger along is not the one that was made."""
    ours = {MANIFEST, FILES, KEYS, *map(table_part, tables)}
    ours.update(file_part(name) for name, _size, _digest in listed_files(backup))
    for part in backup.parts():
        if part not in ours:
            raise BackupError(
                _("The part %(part)s does not belong to this backup, or is in it twice.") % {"part": part},
                place=backup.place,
                mend=_("Take another copy of the backup: somebody has put something into this one."),
            )
        ours.discard(part)


def _check_ledger(
    backup: ArchiveReader, tables: dict[str, TableFacts], kept: Iterable[SignedHead]
) -> Verified:
    facts = backup.manifest.ledger
    heads = [*kept]
    if HEADS in tables:
        heads += [_head(row) for row in _rows(backup, tables[HEADS], _HEAD)]
    rows = _rows(backup, tables[ENTRIES], Row._fields) if ENTRIES in tables else iter(())
    found = verify(rows, dict.fromkeys(heads))
    words = found.fault.words if found.fault else facts.fault
    if not words and (found.entries, found.last) != (facts.entries, facts.last):
        words = _("The ledger has %(found)d entries, and the backup says %(told)d.") % {
            "found": found.entries,
            "told": facts.entries,
        }
    if words:
        raise BackupError(
            _("The ledger in the backup does not verify: %(fault)s") % {"fault": words},
            place=backup.place,
            mend=_("Take an earlier backup, whose ledger verifies."),
        )
    return found


def _rows(backup: ArchiveReader, table: TableFacts, columns: Iterable[str]) -> Iterator[list[Any]]:
    order = [table.columns.index(name) for name in columns]
    for line in backup.lines(table_part(table.name), table.digest):
        values = json.loads(line)
        yield [values[index] for index in order]


def _head(row: list[Any]) -> SignedHead:
    ledger, size, root, last, time, key, signature = row
    return SignedHead(Head(ledger, size, root, last, time), key, signature)


def _wrong_count(backup: ArchiveReader, table: TableFacts, rows: int) -> BackupError:
    return BackupError(
        _("The table %(table)s has %(found)d rows, and the backup says %(told)d.")
        % {"table": table.name, "found": rows, "told": table.rows},
        place=backup.place,
    )

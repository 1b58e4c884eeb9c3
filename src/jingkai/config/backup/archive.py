"""The file of a backup: a ZIP whose parts are written and read as streams, each with its SHA-256."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from jingkai.config.backup.errors import BackupError
from jingkai.config.backup.manifest import Manifest, read_manifest
from jingkai.kernel.language import gettext as _

MANIFEST = "manifest.json"
FILES = "files.jsonl"
KEYS = "keys.json"
_CHUNK = 1 << 20
_LINES = 1000
_LARGEST_DESCRIPTION = 16 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def table_part(name: str) -> str:
    """Return the name of the part that holds a table."""
    return f"tables/{name}.jsonl"


def file_part(name: str) -> str:
    """Return the name of the part that holds a received file."""
    return f"files/{name}"


class ArchiveWriter:
    """Write parts one after the other."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3)

    def lines(self, part: str, lines: Iterable[bytes]) -> tuple[int, str]:
        """Write lines (without their ends); return how many there were, and their SHA-256."""
        digest = hashlib.sha256()
        count = 0
        with self._zip.open(part, "w", force_zip64=True) as out:
            batch: list[bytes] = []
            for line in lines:
                batch.append(line)
                if len(batch) == _LINES:
                    count += len(batch)
                    _write(out, digest, b"\n".join(batch) + b"\n")
                    batch.clear()
            if batch:
                count += len(batch)
                _write(out, digest, b"\n".join(batch) + b"\n")
        return count, digest.hexdigest()

    def content(self, part: str, source: IO[bytes]) -> tuple[int, str]:
        """Write a file; return its size in bytes, and its SHA-256."""
        digest = hashlib.sha256()
        size = 0
        with self._zip.open(part, "w", force_zip64=True) as out:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                _write(out, digest, chunk)
        return size, digest.hexdigest()

    def close(self) -> None:
        """Write the table of contents."""
        self._zip.close()


def _write(out: IO[bytes], digest: hashlib._Hash, chunk: bytes) -> None:
    out.write(chunk)
    digest.update(chunk)


@contextmanager
def new_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Write a backup beside its place, and move it there when it is whole and on disk; a failed one is deleted.

    Raises :class:`~jingkai.config.backup.errors.BackupError` where the file is there already.
    """
    if path.exists():
        raise BackupError(
            _("This file is there already; a backup is never overwritten."),
            place=str(path),
            mend=_("Name another file."),
        )
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            archive = ArchiveWriter(file)
            yield archive
            archive.close()
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


class ArchiveReader:
    """A backup opened for reading. Every part is compared with its digest while it is read."""

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise BackupError(_("There is no such file."), place=self.place) from error
        except IsADirectoryError as error:
            raise BackupError(_("This is a folder, not a backup."), place=self.place) from error
        except zipfile.BadZipFile as error:
            raise BackupError(
                _("This is no whole backup: its end is missing, or it is another kind of file."),
                place=self.place,
                mend=_("Take another copy of it: it may have been cut off while it was copied."),
            ) from error
        self.manifest: Manifest = read_manifest(self._short(MANIFEST), self.place)

    def __enter__(self) -> ArchiveReader:
        """Use it in a ``with``."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the file."""
        self._zip.close()

    def parts(self) -> Iterator[str]:
        """Yield the name of every part in the file, as often as it is there."""
        yield from (one.filename for one in self._zip.infolist())

    def keys(self) -> bytes:
        """Return the part with the keys."""
        content = self._short(KEYS)
        if hashlib.sha256(content).hexdigest() != self.manifest.keys_digest:
            raise self._changed(KEYS)
        return content

    def lines(self, part: str, digest: str) -> Iterator[bytes]:
        """Yield the lines of a part. Raises :class:`BackupError` at the end where it is not what was written."""
        state = hashlib.sha256()
        with self._opened(part) as source, self._explained(part):
            for line in source:
                state.update(line)
                yield line
        if state.hexdigest() != digest:
            raise self._changed(part)

    def content(self, part: str, digest: str, take: Callable[[bytes], object]) -> None:
        """Hand the bytes of a part to ``take``. Raises :class:`BackupError` where it is not what was written."""
        state = hashlib.sha256()
        with self._opened(part) as source, self._explained(part):
            while chunk := source.read(_CHUNK):
                state.update(chunk)
                take(chunk)
        if state.hexdigest() != digest:
            raise self._changed(part)

    def _short(self, part: str) -> bytes:
        with self._opened(part) as source, self._explained(part):
            return source.read(_LARGEST_DESCRIPTION)

    def _opened(self, part: str) -> IO[bytes]:
        try:
            return self._zip.open(part)
        except KeyError as error:
            raise BackupError(
                _("The part %(part)s is missing.") % {"part": part},
                place=self.place,
                mend=_("Take another copy of the backup."),
            ) from error
        except _BROKEN as error:
            raise self._changed(part) from error

    @contextmanager
    def _explained(self, part: str) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            if isinstance(error, OSError) and error.errno:
                raise
            raise self._changed(part) from error

    def _changed(self, part: str) -> BackupError:
        return BackupError(
            _("The backup was changed or damaged: the part %(part)s is not what was written.")
            % {"part": part},
            place=self.place,
            mend=_("Take another copy of the backup."),
        )

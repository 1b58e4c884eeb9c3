"""Deliver documents in one form: to standard output, or as files that are whole or not there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jingkai.cli import terminal
from jingkai.cli.run import explained
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.documents.record import Record

ENDINGS = {"json": "json", "text": "txt", "akn": "xml", "markdown": "md", "docx": "docx"}
_LONGEST_STEM = 180  # bytes; file systems take 255 with ending and number


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document in its form, ready to be delivered.

    ``source`` is the path as given; ``notes`` say what the reader had to assume.
    """

    source: Path
    data: bytes
    notes: tuple[str, ...]


def render_file(path: Path, form: str | None, encoding: str | None) -> Rendered:
    """Read a file and write it in one form (``None``: the summary for people)."""
    from jingkai.cli.reading import read_record

    record = read_record(path, encoding)
    return Rendered(path, rendered(record, form), record.witness.notes)


def rendered(record: Record, form: str | None) -> bytes:
    """Write a record in one form, text as UTF-8."""
    if form is None:
        from jingkai.cli.summary import summary

        return summary(record).encode("utf-8")
    if form == "json":
        from jingkai.documents.export.json import to_json

        return json.dumps(to_json(record), ensure_ascii=False, indent=1).encode("utf-8")
    if form == "text":
        from jingkai.documents.export.text import to_text

        return to_text(record).encode("utf-8")
    if form == "akn":
        from jingkai.documents.export.akn import to_akn

        return to_akn(record).encode("utf-8")
    if form == "markdown":
        from jingkai.documents.export.markdown import to_markdown

        return to_markdown(record).encode("utf-8")
    from jingkai.documents.export.docx import to_docx

    return to_docx(record)


class Printer:
    """Prints documents one after the other; JSON as one array that is complete whatever failed."""

    def __init__(self, form: str | None) -> None:
        self._form = form
        self._count = 0

    def deliver(self, document: Rendered) -> None:
        """Print one document."""
        text = document.data.decode("utf-8").rstrip("\n")
        if self._form == "json":
            if not terminal.shows_unicode():
                text = json.dumps(json.loads(text), indent=1)
            click.echo("[" if self._count == 0 else ",")
            click.echo(text, nl=False)
        else:
            if self._count:
                click.echo()
            click.echo(text)
        self._count += 1

    def finish(self) -> None:
        """Close the array."""
        if self._form == "json":
            click.echo("\n]" if self._count else "[]")


class Folder:
    """Writes one file a document into a folder and prints the path of each.

    Names are those of the sources with the ending of the form; a name that comes twice in one run gets a number. A
    file is written under another name first, so that it is whole or not there. Raises
    :class:`~jingkai.kernel.errors.JingkaiError` at once for a folder that cannot be written to.
    """

    def __init__(self, folder: Path, form: str, sources: Sequence[Path]) -> None:
        self._folder, self._form = folder, form
        self._taken: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".jingkai.part"
            probe.touch()
            probe.unlink()
            self._received = {path.resolve() for path in sources}
        except OSError as error:
            raise explained(error, str(folder)) from error

    def deliver(self, document: Rendered) -> None:
        """Write one document.

        Raises :class:`~jingkai.kernel.errors.JingkaiError` where it would take the place of a file that is read.
        """
        target = self._folder / self._name(document.source)
        if target.resolve() in self._received:
            raise JingkaiError(
                _("This would overwrite the file that was received."),
                place=str(target),
                mend=_("Name another folder with --out."),
            )
        data = b"[\n" + document.data + b"\n]\n" if self._form == "json" else document.data
        part = target.with_name(f".{target.name}.part")
        try:
            part.write_bytes(data)
            part.replace(target)
        except OSError as error:
            raise explained(error, str(target)) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        click.echo(str(target))

    def finish(self) -> None:
        """Nothing is left to be done."""

    def _name(self, source: Path) -> str:
        # A name that is no text on disk (bytes of another encoding) gets U+FFFD for what it is not.
        stem = source.stem.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        while len(stem.encode("utf-8")) > _LONGEST_STEM:
            stem = stem[:-1]
        name, number = f"{stem}.{ENDINGS[self._form]}", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}.{ENDINGS[self._form]}"
        self._taken.add(name.casefold())
        return name

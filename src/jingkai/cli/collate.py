"""``jingkai collate``: one text out of several copies."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jingkai.cli import terminal
from jingkai.cli.options import FILE, encoding_option, form_options, print_json
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.documents.collate.apparatus import Collation
    from jingkai.documents.record import Record


@click.command(
    "collate",
    help=_("Collate copies of documents; copies of one document are found by number or likeness."),
    epilog=_("Without a form: a summary for people. A file given twice counts once."),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar=_("FILE..."))
@form_options(
    json=_("JSON: an array, an object a document: as of read, with its copies and where they differ."),
    text=_("Plain text: title, number, body, a clause a line."),
)
@encoding_option
def command(files: tuple[Path, ...], form: str | None, encoding: str | None) -> None:
    """Collate witnesses and print each established document."""
    records, failed = read_all(files, encoding)
    collations: list[Collation] = []
    if records:
        from jingkai.documents.collate import collate, group_witnesses

        collations = [collate(group) for group in group_witnesses(records)]
    if form == "json":
        from jingkai.documents.export.json import collation_to_json

        print_json([collation_to_json(collation) for collation in collations])
    elif collations:
        click.echo("\n\n".join((_text if form == "text" else _summary)(each) for each in collations))
    if failed:
        sys.exit(1)


def read_all(files: Iterable[Path], encoding: str | None) -> tuple[list[Record], bool]:
    """Read files for a command that needs all of them; say which failed, and whether any did."""
    from jingkai.cli.reading import read_each, read_record
    from jingkai.cli.run import complain

    paths = list({path.absolute(): path for path in files}.values())
    records: list[Record] = []
    failed = False
    task = partial(read_record, encoding=encoding)
    for path, answer in zip(paths, terminal.with_progress(read_each(paths, task), len(paths)), strict=True):
        if isinstance(answer, JingkaiError):
            complain(answer)
            failed = True
            continue
        for note in answer.witness.notes:
            terminal.say(f"jingkai: {path}: {note}")
        records.append(answer)
    return records, failed


def _text(collation: Collation) -> str:
    from jingkai.documents.export.text import to_text

    return to_text(collation.record).rstrip("\n")


def _summary(collation: Collation) -> str:
    from jingkai.cli.summary import summary

    return (
        summary(collation.record)
        + "\n  "
        + _("copies: %(copies)s; places where they differ: %(count)d")
        % {"copies": _(", ").join(collation.sources), "count": len(collation.variants)}
    )

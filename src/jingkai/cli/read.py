"""``jingkai read``: from files as they arrived to documents with citable clauses."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from jingkai.cli import delivery, terminal
from jingkai.cli.options import FILE, encoding_option, form_options, whole_number
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _


@click.command(
    "read",
    help=_("Read documents as they arrived: repair, parse, and read units, targets, money and citations."),
    epilog=_("Without a form: a summary for people. With --out alone: JSON."),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar=_("FILE..."))
@form_options(
    json=_("JSON: an array, an object a file (schema: jingkai schema)."),
    text=_("Plain text: title, number, body, a clause a line."),
    akn=_("Akoma Ntoso 3.0 (XML); several files need --out."),
    markdown=_("Markdown, with tables of repairs and of what to look at."),
    docx=_("DOCX in the layout of GB/T 9704 (needs --out)."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help=_("Write one file a document there, and print its path."),
)
@encoding_option
@click.option(
    "--jobs",
    type=whole_number(1, 64),
    metavar="N",
    help=_("Processes to use (default: one a core, for 8 files and more)."),
)
def command(
    files: tuple[Path, ...], form: str | None, out: Path | None, encoding: str | None, jobs: int | None
) -> None:
    """Read files and deliver them in one form."""
    if out is None and (form == "docx" or (form == "akn" and len(files) > 1)):
        raise click.UsageError(_("This form is one file a document: say where with --out."))
    form = form or ("json" if out else None)
    outlet = delivery.Folder(out, form, files) if out and form else delivery.Printer(form)
    from jingkai.cli.reading import read_each
    from jingkai.cli.run import complain

    failed = False
    task = partial(delivery.render_file, form=form, encoding=encoding)
    for answer in terminal.with_progress(read_each(files, task, jobs), len(files)):
        if isinstance(answer, JingkaiError):
            complain(answer)
            failed = True
            continue
        for note in answer.notes if form else ():  # the summary shows them itself
            terminal.say(f"jingkai: {answer.source}: {note}")
        try:
            outlet.deliver(answer)
        except JingkaiError as error:
            complain(error)
            failed = True
    outlet.finish()
    if failed:
        sys.exit(1)

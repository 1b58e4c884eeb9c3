"""``jingkai align``: what a lower document does about the one it implements."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jingkai.cli.options import FILE, encoding_option, form_options, print_json
from jingkai.kernel.language import gettext as _


@click.command(
    "align",
    help=_("Align a lower document with the one it implements: what answers what, and what nothing answers."),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("lower", type=FILE, metavar=_("LOWER"))
@click.argument("upper", type=FILE, metavar=_("UPPER"))
@form_options(
    json=_("JSON: an object with the pairs, the gaps above, and the clauses below that stand alone.")
)
@encoding_option
def command(lower: Path, upper: Path, form: str | None, encoding: str | None) -> None:
    """Align two documents and print the pairs."""
    from jingkai.cli.collate import read_all

    if lower.absolute() == upper.absolute():
        raise click.UsageError(_("These are the same file: name the lower document, then the upper one."))
    records, failed = read_all((lower, upper), encoding)
    if failed:
        sys.exit(1)
    below, above = records
    from jingkai.documents.align import align

    alignment = align(below, above)
    if form == "json":
        from jingkai.documents.export.json import alignment_to_json

        print_json(alignment_to_json(alignment))
        return
    from jingkai.documents.align.report import to_text

    click.echo(to_text(alignment, below, above))

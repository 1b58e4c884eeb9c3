"""``jingkai schema``: the shape of the JSON, for whoever programs against it."""

from __future__ import annotations

import click

from jingkai.cli.options import print_json
from jingkai.kernel.language import gettext as _


@click.command(
    "schema", help=_("Print the JSON Schema of what “read --json” prints."), options_metavar=_("[OPTIONS]")
)
def command() -> None:
    """Print the published JSON Schema."""
    from jingkai.documents.export.json import schema as published

    print_json(published())

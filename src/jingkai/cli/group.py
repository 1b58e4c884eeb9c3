"""The group of commands and its help."""

from __future__ import annotations

import click

from jingkai import __version__
from jingkai.cli import (
    account,
    align,
    backup,
    benefits,
    collate,
    demo,
    ledger,
    pack,
    read,
    restore,
    schema,
    search,
    serve,
)
from jingkai.kernel.language import gettext as _


@click.group(
    help=_("Jingkai: policy in, service out."),
    epilog=_(
        "Exit codes: 0 done; 1 something could not be done, see the messages; 2 wrong usage; 130 interrupted."
    ),
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="jingkai", message="%(prog)s %(version)s")
def cli() -> None:
    """Hold the commands together."""


for _module in (
    read,
    collate,
    align,
    search,
    schema,
    serve,
    ledger,
    pack,
    benefits,
    demo,
    account,
    backup,
    restore,
):
    cli.add_command(_module.command)

"""``jingkai backup``: everything that the site has kept in one file, while it runs."""

from __future__ import annotations

from pathlib import Path

import click

from jingkai.cli import terminal
from jingkai.cli.library import library, require_library
from jingkai.cli.options import FILE
from jingkai.cli.run import FAILED
from jingkai.kernel.language import gettext as _


@click.command(
    "backup",
    help=_("Write a backup into a file: database, ledger, received files, as they are at one moment."),
    epilog=_("The site may run meanwhile. Keys are only in it with --with-keys: keep them in another place."),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("file", type=FILE, metavar=_("FILE"))
@click.option(
    "--with-keys",
    is_flag=True,
    help=_("Put the keys into it too: whoever has the file can then read everything."),
)
def command(file: Path, *, with_keys: bool) -> None:
    """Make a backup."""
    require_library()
    with library():
        _set_up()
        from jingkai.config.backup.making import make_backup

        manifest = make_backup(file, with_keys=with_keys, say=terminal.status)
    terminal.status("")
    click.echo(str(file))
    click.echo(
        _("Tables: %(tables)d; rows: %(rows)d; received files: %(files)d; ledger entries: %(entries)d")
        % {
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "files": manifest.files,
            "entries": manifest.ledger.entries,
        }
    )
    if manifest.keys_inside:
        terminal.say(
            _(
                "THE KEYS ARE IN THIS FILE: whoever has it can read all personal data. Keep it under lock and key."
            )
        )
    else:
        terminal.say(
            _(
                "The keys are not in this file. Without data_key and persons_key personal data cannot be opened again."
            )
        )
    for name in manifest.missing:
        terminal.say("jingkai: " + _("%(name)s: this received file is missing.") % {"name": name})
    if manifest.ledger.fault:
        terminal.say(
            "jingkai: " + _("The ledger does not verify: %(fault)s") % {"fault": manifest.ledger.fault}
        )
        terminal.say(_("The backup was written all the same; restoring it will be refused."))
        raise click.exceptions.Exit(FAILED)


def _set_up() -> None:
    import django

    django.setup()
    from django.utils import translation

    from jingkai.kernel.language import command_line_language

    translation.activate("en" if command_line_language() == "en" else "zh-hans")

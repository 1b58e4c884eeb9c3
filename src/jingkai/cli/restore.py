"""``jingkai restore``: bring a backup back, after looking whether it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jingkai.cli import terminal
from jingkai.cli.library import library
from jingkai.cli.options import FILE
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.config.backup.archive import ArchiveReader
    from jingkai.config.backup.manifest import Manifest


@click.command(
    "restore",
    help=_("Restore a backup into an empty installation, on either database engine. Stop the site first."),
    epilog=_(
        "A backup that was changed, or whose ledger does not verify, is refused before anything is written."
    ),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("file", type=FILE, metavar=_("FILE"))
@click.option(
    "--check", is_flag=True, help=_("Only look whether the backup is whole and its ledger verifies.")
)
@click.option(
    "--replace",
    metavar="NAME",
    help=_(
        "Replace what is there; NAME is what the database is called, to confirm it. The old content is kept aside."
    ),
)
@click.option(
    "--without-sealed",
    is_flag=True,
    help=_("Where a key is lost for good: restore all but what only that key opens."),
)
@click.option(
    "--head",
    "head_files",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help=_("Verify against a signed head that was kept elsewhere; may be given several times."),
)
def command(
    file: Path, head_files: tuple[Path, ...], replace: str | None, *, check: bool, without_sealed: bool
) -> None:
    """Check a backup, and restore it."""
    from jingkai.cli.ledger import read_kept_head
    from jingkai.config.backup import checking
    from jingkai.config.backup.archive import ArchiveReader

    heads = [read_kept_head(path) for path in head_files]
    with ArchiveReader(file) as backup:
        _describe(backup.manifest)
        terminal.status(_("Checking every part …"))
        found = checking.check(backup, heads)
        terminal.status("")
        click.echo(_("The backup is whole; ledger entries verified: %(count)d") % {"count": found.entries})
        if not check:
            _restore(backup, replace, without_sealed=without_sealed)


def _restore(backup: ArchiveReader, replace: str | None, *, without_sealed: bool) -> None:
    """Put the keys into place, then the rest; a failure takes the keys away again."""
    from jingkai.config.backup import keys
    from jingkai.config.environment import data_folder

    folder = data_folder()
    inside = keys.read_values(backup.keys(), backup.place)
    faults = keys.unopened(backup.manifest, folder, inside)
    for fault in faults:
        if not without_sealed:
            raise fault
        terminal.say(f"jingkai: {fault.what}")
    if keys.is_signed_elsewhere(backup.manifest, folder):
        terminal.say(
            _("This backup was signed by another installation than this one: make sure that it is yours.")
        )
    written = keys.put_in_place(inside, folder)  # before Django starts, which would make others
    try:
        with library():
            _set_up()
            from jingkai.config.backup.restoring import restore

            restore(
                backup, replace=replace, without_sealed=bool(faults) and without_sealed, say=terminal.status
            )
    except BaseException:
        for name in written:
            (folder / name).unlink(missing_ok=True)
        raise
    terminal.status("")
    if written:
        terminal.say(_("Keys put in place: %(names)s") % {"names": _(", ").join(written)})
    click.echo(_("Restored. People sign in again; the site can be started."))


def _describe(manifest: Manifest) -> None:
    lines = (
        (_("made"), manifest.made),
        (_("by Jingkai"), manifest.version),
        (_("database"), manifest.engine),
        (_("rows in all tables"), f"{manifest.rows:,}"),
        (_("received files"), f"{manifest.files:,}"),
        (_("ledger entries"), f"{manifest.ledger.entries:,}"),
        (_("hash of the last entry"), manifest.ledger.last),
        (_("signed by"), manifest.signed_by),
    )
    for label, value in lines:
        click.echo(_("%(label)s: %(value)s") % {"label": label, "value": value})


def _set_up() -> None:
    import django

    django.setup()
    from django.utils import translation

    from jingkai.kernel.language import command_line_language

    translation.activate("en" if command_line_language() == "en" else "zh-hans")

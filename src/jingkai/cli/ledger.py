"""``jingkai ledger``: verify the record of rights and money, and publish signed heads of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jingkai.cli import terminal
from jingkai.cli.library import library, require_library
from jingkai.cli.options import print_json
from jingkai.cli.run import FAILED, explained
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.ledger.heads import SignedHead
    from jingkai.ledger.verify import Verified


@click.group(
    "ledger",
    help=_("Verify the ledger, and publish signed heads of it."),
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
)
def command() -> None:
    """Hold the commands on the ledger together."""


@command.command(
    "verify",
    help=_("Verify every entry: find the first that was changed, removed, inserted or moved."),
    epilog=_("A head that was kept elsewhere also proves that nothing was cut off or written anew."),
    options_metavar=_("[OPTIONS]"),
)
@click.option(
    "--head",
    "head_files",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help=_("Verify against a signed head that was kept elsewhere; may be given several times."),
)
@click.option("--json", "as_json", is_flag=True, help=_("JSON instead of text."))
def verify(head_files: tuple[Path, ...], *, as_json: bool) -> None:
    """Verify the ledger; exit code 1 where something is wrong with it."""
    kept = [read_kept_head(path) for path in head_files]
    require_library()
    with library():
        _set_up()
        from jingkai.ledger import selectors

        found = selectors.verify_database(kept, _progress)
    _wipe()
    if as_json:
        print_json(_as_json(found))
    else:
        _print(found)
    if not found.is_whole:
        raise click.exceptions.Exit(FAILED)


@command.command(
    "head",
    help=_("Sign what the ledger is now, publish it, and print it as JSON."),
    epilog=_("Keep heads where whoever runs this machine cannot change them."),
    options_metavar=_("[OPTIONS]"),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write the head into a file, which must not be there yet."),
)
def head(out: Path | None) -> None:
    """Publish a head."""
    require_library()
    with library():
        _set_up()
        from jingkai.ledger import services

        signed = services.publish_head()
    if signed is None:
        raise JingkaiError(_("The ledger is empty: there is nothing to sign yet."))
    if out is None:
        print_json(signed.to_json())
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(json.dumps(signed.to_json(), indent=1) + "\n")
    except FileExistsError as error:
        raise JingkaiError(
            _("This file is there already; a head is never overwritten."),
            place=str(out),
            mend=_("Name another file with --out."),
        ) from error
    except OSError as error:
        raise explained(error, str(out)) from error
    click.echo(str(out))


def _set_up() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.utils import translation

    from jingkai.kernel.language import command_line_language

    translation.activate("en" if command_line_language() == "en" else "zh-hans")
    if "ledger_ledgerentry" not in connection.introspection.table_names():
        raise JingkaiError(
            _("There is no ledger here yet."),
            mend=_("Start the site once with “jingkai serve”, which sets it up."),
        )


def read_kept_head(path: Path) -> SignedHead:
    """Read a signed head from a file. Raises :class:`~jingkai.kernel.errors.JingkaiError` naming the file."""
    from jingkai.ledger.heads import read_head

    try:
        return read_head(path.read_text(encoding="utf-8"), place=str(path))
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError):
            raise explained(error, str(path)) from error
        raise JingkaiError(_("This is no signed head of a ledger."), place=str(path)) from error


def _progress(number: int) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{number:,}")
        sys.stderr.flush()


def _wipe() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _as_json(found: Verified) -> dict[str, object]:
    fault = found.fault
    return {
        "entries": found.entries,
        "last": found.last,
        "root": found.root,
        "heads": found.heads,
        "fault": None
        if fault is None
        else {"kind": fault.kind, "number": fault.number, "after": fault.after, "words": fault.words},
    }


def _print(found: Verified) -> None:
    if found.fault is not None:
        terminal.say("jingkai: " + found.fault.words)
        click.echo(_("Entries that are as they were written: %(count)d") % {"count": found.entries})
        return
    click.echo(_("Entries verified: %(count)d") % {"count": found.entries})
    click.echo(_("Signed heads that agree: %(count)d") % {"count": found.heads})
    click.echo(_("Hash of the last entry: %(hash)s") % {"hash": found.last})
    click.echo(_("Root of the tree: %(hash)s") % {"hash": found.root})

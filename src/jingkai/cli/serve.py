"""``jingkai serve``: the library as pages, on this machine."""

from __future__ import annotations

import click

from jingkai.cli.library import library
from jingkai.cli.options import whole_number
from jingkai.kernel.language import gettext as _


@click.command(
    "serve",
    help=_("Serve the library on this machine; sets up what is missing first."),
    epilog=_("Data lie in the folder var, or where JINGKAI_DATA says. Ctrl-C stops the server."),
    options_metavar=_("[OPTIONS]"),
)
@click.option(
    "--port",
    type=whole_number(1, 65535),
    metavar="PORT",
    help=_("Port (default: 8000, or the next free one)."),
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help=_("Address to listen on.")
)
@click.option(
    "--no-worker", is_flag=True, help=_("Start no background worker: where another service runs it.")
)
def command(port: int | None, host: str, *, no_worker: bool) -> None:
    """Serve the pages."""
    from jingkai.config.serve import serve

    with library():
        serve(port=port, host=host, worker=not no_worker)

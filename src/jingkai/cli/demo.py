"""``jingkai demo``: a fictional zone to try everything on."""

from __future__ import annotations

import click

from jingkai.cli import terminal
from jingkai.cli.library import library
from jingkai.cli.options import whole_number
from jingkai.kernel.language import gettext as _


@click.command(
    "demo",
    help=_("Fill an empty installation with a fictional zone and the people to sign in as."),
    epilog=_("Everything in it is synthetic, and every page says so. The same seed makes the same zone."),
    options_metavar=_("[OPTIONS]"),
)
@click.option(
    "--if-empty", is_flag=True, help=_("Do nothing where accounts or enterprises are here already.")
)
@click.option(
    "--seed", type=whole_number(0, 2**31), metavar=_("NUMBER"), help=_("Seed (default: a fixed one).")
)
def command(if_empty: bool, seed: int | None) -> None:
    """Make the demo zone."""
    from jingkai.config.serve import open_library

    with library():
        open_library(terminal.say)
        from jingkai.config.demo import build, desks, history
        from jingkai.config.demo.world import SEED

        if if_empty and not build.installation_is_empty():
            return
        terminal.say(_("Making the demo zone …"))
        with terminal.bar() as show:
            made = build.build(SEED if seed is None else seed, progress=show)
            history.tell(made, SEED if seed is None else seed, progress=show)
        build.load_samples(terminal.say)
        desks.lay_out(made, SEED if seed is None else seed)
        terminal.say(_("The demo zone is ready. Everything in it is synthetic."))

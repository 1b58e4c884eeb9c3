"""The rules that a command computes by: a policy pack, and the day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jingkai.cli.options import FILE
from jingkai.cli.run import FAILED, complain
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.policy.loading import LoadedPack

pack_option = click.option(
    "--pack", "folder", type=FILE, required=True, metavar="FOLDER", help=_("The policy pack.")
)
day_option = click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=_("The day whose rules apply (default: today)."),
)


def day_or_today(day: datetime | None) -> date:
    """Return the day that was named; without one today, where the reader is."""
    return day.date() if day else date.today()  # noqa: DTZ011 - the day on which rules apply is the reader's


def checked_pack(folder: Path) -> LoadedPack:
    """Return the pack in a folder; one with faults ends the command after all of them were told."""
    from jingkai.policy.checking import load_checked_pack
    from jingkai.policy.faults import PackFaults

    try:
        return load_checked_pack(folder)
    except PackFaults as faults:
        for fault in faults.faults:
            complain(JingkaiError(fault.words, place=fault.place, mend=fault.mend))
        raise click.exceptions.Exit(FAILED) from faults

"""``jingkai benefits discover``: open the claims of everybody in a zone whom the rules give a sum."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from jingkai.cli import terminal
from jingkai.cli.library import library, require_library, set_up
from jingkai.cli.options import print_json
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.benefits.models import BenefitRun
    from jingkai.registry.models import Zone

_SHOWN = 5
"""So many codes are named to whoever gave one that is not there."""


@click.command(
    "discover",
    help=_(
        "Open the claims of all enterprises and projects that the rules give a sum, and ask their consent."
    ),
    epilog=_(
        "Reviewed packs only, by the rules and facts of today. Done again it opens nothing twice; claims that were rejected "
        "or withdrawn are left alone."
    ),
    options_metavar=_("[OPTIONS]"),
)
@click.option("--zone", "code", default="", metavar="CODE", help=_("One zone only (default: all)."))
@click.option(
    "--dry-run", "only_computes", is_flag=True, help=_("Compute and say what it comes to; open nothing.")
)
@click.option("--json", "as_json", is_flag=True, help=_("JSON instead of text."))
def command(code: str, *, only_computes: bool, as_json: bool) -> None:
    """Run every pack over its zones, and open the claims."""
    require_library()
    with library():
        set_up()
        runs = _carry_out(code, only_computes=only_computes)
        if as_json:
            print_json([_as_json(run) for run in runs])
            return
        for run in runs:
            click.echo(f"{run.zone.code}  {run.document}  {_told(run, only_computes=only_computes)}")
        if not runs:
            terminal.say(_("No reviewed pack applies in any zone today, so there is nothing to find."))


def _carry_out(code: str, *, only_computes: bool) -> list[BenefitRun]:
    from django.utils import timezone
    from django.utils.translation import get_language

    from jingkai.benefits.models.runs import RunState
    from jingkai.benefits.selectors.subjects import policies_for
    from jingkai.benefits.services import running
    from jingkai.policy.services import record_packs

    record_packs()
    today = timezone.localdate()
    wanted = [(zone, policy) for zone in _zones(code) for policy in policies_for(zone, today)]
    runs = []
    with terminal.bar() as progress:
        for done, (zone, policy) in enumerate(wanted):
            progress(f"{zone.code} {policy.number}", done, len(wanted))
            run = running.start(zone, policy, today, owner=None, language=get_language(), queued=False)
            running.work_on(run.pk)
            run.refresh_from_db()
            if run.state == RunState.COMPUTED and not only_computes:
                running.open_claims(run, queued=False)
                running.work_on(run.pk)
                run.refresh_from_db()
            if run.state == RunState.FAILED:
                raise JingkaiError(run.problem, place=f"{zone.code} {policy.number}", mend=run.mend)
            runs.append(run)
    return runs


def _zones(code: str) -> list[Zone]:
    from jingkai.registry.models import Zone

    zones = list(Zone.objects.order_by("code"))
    if not code:
        return zones
    found = [one for one in zones if one.code == code]
    if not found:
        raise JingkaiError(
            _("There is no zone with the code “%(code)s”.") % {"code": code},
            place="--zone",
            mend=_("There are: %(codes)s.") % {"codes": ", ".join(_likest(code, zones)) or _("none")},
        )
    return found


def _likest(code: str, zones: list[Zone]) -> list[str]:
    codes = [one.code for one in zones]
    return get_close_matches(code, codes, _SHOWN, 0) or codes[:_SHOWN]


def _told(run: BenefitRun, *, only_computes: bool) -> str:
    count = sum(row["to_claim"] for row in run.totals)
    left = f"{_sum(run, 'settled'):,.2f}"
    if only_computes:
        return _("claims to be had: %(count)d, together %(yuan)s yuan") % {"count": count, "yuan": left}
    return _(
        "claims opened: %(opened)d, standing: %(standing)d, left out: %(out)d, together %(yuan)s yuan"
    ) % {
        "opened": run.opened,
        "standing": run.standing,
        "out": sum(one["count"] for one in run.left_out),
        "yuan": left,
    }


def _sum(run: BenefitRun, column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in run.totals), Decimal(0))


def _as_json(run: BenefitRun) -> dict[str, object]:
    return {
        "zone": run.zone.code,
        "document": run.document,
        "rules": run.rules,
        "on": run.on.isoformat(),
        "state": run.state,
        "subjects": run.subjects,
        "yuan": f"{_sum(run, 'yuan'):f}",
        "still_to_be_had": f"{_sum(run, 'settled'):f}",
        "opened": run.opened,
        "standing": run.standing,
        "left_out": run.left_out,
        "benefits": run.totals,
    }

"""``jingkai benefits evidence``: papers of claims that have been kept long enough, and the removal of their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jingkai.cli import terminal
from jingkai.cli.library import library, require_library, set_up
from jingkai.cli.options import print_json
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.benefits.models import Evidence


@click.command(
    "evidence",
    help=_("List papers of claims that have been kept long enough, and remove their files."),
    epilog=_(
        "JINGKAI_EVIDENCE_YEARS says how long, from the end of the year in which a claim ended. Papers of claims that are "
        "open are never listed. What is removed is the file: its digest stays, and the ledger says why."
    ),
    options_metavar=_("[OPTIONS]"),
)
@click.option(
    "--expired", "only_expired", is_flag=True, help=_("Those that have been kept long enough (needed).")
)
@click.option("--remove", is_flag=True, help=_("Remove their files; needs a reason."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why they are removed; it stays in the ledger."))
@click.option("--json", "as_json", is_flag=True, help=_("JSON instead of text."))
def command(*, only_expired: bool, remove: bool, reason: str, as_json: bool) -> None:
    """List what may be removed; remove it where that is asked for."""
    if not only_expired:
        raise JingkaiError(
            _("Say which papers are meant."),
            place="--expired",
            mend=_("Write jingkai benefits evidence --expired."),
        )
    if remove and not reason.strip():
        raise JingkaiError(
            _("Nothing is removed without a reason."),
            place="--reason",
            mend=_("Name the decision, such as the list that the archive has approved."),
        )
    require_library()
    with library():
        set_up()
        _listed_and_removed(remove=remove, reason=reason, as_json=as_json)


def _listed_and_removed(*, remove: bool, reason: str, as_json: bool) -> None:
    from django.conf import settings
    from django.utils import timezone

    from jingkai.benefits.services.evidence_retention import expired, remove_expired

    papers = list(expired(timezone.localdate()))
    removed = remove_expired(papers, reason=reason) if remove else 0
    if as_json:
        told = [_as_json(one) for one in papers]
        print_json({"years": settings.EVIDENCE_YEARS, "expired": told, "removed": removed})
        return
    for one in papers:
        click.echo(f"{one.claim}  {one.handed_in:%Y-%m-%d}  {one.size:>10,}  {one.digest}  {one.paper}")
    if not settings.EVIDENCE_YEARS:
        terminal.say(_("JINGKAI_EVIDENCE_YEARS is 0: papers are kept for good."))
    elif remove:
        terminal.say(_("Files removed: %(count)d. Their digests stay.") % {"count": removed})
    else:
        terminal.say(
            _("Papers kept longer than %(years)d years: %(count)d. Nothing is removed.")
            % {"years": settings.EVIDENCE_YEARS, "count": len(papers)}
        )


def _as_json(one: Evidence) -> dict[str, object]:
    return {
        "claim": one.claim,
        "paper": one.paper,
        "digest": one.digest,
        "size": one.size,
        "handed_in": one.handed_in.isoformat(),
    }

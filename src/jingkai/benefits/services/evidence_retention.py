"""How long papers of claims are kept: some years after the claim has ended, then their files may be removed.

What is removed is the file and its name. The row stays, with the digest of the bytes, and the ledger says which file was
removed when and why: that the paper was there, and which one it was, can be proved as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.claims.demands import said
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow, Evidence
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.services.claim_rows import NAME
from jingkai.kernel import clock
from jingkai.kernel.language import gettext as _
from jingkai.ledger import services as ledger
from jingkai.ledger.entry import Event
from jingkai.ledger.services import catch_up

ACTOR = "system:benefits"
KIND = "evidence"
"""Kind of the streams that say what became of papers; one for each claim."""

ENDED = frozenset({State.CLOSED, State.REJECTED, State.WITHDRAWN})
"""States in which nothing is left to do with a claim. In every other one its papers stay, however old they are."""


def expired(today: date, years: int | None = None) -> QuerySet[Evidence]:
    """Return the papers whose files are kept and may be removed, the oldest first.

    Years are counted from the end of the year in which the claim ended, as archives count them; ``years`` is by default
    what the installation has set, 0 keeps everything.
    """
    kept = settings.EVIDENCE_YEARS if years is None else years
    if not kept:
        return Evidence.objects.none()
    catch_up(NAME)
    before = datetime(max(today.year - kept, 1), 1, 1, tzinfo=CHINA)
    settled = Q(clawed_back=None) | Q(recovered__gte=F("clawed_back"))
    ended = ClaimRow.objects.filter(settled, state__in=ENDED, since__lt=before)
    return Evidence.objects.filter(removed=None, claim__in=ended.order_by().values("claim")).order_by(
        "handed_in", "id"
    )


def remove_expired(papers: Iterable[Evidence], *, reason: str) -> int:
    """Remove the files of expired papers for a reason that stays in the ledger; return how many were removed.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` without a reason, and for a paper of a claim that is open.
    """
    reason = said(reason, "reason")
    removed = 0
    for paper in papers:
        with transaction.atomic():
            removed += _remove(paper.pk, reason)
    sweep()
    return removed


def sweep() -> None:
    """Delete what a removal that was cut off has left: files of papers that are recorded as removed."""
    for paper in Evidence.objects.exclude(removed=None).exclude(file=""):
        _delete(paper)


def _remove(key: UUID, reason: str) -> bool:
    paper = Evidence.objects.select_for_update().get(pk=key)
    if paper.removed is not None:
        return False
    claim = the_claim(paper.claim)
    _check_ended(claim)
    ledger.append(
        f"{KIND}/{paper.claim}",
        [
            Event(
                "evidence.removed",
                {
                    "claim": paper.claim,
                    "paper": paper.paper,
                    "digest": paper.digest,
                    "size": paper.size,
                    "handed_in": paper.handed_in.isoformat(),
                    "years": settings.EVIDENCE_YEARS,
                    "reason": reason,
                },
            )
        ],
        expected_version=None,
        command_id=f"evidence-removed:{paper.pk}",
        actor=ACTOR,
        provision=claim.right.clause,
    )
    paper.removed, paper.filename = clock.now(), ""
    paper.save(update_fields=["removed", "filename"])
    transaction.on_commit(lambda: _delete(paper))
    return True


def _check_ended(claim: Claim) -> None:
    if claim.state not in ENDED or claim.owed:
        raise ClaimError(
            _("The claim is at “%(state)s”: its papers are kept.") % {"state": claim.state.words},
            place=claim.stream,
            mend=_("Remove papers of claims that have ended alone."),
        )


def _delete(paper: Evidence) -> None:
    paper.file.storage.delete(paper.file.name or "")
    Evidence.objects.filter(pk=paper.pk).update(file="")

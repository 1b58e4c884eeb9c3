"""Papers of a claim: handed in by the enterprise, taken back only as long as nobody has looked at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.officer import Officer, check_right
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import Evidence
from jingkai.benefits.papers import LONGEST_NAME, MOST_FILES, kind_of
from jingkai.benefits.selectors.claims import the_claim
from jingkai.kernel import clock
from jingkai.kernel.language import gettext as _
from jingkai.ledger.crypto import sm3

_OPEN = frozenset({State.DISCOVERED, State.CONSENTED})


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is handed in: what the pack calls the paper, which facts it proves, and the file."""

    paper: str
    facts: tuple[str, ...]
    file: UploadedFile[Any]


def hand_in(claim: str, papers: Sequence[Paper], *, by: Officer) -> list[Evidence]:
    """Keep papers of a claim under names that say nothing; the same file for the same paper is kept once.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` for a file that is not taken (then none is kept) and for a
    claim that has been verified, and :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    found = the_claim(claim)
    check_right(by, actions.HAND_IN, found)
    _check_open(found)
    read = [(one, content, kind_of(content, one.file.name or "")) for one, content in _contents(papers)]
    kept: list[Evidence] = []
    try:
        with transaction.atomic():
            kept_before = Evidence.objects.filter(claim=claim, removed=None)
            if kept_before.count() + len(read) > MOST_FILES:
                raise ClaimError(
                    _("A claim has at most %(most)d files.") % {"most": MOST_FILES},
                    place="evidence",
                    mend=_("Put several pages into one PDF."),
                )
            for one, content, kind in read:
                digest = sm3(content).hex()
                if kept_before.filter(paper=one.paper, digest=digest).exists():
                    continue
                row = Evidence(
                    claim=claim,
                    zone=found.claimant.zone,
                    enterprise=found.claimant.enterprise,
                    paper=one.paper,
                    facts=list(one.facts),
                    filename=_shown(one.file.name or ""),
                    kind=kind.value,
                    size=len(content),
                    digest=digest,
                    handed_in_by=by.actor,
                    handed_in=clock.now(),
                )
                row.file.save(row.filename, ContentFile(content), save=False)
                kept.append(row)
                row.save(force_insert=True)
    except BaseException:
        for row in kept:
            row.file.storage.delete(row.file.name or "")
        raise
    return kept


def may_be_taken_back(evidence: Evidence, claim: Claim) -> bool:
    """Whether nobody has relied on a paper yet: a claim that is found again keeps what it had the first time."""
    return claim.state is State.DISCOVERED and evidence.handed_in >= claim.since


def take_back(evidence: Evidence, *, by: Officer) -> None:
    """Take a paper back and delete its file, before the claim is consented to.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` once it is, and
    :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    found = the_claim(evidence.claim)
    check_right(by, actions.HAND_IN, found)
    if not may_be_taken_back(evidence, found):
        raise ClaimError(
            _("The claim has been consented to: its papers stay as they are."),
            place=evidence.filename,
            mend=_("Hand in another paper beside it; whoever verifies the claim sees both."),
        )
    name, storage = evidence.file.name or "", evidence.file.storage
    with transaction.atomic():
        evidence.delete()
        transaction.on_commit(lambda: storage.delete(name))


def _contents(papers: Sequence[Paper]) -> list[tuple[Paper, bytes]]:
    found = []
    for one in papers:
        one.file.seek(0)
        found.append((one, one.file.read()))
    return found


def _check_open(claim: Claim) -> None:
    if claim.state not in _OPEN:
        raise ClaimError(
            _("The claim is at “%(state)s”: papers are taken until it is verified.")
            % {"state": claim.state.words},
            place=claim.stream,
            mend=_("Turn to the service window of the zone."),
        )


def _shown(name: str) -> str:
    """Return a file's name as it may be shown: without folders, without what does not print."""
    plain = "".join(char for char in Path(name.replace("\\", "/")).name if char.isprintable())
    return plain[-LONGEST_NAME:] or "file"

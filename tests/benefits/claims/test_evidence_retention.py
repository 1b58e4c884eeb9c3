"""Papers of claims are kept for years after a claim has ended; then their files go, and the proof of them stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from claim_steps import FRIDAY, MAKER, OWNER, ZONE, claim_at, command, finding, granted, take
from django.core.files.base import ContentFile

from jingkai.accounts.roles import Role
from jingkai.benefits.claims.commands import ClawBack, Reject, Withdraw
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import Evidence
from jingkai.benefits.services import claims, evidence_retention
from jingkai.benefits.services.evidence_retention import ENDED, expired, remove_expired, sweep
from jingkai.ledger.crypto import sm3
from jingkai.ledger.entry import read_entry
from jingkai.ledger.models import LedgerEntry

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
LAST_DAY, DAY_AFTER = date(2056, 12, 31), date(2057, 1, 1)
"""The claims end in March 2026: thirty years after that year are over on the first day of 2057."""


@pytest.fixture(autouse=True)
def own_files(tmp_path, settings):
    """Keep the files of a test away from those of whoever runs it."""
    settings.RECEIVED_FILES = tmp_path / "received"
    settings.EVIDENCE_YEARS = 30


def paper_of(claim, content: bytes = PDF) -> Evidence:
    row = Evidence(
        claim=claim.id,
        zone=ZONE,
        enterprise=claim.claimant.enterprise,
        paper="审计报告",
        filename="何晓的报告.pdf",
        kind="pdf",
        size=len(content),
        digest=sm3(content).hex(),
        handed_in_by=OWNER.actor,
        handed_in=claim.since,
    )
    row.file.save(row.filename, ContentFile(content), save=False)
    row.save(force_insert=True)
    return row


def ended(state: State):
    """Return a claim that has ended so."""
    granted()
    if state is State.REJECTED:
        return take(claim_at(State.VERIFIED), Reject("不符合", "art_1"), MAKER)
    if state is State.WITHDRAWN:
        return take(claim_at(State.CONSENTED), Withdraw("误报"), OWNER)
    return claim_at(state)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_papers_of_a_claim_that_has_ended_are_kept_until_its_years_are_over(state):
    paper = paper_of(ended(state))
    assert list(expired(LAST_DAY)) == []
    assert list(expired(DAY_AFTER)) == [paper]


@pytest.mark.parametrize(
    "state", [one for one in State if one not in ENDED | {State.OBJECTED, State.CLAWED_BACK}]
)
def test_papers_of_open_claims_are_never_listed_and_never_removed(state):
    granted()
    paper = paper_of(claim_at(state))
    assert list(expired(date(2999, 1, 1))) == []
    with pytest.raises(ClaimError, match="its papers are kept"):
        remove_expired([paper], reason="清理")
    assert Path(paper.file.path).read_bytes() == PDF
    assert not LedgerEntry.objects.filter(type="evidence.removed").exists()


def test_where_money_is_owed_the_papers_are_kept():
    granted()
    found = claim_at(State.CLOSED)
    paper_of(found)
    take(found, ClawBack(Decimal("1.00"), "x", "art_1"), MAKER)
    assert list(expired(date(2999, 1, 1))) == []


def test_the_file_and_its_name_go_and_the_digest_stays_with_the_reason(
    django_capture_on_commit_callbacks,
):
    paper = paper_of(ended(State.CLOSED))
    path = Path(paper.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_expired(expired(DAY_AFTER), reason="青档〔2057〕1号销毁清册") == 1
    assert not path.exists()
    paper.refresh_from_db()
    assert (paper.digest, paper.filename, bool(paper.file)) == (sm3(PDF).hex(), "", False)
    entry = LedgerEntry.objects.get(type="evidence.removed")
    told = read_entry(entry.content, entry.hash)
    assert told.data["digest"] == paper.digest and told.data["reason"] == "青档〔2057〕1号销毁清册"
    assert told.provision and "何晓" not in entry.content
    assert list(expired(DAY_AFTER)) == []
    assert remove_expired([paper], reason="again") == 0


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_removed_without_a_reason(reason):
    paper = paper_of(ended(State.CLOSED))
    with pytest.raises(ClaimError, match="filled in"):
        remove_expired([paper], reason=reason)
    assert Path(paper.file.path).exists()


def test_a_removal_that_was_cut_off_is_finished_by_the_next(monkeypatch):
    paper = paper_of(ended(State.CLOSED))
    monkeypatch.setattr(evidence_retention, "_delete", lambda _paper: None)  # killed before the file is gone
    remove_expired(expired(DAY_AFTER), reason="期满")
    assert Path(paper.file.path).exists()
    monkeypatch.undo()
    sweep()
    assert not Path(paper.file.path).exists()


def test_nought_years_keep_everything(settings):
    paper_of(ended(State.CLOSED))
    settings.EVIDENCE_YEARS = 0
    assert list(expired(date(2999, 1, 1))) == []


def test_the_page_says_that_the_file_was_removed_and_which_it_was(
    client_as, django_capture_on_commit_callbacks
):
    paper = paper_of(ended(State.CLOSED))
    client = client_as(Role.CASE_OFFICER)
    client.cookies["jingkai_language"] = "en"
    with django_capture_on_commit_callbacks(execute=True):
        remove_expired([paper], reason="期满")
    page = client.get(f"/benefits/claims/{paper.claim}/").content.decode()
    assert "after its time" in page and paper.digest[:12] in page
    answer = client.get(paper.get_absolute_url(), follow=True)
    assert "not kept any more" in answer.content.decode()


def test_a_claim_that_is_found_again_keeps_its_papers():
    paper = paper_of(ended(State.WITHDRAWN))
    assert list(expired(DAY_AFTER)) == [paper]
    claims.discover(finding(), by=Machine(), command_id=command(), now=FRIDAY)
    assert list(expired(date(2999, 1, 1))) == []

"""Verification: evidence, judgements with reasons, and never more than the rules give."""

from __future__ import annotations

from decimal import Decimal

import pytest
from claim_steps import (
    CONSENT,
    FRIDAY,
    MAKER,
    OFFICER,
    OWNER,
    claim_at,
    command,
    finding,
    take,
    verification,
)

from jingkai.benefits.claims.commands import Judged
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.claims.states import State
from jingkai.benefits.services import claims
from jingkai.ledger import selectors as ledger


def judged_claim():
    wanted = finding(judgements=("newness",))
    found = claims.discover(wanted, by=Machine(), command_id=command(), now=FRIDAY)
    return take(found, CONSENT, OWNER)


def test_evidence_and_judgements_stand_in_the_ledger_with_their_reasons():
    found = take(judged_claim(), verification(judged={"newness": Judged(True, "2026年新认定")}), OFFICER)
    assert (found.state, found.verified, found.verified_by) == (
        State.VERIFIED,
        Decimal("500000.00"),
        "user:officer",
    )
    data = list(ledger.entries(found.stream))[-1].data
    assert data["evidence"][0]["paper"] == "获奖文件"
    assert data["judged"]["newness"] == {"holds": True, "reason": "2026年新认定"}


def test_a_judgement_left_open_or_without_reason_or_against_is_no_verification():
    found = judged_claim()
    with pytest.raises(ClaimError, match="newness"):
        take(found, verification(), OFFICER)
    with pytest.raises(ClaimError, match="filled in"):
        take(found, verification(judged={"newness": Judged(True, " ")}), OFFICER)
    with pytest.raises(ClaimError, match="against the claim"):
        take(found, verification(judged={"newness": Judged(False, "早已认定")}), OFFICER)


def test_no_fen_more_than_the_rules_give_and_less_only_with_a_reason():
    found = claim_at(State.CONSENTED)
    with pytest.raises(ClaimError, match="more than the rules give"):
        take(found, verification(yuan=Decimal("500000.01")), OFFICER)
    with pytest.raises(ClaimError, match="reason"):
        take(found, verification(yuan=Decimal("499999.99")), OFFICER)
    less = take(found, verification(yuan=Decimal("499999.99"), reason="发票差一分"), OFFICER)
    assert less.verified == Decimal("499999.99")


@pytest.mark.parametrize("yuan", ["0", "-1", "0.001", "NaN", "1E+30"])
def test_a_sum_that_is_no_money_is_refused(yuan):
    with pytest.raises(ClaimError) as fault:
        take(claim_at(State.CONSENTED), verification(yuan=Decimal(yuan)), OFFICER)
    assert fault.value.place == "yuan"


def test_without_evidence_nothing_is_verified():
    with pytest.raises(ClaimError, match="No evidence"):
        take(claim_at(State.CONSENTED), verification(evidence=()), OFFICER)


@pytest.mark.parametrize("by", [OWNER, MAKER], ids=lambda by: by.actor)
def test_only_clerks_and_case_officers_verify(by):
    with pytest.raises(NotAllowedError):
        take(claim_at(State.CONSENTED), verification(), by)


def test_somebody_who_has_seen_an_older_claim_is_told_so():
    from jingkai.ledger.errors import ConflictError

    found = claim_at(State.CONSENTED)
    with pytest.raises(ConflictError):
        claims.take(found.id, verification(), by=OFFICER, command_id=command(), expected_version=1)

"""Opening a claim for what the rules say."""

from __future__ import annotations

from datetime import date

import pytest
from claim_steps import (
    CONSENT,
    FRIDAY,
    LATER,
    OFFICER,
    OWNER,
    STRANGER,
    USCC,
    claim_at,
    command,
    finding,
    take,
)

from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import claim_id, period_key, proof_of
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.claims.states import State
from jingkai.benefits.services import claims
from jingkai.ledger import selectors as ledger
from jingkai.ledger.errors import CommandReusedError, InvalidEventError
from jingkai.policy.rules.receipt import Receipt
from jingkai.policy.schema.benefits import Benefit


def test_a_claim_holds_the_digests_of_rules_and_facts_and_names_its_clause_on_every_entry():
    found = claim_at(State.APPROVED)
    assert (found.proof.rules, found.proof.facts) == ("a" * 64, "b" * 64)
    entries = list(ledger.entries(found.stream))
    assert {entry.provision for entry in entries} == {"澄政办发〔2025〕11号 art_2__item_10"}
    assert {entry.data["document"] for entry in entries} == {"澄政办发〔2025〕11号"}
    assert {entry.data["provision"] for entry in entries} == {"art_2__item_10"}


def test_the_receipt_is_sealed_and_can_be_opened_again():
    found = claim_at(State.DISCOVERED)
    (entry,) = ledger.entries(found.stream)
    assert "receipt" not in entry.data
    assert ledger.personal_fields(entry) == {"receipt": '{"receipt":1}'}


def test_the_same_benefit_is_not_claimed_twice_for_one_period():
    claim_at(State.CONSENTED)
    with pytest.raises(ClaimError, match="claimed already"):
        claims.discover(finding(), by=Machine(), command_id=command())


def test_the_next_year_and_another_subject_are_other_claims():
    ids = {
        claim_at(State.DISCOVERED).id,
        claim_at(State.DISCOVERED, period="year-2027").id,
        claim_at(State.DISCOVERED, key="91320594MA1MYD5H0J").id,
    }
    assert len(ids) == 3


def test_an_enterprise_that_moves_to_another_zone_has_the_same_claim():
    here = finding()
    there = commands.Discover(
        type(here.claimant)("songhai", USCC, "enterprise", USCC), here.right, here.proof, here.receipt
    )
    assert claim_id(here.claimant, here.right) == claim_id(there.claimant, there.right)


def test_after_a_withdrawal_it_may_be_found_again_and_starts_anew():
    found = claim_at(State.VERIFIED)
    take(found, commands.Withdraw("暂不申请"), OWNER)
    again = claims.discover(finding(), by=Machine(), command_id=command())
    assert (again.state, again.round, again.verified, again.verified_by) == (State.DISCOVERED, 2, None, "")


@pytest.mark.parametrize("paid", [State.PAID, State.CLOSED])
def test_what_was_paid_is_never_found_again(paid):
    from claim_steps import granted

    granted()
    claim_at(paid)
    with pytest.raises(ClaimError, match="claimed already"):
        claims.discover(finding(), by=Machine(), command_id=command())


def test_the_same_command_opens_one_claim_and_answers_the_same():
    first = claims.discover(finding(), by=OWNER, command_id="once", now=FRIDAY)
    second = claims.discover(finding(), by=OWNER, command_id="once", now=LATER)
    assert first == second
    assert ledger.version(first.stream) == 1


def test_a_command_id_of_another_step_is_refused_and_so_is_one_too_long():
    found = claims.discover(finding(), by=OWNER, command_id="once")
    with pytest.raises(CommandReusedError):
        claims.take(found.id, CONSENT, by=OWNER, command_id="once")
    with pytest.raises(InvalidEventError, match="at most 80"):
        claims.take(found.id, CONSENT, by=OWNER, command_id="x" * 81)


def test_nobody_opens_a_claim_of_another_enterprise():
    with pytest.raises(NotAllowedError, match="Open a claim"):
        claims.discover(finding(), by=STRANGER, command_id=command())
    assert claims.discover(finding(), by=OFFICER, command_id=command()).state is State.DISCOVERED


def receipt(outcome: str, yuan: str | None, missing: tuple[str, ...] = ()) -> Receipt:
    result = {"outcome": outcome, "yuan": yuan, "missing": list(missing)}
    day = date(2026, 3, 6)
    return Receipt("rules/1", "文号", "a" * 64, "award", day, day, {"investment": "12.00"}, result)


def test_a_receipt_without_entitlement_or_sum_opens_no_claim():
    assert str(proof_of(receipt("entitled", "500000")).yuan) == "500000"
    for refused in (
        receipt("unknown", None, ("investment",)),
        receipt("not_entitled", None),
        receipt("entitled", None),
    ):
        with pytest.raises(ClaimError, match="entitled"):
            proof_of(refused)


def benefit(frequency: str, recognition: str = "") -> Benefit:
    return Benefit.model_construct(id="award", frequency=frequency, recognition=recognition)


def test_the_key_of_a_period_follows_the_frequency():
    day = date(2026, 3, 6)
    assert period_key(benefit("once"), {}, day) == "ever"
    assert period_key(benefit("yearly"), {}, day) == "year-2026"
    known = {"certificate": "GR2025001"}
    assert period_key(benefit("once_per_recognition", "certificate"), known, day) == "recognition-GR2025001"
    assert period_key(benefit("per_project"), {}, day, project="2503-150802-04-01-123456").startswith(
        "project-"
    )
    assert period_key(benefit("unstated"), {}, day) == "unstated"


def test_an_unknown_recognition_and_an_unnamed_project_have_no_key():
    for one in (benefit("once_per_recognition", "certificate"), benefit("per_project")):
        with pytest.raises(ClaimError):
            period_key(one, {}, date(2026, 3, 6))

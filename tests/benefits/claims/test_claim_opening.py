"""From what the rules of a pack say to a claim."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from claim_steps import USCC, ZONE, command

from jingkai.benefits.claims.claim import Claimant
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.claims.opening import opening
from jingkai.benefits.claims.states import State
from jingkai.benefits.services import claims
from jingkai.ledger import selectors as ledger
from jingkai.policy.rules.receipt import Receipt, receive

ON = date(2026, 3, 6)
ENTERPRISE = Claimant(ZONE, USCC, "enterprise", USCC)


def opened(policy, benefit, claimant=ENTERPRISE, **facts):
    _finding, receipt = receive(policy.rules, benefit, facts, on=ON, recorded_on=ON)
    return opening(receipt, policy.rules.benefits[benefit].benefit, claimant, facts)


def test_a_claim_is_opened_with_the_rules_own_sum_and_its_receipt_replays(policy):
    wanted = opened(policy, "quality_award", quality_award=True)
    found = claims.discover(wanted, by=Machine(), command_id=command())
    assert (found.state, found.proof.yuan) == (State.DISCOVERED, Decimal("800000.00"))
    assert found.right.clause == "澄政办发〔2025〕11号 art_2__item_8"
    (entry,) = ledger.entries(found.stream)
    receipt = Receipt.from_json(str(ledger.personal_fields(entry)["receipt"]))
    assert receipt.digest == found.proof.receipt
    assert receipt.rules == found.proof.rules == policy.rules.version


def test_the_same_recognition_written_with_more_zeros_is_the_same_claim(policy):
    one = opened(policy, "national_standard", national_standards=Decimal("2"))
    two = opened(policy, "national_standard", national_standards=Decimal("2.00"))
    assert one.right == two.right


@pytest.mark.parametrize("facts", [{}, {"quality_award": False}], ids=["unknown", "not entitled"])
def test_what_is_unknown_or_false_opens_no_claim(policy, facts):
    with pytest.raises(ClaimError, match="entitled"):
        opened(policy, "quality_award", **facts)


def test_a_project_is_not_claimed_for_as_an_enterprise(policy):
    facts = {"chain": "rail", "fixed_investment": Decimal(200000000), "equipment_investment": Decimal(100)}
    with pytest.raises(ClaimError, match="kind of subject"):
        opened(policy, "equipment_grant", **facts)
    project = Claimant(ZONE, USCC, "project", "2503-150802-04-01-123456")
    assert (
        opened(policy, "equipment_grant", project, **facts).right.period == "project-2503-150802-04-01-123456"
    )


def test_a_claim_is_opened_with_what_is_left_after_settling_and_never_with_more(policy):
    facts = {"agency_kind": "testing", "park_year": Decimal(2), "rent_paid": Decimal(800000)}
    _finding, receipt = receive(policy.rules, "agency_rent", facts, on=ON, recorded_on=ON)
    benefit = policy.rules.benefits["agency_rent"].benefit

    def left(settled):
        return opening(receipt, benefit, ENTERPRISE, facts, settled=Decimal(settled)).proof.yuan

    assert left("300000.00") == Decimal("300000.00")  # the cap of a year, below half of the rent
    assert left("900000.00") == Decimal("400000.00")
    with pytest.raises(ClaimError, match="Nothing is left"):
        left("0.00")

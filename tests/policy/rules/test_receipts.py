"""A receipt holds what was decided, by which rules, on which facts; computed again it gives the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from benefit_samples import DAY, benefit, cap, condition, pack
from hypothesis import given
from rule_variables import some_facts

from jingkai.kernel.errors import JingkaiError
from jingkai.policy.rules import ENGINE
from jingkai.policy.rules.interpret import prepare
from jingkai.policy.rules.receipt import Receipt, ReceiptError, receive, replay

D = Decimal
TIERS = [{"least": D(0), "rate": D("0.1")}, {"least": D(1000), "rate": D("0.2")}]
PACK = pack(
    [
        benefit(
            conditions=[
                condition("zone", "in_zone AND founded >= DATE '2020-01-01'"),
                condition("big", "size = 'large'"),
            ],
            caps=[cap("3000000")],
        ),
        benefit("tiered", amount={"kind": "tiers", "base": "output", "mode": "marginal", "tiers": TIERS}),
    ]
)
RULES = prepare(PACK)
FACTS = {
    "in_zone": True,
    "founded": date(2021, 5, 6),
    "size": "large",
    "investment": D("5000000.10"),
    "staff": 7,
}


def receipt(facts: dict[str, Any] = FACTS, of: str = "support") -> Receipt:
    return receive(RULES, of, facts, on=DAY, recorded_on=date(2025, 6, 3))[1]


def test_it_names_rules_engine_days_facts_and_answer() -> None:
    found = json.loads(receipt().to_json())
    assert found["engine"] == ENGINE
    assert found["rules"] == RULES.version
    assert found["document"] == "澄政办发〔2024〕3号"
    assert (found["valid_on"], found["recorded_on"]) == ("2025-06-01", "2025-06-03")
    # Only the facts that this benefit uses; numbers as exact text.
    assert found["facts"] == {
        "in_zone": True,
        "founded": "2021-05-06",
        "size": "large",
        "investment": "5000000.1",
    }
    assert found["result"]["outcome"] == "entitled"
    assert found["result"]["yuan"] == "3000000"
    assert found["result"]["steps"][-1] == {
        "kind": "cap",
        "value": "3000000",
        "factor": "3000000",
        "provision": "art_9",
    }


def test_what_is_unknown_is_on_it_as_unknown() -> None:
    assert receipt({"in_zone": True}).facts == {
        "in_zone": True,
        "founded": None,
        "size": None,
        "investment": None,
    }


@given(some_facts())
def test_it_replays_to_the_same_answer_after_being_written_and_read(facts: dict[str, Any]) -> None:
    for id_ in RULES.benefits:
        finding, given_out = receive(RULES, id_, facts, on=DAY, recorded_on=DAY)
        read = Receipt.from_json(given_out.to_json())
        assert read.to_json() == given_out.to_json()
        assert read.digest == given_out.digest
        assert replay(read, PACK) == finding


def test_equal_facts_written_otherwise_give_the_same_receipt() -> None:
    assert receipt({**FACTS, "investment": D("5000000.1")}).digest == receipt().digest


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("yuan", "3000000.01"),
        ("outcome", "unknown"),
        ("missing", ["size"]),
        ("truths", {"zone": False}),
        ("steps", []),
    ],
)
def test_a_changed_answer_is_found_out(part: str, value: object) -> None:
    found = receipt()
    with pytest.raises(ReceiptError, match=part):
        replay(replace(found, result={**found.result, part: value}), PACK)


def test_a_changed_fact_is_found_out() -> None:
    found = receipt()
    with pytest.raises(ReceiptError):
        replay(replace(found, facts={**found.facts, "investment": "100"}), PACK)


def test_another_day_is_found_out() -> None:
    with pytest.raises(ReceiptError):
        replay(replace(receipt(), valid_on=date(2023, 12, 31)), PACK)


def test_other_rules_are_refused() -> None:
    other = pack([benefit(amount={"kind": "rate", "rate": D("0.61"), "base": "investment"})])
    with pytest.raises(ReceiptError) as refusal:
        replay(receipt(), other)
    assert RULES.version in refusal.value.mend


def test_another_engine_is_refused() -> None:
    with pytest.raises(ReceiptError, match="jingkai-rules-0"):
        replay(replace(receipt(), engine="jingkai-rules-0"), PACK)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"engine": 1', receipt().to_json().replace("2025", "x")]
)
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(ReceiptError):
        Receipt.from_json(text)


@pytest.mark.parametrize("written", ["many", "NaN", "", "1.005"])
def test_a_fact_that_cannot_be_read_is_refused(written: str) -> None:
    found = receipt()
    with pytest.raises(JingkaiError, match="investment"):
        replay(replace(found, facts={**found.facts, "investment": written}), PACK)

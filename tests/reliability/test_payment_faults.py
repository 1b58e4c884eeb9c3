"""Every claim is paid exactly once or still waits, whoever is killed when and however many pay at once."""

from __future__ import annotations

from decimal import Decimal


def test_killed_100_times_while_paying_every_claim_is_paid_once_in_the_end(faults):
    report = faults("kills", 100, 20260306)
    assert report["killed"] == 100
    assert report["paid"] == report["bank"] == report["claims"] >= 25
    assert Decimal(report["yuan"]) == Decimal("100.01") * report["claims"] <= Decimal(report["granted"])


def test_64_clients_at_once_pay_half_of_their_claims_and_not_a_fen_more(faults):
    report = faults("clients", 64, 1)
    assert report["claims"] == 64
    assert report["paid"] == report["bank"] == 32
    assert Decimal(report["yuan"]) == Decimal(report["granted"]) == Decimal("3200.32")

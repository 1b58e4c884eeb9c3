"""Every claim is paid exactly once or still waits, whoever is killed when and however many pay at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("payment_faults.py")


@pytest.fixture(params=["sqlite", "postgresql"])
def faults(request, tmp_path):
    """Run a scenario on an empty database of its own and return what it reports."""
    address = ""
    if request.param == "postgresql":
        from postgresql import database_url

        address = database_url(f"payments_{abs(hash(request.node.name)) % 10**9}")

    def run(*arguments: object) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, SCRIPT, *map(str, arguments)],
            env={**os.environ, "JINGKAI_DATA": str(tmp_path), "DATABASE_URL": address},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        print(report)
        return report

    return run


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

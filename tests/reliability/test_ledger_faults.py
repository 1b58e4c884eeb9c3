"""The ledger keeps what it promised while its writers are killed, and while 64 clients write at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("ledger_faults.py")


@pytest.fixture(params=["sqlite", "postgresql"])
def faults(request, tmp_path):
    """Run a scenario on an empty database of its own and return what it reports."""
    address = ""
    if request.param == "postgresql":
        from postgresql import database_url

        address = database_url(f"faults_{abs(hash(request.node.name)) % 10**9}")

    def run(*arguments: object) -> dict[str, int]:
        done = subprocess.run(
            [sys.executable, SCRIPT, *map(str, arguments)],
            env={**os.environ, "JINGKAI_DATA": str(tmp_path), "DATABASE_URL": address},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        report: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
        print(report)
        return report

    return run


def test_writers_killed_200_times_leave_no_half_entry_no_gap_and_no_double(faults):
    report = faults("kills", 200, 20260301)
    assert report["killed"] == 200
    assert report["commands"] >= 200


@pytest.mark.parametrize("streams", ["one-stream", "many-streams"])
def test_of_what_64_clients_write_at_once_nothing_is_lost_and_nothing_doubled(faults, streams):
    report = faults(streams, 64, 1)
    assert report["entries"] == report["commands"] == report["expected"] == 320

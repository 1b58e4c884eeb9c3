"""The ledger keeps what it promised while its writers are killed, and while 64 clients write at once."""

from __future__ import annotations

import pytest


def test_writers_killed_200_times_leave_no_half_entry_no_gap_and_no_double(faults):
    report = faults("kills", 200, 20260301)
    assert report["killed"] == 200
    assert report["commands"] >= 200


@pytest.mark.parametrize("streams", ["one-stream", "many-streams"])
def test_of_what_64_clients_write_at_once_nothing_is_lost_and_nothing_doubled(faults, streams):
    report = faults(streams, 64, 1)
    assert report["entries"] == report["commands"] == report["expected"] == 320

"""The clock: the machine's, and for the demo's past another."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

import jingkai
from jingkai.kernel import clock

PAST = datetime(2025, 7, 1, 2, tzinfo=UTC)


def test_it_is_the_machines_time_but_within_what_is_told_of_another() -> None:
    before = datetime.now(UTC)
    with clock.telling(PAST):
        assert clock.now() == PAST
        with clock.telling(PAST.replace(hour=5)):
            assert clock.now().hour == 5
        assert clock.now() == PAST
    assert before <= clock.now() <= datetime.now(UTC)


def test_a_fault_within_brings_the_machines_time_back() -> None:
    with pytest.raises(KeyError), clock.telling(PAST):
        raise KeyError
    assert clock.now() > PAST


def test_what_is_told_in_one_thread_is_not_told_in_another() -> None:
    seen: list[datetime] = []
    with clock.telling(PAST):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] > PAST


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.telling(PAST.replace(tzinfo=None)):
        pass


def test_only_the_demo_tells_of_another_time() -> None:
    package = Path(jingkai.__file__).parent
    telling = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "telling(" in path.read_text(encoding="utf-8")
    }
    assert "kernel/clock.py" in telling
    others = {name for name in telling if not name.startswith("config/demo/")}
    assert others == {"kernel/clock.py"}

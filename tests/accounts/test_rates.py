"""Counting requests: by whom, by the minute, over all processes of a machine."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from jingkai.accounts.rates import RateCounter

NOON = 1_772_366_400.0  # a full minute


def take_many(path: Path, times: int) -> None:
    counter = RateCounter(path)
    for _each in range(times):
        counter.take("token:1", 1000, NOON)


def test_a_limit_holds_for_a_minute_and_begins_anew(tmp_path):
    counter = RateCounter(tmp_path / "rates.sqlite3")
    taken = [counter.take("token:1", 2, NOON + second) for second in (0, 10, 59)]
    assert [(one.left, one.seconds, one.exceeded) for one in taken] == [
        (1, 60, False),
        (0, 50, False),
        (0, 1, True),
    ]
    assert not counter.take("token:1", 2, NOON + 60).exceeded


def test_everybody_is_counted_apart(tmp_path):
    counter = RateCounter(tmp_path / "rates.sqlite3")
    assert not counter.take("token:1", 1, NOON).exceeded
    assert not counter.take("token:2", 1, NOON).exceeded
    assert counter.take("token:1", 1, NOON).exceeded


def test_processes_count_together(tmp_path):
    path = tmp_path / "rates.sqlite3"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=take_many, args=(path, 50)) for _each in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert RateCounter(path).take("token:1", 1000, NOON).left == 1000 - 151


def test_the_file_says_neither_tokens_nor_addresses_and_is_its_owners_alone(tmp_path):
    path = tmp_path / "rates.sqlite3"
    RateCounter(path).take("address:203.0.113.7", 10, NOON)
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"203.0.113.7" not in written
    assert path.stat().st_mode & 0o077 == 0


def test_past_minutes_are_forgotten(tmp_path):
    import sqlite3

    path = tmp_path / "rates.sqlite3"
    counter = RateCounter(path)
    for minute in range(5):
        counter.take("token:1", 10, NOON + 60 * minute)
    assert sqlite3.connect(path).execute("SELECT count(*) FROM asked").fetchone()[0] <= 2

"""PostgreSQL: one writer writes for all who wait on its machine, and each gets the answer that is its own."""

from __future__ import annotations

import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from jingkai.ledger import selectors, services, waiting_room
from jingkai.ledger.entry import Event
from jingkai.ledger.errors import CommandReusedError, ConflictError
from jingkai.ledger.models import LedgerEntry
from jingkai.ledger.placing import Request
from jingkai.ledger.procedures import LOCK
from jingkai.ledger.services import group_commit

pytestmark = [
    pytest.mark.django_db(transaction=True, available_apps=["jingkai.ledger"]),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite nobody writes for others"),
]


@pytest.fixture(autouse=True)
def own_room(tmp_path, monkeypatch):
    """A room of the test's own."""
    group_commit._folder_of.cache_clear()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    group_commit._folder_of.cache_clear()


@pytest.fixture
def groups(monkeypatch):
    """How many requests each exchange with the database was for."""
    sizes = []
    write = group_commit._write
    monkeypatch.setattr(
        group_commit, "_write", lambda seat, requests: sizes.append(len(requests)) or write(seat, requests)
    )
    return sizes


@pytest.fixture
def looks(monkeypatch):
    """How often it was looked up how the ledger ends."""
    count = []
    look = group_commit._look_and_write
    monkeypatch.setattr(group_commit, "_look_and_write", lambda *given: count.append(1) or look(*given))
    return count


def together(*works):
    """Do several things at once, all but the first while the first waits for the database's lock; return what came."""

    def one(work):
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        done = []
        try:
            for count, work in enumerate(works, 1):
                done.append(pool.submit(one, work))
                _until(lambda count=count: _waiting() >= count)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return [one.result() for one in done]


def _waiting():
    room = waiting_room._rooms.get(group_commit._folder())
    return len(room.pending()) if room else 0


def _until(true):
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.001)


def appending(stream, command, expected=None, **data):
    """Return an append to be done later."""
    return lambda: services.append(
        stream,
        [Event("case.noted", data)],
        expected_version=expected,
        command_id=command,
        actor="system:test",
    )


def request(stream, command, **changed):
    """Return a request as it comes to the database, unchecked."""
    draft = {
        "actor": "system:test", "command": command, "parts": 1, "provision": "", "stream": stream,
        "time": "2026-03-01T08:00:00.000000Z", "data": {}, "part": 0, "salt": "0" * 32, "type": "case.noted",
    }  # fmt: skip
    return Request(stream, command, None, [draft | changed])


def test_those_who_wait_are_written_by_one(groups):
    done = together(*(appending(f"case/{number % 3}", f"c{number}") for number in range(6)))
    assert groups == [1, 5]
    assert sorted(one.first for one in done) == [1, 2, 3, 4, 5, 6]
    assert [one.entries[0].command for one in done] == [f"c{number}" for number in range(6)]
    assert selectors.version("case/0") == 2
    assert selectors.verify_ledger().is_whole


def test_in_a_group_each_gets_its_own_conflict(groups):
    services.append("case/1", [Event("case.noted")], expected_version=0, command_id="c", actor="system:test")
    groups.clear()
    first, right, late, wrong = together(
        appending("case/2", "a"),
        appending("case/1", "b", expected=1),
        appending("case/1", "d", expected=1),
        appending("case/1", "e", expected=7),
    )
    assert groups == [1, 3]
    assert (first.version, right.version) == (1, 2)
    assert [(type(one), one.found) for one in (late, wrong)] == [(ConflictError, 2)] * 2
    assert LedgerEntry.objects.count() == 3


def test_in_a_group_the_same_command_is_written_once(groups):
    first, one, same, another = together(
        appending("case/2", "a"),
        appending("case/1", "twice", x=1),
        appending("case/1", "twice", x=1),
        appending("case/1", "twice", x=2),
    )
    assert groups == [1, 3]
    assert (one.first, same.first, one.entries) == (2, 2, same.entries)
    assert sorted([one.repeated, same.repeated]) == [False, True]
    assert isinstance(another, CommandReusedError)
    assert LedgerEntry.objects.count() == 2
    assert first.first == 1


def test_a_command_carried_out_before_is_answered_in_a_group_as_it_was_then(groups):
    before = appending("case/1", "once")()
    groups.clear()
    _first, again, new = together(
        appending("case/2", "a"), appending("case/1", "once", expected=9), appending("case/1", "new")
    )
    assert groups == [1, 2]
    assert again.repeated
    assert again.entries == before.entries
    assert new.version == 2


def test_who_cannot_be_written_takes_nobody_along(groups):
    first, good, bad = together(
        lambda: group_commit.store_together(request("case/1", "a")),
        lambda: group_commit.store_together(request("case/2", "good")),
        lambda: group_commit.store_together(request("case/3", "bad", type="t" * 200)),
    )
    assert groups[:2] == [1, 2]
    assert isinstance(bad, DatabaseError)
    assert len(first) == len(good) == 1
    assert sorted(entry.command for entry in selectors.entries()) == ["a", "good"]
    assert selectors.verify_ledger().is_whole
    assert appending("case/3", "after")().first == 3


def test_a_long_request_and_a_long_answer_are_written_all_the_same():
    long = "长" * waiting_room.SEAT_BYTES
    half = "x" * (waiting_room.SEAT_BYTES - 400)
    done = together(
        appending("case/1", "a"), appending("case/2", "b", text=half), appending("case/3", "c", n=1)
    )
    assert [one.repeated for one in done] == [False] * 3
    assert done[1].entries[0].data["text"] == half
    assert appending("case/4", "d", text=long)().entries[0].data["text"] == long
    assert selectors.verify_ledger().entries == 4


def test_what_the_last_leader_knew_is_used_while_it_holds(looks):
    appending("case/1", "a")()
    assert len(looks) == 1
    assert [appending("case/1", f"b{number}", expected=number)().version for number in (1, 2)] == [2, 3]
    assert len(looks) == 1
    appending("case/2", "c")()  # a stream of which nothing is known
    appending("case/1", "d")()
    appending("case/2", "e")()
    assert len(looks) == 2


def test_what_the_last_leader_knew_is_dropped_when_another_way_was_taken(looks):
    appending("case/1", "a")()
    with transaction.atomic():
        appending("case/1", "within")()
    assert appending("case/1", "b")().version == 3
    assert len(looks) == 2
    assert appending("case/1", "c", expected=3)().version == 4
    assert len(looks) == 2
    assert selectors.verify_ledger().is_whole


def test_a_conflict_is_told_only_after_looking(looks):
    appending("case/1", "a")()
    appending("case/1", "b", expected=1)()
    assert appending("case/1", "b", expected=1)().repeated
    with pytest.raises(ConflictError):
        appending("case/1", "c", expected=1)()
    assert len(looks) == 3


def test_where_there_is_no_room_each_writes_by_itself(monkeypatch, groups):
    monkeypatch.setattr(waiting_room, "seat_in", lambda folder: None)
    assert appending("case/1", "a")().first == 1
    assert appending("case/1", "a")().repeated
    with pytest.raises(ConflictError):
        appending("case/1", "b", expected=0)()
    with pytest.raises(DatabaseError):
        group_commit.store_together(request("case/1", "c", type="t" * 200))
    assert appending("case/1", "d")().version == 2
    assert groups == [1] * 5


def test_behind_a_pooler_each_writes_by_itself(settings, groups, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    assert [appending("case/1", command)().first for command in ("a", "b", "a")] == [1, 2, 1]
    assert groups == []


def test_the_lock_is_free_after_every_outcome():
    appending("case/1", "a")()
    appending("case/1", "a")()
    with pytest.raises(ConflictError):
        appending("case/1", "b", expected=0)()
    with pytest.raises(DatabaseError):
        group_commit.store_together(request("case/1", "c", type="t" * 200))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE locktype = 'advisory' AND datname = current_database()"
        )
        assert cursor.fetchone() == (0,)
    taken = []
    thread = threading.Thread(
        target=lambda: (taken.append(appending("case/1", "d")().first), connection.close())
    )
    thread.start()
    thread.join(20)
    assert taken == [2]

"""The room in which the writers of one machine wait: requests, answers, bells, the lock, and what may go wrong."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from jingkai.ledger import waiting_room
from jingkai.ledger.waiting_room import BOARD_BYTES, SEAT_BYTES, SEATS, Room, Seat, seat_in

pytestmark = pytest.mark.skipif(
    not hasattr(os, "posix_fallocate"), reason="this system has no waiting room: each writes by itself"
)


@pytest.fixture
def room(tmp_path):
    """A room of the test's own."""
    return Room(tmp_path / "room")


def asked(seat, request):
    """Leave a request; return its number."""
    number = seat.ask(request)
    assert number is not None
    return number


def test_who_leads_sees_what_waits_and_each_hears_its_own_answer(room):
    leader, first, second = Seat(room), Seat(room), Seat(room)
    leader.lead()
    numbers = [asked(first, b"one"), asked(second, "二".encode())]
    waiting = leader.waiting()
    assert [one.request for one in waiting] == [b"one", "二".encode()]
    for one in waiting:
        leader.tell(one, one.request * 2)
    assert [first.turn(numbers[0]), second.turn(numbers[1])] == [b"oneone", "二二".encode()]
    assert leader.waiting() == []
    assert not first.leads


def test_who_is_not_answered_leads_next(room):
    leader, other = Seat(room), Seat(room)
    leader.lead()
    number = asked(other, b"late")
    turns = []
    thread = threading.Thread(target=lambda: turns.append(other.turn(number)), daemon=True)
    thread.start()
    leader.leave()
    thread.join(20)
    assert turns == [None]
    assert other.leads


def test_who_leads_may_find_itself_answered(room):
    leader, other = Seat(room), Seat(room)
    leader.lead()
    number = asked(other, b"x")
    leader.tell(leader.waiting()[0], b"y")
    leader.leave()
    assert other.turn(number) == b"y"
    other.leave()
    leader.lead()


def test_what_is_taken_back_is_not_seen(room):
    leader, other = Seat(room), Seat(room)
    asked(other, b"x")
    other.leave()
    assert leader.waiting() == []


def test_an_answer_to_a_former_request_is_not_taken_for_the_next(room):
    leader, other = Seat(room), Seat(room)
    leader.lead()
    asked(other, b"first")
    (former,) = leader.waiting()
    other.leave()  # interrupted, and again:
    number = asked(other, b"second")
    leader.tell(former, b"to the first")
    assert other._answer(number) is None
    assert [one.request for one in leader.waiting()] == [b"second"]


def test_what_does_not_agree_with_its_checksum_is_passed_over(room):
    leader, other = Seat(room), Seat(room)
    asked(other, b"request")
    at = room._memory.find(b"request")
    room._memory[at : at + 1] = b"R"
    assert leader.waiting() == []


def test_a_request_whose_writer_has_not_been_listening_is_passed_over(room, monkeypatch):
    leader, other = Seat(room), Seat(room)
    number = asked(other, b"x")
    assert leader.waiting()
    clock = time.time
    monkeypatch.setattr(waiting_room.time, "time", lambda: clock() + waiting_room.PATIENCE + 1)
    assert leader.waiting() == []
    leader.lead()
    thread = threading.Thread(target=other.turn, args=(number,), daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not (waiting := leader.waiting()) and time.monotonic() < end:  # until it has listened once more
        time.sleep(0.001)
    leader.tell(waiting[0], b"y")
    thread.join(20)
    assert not thread.is_alive()


def test_a_long_request_waits_for_the_lock_and_a_long_answer_is_not_left(room):
    leader, other = Seat(room), Seat(room)
    assert other.ask(b"x" * (SEAT_BYTES + 1)) is None
    assert other.turn(None) is None
    assert other.leads
    other.leave()
    number = asked(other, b"x" * SEAT_BYTES)
    leader.lead()
    leader.tell(leader.waiting()[0], b"y" * (SEAT_BYTES + 1))
    assert other.turn(number) == b""  # to be looked up


def test_there_are_so_many_seats_and_others_wait_for_the_lock(room):
    seats = [Seat(room) for _ in range(SEATS + 1)]
    assert [seat.ask(b"x") is None for seat in seats] == [False] * SEATS + [True]
    assert seats[-1].turn(None) is None
    seats[-1].leave()
    seats[3].close()
    assert Seat(room).ask(b"x") is not None


def test_the_board_keeps_what_fits(room):
    seat, next_seat = Seat(room), Seat(room)
    assert not seat.board()
    seat.write_board(b"known")
    assert next_seat.board() == b"known"
    seat.write_board(b"x" * (BOARD_BYTES + 1))
    assert not next_seat.board()


def test_when_the_leader_is_killed_who_waits_leads_and_the_seat_is_free(room, tmp_path):
    read, write = os.pipe()
    process = os.fork()
    if not process:
        with suppress(BaseException):
            seat = Seat(Room(tmp_path / "room"))
            seat.lead()
            os.write(write, b"!")
            signal.pause()
        os._exit(1)
    os.read(read, 1)
    seat = Seat(room)
    assert seat._number == 1
    assert not seat._try()
    number = asked(seat, b"x")
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    assert seat.turn(number) is None
    assert Seat(room)._number == 0
    os.close(read)
    os.close(write)


def test_a_thread_keeps_its_seat_and_leaves_it_when_it_ends(tmp_path):
    mine = seat_in(tmp_path / "room")
    assert mine is seat_in(tmp_path / "room")
    taken = []

    def work():
        seat = seat_in(tmp_path / "room")
        taken.append((seat is mine, seat._number, seat.room is mine.room))

    for _ in range(2):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert taken == [(False, 1, True), (False, 1, True)]


def test_a_fork_takes_another_seat_and_leaves_the_lock_to_its_parent(tmp_path):
    mine = seat_in(tmp_path / "room")
    mine.lead()
    read, write = os.pipe()
    process = os.fork()
    if not process:
        with suppress(BaseException):
            seat = seat_in(tmp_path / "room")
            os.write(write, f"{seat._number} {seat._try()} {mine._lock}".encode())
        os._exit(0)
    os.waitpid(process, 0)
    assert os.read(read, 100) == b"1 False -1"
    os.close(read)
    os.close(write)
    assert not Seat(mine.room)._try()
    mine.leave()
    assert Seat(mine.room)._try()


def test_there_is_no_room_in_what_is_somebody_elses(tmp_path):
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    assert seat_in(open_to_all) is None
    (tmp_path / "link").symlink_to(tmp_path / "private")
    (tmp_path / "private").mkdir(mode=0o700)
    assert seat_in(tmp_path / "link") is None
    (tmp_path / "file").write_text("")
    assert seat_in(tmp_path / "file") is None
    assert seat_in(tmp_path / "away" / "room") is None


@pytest.mark.parametrize("stays", [True, False])
def test_who_leaves_last_removes_the_room(tmp_path, stays):
    folder = tmp_path / "room"
    room = Room(folder)
    seat = Seat(room)
    program = (
        "import sys; from pathlib import Path; from jingkai.ledger.waiting_room import seat_in; "
        "sys.exit(seat_in(Path(sys.argv[1])) is None)"
    )
    if not stays:
        seat.close()
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True)
    assert folder.exists() is stays


def test_a_room_that_was_removed_is_made_anew_and_who_sits_there_goes_on(tmp_path):
    folder = tmp_path / "room"
    mine = seat_in(folder)
    other = Seat(Room(folder))  # as another process has it
    shutil.rmtree(folder)
    mine.lead()
    number = asked(other, b"x")
    mine.tell(mine.waiting()[0], b"y")  # there is no bell to ring
    assert other.turn(number) == b"y"
    mine.leave()
    next_seat = seat_in(folder)
    assert next_seat is not mine
    assert next_seat.room is not mine.room
    assert seat_in(folder) is next_seat

"""Where the writers of one machine wait, so that one of them writes for all: a small file that they share in memory.

A writer leaves its request at its seat. Who gets the lock leads: it writes its own request and all that wait, leaves
each its answer and rings its bell. Nothing depends on the room but speed. The database alone says what is written, and
who finds no answer in time leads itself, with the same command id: so a seat may hold anything, and what is too old or
does not agree with its checksum is passed over.

The room is one machine's and one user's; between machines the database's lock orders appends.
"""

from __future__ import annotations

import atexit
import fcntl
import mmap
import os
import select
import shutil
import stat
import struct
import threading
import time
import weakref
import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

SEATS = 64
"""How many may wait for others; who finds no seat waits for the lock."""

SEAT_BYTES = 8192
"""How long a request and its answer may be; a longer one is written by its own writer."""

BOARD_BYTES = 16384
"""How long what the last leader leaves to the next may be."""

LISTENING = 0.05
"""Seconds after which a writer who has heard nothing tries the lock: the leader may have died."""

PATIENCE = 2.0
"""Seconds after which a request is passed over whose writer has not been listening: it may be gone."""

_NUMBERS = SEATS * 8
_HEADER = struct.Struct("<dII")  # when it was left, length, checksum
_TIME = struct.Struct("<d")  # the first of the header
_SHEET = _HEADER.size + SEAT_BYTES
_BOARD = 2 * _NUMBERS
_REQUESTS = _BOARD + _HEADER.size + BOARD_BYTES
_ANSWERS = _REQUESTS + SEATS * _SHEET
_SIZE = _ANSWERS + SEATS * _SHEET
_FILE = "room-1"  # another name for another layout: two releases may run side by side
_FLOCK = struct.Struct("hhqqi4x")  # struct flock: type, whence, start, length, process


class Waiting(NamedTuple):
    """A request that waits: at which seat, the how-manieth there, and what was left."""

    seat: int
    number: int
    request: bytes


class Room:
    """The room as one process sees it. Raises :class:`OSError` where there can be none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        _make_private(folder)
        file = self.open()
        self._made = os.fstat(file)
        try:
            os.posix_fallocate(file, 0, _SIZE)  # a full disk is told now, and not by a signal later
            self._memory = mmap.mmap(file, _SIZE)
        finally:
            os.close(file)
        numbers = memoryview(self._memory)
        self.asked = numbers[:_NUMBERS].cast("Q")
        self.answered = numbers[_NUMBERS : 2 * _NUMBERS].cast("Q")
        self._bells: dict[int, int] = {}

    def open(self) -> int:
        """Open the file, which is also the lock: its locks belong to who has opened it."""
        return os.open(self.folder / _FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)

    def stands(self) -> bool:
        """Whether the file is still there for others: whoever tidies the folder up may have removed it."""
        try:
            return os.path.samestat((self.folder / _FILE).stat(), self._made)
        except OSError:
            return False

    def pending(self) -> list[int]:
        """Return the seats that wait for an answer."""
        asked, answered = self.asked.tolist(), self.answered.tolist()
        return [] if asked == answered else [seat for seat in range(SEATS) if asked[seat] != answered[seat]]

    def put(self, at: int, content: bytes) -> None:
        """Leave a content, with its length, its checksum and the time."""
        begin = at + _HEADER.size
        self._memory[begin : begin + len(content)] = content
        _HEADER.pack_into(self._memory, at, time.time(), len(content), zlib.crc32(content))

    def renew(self, at: int) -> None:
        """Say of what was left that somebody still waits for it."""
        _TIME.pack_into(self._memory, at, time.time())

    def get(self, at: int, longest: int, since: float = 0.0) -> bytes | None:
        """Return what was left, ``None`` where that was before ``since`` or is not whole."""
        when, length, checksum = _HEADER.unpack_from(self._memory, at)
        if length > longest or when < since:
            return None
        begin = at + _HEADER.size
        content = self._memory[begin : begin + length]
        return content if zlib.crc32(content) == checksum else None

    def bell(self, seat: int) -> int:
        """Return the open bell of a seat: a pipe with a name."""
        if (bell := self._bells.get(seat)) is None:
            name = self.folder / f"bell-{seat}"
            with suppress(FileExistsError):
                os.mkfifo(name, 0o600)
            opened = os.open(name, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
            bell = self._bells.setdefault(seat, opened)
            if bell != opened:  # another thread was faster
                os.close(opened)
        return bell

    def ring(self, seat: int) -> None:
        """Wake who waits at a seat; who cannot be woken listens for itself."""
        with suppress(OSError):
            os.write(self.bell(seat), b"!")

    def close(self) -> None:
        """Close the bells."""
        for bell in self._bells.values():
            os.close(bell)
        self._bells.clear()

    def clear(self) -> None:
        """Remove the room if nobody has a seat in it."""
        with suppress(OSError):
            file = self.open()
            try:
                if _lock_bytes(file, 0, SEATS):
                    shutil.rmtree(self.folder, ignore_errors=True)
            finally:
                os.close(file)


class Seat:
    """The place of one thread: what it asks, the bell it hears, and the lock that it holds while it leads."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.leads = False
        self._lock = room.open()
        self._number = self._take()
        self._heard = select.poll()
        if self._number is not None:
            self._heard.register(room.bell(self._number), select.POLLIN)

    def __del__(self) -> None:
        """Leave the seat free when the thread has ended."""
        self.close()

    def close(self) -> None:
        """Leave the seat, and the lock with it."""
        self.leads = False
        lock, self._lock = getattr(self, "_lock", -1), -1
        if lock >= 0:
            with suppress(OSError):
                os.close(lock)

    def _take(self) -> int | None:
        """Lock the byte of a free seat; the system lets it go when the writer ends, however that be."""
        for seat in range(SEATS):
            if _lock_bytes(self._lock, seat, 1):
                return seat
        return None

    def stands(self) -> bool:
        """Whether the room has not been removed since."""
        return os.fstat(self._lock).st_nlink > 0

    def ask(self, request: bytes) -> int | None:
        """Leave a request; return its number, ``None`` where there is no seat, or no room for it."""
        seat = self._number
        if seat is None or len(request) > SEAT_BYTES:
            return None
        number = max(self.room.asked[seat], self.room.answered[seat]) + 1
        self.room.put(_REQUESTS + seat * _SHEET, request)
        self.room.asked[seat] = number
        return number

    def turn(self, number: int | None) -> bytes | None:
        """Wait for the answer; or for the lock, and return ``None``: then this writer leads."""
        if number is None:
            self.lead()
            return None
        while not self._try():
            answer = self._answer(number)
            if answer is None:
                self._listen()
                answer = self._answer(number)
            if answer is not None:
                return answer
        return self._answer(number)

    def lead(self) -> None:
        """Wait for the lock."""
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.leads = True

    def waiting(self) -> list[Waiting]:
        """Return the requests of the others that wait, for who leads."""
        since = time.time() - PATIENCE
        found = []
        for seat in self.room.pending():
            number = self.room.asked[seat]
            if seat != self._number and (
                request := self.room.get(_REQUESTS + seat * _SHEET, SEAT_BYTES, since)
            ):
                found.append(Waiting(seat, number, request))
        return found

    def tell(self, waiting: Waiting, answer: bytes) -> None:
        """Answer a request and ring."""
        self.room.put(_ANSWERS + waiting.seat * _SHEET, answer if len(answer) <= SEAT_BYTES else b"")
        self.room.answered[waiting.seat] = waiting.number
        self.room.ring(waiting.seat)

    def board(self) -> bytes | None:
        """Return what the last leader left to the next, for who leads."""
        return self.room.get(_BOARD, BOARD_BYTES)

    def write_board(self, content: bytes) -> None:
        """Leave something to the next leader; nothing where it is too long."""
        self.room.put(_BOARD, content if len(content) <= BOARD_BYTES else b"")

    def leave(self) -> None:
        """Take back what is not answered; who leads lets the lock go and wakes the next."""
        if self._number is not None:
            self.room.answered[self._number] = self.room.asked[self._number]  # no number comes twice
        if self.leads:
            self.leads = False
            fcntl.flock(self._lock, fcntl.LOCK_UN)
            for seat in self.room.pending()[:1]:
                self.room.ring(seat)

    def _try(self) -> bool:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.leads = True
        return True

    def _answer(self, number: int) -> bytes | None:
        seat = self._number
        if seat is None or self.room.answered[seat] != number:
            return None
        return self.room.get(_ANSWERS + seat * _SHEET, SEAT_BYTES) or b""

    def _listen(self) -> None:
        """Wait for the bell, for a moment."""
        if self._number is None:
            return
        if self._heard.poll(LISTENING * 1000):
            with suppress(BlockingIOError):
                os.read(self.room.bell(self._number), 4096)
        else:
            self.room.renew(_REQUESTS + self._number * _SHEET)


_rooms: dict[Path, Room] = {}
_seats: weakref.WeakSet[Seat] = weakref.WeakSet()
_making = threading.Lock()
_own = threading.local()


def seat_in(folder: Path) -> Seat | None:
    """Return the seat of this thread in the room of a folder; ``None`` where this system or disk has no room."""
    seat: Seat | None = None
    if getattr(_own, "folder", None) == folder:
        seat = _own.seat
        if seat is None or seat.stands():
            return seat
        seat = None
    with _making, suppress(OSError, AttributeError):  # no such locks, no such pipes, no space
        room = _rooms.get(folder)
        if room is None or not room.stands():
            room = _rooms[folder] = Room(folder)
        seat = Seat(room)
        _seats.add(seat)
    _own.folder, _own.seat = folder, seat
    return seat


def _lock_bytes(file: int, start: int, count: int) -> bool:
    """Lock bytes of the file for who has opened it; say whether nobody else has."""
    try:
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, start, count, 0))
    except (BlockingIOError, PermissionError):
        return False
    return True


def _make_private(folder: Path) -> None:
    """Make a folder that is this user's alone, or see that it is."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is somebody else's")


def _leave() -> list[Room]:
    """Leave all rooms."""
    for seat in list(_seats):
        seat.close()
    left = list(_rooms.values())
    for room in left:
        room.close()
    _rooms.clear()
    vars(_own).clear()
    return left


def _begin_anew() -> None:
    """After a fork: the seats, the lock and the bells are the parent's."""
    _leave()
    _making.release()


def _end() -> None:
    """When the process ends: who leaves last removes the room."""
    for room in _leave():
        room.clear()


atexit.register(_end)
os.register_at_fork(before=_making.acquire, after_in_parent=_making.release, after_in_child=_begin_anew)

"""PostgreSQL outside of a transaction: whoever gets the lock writes for all who wait on its machine.

The chain lets only one writer at a time go on, and a commit that waits for the disk would let all others wait too.
Written together they share one exchange with the server and one commit (``docs/decisions/0007-ledger-appends.md`` has
the figures). Nobody is answered before the commit that holds the entry is on disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg import Cursor
from psycopg.errors import UniqueViolation

from jingkai.ledger import waiting_room
from jingkai.ledger.chain import GENESIS
from jingkai.ledger.errors import ConflictError
from jingkai.ledger.placing import Request, Row, Tail, place_after
from jingkai.ledger.procedures import LOCK
from jingkai.ledger.services import storing
from jingkai.ledger.waiting_room import Seat

Answer = dict[str, Any]
"""``stored``: the entries; or ``version``: the one that the stream has, which is not as expected."""

_LOOK = "SELECT ledger_look(%s::text[], %s::text[])"
_WRITE = "CALL ledger_write(%s::json, %s::text, %s::boolean)"
_KNOWN = 100
"""How many streams the next leader is told the version of."""


def store_together(request: Request) -> storing.Stored:
    """Write the entries of a request, and of all that wait on this machine; return those of the request.

    Behind a pooler of transactions (``DISABLE_SERVER_SIDE_CURSORS``) a lock cannot outlive a statement: there every
    request is written by itself.
    """
    if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        with transaction.atomic():
            return storing.store(request)
    connection.ensure_connection()
    if (seat := waiting_room.seat_in(_folder())) is None:
        return _stored(_lead(None, request), request)
    asked = json.dumps(
        (request.stream, request.command, request.expected, request.drafts), ensure_ascii=False
    )
    try:
        if answer := seat.turn(seat.ask(asked.encode())):
            return _stored(json.loads(answer), request)
        if not seat.leads:  # who led could not write this one
            seat.lead()
        return _stored(_lead(seat, request), request)
    finally:
        seat.leave()


def _folder() -> Path:
    """Return where those wait who write into the same database as the same user."""
    known = connection.settings_dict
    return _folder_of(repr([known[name] for name in ("HOST", "PORT", "NAME", "USER", "OPTIONS")]))


@lru_cache(maxsize=8)
def _folder_of(database: str) -> Path:
    name = hashlib.sha256(database.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"jingkai-ledger-{os.geteuid()}-{name}")


def _stored(answer: Answer, request: Request) -> storing.Stored:
    if "version" in answer:
        raise ConflictError(request.stream, expected=request.expected or 0, found=answer["version"])
    return [storing.Written(*entry) for entry in answer["stored"]]


def _lead(seat: Seat | None, own: Request) -> Answer:
    """Write the own request and all that wait; answer those; return the answer to the own."""
    waiting = seat.waiting() if seat else []
    requests = [own, *(Request(*json.loads(one.request)) for one in waiting)]
    try:
        answers = _write(seat, requests)
    except DatabaseError:
        if not waiting:
            raise
        answers = [*_write(seat, [own]), *({} for _one in waiting)]  # one cannot be written: let each see
    if seat:
        for one, answer in zip(waiting, answers[1:], strict=True):
            seat.tell(one, json.dumps(answer, ensure_ascii=False).encode() if answer else b"")
    return answers[0]


def _write(seat: Seat | None, requests: Sequence[Request]) -> list[Answer]:
    """Write requests; return what is to be answered."""
    # The driver's own cursor: everybody waits while the leader works, and Django's wrappers are a part of that.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        try:
            tail = _read_board(seat.board()) if seat else None
            if tail is None or not (answers := _write_after(cursor, tail, requests)):
                tail, answers = _look_and_write(cursor, tail, requests)
            if seat:
                seat.write_board(_board(tail))
        except BaseException:
            _let_go()
            raise
    return answers


def _write_after(cursor: Cursor[Any], tail: Tail, requests: Sequence[Request]) -> list[Answer]:
    """Write requests where the ledger still ends as the last leader left it; return no answers where it cannot be.

    If it does, what that leader knew of streams still holds too: whoever writes moves the end.
    """
    if not all(request.stream in tail.versions for request in requests):
        return []
    after, known = tail.hash, Tail(tail.number, tail.hash, dict(tail.versions))
    rows, answers = _placed(known, requests, {})
    if any("version" in answer for answer in answers):
        return []  # a conflict, unless its command has been carried out before: to be looked up
    try:
        if not _insert(cursor, rows, after, held=False):
            return []
    except UniqueViolation:  # a command that has been carried out before
        _let_go()
        return []
    tail.number, tail.hash, tail.versions = known.number, known.hash, known.versions
    return answers


def _look_and_write(
    cursor: Cursor[Any], told: Tail | None, requests: Sequence[Request]
) -> tuple[Tail, list[Answer]]:
    """Look how the ledger ends and which commands have been carried out; write the others."""
    streams, commands = [one.stream for one in requests], [one.command for one in requests]
    cursor.execute(_LOOK, [streams, commands], prepare=True)
    ((number, hash_, found),) = cursor.fetchall()[0]
    after = place_after(number, hash_, None)
    versions = dict(told.versions) if told and told.hash == after.hash else {}
    versions |= {stream: version or 0 for stream, (version, _earlier) in zip(streams, found, strict=True)}
    tail = Tail(after.number, after.hash, versions)
    carried_out = {
        command: _carried_out(cursor, earlier)
        for command, (_version, earlier) in zip(commands, found, strict=True)
        if earlier is not None
    }
    rows, answers = _placed(tail, requests, carried_out)
    if not rows:
        _let_go()
    elif not _insert(cursor, rows, after.hash, held=True):
        raise OperationalError("the ledger was written to by one who does not hold its lock")
    return tail, answers


def _placed(
    tail: Tail, requests: Sequence[Request], carried_out: dict[str, Answer]
) -> tuple[list[Row], list[Answer]]:
    """Place requests one after the other; return all rows, and what is to be answered once they are written.

    A command that has been carried out, before or by a request before, is answered as it was then.
    """
    rows: list[Row] = []
    for request in requests:
        if request.command in carried_out:
            continue
        try:
            own = tail.place(request)
        except ConflictError as conflict:
            carried_out[request.command] = {"version": conflict.found}
            continue
        rows += own
        carried_out[request.command] = {"stored": storing.written(own)}
    return rows, [carried_out[request.command] for request in requests]


def _insert(cursor: Cursor[Any], rows: Sequence[Row], after: str, *, held: bool) -> bool:
    """Write rows after the entry with that hash, commit and let the lock go; or say that another is the last."""
    written = json.dumps([row._asdict() for row in rows], ensure_ascii=False)
    cursor.execute(_WRITE, [written, None if after == GENESIS else after, held], prepare=True)
    return cursor.fetchone() == (True,)


def _carried_out(cursor: Cursor[Any], number: int) -> Answer:
    cursor.execute(storing.COMMAND, [number] * 3)
    return {"stored": cursor.fetchall()}


def _board(tail: Tail) -> bytes:
    """Write down what the next leader is told: the streams written last are the last."""
    known = list(tail.versions.items())[-_KNOWN:]
    return json.dumps([tail.number, tail.hash, known], ensure_ascii=False).encode()


def _read_board(content: bytes | None) -> Tail | None:
    if not content:
        return None
    number, hash_, known = json.loads(content)
    return Tail(number, hash_, dict(known))


def _let_go() -> None:
    """Let the lock go, whether it is held or not; a connection that is broken has let it go already."""
    raw = connection.connection
    if raw is None or raw.closed:
        return
    with connection.wrap_database_errors:
        raw.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

"""PostgreSQL outside of a transaction: whoever gets the lock writes for all who wait for it.

The chain lets only one writer at a time go on, and a commit that waits for the disk would let all others wait too.
Written together they share one commit (``docs/decisions/0007-ledger-appends.md`` has the figures). Nobody is
answered before the commit that holds the entry is on disk.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from jingkai.ledger.errors import ConflictError
from jingkai.ledger.placing import Place, Request, Row, place_after, placed
from jingkai.ledger.services import storing

if TYPE_CHECKING:
    from psycopg import Cursor

_OFFER = "CALL ledger_offer(%s, %s, %s::bigint, %s)"
_WRITE = (
    "CALL ledger_write(%s::bigint, %s::boolean, %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::text[], "
    "%s::text[], %s::text[], %s::text[], %s::integer[], %s::integer[], %s::text[], %s::text[], %s::text[])"
)
_ROW_COUNT = len(Row._fields)
_ROUNDS = 4
"""How often a writer writes for others before it returns: waking the next to lead takes as long as to write."""


def store_together(own: BaseDatabaseWrapper, request: Request) -> storing.Stored:
    """Write the entries of a request, and of all that wait; return those of the request.

    Behind a pooler of transactions (``DISABLE_SERVER_SIDE_CURSORS``) a lock cannot outlive a statement: there every
    request is written by itself.
    """
    if own.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        with transaction.atomic():
            return storing.store(request)
    own.close_if_health_check_failed()
    own.ensure_connection()
    with own.wrap_database_errors:
        cursor = _cursor(own.connection)
        try:
            cursor.execute(
                _OFFER,
                (
                    request.stream,
                    request.command,
                    None if request.expected is None else str(request.expected),
                    json.dumps(request.drafts, ensure_ascii=False),
                ),
                prepare=True,
            )
            contents, hashes, number, hash_, version, own_id, others = cursor.fetchone() or (None,) * 7
            if contents is not None:
                return list(zip(contents, hashes, strict=True))
            return _lead(cursor, request, place_after(number, hash_, version), own_id, others or ())
        except BaseException:
            _let_go(own.connection)
            raise


def _cursor(raw: Any) -> Cursor[Any]:
    """Return a cursor of the driver's own: the server plans once, and Django's wrappers are left out.

    Django turns prepared statements off for the sake of poolers, behind which nothing of this is reached; its own
    cursors put values into the statement themselves and prepare nothing.
    """
    from psycopg import Cursor

    if raw.prepare_threshold is None:
        raw.prepare_threshold = 5
    return Cursor(raw)


def _lead(
    cursor: Cursor[Any],
    request: Request,
    place: Place,
    own_id: int | None,
    others: Sequence[Any],
) -> storing.Stored:
    """Chain the request and all that wait; commit; do so again for who has come since; let the lock go."""
    conflict: ConflictError | None = None
    rows: list[Row] = []
    try:
        rows = placed(request, place)
    except ConflictError as error:
        conflict = error
    own = [(row.content, row.hash) for row in rows]
    done = [] if own_id is None else [own_id]
    written = {request.stream: place.version + len(rows)}
    done += _chain_others(rows, place, others, {request.command}, written)
    others = _write(cursor, place, rows, done, goes_on=conflict is None)
    if conflict is not None:
        raise conflict
    from psycopg import Error as DriverError

    try:
        for left in reversed(range(_ROUNDS)):
            if not others:
                break
            place = Place(rows[-1].number, rows[-1].hash, 0) if rows else place
            rows = []
            done = _chain_others(rows, place, others, set(), {})
            others = _write(cursor, place, rows, done, goes_on=left > 0 and bool(rows))
    except DriverError:
        _let_go(cursor.connection)  # what was asked of this writer is on disk all the same
    return own


def _chain_others(
    rows: list[Row], place: Place, others: Sequence[Any], seen: set[str], versions: dict[str, int]
) -> list[int]:
    """Add the rows of those who wait, after ``rows``; return the ids of those who need wait no more.

    ``place`` is where the first of the rows goes, ``versions`` are the versions that streams have after ``rows``.
    """
    done = []
    for id_, stream, command, expected, drafts, its_version, is_over in others:
        if is_over or command in seen:
            done.append(id_)  # written before, or the same command twice: its writer finds the answer
            continue
        last = rows[-1] if rows else place
        there = Place(last.number, last.hash, versions.get(stream, its_version or 0))
        try:
            new = placed(Request(stream, command, expected, json.loads(drafts)), there)
        except ConflictError:
            continue  # its own writer will see that, and say so
        seen.add(command)
        versions[stream] = there.version + len(new)
        rows += new
        done.append(id_)
    return done


def _write(
    cursor: Cursor[Any], place: Place, rows: Sequence[Row], done: Sequence[int], *, goes_on: bool
) -> Sequence[Any]:
    """Commit rows and wake their writers; return who waits now, where this one goes on to lead."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * _ROW_COUNT
    cursor.execute(
        _WRITE,
        [
            str(place.number),
            goes_on,
            _numbers(done),
            *(_numbers(column) if column and type(column[0]) is int else column for column in columns),
        ],
        prepare=True,
    )
    (others,) = cursor.fetchone() or (None,)
    return others or ()


def _numbers(numbers: Sequence[int]) -> str:
    """Write whole numbers as PostgreSQL's array, whose type then does not depend on how large they are."""
    return f"{{{','.join(map(str, numbers))}}}"


def _let_go(raw: Any) -> None:
    """Let the locks go after a fault, whether they are held or not; a connection that is broken has done so already."""
    if raw is None or raw.closed:
        return
    raw.execute("SELECT pg_advisory_unlock_all()")

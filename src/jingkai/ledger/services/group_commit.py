"""PostgreSQL outside of a transaction: whoever gets the lock writes for all who wait for it.

The chain lets only one writer at a time go on, and a commit that waits for the disk would let all others wait too.
Written together they share one commit (``docs/decisions/0007-ledger-appends.md`` has the figures). Nobody is
answered before the commit that holds the entry is on disk.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection, transaction
from psycopg import Cursor

from jingkai.ledger.errors import ConflictError
from jingkai.ledger.placing import Place, Request, Row, place_after, placed
from jingkai.ledger.services import storing
from jingkai.ledger.waiting_table import LOCK

_OFFER = "CALL ledger_offer(%s::text, %s::text, %s::bigint, %s::text)"
_WRITE = "CALL ledger_write(%s::json, %s::bigint[])"


def store_together(request: Request) -> storing.Stored:
    """Write the entries of a request, and of all that wait; return those of the request.

    Behind a pooler of transactions (``DISABLE_SERVER_SIDE_CURSORS``) a lock cannot outlive a statement: there every
    request is written by itself.
    """
    if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        with transaction.atomic():
            return storing.store(request)
    drafts = json.dumps(request.drafts, ensure_ascii=False)
    connection.ensure_connection()
    # Prepared on the driver's own cursor: all others wait while the leader's client works, and Django's wrappers and the
    # parsing of the same two statements again and again are a fifth of that.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        try:
            cursor.execute(_OFFER, [request.stream, request.command, request.expected, drafts], prepare=True)
            (answer,) = cursor.fetchone() or ("",)
            found = _json(answer)
            if "stored" in found:
                return [(content, hash_) for content, hash_ in found["stored"]]
            return _lead(cursor, request, found)
        except BaseException:
            _let_go()
            raise


def _lead(cursor: Cursor[Any], request: Request, found: dict[str, Any]) -> storing.Stored:
    """Chain the request and all that wait; commit; let the lock go."""
    own_id = found["own"]
    done = [] if own_id is None else [own_id]
    place = place_after(found["number"], found["hash"], found["version"])
    versions = {request.stream: place.version}
    conflict: ConflictError | None = None
    own: list[Row] = []
    try:
        own = placed(request, place)
    except ConflictError as error:
        conflict = error
    rows = list(own)
    versions[request.stream] += len(own)
    seen = {request.command}
    for id_, stream, command, expected, drafts, version in found["waiting"] or ():
        if command in seen:
            continue  # the same command twice: the second finds the answer of the first
        last = Place(rows[-1].number, rows[-1].hash, 0) if rows else place
        there = Place(last.number, last.hash, versions.get(stream, version or 0))
        try:
            new = placed(Request(stream, command, expected, json.loads(drafts)), there)
        except ConflictError:
            continue  # its own writer will see that, and say so
        seen.add(command)
        versions[stream] = there.version + len(new)
        rows += new
        done.append(id_)
    written = json.dumps([row._asdict() for row in rows], ensure_ascii=False)
    cursor.execute(_WRITE, [written, done], prepare=True)
    if conflict is not None:
        raise conflict
    return [(row.content, row.hash) for row in own]


def _let_go() -> None:
    """Let the lock go after a fault, whether it is held or not; a connection that is broken has let it go already."""
    if connection.connection is None or connection.connection.closed:
        return
    with connection.wrap_database_errors:
        connection.connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _json(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found

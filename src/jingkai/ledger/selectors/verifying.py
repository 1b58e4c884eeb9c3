"""Verify the stored ledger, row after row, without holding more than a batch of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from jingkai.kernel.language import gettext as _
from jingkai.ledger import guard
from jingkai.ledger.guard import ENTRIES
from jingkai.ledger.heads import SignedHead
from jingkai.ledger.models import ReadPosition, TreeNode
from jingkai.ledger.placing import Row
from jingkai.ledger.selectors.proving import signed_heads
from jingkai.ledger.verify import Fault, Verified, verify

_AT_ONCE = 5000
_ROWS = f"SELECT {', '.join(Row._fields)} FROM {ENTRIES} ORDER BY number"  # noqa: S608 - our own table
_VERSIONS = (
    "SELECT MIN(number) FROM (SELECT number, version, "  # noqa: S608 - our own table
    "ROW_NUMBER() OVER (PARTITION BY stream ORDER BY version) AS due, "
    "LAG(number) OVER (PARTITION BY stream ORDER BY version) AS before "
    f"FROM {ENTRIES}) AS place WHERE version <> due OR before > number"
)
_TRIGGERS = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid)"
    ),
}


def verify_ledger(
    heads: Iterable[SignedHead] = (), on_progress: Callable[[int], None] | None = None
) -> Verified:
    """Verify all entries against the chain, the published heads, and ``heads`` that were kept elsewhere."""
    # Each row of the table is looked at, also where it has the signature of another one.
    known = dict.fromkeys((*signed_heads(), *heads))
    found = verify(stored_rows(), known, on_progress)
    return found if found.fault is not None else replace(found, fault=version_fault())


def verify_database(
    heads: Iterable[SignedHead] = (), on_progress: Callable[[int], None] | None = None
) -> Verified:
    """Verify the ledger, and what the database itself shows: traces of entries that are gone, and its triggers."""
    counted = counted_entries()  # before the entries are read: others go on appending
    found = verify_ledger(heads, on_progress)
    if found.fault is not None:
        return found
    if counted > found.entries:
        words = _("Entries %(first)d to %(last)d are missing: the database shows that there were %(last)d.")
        first = found.entries + 1
        return replace(found, fault=Fault("missing", first, words % {"first": first, "last": counted}))
    return replace(found, fault=guard_fault())


def counted_entries() -> int:
    """Return how many entries there once were at least, by traces outside of the entries themselves.

    Traces are the hashes kept for the tree, how far read models have come, and SQLite's count of given numbers.
    PostgreSQL has no such count: the ledger gives its numbers itself.
    """
    traces = list(ReadPosition.objects.values_list("number", flat=True))
    traces += [(at + 1) << level for level, at in _last_nodes()]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [ENTRIES])
            traces += [row[0] for row in cursor.fetchall()]
    return max(traces, default=0)


def _last_nodes() -> Iterator[tuple[int, int]]:
    yield from TreeNode.objects.order_by().values_list("level").annotate(at=Max("position"))


def guard_fault() -> Fault | None:
    """Return which triggers that keep the ledger append-only are missing or switched off."""
    there = _triggers()
    missing = [name for table, name in guard.names(connection.vendor) if (table, name) not in there]
    if not missing:
        return None
    words = _(
        "The database no longer refuses changes of the ledger: these triggers are missing or switched off: %(names)s."
    )
    return Fault("guard", 0, words % {"names": ", ".join(missing)})


def _triggers() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS[connection.vendor])
        return {(table, name) for table, name in cursor.fetchall()}


def stored_rows() -> Iterator[tuple[Any, ...]]:
    """Yield every stored row in the order of numbers, in constant memory, as of one moment; nobody waits for it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        yield from connection.connection.execute(_ROWS)
        return
    # In a transaction the server sends the rows as they are asked for; outside it would copy all of them first.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS)
        while batch := cursor.fetchmany(_AT_ONCE):
            yield from batch


def version_fault() -> Fault | None:
    """Return the first entry whose version does not follow the one before in its stream."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS)
        number = cursor.fetchone()[0]
    if number is None:
        return None
    words = _("Entry %(number)d is not the next version of its stream.")
    return Fault("version", number, words % {"number": number})

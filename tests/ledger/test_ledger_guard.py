"""The database itself refuses whatever is not an entry at the end."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from jingkai.ledger import guard, selectors, services
from jingkai.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(append):
    for _ in range(3):
        append("case/1")
    services.publish_head()


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", [guard.ENTRIES, guard.HEADS])
def test_rows_are_neither_changed_nor_deleted(three, table):
    refused(f"UPDATE {table} SET time = '2020-01-01T00:00:00.000000Z'")
    refused(f"DELETE FROM {table}")
    assert selectors.verify_ledger().is_whole


@pytest.mark.parametrize(
    ("number", "version", "command"),
    [(5, 4, "new"), (3, 3, "new"), (2, 2, "new"), (4, 5, "new"), (4, 3, "new"), (4, 4, "command-1")],
)
def test_an_entry_is_inserted_at_the_end_once_and_without_gaps(three, number, version, command):
    row = LedgerEntry.objects.get(number=3)
    row.number, row.version, row.command = number, version, command
    # On PostgreSQL what is there twice is refused by the unique indexes.
    with pytest.raises(DatabaseError, match=r"append-only|duplicate key"), transaction.atomic():
        row.save(force_insert=True)


def test_sqlite_replaces_no_row_by_inserting(three):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    refused(f"INSERT OR REPLACE INTO {guard.ENTRIES} SELECT * FROM {guard.ENTRIES} WHERE number = 2")
    refused(f"INSERT OR REPLACE INTO {guard.HEADS} SELECT * FROM {guard.HEADS}")


def test_postgresql_empties_no_table(three):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    refused(f"TRUNCATE {guard.ENTRIES}")


def test_another_database_is_refused():
    with pytest.raises(ValueError, match="mysql"):
        guard.statements("mysql")

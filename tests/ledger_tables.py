"""Let Django empty the ledger's tables after a test that commits: for that moment their triggers are taken away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _ledger_tables_can_be_emptied() -> Iterator[None]:
    """Wrap what Django does to flush a database. Nothing in the product can do this."""
    from django.db import connections

    from jingkai.ledger import guard

    operations = connections["default"].ops
    flush = operations.execute_sql_flush

    def flush_without_triggers(statements: list[str]) -> None:
        connection = connections["default"]
        if not any(guard.ENTRIES in statement for statement in statements):
            flush(statements)
            return
        with connection.cursor() as cursor:
            for statement in guard.removal(connection.vendor):
                cursor.execute(statement)
        try:
            flush(statements)
            if (
                connection.vendor == "sqlite"
            ):  # what SQLite remembers of numbers given tells of entries that are gone
                flush([f"DELETE FROM sqlite_sequence WHERE name = '{guard.ENTRIES}'"])
        finally:
            with connection.cursor() as cursor:
                for statement in guard.statements(connection.vendor):
                    cursor.execute(statement)

    operations.execute_sql_flush = flush_without_triggers
    yield
    operations.execute_sql_flush = flush

from django.db import migrations

from jingkai.ledger import procedures

# What writers on PostgreSQL waited in before they waited in memory.
_FORMER = (
    "DROP PROCEDURE IF EXISTS ledger_write(json, bigint[])",
    "DROP PROCEDURE IF EXISTS ledger_offer(text, text, bigint, text, json)",
    "DROP TABLE IF EXISTS ledger_waiting",
)


def put_in_place(apps, schema_editor):
    """Let leaders write what waits."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in (*_FORMER, *procedures.CREATION):
            schema_editor.execute(statement, params=None)


def take_away(apps, schema_editor):
    """Undo :func:`put_in_place`."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in procedures.REMOVAL:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [("ledger", "0001_ledger")]

    operations = [migrations.RunPython(put_in_place, take_away)]

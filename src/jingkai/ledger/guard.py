"""Triggers that keep the ledger append-only, whoever writes and with whatever program.

Both databases refuse to change or delete an entry or a head, and to insert an entry anywhere but at the end. The check at
insertion also stops SQLite's ``INSERT OR REPLACE``, which would otherwise delete a row without calling any trigger.
"""

from __future__ import annotations

ENTRIES = "ledger_ledgerentry"
HEADS = "ledger_treehead"

_REFUSAL = "the ledger is append-only: {what}"
_CHANGED = _REFUSAL.format(what="rows are neither changed nor deleted")
_PLACED = _REFUSAL.format(what="an entry is inserted at the end, once, without gaps")

_OUT_OF_PLACE = f"""
    NEW.number IS DISTINCT FROM (SELECT COALESCE(MAX(number), 0) + 1 FROM {ENTRIES})
    OR NEW.version IS DISTINCT FROM (SELECT COALESCE(MAX(version), 0) + 1 FROM {ENTRIES} WHERE stream = NEW.stream)
    OR (NEW.part = 0 AND EXISTS (SELECT 1 FROM {ENTRIES} WHERE command = NEW.command AND part = 0))
"""  # noqa: S608 - names of our own tables

# PostgreSQL: that number, version and command are new is what the unique indexes see to; here is the rest. To look for
# the entry before costs a third of what MAX does, which reads a page of the index.
_AFTER_A_GAP = f"""
    (NEW.number <> 1 AND NOT EXISTS (SELECT FROM {ENTRIES} WHERE number = NEW.number - 1))
    OR (NEW.version <> 1 AND NOT EXISTS (SELECT FROM {ENTRIES} WHERE stream = NEW.stream AND version = NEW.version - 1))
"""  # noqa: S608 - names of our own tables


def statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in place on ``sqlite`` or ``postgresql``.

    Raises :class:`ValueError` for another database: a ledger without triggers would not be one.
    """
    if vendor == "sqlite":
        return [
            *_sqlite_refusals(ENTRIES),
            *_sqlite_refusals(HEADS),
            f"CREATE TRIGGER {ENTRIES}_place BEFORE INSERT ON {ENTRIES} WHEN "
            f"{_OUT_OF_PLACE.replace('IS DISTINCT FROM', 'IS NOT')} BEGIN SELECT RAISE(ABORT, '{_PLACED}'); END",
            f"CREATE TRIGGER {HEADS}_place BEFORE INSERT ON {HEADS} "  # noqa: S608 - names of our own tables
            f"WHEN EXISTS (SELECT 1 FROM {HEADS} WHERE size = NEW.size) "
            f"BEGIN SELECT RAISE(ABORT, '{_CHANGED}'); END",
        ]
    if vendor == "postgresql":
        return [
            f"CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_CHANGED}' USING ERRCODE = 'restrict_violation'; END $$",
            f"CREATE FUNCTION ledger_place() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {_AFTER_A_GAP} THEN "
            f"RAISE EXCEPTION '{_PLACED}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$",
            *_postgresql_refusals(ENTRIES),
            *_postgresql_refusals(HEADS),
            f"CREATE TRIGGER {ENTRIES}_place BEFORE INSERT ON {ENTRIES} "
            f"FOR EACH ROW EXECUTE FUNCTION ledger_place()",
        ]
    raise ValueError(f"the ledger has no triggers for {vendor}")


def names(vendor: str) -> list[tuple[str, str]]:
    """Return table and name of every trigger that should be in place."""
    whats = ("update", "delete", "place") if vendor == "sqlite" else ("update", "delete", "truncate")
    found = [(table, f"{table}_{what}") for table in (ENTRIES, HEADS) for what in whats]
    return found if vendor == "sqlite" else [*found, (ENTRIES, f"{ENTRIES}_place")]


def removal(vendor: str) -> list[str]:
    """Return the SQL that takes the triggers away: for undoing the migration, and for tests that empty tables."""
    names = [(table, f"{table}_{what}") for table in (ENTRIES, HEADS) for what in ("update", "delete")]
    names.append((ENTRIES, f"{ENTRIES}_place"))
    if vendor == "sqlite":
        names.append((HEADS, f"{HEADS}_place"))
        return [f"DROP TRIGGER IF EXISTS {name}" for _table, name in names]
    names += [(table, f"{table}_truncate") for table in (ENTRIES, HEADS)]
    return [
        *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for table, name in names),
        "DROP FUNCTION IF EXISTS ledger_refuse()",
        "DROP FUNCTION IF EXISTS ledger_place()",
    ]


def _sqlite_refusals(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_CHANGED}'); END"
        for what in ("UPDATE", "DELETE")
    ]


def _postgresql_refusals(table: str) -> list[str]:
    rows = [
        f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        for what in ("UPDATE", "DELETE")
    ]
    return [
        *rows,
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    ]

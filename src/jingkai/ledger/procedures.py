"""PostgreSQL: what a leader asks of the database to write its own entries and those of all who wait, in one exchange.

``ledger_write`` writes where the ledger still ends as the leader believes. ``ledger_look`` tells how it ends, and which
of the commands have been carried out. Both hold the lock that orders appends over all machines.
"""

from __future__ import annotations

from jingkai.ledger.guard import ENTRIES
from jingkai.ledger.placing import Row

LOCK = 5_063_216_803_418_957_378
"""Key of the advisory lock that orders appends on PostgreSQL."""

# A plan made while the table was empty would read all of it, again and again, until statistics are gathered; and to
# plan anew for every list of streams takes longer than to look for them.
_BY_INDEX = (
    "PERFORM set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), "
    "set_config('plan_cache_mode', 'force_generic_plan', true);"
)
_COLUMNS = ", ".join(Row._fields)

CREATION = (
    # look: take the lock, and keep it.
    f"""
    CREATE FUNCTION ledger_look(streams text[], commands text[], OUT answer json) LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_lock({LOCK});
        {_BY_INDEX}
        SELECT json_build_array(
            (SELECT number FROM {ENTRIES} ORDER BY number DESC LIMIT 1),
            (SELECT hash FROM {ENTRIES} ORDER BY number DESC LIMIT 1),
            (SELECT json_agg(json_build_array(
                (SELECT version FROM {ENTRIES} WHERE stream = one.stream ORDER BY version DESC LIMIT 1),
                (SELECT number FROM {ENTRIES} WHERE command = one.command AND part = 0)
            ) ORDER BY place) FROM unnest(streams, commands) WITH ORDINALITY AS one (stream, command, place))
        ) INTO answer;
    END $$
    """,  # noqa: S608 - our own tables
    # write: only after the entry whose hash is given; commit; let the lock go, whether it was held before or is now.
    f"""
    CREATE PROCEDURE ledger_write(new_rows json, after text, held boolean, INOUT written boolean DEFAULT NULL)
    LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT held THEN
            PERFORM pg_advisory_lock({LOCK});
        END IF;
        {_BY_INDEX}
        written := (SELECT hash FROM {ENTRIES} ORDER BY number DESC LIMIT 1) IS NOT DISTINCT FROM after;
        IF written THEN
            INSERT INTO {ENTRIES} ({_COLUMNS})
                SELECT {_COLUMNS} FROM json_populate_recordset(NULL::{ENTRIES}, new_rows);
            COMMIT;
        END IF;
        PERFORM pg_advisory_unlock({LOCK});
    END $$
    """,  # noqa: S608 - our own tables
)

REMOVAL = (
    "DROP PROCEDURE IF EXISTS ledger_write(json, text, boolean, boolean)",
    "DROP FUNCTION IF EXISTS ledger_look(text[], text[])",
)

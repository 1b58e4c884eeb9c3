"""PostgreSQL: the table and the procedures by which writers who wait are written together.

Who gets the lock leads: it chains its own request and all that wait, and commits them with one write to the disk. The
others find themselves written when their turn comes. The table is not logged: what it holds nobody has been told of.
"""

from __future__ import annotations

from jingkai.ledger.guard import ENTRIES
from jingkai.ledger.placing import Row

WAITING = "ledger_waiting"
LOCK = 5_063_216_803_418_957_378
"""Key of the advisory lock that orders appends on PostgreSQL."""

_PATIENCE = "10 seconds"
"""A request that has waited longer is left to its own writer, who may be gone."""

# In ledger_offer a scalar subquery stands where NOT EXISTS would be planned as a join with all entries. And a plan made
# while the table was empty would read all of it, again and again, until statistics are gathered.
_BY_INDEX = "PERFORM set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true);"

_COLUMNS = ", ".join(Row._fields)

CREATION = (
    f"""
    CREATE UNLOGGED TABLE {WAITING} (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stream text NOT NULL,
        command text NOT NULL,
        expected bigint,
        drafts text NOT NULL,
        made timestamptz NOT NULL DEFAULT clock_timestamp()
    )
    """,
    # offer: become the leader, with what is to be written; or wait, and find oneself written.
    f"""
    CREATE PROCEDURE ledger_offer(
        own_stream text, own_command text, own_expected bigint, own_drafts text, INOUT answer json DEFAULT NULL
    ) LANGUAGE plpgsql AS $$
    DECLARE own_id bigint; first_number bigint; last_number bigint; last_hash text;
    BEGIN
        IF NOT pg_try_advisory_lock({LOCK}) THEN
            INSERT INTO {WAITING} (stream, command, expected, drafts)
                VALUES (own_stream, own_command, own_expected, own_drafts) RETURNING id INTO own_id;
            COMMIT;
            PERFORM pg_advisory_lock({LOCK});
        END IF;
        {_BY_INDEX}
        SELECT number INTO first_number FROM {ENTRIES} WHERE command = own_command AND part = 0;
        IF FOUND THEN
            DELETE FROM {WAITING} WHERE id = own_id;
            SELECT json_build_object('stored', json_agg(json_build_array(content, hash) ORDER BY number)) INTO answer
                FROM {ENTRIES} WHERE number >= first_number
                AND number < first_number + (SELECT parts FROM {ENTRIES} WHERE number = first_number);
            PERFORM pg_advisory_unlock({LOCK});
            RETURN;
        END IF;
        SELECT number, hash INTO last_number, last_hash FROM {ENTRIES} ORDER BY number DESC LIMIT 1;
        SELECT json_build_object(
            'number', last_number, 'hash', last_hash, 'own', own_id,
            'version', (SELECT version FROM {ENTRIES} WHERE stream = own_stream ORDER BY version DESC LIMIT 1),
            'waiting', (SELECT json_agg(json_build_array(
                one.id, one.stream, one.command, one.expected, one.drafts,
                (SELECT version FROM {ENTRIES} WHERE stream = one.stream ORDER BY version DESC LIMIT 1)
            )) FROM (
                SELECT * FROM {WAITING} AS waits WHERE id IS DISTINCT FROM own_id
                AND made > clock_timestamp() - interval '{_PATIENCE}'
                AND (SELECT number FROM {ENTRIES} WHERE command = waits.command AND part = 0) IS NULL
                ORDER BY id LIMIT 200
            ) AS one)
        ) INTO answer;
    END $$
    """,  # noqa: S608 - our own tables
    f"""
    CREATE PROCEDURE ledger_write(new_rows json, done bigint[]) LANGUAGE plpgsql AS $$
    BEGIN
        {_BY_INDEX}
        INSERT INTO {ENTRIES} ({_COLUMNS})
            SELECT {_COLUMNS} FROM json_populate_recordset(NULL::{ENTRIES}, new_rows);
        DELETE FROM {WAITING} WHERE id = ANY(done);
        COMMIT;
        PERFORM pg_advisory_unlock({LOCK});
    END $$
    """,  # noqa: S608 - our own tables
)

REMOVAL = (
    "DROP PROCEDURE IF EXISTS ledger_write(json, bigint[])",
    "DROP PROCEDURE IF EXISTS ledger_offer(text, text, bigint, text, json)",
    f"DROP TABLE IF EXISTS {WAITING}",
)

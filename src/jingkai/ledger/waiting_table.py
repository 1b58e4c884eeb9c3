"""PostgreSQL: the table and the procedures by which writers who wait are written together.

Who gets the lock leads: it chains its own request and all that wait, and commits them with one write to the disk. The
others are woken by that all at once, and find themselves written. The table is not logged: what it holds nobody has
been told of.

There are two kinds of lock. ``LOCK`` makes the leader. The gate of a number (``LOCK + 1 + number``) is held by whoever
leads on after that number; the others wait at it together. Were they to wait for ``LOCK`` they would have to be woken
one after the other, each only to see that its entry is there.
"""

from __future__ import annotations

from jingkai.ledger.guard import ENTRIES

WAITING = "ledger_waiting"
LOCK = 5_063_216_803_418_957_378
"""Key of the advisory lock that orders appends on PostgreSQL."""

_PATIENCE = "10 seconds"
"""A request that has waited longer is left to its own writer, who may be gone."""

_TRIES = 4
"""How often a writer waits at a gate for others to write it, before it waits for its turn to write itself."""

# A plan made while the table was small would read all of it, again and again, until statistics are gathered. For the
# same reason scalar subqueries stand where NOT EXISTS would be planned as a join with all entries.
_BY_INDEX = "PERFORM set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true);"

# Those who wait, with the version of their stream, and whether they are not to be written: written before, or too old.
_GATHER = f"""
        SELECT json_agg(json_build_array(
            one.id, one.stream, one.command, one.expected, one.drafts,
            (SELECT version FROM {ENTRIES} WHERE stream = one.stream ORDER BY version DESC LIMIT 1),
            made < clock_timestamp() - interval '{_PATIENCE}'
                OR (SELECT number FROM {ENTRIES} WHERE command = one.command AND part = 0) IS NOT NULL
        )) INTO others FROM (
            SELECT * FROM {WAITING} WHERE id IS DISTINCT FROM own_id ORDER BY id LIMIT 200
        ) AS one;
"""  # noqa: S608 - our own tables

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
        own_stream text, own_command text, own_expected bigint, own_drafts text,
        INOUT contents text[] DEFAULT NULL, INOUT hashes text[] DEFAULT NULL,
        INOUT last_number bigint DEFAULT NULL, INOUT last_hash text DEFAULT NULL,
        INOUT own_version bigint DEFAULT NULL, INOUT own_id bigint DEFAULT NULL, INOUT others json DEFAULT NULL
    ) LANGUAGE plpgsql AS $$
    DECLARE tries integer := 0; leads boolean; first_number bigint; count_of integer; content_of text; hash_of text;
    BEGIN
        LOOP
            leads := pg_try_advisory_lock({LOCK});
            IF NOT leads AND own_id IS NULL THEN
                INSERT INTO {WAITING} (stream, command, expected, drafts)
                    VALUES (own_stream, own_command, own_expected, own_drafts) RETURNING id INTO own_id;
                COMMIT;
            END IF;
            IF NOT leads AND tries >= {_TRIES} THEN
                PERFORM pg_advisory_lock({LOCK});
                leads := true;
            END IF;
            IF tries = 0 OR leads THEN
                {_BY_INDEX}
            END IF;
            IF NOT leads THEN
                SELECT number INTO last_number FROM {ENTRIES} ORDER BY number DESC LIMIT 1;
                PERFORM pg_advisory_lock_shared({LOCK + 1} + COALESCE(last_number, 0));
                PERFORM pg_advisory_unlock_shared({LOCK + 1} + COALESCE(last_number, 0));
                tries := tries + 1;
            END IF;
            SELECT number, parts, content, hash INTO first_number, count_of, content_of, hash_of
                FROM {ENTRIES} WHERE command = own_command AND part = 0;
            IF FOUND THEN
                IF leads THEN
                    PERFORM pg_advisory_unlock({LOCK});
                END IF;
                IF count_of = 1 THEN
                    contents := ARRAY[content_of];
                    hashes := ARRAY[hash_of];
                ELSE
                    SELECT array_agg(content ORDER BY number), array_agg(hash ORDER BY number) INTO contents, hashes
                        FROM {ENTRIES} WHERE number >= first_number AND number < first_number + count_of;
                END IF;
                RETURN;
            END IF;
            EXIT WHEN leads;
        END LOOP;
        SELECT number, hash INTO last_number, last_hash FROM {ENTRIES} ORDER BY number DESC LIMIT 1;
        PERFORM pg_advisory_lock({LOCK + 1} + COALESCE(last_number, 0));
        SELECT version INTO own_version FROM {ENTRIES} WHERE stream = own_stream ORDER BY version DESC LIMIT 1;
        {_GATHER}
    END $$
    """,  # noqa: S608 - our own tables
    # write: put the rows at the end (one array a column), on disk, and wake all who wait. Then say what has come since,
    # if that is asked and there is any; else let the lock go.
    f"""
    CREATE PROCEDURE ledger_write(
        after_number bigint, goes_on boolean, done bigint[], numbers bigint[], streams text[], versions bigint[],
        types text[], times text[], actors text[], commands text[], parts_at integer[], parts_of integer[],
        provisions text[], hashes text[], contents text[], INOUT others json DEFAULT NULL
    ) LANGUAGE plpgsql AS $$
    DECLARE own_id bigint;
    BEGIN
        INSERT INTO {ENTRIES} (
            number, stream, version, type, time, actor, command, part, parts, provision, hash, content
        ) SELECT * FROM unnest(
            numbers, streams, versions, types, times, actors, commands, parts_at, parts_of, provisions, hashes, contents
        );
        {_BY_INDEX}
        IF done <> '{{}}' THEN
            DELETE FROM {WAITING} WHERE id = ANY(done);
        END IF;
        COMMIT;
        IF goes_on THEN
            {_BY_INDEX}
            PERFORM pg_advisory_lock({LOCK + 1} + after_number + cardinality(numbers));
            {_GATHER}
            IF others IS NULL THEN
                PERFORM pg_advisory_unlock({LOCK});
                PERFORM pg_advisory_unlock({LOCK + 1} + after_number + cardinality(numbers));
            END IF;
        ELSE
            PERFORM pg_advisory_unlock({LOCK});
        END IF;
        PERFORM pg_advisory_unlock({LOCK + 1} + after_number);
    END $$
    """,  # noqa: S608 - our own tables
)

REMOVAL = (
    "DROP PROCEDURE IF EXISTS ledger_write",
    "DROP PROCEDURE IF EXISTS ledger_offer",
    f"DROP TABLE IF EXISTS {WAITING}",
)

"""The ledger against the bare database, in one run: appends a second, verification, heads and proofs.

Run ``python benchmarks/ledger.py`` (``--entries N`` for another size, ``--without-postgresql``). Bare and ledger take
turns of a second each, because the disk's own speed changes from minute to minute; the ratio is the median of the
turns. A bare commit writes the same bytes into a table without further indexes, with the same durability.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import sys
import tempfile
import time
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path
from statistics import median

TURNS = 9
SECONDS = 1.0
WRITERS = 8
WARMING = 20
ROW = (
    "account/0",
    1,
    "account.role_granted",
    "2026-03-01T08:00:00.000000Z",
    "user:0b8e1c5e-0000-0000-0000-000000000000",
    0,
    1,
    "",
    "a" * 64,
)
COLUMNS = "stream, version, type, time, actor, part, parts, provision, hash, command, content"
BARE = (
    "stream text NOT NULL, version bigint NOT NULL, type text NOT NULL, time text NOT NULL, actor text NOT NULL, "
    "part int NOT NULL, parts int NOT NULL, provision text NOT NULL, hash text NOT NULL, command text NOT NULL, "
    "content text NOT NULL"
)


def set_up(folder: Path, address: str) -> None:
    """Configure Django with the ledger alone, on the database that the product would use."""
    import django
    from django.conf import settings

    from jingkai.config import environment

    os.environ["DATABASE_URL"] = address
    settings.configure(
        INSTALLED_APPS=["jingkai.ledger"],
        DATABASES={"default": environment.database(folder)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        DATA=folder,
    )
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def append(stream: str, count: int = 1) -> str:
    """Append events as the accounts slice does; return the content of the first."""
    from jingkai.ledger import services
    from jingkai.ledger.entry import Event

    done = services.append(
        stream,
        [Event("account.role_granted", {"role": "clerk", "scope": "zone", "zone": "150802"})] * count,
        expected_version=None,
        command_id=str(uuid.uuid4()),
        actor="user:0b8e1c5e-0000-0000-0000-000000000000",
    )
    return done.stored[0].content


def rate(work: Callable[[], object], seconds: float = SECONDS) -> float:
    """How often a second something can be done, one after the other."""
    count, began = 0, time.perf_counter()
    while (now := time.perf_counter()) - began < seconds:
        work()
        count += 1
    return count / (now - began)


def many(work: Callable[[int], Callable[[], object]]) -> float:
    """How often a second ``WRITERS`` processes do something together.

    Each connects and does it a few times, until the server has its plans; then all begin at once.
    """
    begin, let_begin = os.pipe()
    results, processes = [], []
    for writer in range(WRITERS):
        read, write = os.pipe()
        if not (process := os.fork()):
            try:
                os.close(let_begin)
                once = work(writer)
                for _warming in range(WARMING):
                    once()
                os.write(write, b"!")
                os.read(begin, 1)  # until the last process is ready, and the pipe is closed
                os.write(write, str(rate(once)).encode())
            except BaseException:  # noqa: BLE001 - a child must never return into what its parent does
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(write)
        processes.append(process)
        results.append(read)
    for read in results:
        os.read(read, 1)
    os.close(begin)
    os.close(let_begin)
    total = 0.0
    for process, read in zip(processes, results, strict=True):
        total += float(os.read(read, 100))
        os.close(read)
        os.waitpid(process, 0)
    return total


def report(name: str, bare: list[float], ledger: list[float]) -> None:
    """Print the rates and their ratio."""
    ratio = median(ours / theirs for ours, theirs in zip(ledger, bare, strict=True))
    print(
        f"{name}: bare {median(bare):,.0f}/s, ledger {median(ledger):,.0f}/s, ratio {ratio:.2f} (target >= 0.33)",
        flush=True,
    )


def sqlite_appends(folder: Path) -> None:
    """Single appends by one writer against bare commits of the same bytes."""
    from django.db import connection

    content = append("account/0")
    bare = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute(f"CREATE TABLE bare (number integer PRIMARY KEY, {BARE})")
    insert = f"INSERT INTO bare ({COLUMNS}) VALUES ({', '.join('?' * 11)})"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2, "the ledger is not written with synchronous=FULL"
    theirs, ours = [], []
    for turn in range(TURNS):
        theirs.append(rate(lambda: bare.execute(insert, (*ROW, str(uuid.uuid4()), content))))
        ours.append(rate(lambda turn=turn: append(f"account/{turn}")))
    report("SQLite, one writer", theirs, ours)


def postgresql_appends() -> None:
    """Single appends by eight writers on eight streams against bare commits of the same bytes."""
    import psycopg
    from django.db import connection

    content = append("account/0")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {BARE})")
    options = connection.get_connection_params()
    address = {name: options[name] for name in ("dbname", "user", "host", "port") if options.get(name)}
    connection.close()
    insert = f"INSERT INTO bare ({COLUMNS}) VALUES ({', '.join(['%s'] * 11)})"

    def committing(writer: int) -> Callable[[], object]:
        """BEGIN, INSERT, COMMIT, as an application does."""
        own = psycopg.connect(**address, autocommit=True)

        def commit() -> None:
            with own.transaction():
                own.execute(insert, (*ROW, str(uuid.uuid4()), content))

        return commit

    def single(writer: int) -> Callable[[], object]:
        """One INSERT that commits itself: one exchange with the server."""
        own = psycopg.connect(**address, autocommit=True)
        return lambda: own.execute(insert, (*ROW, str(uuid.uuid4()), content))

    rates: dict[str, list[float]] = {"commit": [], "single": [], "ledger": []}
    for _turn in range(TURNS):
        rates["commit"].append(many(committing))
        rates["ledger"].append(many(lambda writer: lambda: append(f"account/{writer}")))
        rates["single"].append(many(single))
    report(f"PostgreSQL, {WRITERS} writers on {WRITERS} streams", rates["commit"], rates["ledger"])
    report("  against single statements that commit themselves", rates["single"], rates["ledger"])


def verification(entries: int) -> None:
    """Verify a large ledger; publish heads and prove."""
    from jingkai.ledger import selectors, services
    from jingkai.ledger.models import LedgerEntry

    began = time.perf_counter()
    present = LedgerEntry.objects.count()
    for batch in range((entries - present) // 1000 + 1):
        append(f"account/{batch}", 1000)
    print(
        f"{LedgerEntry.objects.count():,} entries, written in {time.perf_counter() - began:.0f} s", flush=True
    )
    began = time.perf_counter()
    head = services.publish_head()
    assert head is not None
    print(f"first head: {time.perf_counter() - began:.1f} s", flush=True)
    append("account/0")
    began = time.perf_counter()
    head = services.publish_head()
    assert head is not None
    print(f"head after one more entry: {(time.perf_counter() - began) * 1000:.0f} ms")
    waits = []
    for place in range(1, 21):
        began = time.perf_counter()
        selectors.inclusion_proof(head.head.size * place // 20, head)
        waits.append(time.perf_counter() - began)
    print(
        f"inclusion proof: median {median(waits) * 1000:.0f} ms, slowest {max(waits) * 1000:.0f} ms",
        flush=True,
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, worked = time.perf_counter(), time.process_time()
    found = selectors.verify_ledger()
    took, worked = time.perf_counter() - began, time.process_time() - worked
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert found.is_whole, found.fault
    print(
        f"verified {found.entries:,} entries in {took:.1f} s, {worked:.1f} s of processor time "
        f"(target <= 30 s for 1,000,000); memory grew by {grown:.1f} MB"
    )


def main() -> None:
    """Measure SQLite in this process, PostgreSQL in another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--without-postgresql", action="store_true")
    parser.add_argument("--postgresql", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jingkai-") as name:
        if options.postgresql:
            sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
            from postgresql import database_url

            set_up(Path(name), database_url("bench"))
            postgresql_appends()
            return
        if not options.without_postgresql and not (process := os.fork()):
            os.execv(sys.executable, [sys.executable, __file__, "--postgresql"])
        if not options.without_postgresql:
            os.waitpid(process, 0)
        set_up(Path(name), "")
        sqlite_appends(Path(name))
        verification(options.entries)


if __name__ == "__main__":
    main()

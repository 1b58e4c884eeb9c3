"""Processes that append to a real database: killed at random moments, or many at once.

    python ledger_faults.py kills|one-stream|many-streams COUNT SEED

The database is the one of DATABASE_URL, else SQLite in JINGKAI_DATA. Prints one JSON object with what was found.
"""

from __future__ import annotations

import json
import os
import random
import signal
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import NoReturn

_WRITERS = {"sqlite": 2, "postgresql": 4}  # there those who wait are written by one of them
_PAUSE = 0.001  # seconds between two appends: who waits for SQLite's lock polls for it, and would starve
_LONGEST = {"sqlite": 0.004, "postgresql": 0.02}  # seconds that a writer lives after its first append


def set_up() -> None:
    """Configure Django with the ledger alone, on the database that the product would use."""
    import django
    from django.conf import settings

    from jingkai.config import environment

    folder = environment.data_folder()
    settings.configure(
        INSTALLED_APPS=["jingkai.ledger"],
        DATABASES={"default": environment.database(folder)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        DATA=folder,
    )
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def child(work: Callable[[], None]) -> int:
    """Run work in a process of its own; return its id."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def write_until_killed(writer: int, begin: int, acknowledged: int) -> NoReturn:
    """Append command after command, the first of which may have been carried out; acknowledge each on a pipe."""
    from jingkai.ledger import services
    from jingkai.ledger.entry import Event

    number = begin
    while True:
        events = [Event("case.noted", {"of": number}) for _ in range(1 + 2 * (number % 2))]
        services.append(
            f"case/{writer}",
            events,
            expected_version=None,
            command_id=f"{writer}-{number}",
            actor="system:test",
        )
        os.write(acknowledged, struct.pack("q", number))
        number += 1
        time.sleep(_PAUSE)


def kills(count: int, chance: random.Random) -> dict[str, object]:
    """Kill writers at random moments; after each round look at the whole ledger."""
    from django.db import connection

    longest, writers = _LONGEST[connection.vendor], _WRITERS[connection.vendor]
    begin = [0] * writers
    done = 0
    while done < count:
        running = []
        for writer in range(writers):
            read, write = os.pipe()
            process = child(
                lambda writer=writer, write=write: write_until_killed(writer, begin[writer], write)
            )
            os.close(write)
            running.append((writer, process, read))
        received = {writer: os.read(read, 8) for writer, _process, read in running}
        for writer, process, read in running:
            time.sleep(chance.random() * longest)
            os.kill(process, signal.SIGKILL)
            done += 1
            while piece := os.read(read, 4096):
                received[writer] += piece
            os.close(read)
            _process, status = os.waitpid(process, 0)
            assert os.WTERMSIG(status) == signal.SIGKILL, f"writer {writer} ended by itself"
        for writer, bytes_ in received.items():
            begin[writer] = struct.unpack("q", bytes_[-8:])[0] + 1
        look(begin)
    return {"killed": done, **look(begin)}


def look(acknowledged: list[int]) -> dict[str, object]:
    """Check that the chain verifies, that nothing acknowledged is missing, and nothing is there twice or in half."""
    from django.db import connection

    from jingkai.ledger import selectors
    from jingkai.ledger.models import LedgerEntry

    found = selectors.verify_ledger()
    assert found.fault is None, found.fault
    parts: dict[str, list[int]] = {}
    total: dict[str, int] = {}
    for command, part, all_parts in LedgerEntry.objects.values_list("command", "part", "parts"):
        parts.setdefault(command, []).append(part)
        total[command] = all_parts
    for command, present in parts.items():
        assert present == list(range(total[command])), f"{command}: parts {present} of {total[command]}"
    for writer, end in enumerate(acknowledged):
        for number in range(end):
            assert f"{writer}-{number}" in parts, f"command {writer}-{number} is lost"
    connection.close()  # the next writers are forked from here
    return {"entries": found.entries, "commands": len(parts)}


def clients(count: int, chance: random.Random, *, streams: int) -> dict[str, object]:
    """Let ``count`` clients append five times each, on the version that each has just read."""
    from django.db import connection

    from jingkai.ledger import selectors, services
    from jingkai.ledger.entry import Event
    from jingkai.ledger.errors import ConflictError
    from jingkai.ledger.models import LedgerEntry

    each = 5

    def work(client: int) -> None:
        own = random.Random(client)
        for number in range(each):
            stream = f"case/{client % streams}"
            while True:
                try:
                    services.append(
                        stream,
                        [Event("case.noted", {"client": client})],
                        expected_version=selectors.version(stream),
                        command_id=f"{client}-{number}",
                        actor="system:test",
                    )
                    break
                except ConflictError:
                    time.sleep(own.random() * 0.05)

    processes = [child(lambda client=client: work(client)) for client in range(count)]
    codes = [os.waitpid(process, 0)[1] for process in processes]
    assert not any(codes), codes
    found = selectors.verify_ledger()
    assert found.fault is None, found.fault
    written = Counter(LedgerEntry.objects.values_list("command", flat=True))
    connection.close()
    assert set(written.values()) == {1}
    return {"entries": found.entries, "commands": len(written), "expected": count * each}


def main() -> None:
    """Carry out what was asked for."""
    what, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    set_up()
    chance = random.Random(seed)
    streams = {"one-stream": 1, "many-streams": count}
    report = kills(count, chance) if what == "kills" else clients(count, chance, streams=streams[what])
    print(json.dumps(report))


if __name__ == "__main__":
    main()

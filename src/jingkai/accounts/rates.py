"""How often somebody may ask: a counter of requests that all processes of a machine share.

Windows are fixed (a minute by the clock). The counts lie in a SQLite file of their own beside the data, not in the
database: a request that only reads must neither wait for a long import to end nor cost a write that has to reach the
disk. What is lost with the file are the counts of one minute. Several machines count each for themselves.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

WINDOW_SECONDS = 60

_COUNT = """
INSERT INTO asked (who, window, times) VALUES (?, ?, 1)
ON CONFLICT (who, window) DO UPDATE SET times = times + 1 RETURNING times
"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a limit: ``limit`` requests a window, ``left`` of them, ``seconds`` until the next window.

    ``exceeded`` is true for a request that was one too many.
    """

    limit: int
    left: int
    seconds: int
    exceeded: bool


class RateCounter:
    """Counts requests by who asks. Safe to use from any thread and after a fork."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    def take(self, who: str, limit: int, now: float) -> Allowance:
        """Count one request of ``who`` at ``now`` (seconds since 1970) and say what is left of ``limit``.

        Raises :class:`sqlite3.Error` where the file cannot be written.
        """
        window, past = divmod(int(now), WINDOW_SECONDS)
        connection = self._connection()
        # A digest: the file does not say which tokens and addresses there are.
        key = hashlib.sha256(who.encode()).digest()[:16]
        (times,) = connection.execute(_COUNT, (key, window)).fetchone()
        if times == 1:
            connection.execute("DELETE FROM asked WHERE window < ?", (window - 1,))
        return Allowance(limit, max(limit - times, 0), WINDOW_SECONDS - past, times > limit)

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection; a forked process opens its own."""
        known: tuple[int, sqlite3.Connection] | None = getattr(self._local, "known", None)
        if known is not None and known[0] == os.getpid():
            return known[1]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=2, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS asked (who BLOB, window INTEGER, times INTEGER, PRIMARY KEY (who, window)) "
            "WITHOUT ROWID"
        )
        with suppress(OSError):
            self._path.chmod(0o600)
        self._local.known = (os.getpid(), connection)
        return connection

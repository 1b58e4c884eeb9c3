"""``jingkai serve`` on PostgreSQL: set up, served, searched, stopped."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from backup_site import Site


def test_a_site_on_postgresql_is_set_up_served_and_stopped(tmp_path: Path) -> None:
    from postgresql import database_url

    site = Site(tmp_path / "data", database_url("served"))
    process = subprocess.Popen(
        [sys.executable, "-m", "jingkai.cli", "serve"],
        env=site.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout
        lines = []
        for line in process.stdout:
            lines.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        else:
            raise AssertionError("".join(lines))
        with urlopen(f"{found[0]}/readyz", timeout=60) as answer:
            assert json.load(answer)["ready"] is True
        for path in ("/", "/search/?q=%E8%A1%A5%E8%B4%B4", "/ledger/"):
            with urlopen(f"{found[0]}{path}", timeout=60) as answer:
                assert answer.status == 200, path
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
    assert not site.database.exists(), "a SQLite file was made beside it"

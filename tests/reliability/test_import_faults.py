"""An import keeps what it promised while its worker is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("import_faults.py")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_an_import_whose_worker_is_killed_20_times_writes_every_row_once(database, tmp_path):
    address = ""
    if database == "postgresql":
        from postgresql import database_url

        address = database_url("import_faults")
    done = subprocess.run(
        [sys.executable, SCRIPT, "2000", "20", "20260301"],
        env={**os.environ, "JINGKAI_DATA": str(tmp_path), "DATABASE_URL": address, "JINGKAI_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    print(report)
    assert report["state"] == "done"
    assert report["rows"] == report["history"] == report["inserted"] == 1999
    assert (report["done"], report["refused"], report["kept"]) == (2001, 2, 2)
    assert report["killed"] == 20
    assert report["within"] >= 5

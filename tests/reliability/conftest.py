"""What tests of faults share: a script of real processes beside each module, on an empty database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def faults(request, tmp_path) -> Callable[..., dict[str, Any]]:
    """Run a scenario of the script beside the module (``test_NAME.py``: ``NAME.py``); return what it reports."""
    script = request.path.with_name(request.path.name.removeprefix("test_"))
    address = ""
    if request.param == "postgresql":
        from postgresql import database_url

        address = database_url(f"{script.stem}_{abs(hash(request.node.name)) % 10**9}")

    def run(*arguments: object) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, script, *map(str, arguments)],
            env={
                **os.environ,
                "JINGKAI_DATA": str(tmp_path),
                "DATABASE_URL": address,
                "JINGKAI_LANGUAGE": "en",
                "TMPDIR": str(tmp_path),  # where who is killed leaves what it shared with others
            },
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        print(report)
        return report

    return run

"""The site starts and stops as a whole."""

from __future__ import annotations

import os
import signal
import socket
import time
import urllib.request
from pathlib import Path

import pytest


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in tasks.read_text().split()] if tasks.exists() else []


def _gone(pid: int) -> bool:
    for _attempt in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_and_its_worker_stop_together(start_site, tmp_path, number):
    site = start_site(tmp_path)
    address = site.wait()
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    children = _children(site.process.pid)
    assert len(children) >= 2
    assert site.stop(number) == 0
    assert all(_gone(child) for child in children)


def test_the_worker_does_not_outlive_a_server_that_was_killed(start_site, tmp_path):
    site = start_site(tmp_path)
    children = _children(site.process.pid)
    site.process.kill()
    site.process.wait()
    assert all(_gone(child) for child in children)


def test_a_taken_port_is_passed_over(start_site, tmp_path):
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        except OSError:
            pass  # somebody else has it: all the better
        site = start_site(tmp_path)
        assert not site.wait().endswith(":8000")


def test_samples_are_loaded_once(start_site, tmp_path):
    first = start_site(tmp_path)
    first.stop()
    assert any("sample" in line for line in first.lines)
    second = start_site(tmp_path)
    second.stop()
    assert not any("sample" in line for line in second.lines)

"""The site starts and stops as a whole."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
import urllib.request
from pathlib import Path

import pytest


def _children(pid: int) -> list[int]:
    """Children of a process, whichever of its threads has started them."""
    lists = [path.read_text() for path in Path("/proc").glob(f"{pid}/task/*/children")]
    return [int(child) for children in lists for child in children.split()]


def _gone(pid: int) -> bool:
    for _attempt in range(600):  # one that has only just begun looks after its parent once it is up
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
    first = start_site(tmp_path, prepared=False)
    first.stop()
    assert any("sample" in line for line in first.lines)
    second = start_site(tmp_path, prepared=False)
    second.stop()
    assert not any("sample" in line for line in second.lines)


def _opener(site):
    """Return what asks for pages as somebody who keeps the library."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    opener.addheaders = [("Cookie", f"jingkai_session={site.session_of('policy_officer')}")]
    return opener


def _hand_in(site, name: str, content: bytes) -> None:
    """Send a file through the form, as a browser does."""
    opener, address = _opener(site), site.address
    with opener.open(f"{address}/uploads/") as answer:
        page = answer.read().decode()
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    opener.addheaders = [("Cookie", f"{opener.addheaders[0][1]}; {cookie}")]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    parts = [
        b'Content-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + token[1].encode(),
        f'Content-Disposition: form-data; name="copies"; filename="{name}"\r\n\r\n'.encode() + content,
    ]
    body = b"".join(b"--limit\r\n" + part + b"\r\n" for part in parts) + b"--limit--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=limit", "Referer": f"{address}/uploads/"}
    with opener.open(urllib.request.Request(f"{address}/uploads/", body, headers)) as answer:
        assert answer.status == 200


def _progress(site) -> str:
    with _opener(site).open(f"{site.address}/uploads/progress/") as answer:
        return str(answer.read().decode())


def _worker(pid: int) -> int:
    for child in _children(pid):
        if "work" in Path(f"/proc/{child}/cmdline").read_text().split("\0"):
            return child
    return 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")
def test_a_worker_that_is_killed_in_mid_read_is_replaced_and_the_file_is_read(start_site, tmp_path):
    from jingkai.documents.samples import OPINION_BROKEN

    site = start_site(tmp_path)
    first = _worker(site.process.pid)
    assert first
    text = OPINION_BROKEN.read_text("utf-8").replace("青嵐", "青山") * 8
    _hand_in(site, "long.txt", text.encode())
    for _attempt in range(100):
        if "Being read" in _progress(site) or "正在" in _progress(site):
            break
        time.sleep(0.05)
    os.kill(first, signal.SIGKILL)
    assert _gone(first)
    for _attempt in range(300):
        page = _progress(site)
        if "<progress" not in page:
            break
        time.sleep(0.2)
    assert "<progress" not in page
    assert "/documents/" in page
    assert _worker(site.process.pid) not in {0, first}

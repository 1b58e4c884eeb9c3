"""The first start, and a stop in the middle of it: whoever starts again finds whole steps and goes on."""

from __future__ import annotations

import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from jingkai.config import supervisor

_BEGIN = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "jingkai.config.settings"
from jingkai.config import serve
"""

_STOPPED_BEFORE_THE_NOTE = """
from django.db.migrations.recorder import MigrationRecorder
note, noted = MigrationRecorder.record_applied, []

def stop(self, app, name):
    noted.append(name)
    if len(noted) == int(sys.argv[1]):
        os._exit(9)
    note(self, app, name)

MigrationRecorder.record_applied = stop
"""

_STOPPED_BEFORE_THE_PACKS = """
from jingkai.config import migrating
migrating.load_packs = lambda: os._exit(9)
"""

_LOADS_THE_SITE_FOR_EVER = """
import time, types

class Slow(types.ModuleType):
    @property
    def application(self):
        print("loading", flush=True)
        time.sleep(600)

sys.modules["jingkai.config.wsgi"] = Slow("jingkai.config.wsgi")
serve.prepare = lambda tell: None
serve.serve(port=int(sys.argv[1]), worker=False)
"""

_ROWS = """
from jingkai.registry.models import Variable, Zone
print(Zone.objects.exists() and Variable.objects.exists())
"""


def _start(folder: Path, script: str, *arguments: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JINGKAI_")}
    kept.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys{_BEGIN}{script}", *arguments],
        env={**kept, "JINGKAI_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _run(folder: Path, script: str, *arguments: str) -> tuple[int, str]:
    process = _start(folder, script, *arguments)
    out, errors = process.communicate(timeout=120)
    return process.returncode, out + errors


_SET_UP = "import django\ndjango.setup()\n"
_PREPARE = "serve.prepare(lambda line: None)\n"


@pytest.mark.parametrize("at", ["1", "40"])
def test_a_stop_between_a_migration_and_its_note_leaves_neither(tmp_path: Path, at: str) -> None:
    code, _said = _run(tmp_path, _SET_UP + _STOPPED_BEFORE_THE_NOTE + _PREPARE, at)
    assert code == 9
    assert _run(tmp_path, _PREPARE + _ROWS) == (0, "True\n")


def test_a_stop_before_the_packs_are_loaded_is_made_up_for(tmp_path: Path) -> None:
    code, _said = _run(tmp_path, _SET_UP + _STOPPED_BEFORE_THE_PACKS + _PREPARE)
    assert code == 9
    assert _run(tmp_path, _PREPARE + _ROWS) == (0, "True\n")


def test_two_that_start_together_prepare_once_and_every_key_is_there(tmp_path: Path) -> None:
    both = [_start(tmp_path, _PREPARE + _ROWS) for _ in range(2)]
    assert [(one.communicate(timeout=120), one.returncode) for one in both] == [(("True\n", ""), 0)] * 2
    for name in ("secret_key", "data_key", "persons_key", "ledger_key"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_site_that_is_told_to_stop_while_it_loads_stops(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = _start(tmp_path, _LOADS_THE_SITE_FOR_EVER, str(port))
    assert process.stdout
    try:
        while process.stdout.readline() not in ("loading\n", ""):
            pass
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        assert time.monotonic() - begun < 5  # and not only when patience ends, after serve.STOP_SECONDS
    finally:
        process.kill()
        process.communicate()


class _Alive(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


def test_a_supervisor_hears_when_the_site_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    site = http.server.HTTPServer(("127.0.0.1", 0), _Alive)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hears:
        hears.bind("hears")
        monkeypatch.setenv(supervisor.VARIABLE, "hears")
        supervisor.tell_when_answering("127.0.0.1", site.server_port)
        hears.settimeout(5)
        assert hears.recv(64) == b"READY=1"
    site.shutdown()
    site.server_close()

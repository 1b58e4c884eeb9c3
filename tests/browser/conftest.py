"""A real site, started as people start it, and a real browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import prepared_site

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "jingkai.config.settings"
from jingkai.config import serve
serve.open_library(print)
from jingkai.config.demo import build
build.load_samples(print)
serve.serve()
"""
SERVE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "jingkai.config.settings"
from jingkai.config import serve
serve.serve()
"""
TESTS = Path(__file__).resolve().parent.parent
SIGN_IN = """
import sys
import django
django.setup()
from people import make_person, signed_in
from jingkai.accounts.models import Assignment
from jingkai.accounts.roles import Role
held = Assignment.objects.filter(role=sys.argv[1], user__username__startswith="demo.").first()
user = held.user if held else make_person(Role(sys.argv[1]), username=sys.argv[1])
print(signed_in(user).cookies["jingkai_session"].value)
"""


class Site:
    """A running site: its address, its process, its data folder."""

    def __init__(self, folder: Path, start: str = START) -> None:
        environment = {**os.environ, "JINGKAI_DATA": str(folder), "JINGKAI_LANGUAGE": "en"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        environment.pop("DATABASE_URL", None)
        self.folder = folder
        self.lines: list[str] = []
        self.address = ""
        self._ready = threading.Event()
        self._environment = environment
        self._sessions: dict[str, str] = {}
        self.process = subprocess.Popen(
            [sys.executable, "-c", start],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                self.address = found[0]
                self._ready.set()
        self._ready.set()

    def wait(self) -> str:
        """Return the address once the site answers there."""
        self._ready.wait(120)
        assert self.address, "\n".join(self.lines)
        return self.address

    def session_of(self, role: str) -> str:
        """Return the session of somebody who holds a role in this site, two factors shown."""
        if role not in self._sessions:
            more = {"DJANGO_SETTINGS_MODULE": "jingkai.config.settings", "PYTHONPATH": str(TESTS)}
            done = subprocess.run(
                [sys.executable, "-c", SIGN_IN, role],
                env=self._environment | more,
                capture_output=True,
                text=True,
                check=True,
            )
            self._sessions[role] = done.stdout.strip()
        return self._sessions[role]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop the site and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


@pytest.fixture
def start_site() -> Iterator[Callable[..., Site]]:
    """Start sites with their data in a folder, empty or ``prepared``; all are stopped at the end."""
    started: list[Site] = []

    def start(folder: Path, *, prepared: bool = True) -> Site:
        if prepared:
            prepared_site.set_up(folder)
        started.append(Site(folder))
        started[-1].wait()
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the sample documents."""
    running = Site(prepared_site.set_up(tmp_path_factory.mktemp("site")), SERVE)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the demo zone; sessions are those of its people."""
    folder = prepared_site.set_up(tmp_path_factory.mktemp("demo"), prepared_site.DEMO)
    running = Site(folder, SERVE)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def site(running_site: Site) -> str:
    """The address of a site with the sample documents."""
    return running_site.address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A Chromium of the machine; where there is none the test is skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("there is no Chromium on this machine (Debian: apt install chromium)")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (make test installs it)"
    )
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, running_site: Site) -> Iterator[Any]:
    """Open a page of the site; a script error, a refused script or style fails the test.

    Whoever opens it keeps the library, unless ``role`` says otherwise; ``None`` is the public.
    """
    site = running_site.address
    contexts = []
    complaints: list[str] = []

    def open_it(
        path: str,
        *,
        width: int = 1280,
        height: int = 900,
        role: str | None = "policy_officer",
        **cookies: str,
    ) -> Any:
        if role:
            cookies["session"] = running_site.session_of(role)
        context = chromium.new_context(viewport={"width": width, "height": height})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.add_cookies(
            [{"name": f"jingkai_{name}", "value": value, "url": site} for name, value in cookies.items()]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def demo_page(chromium: Any, demo_site: Any) -> Iterator[Any]:
    """Open a page of the demo as somebody who holds a role, or nobody; a script error or a refusal fails the test."""
    contexts = []
    complaints: list[str] = []

    def open_it(role: str | None, path: str, *, width: int = 1280, **cookies: str) -> Any:
        if role:
            cookies["session"] = demo_site.session_of(role)
        context = chromium.new_context(viewport={"width": width, "height": 900})
        context.add_cookies(
            [
                {"name": f"jingkai_{name}", "value": value, "url": demo_site.address}
                for name, value in cookies.items()
            ]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.goto(path if path.startswith("http") else demo_site.address + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []

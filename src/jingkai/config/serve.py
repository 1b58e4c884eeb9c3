"""``jingkai serve``: everything that a first start needs, then the web server and one worker, stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from jingkai.config import options, supervisor
from jingkai.kernel import lifeline
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import command_line_language
from jingkai.kernel.language import gettext as _

DEFAULT_PORT = 8000
TRIED_PORTS = 50
BLOCKING_THREADS = (
    4  # more threads wait for each other at SQLite's one writer: measured p99 of 400 ms against 60 ms
)
STOP_SECONDS = 10
"""How long requests under way may take to end before they are cut off."""
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

Say = Callable[[str], None]


def serve(
    port: int | None = None,
    host: str = "127.0.0.1",
    open_browser: bool = False,
    say: Say | None = None,
    worker: bool = True,
) -> None:
    """Prepare the data folder, start the site and one worker, and return when they have stopped.

    Without ``worker`` somebody else starts workers (``deploy/jingkai-worker.service``).
    ``port`` is taken as asked for, else 8000 or the next free one. ``say`` gets the lines for the person at the
    terminal (printed by default). Raises :class:`~jingkai.kernel.errors.JingkaiError` for a port that is taken and
    for a host that others could reach while the settings are those of one machine.
    """
    tell: Say = say or _print
    check_reach(host)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    os.environ[lifeline.VARIABLE] = str(os.getpid())
    chosen = choose_port(host, port)
    prepare(tell)
    own_worker = Worker() if worker else None
    try:
        address = f"http://{'[::1]' if host == '::1' else host}:{chosen}"
        _announce(address, chosen, host, open_browser=open_browser, tell=tell)
        _run_server(host, chosen)
    finally:
        if own_worker is not None:
            own_worker.stop()


def check_reach(host: str) -> None:
    """Raise :class:`~jingkai.kernel.errors.JingkaiError` where others could reach a site that is not ready for them.

    Others need a name to ask for (``JINGKAI_HOSTS``) and https in front (``JINGKAI_HTTPS``), or passwords would travel
    in the clear. The site itself speaks http: told of https and of no proxy it would send every reader in a circle.
    """
    if options.HTTPS.switch() and not options.PROXY.number():
        raise JingkaiError(
            _("People reach the site by https, and nothing in front of it is trusted to say so."),
            place=options.PROXY.name,
            mend=_("Set JINGKAI_PROXY=1 for one proxy in front that sets X-Forwarded-Proto."),
        )
    if host in LOCAL_HOSTS:
        return
    if not set(options.HOSTS.words()) - {*LOCAL_HOSTS, "[::1]"}:
        raise JingkaiError(
            _("Others could reach this address, and the site does not know under which name."),
            place=host,
            mend=_("Name it in JINGKAI_HOSTS, or use 127.0.0.1 to serve this machine only."),
        )
    if not options.HTTPS.switch():
        raise JingkaiError(
            _("Others could reach this address, and passwords would travel in the clear."),
            place=host,
            mend=_(
                "Put https in front and say so with JINGKAI_HTTPS=1 and JINGKAI_PROXY=1, or use 127.0.0.1."
            ),
        )


def prepare(tell: Say) -> None:
    """Compile translations, migrate the database, make the keys, put the packs on record, say how to begin."""
    open_library(tell)
    from django.conf import settings
    from django.db import connection

    from jingkai.accounts.models import User
    from jingkai.ledger import keys
    from jingkai.policy.services import record_packs

    # All four are there after the first start (two come with the settings), so that all can be kept elsewhere.
    keys.persons_key(settings.DATA / "persons_key")
    keys.signing_seed(settings.DATA / "ledger_key")
    record_packs()

    if not User.objects.exists():
        tell(
            _(
                "Nobody has an account yet. Open the first one: jingkai account NAME (or try everything: jingkai demo)"
            )
        )
    connection.close()


def open_library(tell: Say) -> None:
    """Compile translations that are missing, and bring the database to the form that this version needs."""
    _compile_translations()
    import django

    django.setup()
    from django.utils import translation

    # From here on Django translates; the terminal keeps the language of whoever sits at it.
    translation.activate("en" if command_line_language() == "en" else "zh-hans")
    from jingkai.config.migrating import bring_up_to_date

    bring_up_to_date(tell)


def choose_port(host: str, wanted: int | None) -> int:
    """Return the port wanted, else 8000 or the next free one.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` when the wanted port, or every port tried, is taken.
    """
    if wanted is not None:
        if not _is_free(host, wanted):
            raise JingkaiError(
                _("Port %(port)d is taken.") % {"port": wanted},
                place=host,
                mend=_("Leave the port out to take the next free one."),
            )
        return wanted
    for port in range(DEFAULT_PORT, DEFAULT_PORT + TRIED_PORTS):
        if _is_free(host, port):
            return port
    raise JingkaiError(
        _("Ports %(first)d to %(last)d are all taken.")
        % {"first": DEFAULT_PORT, "last": DEFAULT_PORT + TRIED_PORTS - 1},
        place=host,
        mend=_("Name a free one with --port."),
    )


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
    return True


def _compile_translations() -> None:
    """Compile message catalogues that have no compiled file or an older one (they are not kept in the repository)."""
    from jingkai.config.catalogues import compile_missing

    compile_missing(Path(__file__).resolve().parent.parent)


class Worker:
    """The process that reads uploads. One that dies is replaced; it never outlives this process.

    ``patience`` is how long a new one waits for its start, in seconds, so that one that cannot start is no busy loop.
    """

    def __init__(self, patience: float = 2.0) -> None:
        self._patience = patience
        self._stopped = threading.Event()
        self.process = self._start()
        threading.Thread(target=self._keep_alive, name="worker-watch", daemon=True).start()

    def stop(self) -> None:
        """Stop the worker: politely, again for a reading under way, then for good."""
        self._stopped.set()
        for number, patience in ((signal.SIGTERM, 1.0), (signal.SIGTERM, 4.0), (signal.SIGKILL, 4.0)):
            if self.process.poll() is not None:
                return
            self.process.send_signal(number)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "django", "work", "--settings", os.environ["DJANGO_SETTINGS_MODULE"]]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603

    def _keep_alive(self) -> None:
        while not self._stopped.wait(0.5):
            if self.process.poll() is not None and not self._stopped.wait(self._patience):
                self.process = self._start()


def _announce(address: str, port: int, host: str, *, open_browser: bool, tell: Say) -> None:
    """Print the address (and open a browser) as soon as somebody answers there."""

    line = _("Jingkai is at %(address)s (stop with Ctrl-C)") % {"address": address}

    def wait() -> None:
        for _attempt in range(200):
            try:
                with socket.create_connection((host, port), timeout=0.5):
                    break
            except OSError:
                time.sleep(0.05)
        else:
            return
        tell(line)
        supervisor.tell_when_answering(host, port)
        if open_browser:
            import webbrowser

            webbrowser.open(address)

    threading.Thread(target=wait, daemon=True).start()


def _run_server(host: str, port: int) -> None:
    """Run the web server in this process until it is told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    # The process that answers is a fork, which takes over how this one hears of a stop: without this line one that is
    # told to stop while it still loads the site would note it where nobody looks, and both would wait for good.
    os.register_at_fork(after_in_child=_stop_as_told)
    Granian(
        "jingkai.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=BLOCKING_THREADS,
        workers_kill_timeout=STOP_SECONDS,
        log_enabled=False,
        process_name=None,
    ).serve()


def _stop_as_told() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the person at the terminal waits for this line

"""What has to be done again and again: feed the read models of the ledger, and sign its head."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

_LOG = logging.getLogger("jingkai.housekeeping")
_STEP_SECONDS = 1.0


@dataclass(slots=True)
class Chore:
    """Something done every so many seconds; ``due`` is when next, on the clock of :func:`time.monotonic`."""

    name: str
    every: float
    do: Callable[[], object]
    due: float = field(default=0.0)


def chores() -> list[Chore]:
    """Return what is to be done in this installation."""
    from jingkai.benefits.services.terms import count_provisional_anew
    from jingkai.ledger import services as ledger

    done = [
        Chore("feed the read models", 15.0, ledger.catch_up_all),
        Chore("count provisional deadlines anew", 3600.0, count_provisional_anew),
    ]
    if minutes := settings.LEDGER_HEAD_MINUTES:
        # The first head is signed a period after the start, not at each of many restarts.
        done.append(
            Chore(
                "sign the ledger's head", minutes * 60.0, ledger.publish_head, time.monotonic() + minutes * 60
            )
        )
    if settings.DISCOVER_DAILY:
        from jingkai.benefits.services import running

        done.append(Chore("find what everybody is entitled to", 600.0, running.start_daily))
    return done


class Housekeeping:
    """A thread that does the chores. One that fails is logged and tried again when it is due next."""

    def __init__(self, given: list[Chore] | None = None, step: float = _STEP_SECONDS) -> None:
        self._chores = given
        self._step = step
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after what is under way."""
        self._stopped.set()
        self._thread.join(timeout=10)

    def _keep(self) -> None:
        from django.db import close_old_connections, connection

        todo = chores() if self._chores is None else self._chores
        try:
            while not self._stopped.is_set():
                for chore in todo:
                    if time.monotonic() >= chore.due and not self._stopped.is_set():
                        chore.due = time.monotonic() + chore.every
                        self._do(chore)
                        close_old_connections()
                self._stopped.wait(self._step)
        finally:
            connection.close()

    @staticmethod
    def _do(chore: Chore) -> None:
        try:
            chore.do()
        except Exception:  # noqa: BLE001 - whatever it is, the others are done and this one is tried again
            _LOG.exception("could not %s", chore.name)

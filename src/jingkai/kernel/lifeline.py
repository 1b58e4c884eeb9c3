"""Processes that `jingkai serve` starts end with it, even where it is killed and can tell nobody."""

from __future__ import annotations

import os
import signal
import threading
import time

VARIABLE = "JINGKAI_SERVED_BY"
_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 5.0


def follow_parent() -> None:
    """Stop this process when the one that ``JINGKAI_SERVED_BY`` names is not, or no longer, its parent.

    Does nothing where the variable is not set: the site then runs under somebody else's supervision.
    """
    served_by = os.environ.get(VARIABLE, "")
    if not served_by.isdecimal():
        return

    def watch() -> None:
        while os.getppid() == int(served_by):
            time.sleep(_LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_PATIENCE_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()

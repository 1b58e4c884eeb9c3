"""Read uploads until told to stop, or until the process that started this one is gone."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

_LOOK_SECONDS = 1.0


class Command(DatabaseWorker):
    """The task worker, tied to the life of its parent."""

    help = "Reads uploads in the background. Started by `jingkai serve`."

    def handle(self, **options: Any) -> None:
        """Watch the parent and work."""
        parent = os.getppid()

        def watch() -> None:
            while os.getppid() == parent:
                time.sleep(_LOOK_SECONDS)
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
            os.kill(os.getpid(), signal.SIGKILL)

        threading.Thread(target=watch, daemon=True).start()
        options.update(verbosity=0, interval=0.5, reload=False, startup_delay=False)
        super().handle(**options)

"""Read uploads until told to stop, or until the process that started this one is gone."""

from __future__ import annotations

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker


class Command(DatabaseWorker):
    """The task worker, tied to the life of its parent."""

    help = "Reads uploads in the background. Started by `jingkai serve`."

    def handle(self, **options: Any) -> None:
        """Watch the parent, take up what was interrupted, and work."""
        from jingkai.documents.tasks import resume_uploads
        from jingkai.kernel.lifeline import follow_parent

        follow_parent()
        resume_uploads()
        options.update(verbosity=0, interval=0.5, reload=False, startup_delay=False)
        super().handle(**options)

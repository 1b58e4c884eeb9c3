"""Work in the background until told to stop, or until the process that started this one is gone."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker


class Command(DatabaseWorker):
    """The task worker, tied to the life of its parent: reads uploads, carries out imports, keeps the ledger's house."""

    help = "Does the work of the background. Started by `jingkai serve`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add to the options of the task worker."""
        super().add_arguments(parser)
        parser.add_argument(
            "--further",
            action="store_true",
            help="A worker beside the first one: leaves alone what others may be working on, and the house to them.",
        )

    def handle(self, **options: Any) -> None:
        """Watch the parent, take up what was interrupted, and work."""
        from jingkai.benefits.tasks import resume_runs, resume_simulations
        from jingkai.documents.tasks import resume_uploads
        from jingkai.kernel.lifeline import follow_parent
        from jingkai.policy.services import record_packs
        from jingkai.portal.services.housekeeping import Housekeeping
        from jingkai.registry.tasks import resume_imports

        follow_parent()
        options.update(verbosity=0, interval=0.5, reload=False, startup_delay=False)
        if options.pop("further", False):
            super().handle(**options)
            return
        record_packs()
        resume_uploads()
        resume_imports()
        resume_runs()
        resume_simulations()
        house = Housekeeping()
        house.start()
        try:
            super().handle(**options)
        finally:
            house.stop()

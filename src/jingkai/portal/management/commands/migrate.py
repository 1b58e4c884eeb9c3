"""Django's command, with one thing mended: whoever stops it at any moment finds whole steps and can go on.

Django by itself notes that a migration is applied after the transaction that applied it. A stop in between would leave a
database that can go neither forwards nor back: what is there already would be made once more.
"""

from __future__ import annotations

from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class WholeSteps(MigrationExecutor):
    """Applies each migration together with the note that it is applied, or not at all."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Run a migration forwards."""
        if not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        # SQLite cannot switch these off inside a transaction, and Django's editor of tables insists on it.
        with self.connection.constraint_checks_disabled(), transaction.atomic(using=self.connection.alias):
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


migrate.MigrationExecutor = WholeSteps  # type: ignore[attr-defined] # where Django's command looks for it


class Command(migrate.Command):
    """Bring the database to the form that this version needs, in whole steps."""

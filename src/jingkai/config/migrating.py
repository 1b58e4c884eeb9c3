"""Bring the database to the form that this version needs: one process at a time, and whoever is stopped can go on."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jingkai.kernel.language import gettext as _
from jingkai.registry.services import load_packs

LOCK_FILE = "preparing"
"""In the data folder: locked while somebody prepares the database, and not empty where that was not finished."""


def bring_up_to_date(tell: Callable[[str], None]) -> None:
    """Apply the migrations that are missing, and load what comes with this version: zones, the dictionary of variables.

    A second process waits for the first one, and finds its work done. ``tell`` gets a line where there is something to do.
    """
    if not is_behind() and not _is_unfinished():
        return
    handle = os.open(_path(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if is_behind() or _is_unfinished():
            tell(_("Preparing the database …"))
            os.pwrite(handle, b"begun\n", 0)
            call_command("migrate", verbosity=0, interactive=False)
            load_packs()
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def is_behind() -> bool:
    """Whether the tables are not yet those of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _is_unfinished() -> bool:
    return _path().exists() and _path().stat().st_size > 0


def _path() -> Path:
    return Path(settings.DATA) / LOCK_FILE

"""A demo that the tests of a module share: each of them undoes what it changes, the module undoes the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import override_settings


@contextmanager
def kept(blocker: Any, folder: Path) -> Iterator[None]:
    """Let the database be written to until the end, then forget all of it; files go to ``folder``."""
    files = {"RECEIVED_FILES": folder / "received", "SEARCH_INDEX": folder / "search.sqlite3"}
    with override_settings(**files), blocker.unblock(), transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)

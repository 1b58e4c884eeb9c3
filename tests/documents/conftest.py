"""A library with the sample documents, read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jingkai.accounts.roles import Role
from jingkai.documents.record import Record

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def client(client_as) -> Client:
    """Whoever keeps the library: most pages are tested as a policy officer sees them."""
    return client_as(Role.POLICY_OFFICER)


@pytest.fixture(scope="session")
def sample_records() -> dict[str, Record]:
    """The sample files as read: ``opinion``, ``glossed``, ``broken``, ``measures``."""
    from jingkai.documents import samples
    from jingkai.documents.pipeline import read_file

    paths = {
        "opinion": samples.OPINION,
        "glossed": samples.OPINION_GLOSSED,
        "broken": samples.OPINION_BROKEN,
        "measures": samples.MEASURES,
    }
    return {name: read_file(path) for name, path in paths.items()}


@pytest.fixture
def received_files(settings, tmp_path: Path) -> Path:
    """The folder of received files, empty, and tasks that are carried out at once."""
    settings.RECEIVED_FILES = tmp_path / "received"
    settings.SEARCH_INDEX = tmp_path / "search.sqlite3"  # used where the database is not SQLite itself
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return settings.RECEIVED_FILES


@pytest.fixture
def library(db, received_files: Path, sample_records: dict[str, Record]) -> dict[str, int]:
    """The two sample documents, published; their keys by name."""
    from jingkai.documents import services

    return {
        name: services.ingest(sample_records[name], content=b"received", publish=True).document.pk
        for name in ("opinion", "measures")
    }


@pytest.fixture
def copy_of() -> Callable[[Record, str], Record]:
    """Give a record another digest and name, as another file with the same words would have."""

    def change(record: Record, name: str) -> Record:
        digest = (name.encode().hex() * 64)[:64]
        return replace(record, witness=replace(record.witness, source=f"{name}.txt", digest=digest))

    return change

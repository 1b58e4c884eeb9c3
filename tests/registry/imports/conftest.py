"""Files as offices send them, and imports of them into the zone 青岚."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from import_files import workbook

if TYPE_CHECKING:
    from jingkai.registry.models import ImportRun


@pytest.fixture
def received(settings, tmp_path: Path) -> Path:
    """The folder of received files."""
    settings.RECEIVED_FILES = tmp_path / "received"
    return settings.RECEIVED_FILES


@pytest.fixture
def importer(home, person, received):
    """Somebody who keeps the tables of 青岚."""
    from jingkai.accounts.roles import Role

    return person(Role.STATISTICIAN, Role.POLICY_OFFICER)


@pytest.fixture
def hand_in(home, importer) -> Callable[..., ImportRun]:
    """Hand in a file, given as rows or as bytes, as far as its columns are matched."""
    from django.core.files.base import ContentFile

    from jingkai.registry.imports.tables import TABLES
    from jingkai.registry.services import importing

    def send(
        rows: Sequence[Sequence[Any]] | bytes, table: str = "enterprises", name: str = "table.xlsx"
    ) -> ImportRun:
        content = rows if isinstance(rows, bytes) else workbook(rows)
        return importing.hand_in(
            ContentFile(content, name=name), table=TABLES[table], zone=home.zone, user=importer, language="en"
        )

    return send


@pytest.fixture
def passed() -> Callable[..., ImportRun]:
    """Carry out the dry run, or with ``write`` the import itself, as the worker does."""
    from jingkai.registry.models import ImportRun
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    def go(run: ImportRun, *, write: bool = False) -> ImportRun:
        for state in (ImportState.CHECKING, ImportState.RUNNING)[: 1 + write]:
            importing._reset(run, state)
            importing.work_on(run.pk)
        return ImportRun.objects.get(pk=run.pk)

    return go

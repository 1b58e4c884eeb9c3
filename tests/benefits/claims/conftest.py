"""Tests of claims commit to a ledger of their own, and compare messages in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def own_ledger(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the keys of a test away from those of whoever runs it."""
    settings.DATA = tmp_path
    monkeypatch.delenv("JINGKAI_LEDGER_KEY", raising=False)
    monkeypatch.delenv("JINGKAI_PERSONS_KEY", raising=False)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are compared in English."""
    with translation.override("en"):
        yield

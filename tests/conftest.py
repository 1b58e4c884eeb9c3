"""Fixtures shared by all tests: the real documents and the hand-checked results, where they are at hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ledger_tables import _ledger_tables_can_be_emptied  # noqa: F401 - a fixture of every test

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def seed() -> Callable[[str], Path]:
    """Return the path of a real document by the first three digits of its file name."""

    def find(name: str) -> Path:
        found = sorted((SHARED / "seeds").glob(f"{name}*"))
        if not found:
            pytest.skip(f"the real document {name} is not at hand (no folder ../shared/seeds)")
        return found[0]

    return find


def _load_gold(name: str) -> Any:
    path = SHARED / "gold" / name
    if not path.exists():
        pytest.skip(f"the hand-checked results are not at hand (no file ../shared/gold/{name})")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def gold() -> dict[str, Any]:
    """Metadata, targets, money and citations checked by hand, by document."""
    return dict(_load_gold("gold.json"))


@pytest.fixture(scope="session")
def gold_units() -> dict[str, list[list[str]]]:
    """Responsible units of every list, canonical, in document order, by document."""
    return dict(_load_gold("units.json"))

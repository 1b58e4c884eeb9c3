"""Texts shared by the tests of collation."""

from __future__ import annotations

import pytest

from jingkai.documents.samples import OPINION


@pytest.fixture(scope="session")
def opinion() -> str:
    """The sample opinion, one paragraph a line."""
    return OPINION.read_text(encoding="utf-8").strip()

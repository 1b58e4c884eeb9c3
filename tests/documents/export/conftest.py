"""Real documents, read once for all exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from jingkai.documents.record import Record


@pytest.fixture(scope="session")
def real(seed: Callable[[str], Path]) -> Callable[[str], Record]:
    """Return the record of a real document by the first three digits of its file name."""
    from jingkai.documents.pipeline import read_file

    @cache
    def read(name: str) -> Record:
        return read_file(seed(name))

    return read

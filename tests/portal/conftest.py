"""Things of two neighbouring zones, and a library, for pages that gather from all slices."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent


def _world():
    """The two zones of the registry's tests."""
    spec = importlib.util.spec_from_file_location("portal_world", TESTS / "registry" / "world.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def zones(db):
    """The zones 青岚 (where roles are held in tests) and 松海, each with one row of everything."""
    world = _world()
    return world.settle("qinglan"), world.settle("songhai")


@pytest.fixture
def library(db, settings, tmp_path):
    """The two sample documents, published, and one that waits for review; their keys by name."""
    from jingkai.documents import samples, services
    from jingkai.documents.pipeline import read_file

    settings.RECEIVED_FILES = tmp_path / "received"
    settings.SEARCH_INDEX = tmp_path / "search.sqlite3"
    records = {"opinion": read_file(samples.OPINION), "measures": read_file(samples.MEASURES)}
    return {
        name: services.ingest(record, content=b"received", publish=True).document.pk
        for name, record in records.items()
    }

"""A small library of the fictional 青岚经济技术开发区 in a fresh index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from search_library import MEASURES, MEASURES_PROVISIONS, OPINION, OPINION_PROVISIONS

from jingkai.documents.search import SearchIndex


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    yield connection
    connection.close()


@pytest.fixture
def index(connection: sqlite3.Connection) -> SearchIndex:
    index = SearchIndex(connection)
    index.create()
    index.add("measures", MEASURES_PROVISIONS, MEASURES)
    index.add("opinion", OPINION_PROVISIONS, OPINION)
    return index

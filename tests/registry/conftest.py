"""Two neighbouring zones, for every test of the registry's tables."""

from __future__ import annotations

import pytest


@pytest.fixture
def home(db):
    """The zone 青岚, where roles are held in tests, with one row of everything."""
    from world import settle

    return settle("qinglan")


@pytest.fixture
def neighbour(db):
    """The zone 松海, where nobody of these tests holds a role."""
    from world import settle

    return settle("songhai")

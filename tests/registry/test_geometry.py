"""Boundaries as GeoJSON: what is taken, and in which form it is kept."""

from __future__ import annotations

import pytest

from jingkai.kernel.errors import JingkaiError
from jingkai.registry import geometry

_SQUARE = [[107.0, 40.0], [107.1, 40.0], [107.1, 40.1], [107.0, 40.1], [107.0, 40.0]]
_HOLE = [[107.02, 40.02], [107.04, 40.02], [107.04, 40.04], [107.02, 40.02]]


@pytest.mark.parametrize("outer", [_SQUARE, _SQUARE[::-1]])
@pytest.mark.parametrize("hole", [_HOLE, _HOLE[::-1]])
@pytest.mark.parametrize("several", [False, True])
def test_rings_run_as_the_standard_asks_however_they_were_drawn(outer, hole, several):
    given = {"type": "MultiPolygon", "coordinates": [[outer, hole]]}
    if not several:
        given = {"type": "Polygon", "coordinates": [outer, hole]}
    wanted = [_SQUARE, _HOLE[::-1]]
    kept = geometry.boundary(given)
    assert kept == {"type": given["type"], "coordinates": [wanted] if several else wanted}
    assert geometry.boundary(kept) == kept


@pytest.mark.parametrize("odd", [10**400, float("nan"), float("inf"), "107", True, None])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_position_that_is_no_place_is_named(odd, place):
    wrong = [107.1, 40.0, 1000.0]
    wrong[place] = odd
    with pytest.raises(JingkaiError) as caught:
        geometry.boundary({"type": "Polygon", "coordinates": [[_SQUARE[0], wrong, *_SQUARE[2:]]]})
    assert "2" in str(caught.value)

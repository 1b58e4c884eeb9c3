"""Boundaries as GeoJSON (RFC 7946), checked before they are stored: WGS 84 longitude and latitude in degrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

MOST_POINTS = 20_000
_SHORTEST_RING = 4  # a triangle, closed
_HIGHEST = 1e5  # metres; what is no number is not below it either


def boundary(given: object) -> dict[str, Any]:
    """Return a polygon or multipolygon as a plain GeoJSON geometry; a Feature gives the geometry in it.

    Outer rings run counterclockwise and holes clockwise (RFC 7946, 3.1.6), however they were drawn.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` naming ring and position of the first fault.
    """
    if isinstance(given, dict) and given.get("type") == "Feature":
        given = given.get("geometry")
    if not isinstance(given, dict) or given.get("type") not in {"Polygon", "MultiPolygon"}:
        raise JingkaiError(
            _("A boundary is a GeoJSON polygon or multipolygon."),
            mend=_("Export the boundary as GeoJSON in WGS 84 and give its geometry."),
        )
    polygons = [given.get("coordinates")] if given["type"] == "Polygon" else given.get("coordinates")
    if not isinstance(polygons, list) or not polygons:
        raise _fault("", _("The boundary has no coordinates."))
    count = 0
    for number, polygon in enumerate(polygons, start=1):
        if not isinstance(polygon, list) or not polygon:
            raise _fault(_("polygon %(number)d") % {"number": number}, _("The polygon has no rings."))
        for ring_number, ring in enumerate(polygon, start=1):
            place = _("polygon %(number)d, ring %(ring)d") % {"number": number, "ring": ring_number}
            count += _check_ring(ring, place)
            if count > MOST_POINTS:
                raise _fault(
                    place, _("The boundary has more than %(count)d points.") % {"count": MOST_POINTS}
                )
    wound = [_wound(polygon) for polygon in polygons]
    return {"type": given["type"], "coordinates": wound[0] if given["type"] == "Polygon" else wound}


def positions(geometry: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """Every position of a checked boundary: longitude, latitude."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            for position in ring:
                yield position[0], position[1]


def bounds(geometries: Sequence[dict[str, Any]]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all of them; ``None`` where there are none."""
    points = [point for geometry in geometries for point in positions(geometry)]
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _wound(polygon: Sequence[list[Any]]) -> list[list[Any]]:
    """Return the rings of a polygon in the direction that the standard asks of each."""
    return [
        ring if (_doubled_area(ring) >= 0) is (number == 0) else ring[::-1]
        for number, ring in enumerate(polygon)
    ]


def _doubled_area(ring: Sequence[Sequence[float]]) -> float:
    """Return twice the area that a ring bounds, in square degrees; below zero where it runs clockwise."""
    west, south = ring[0][0], ring[0][1]  # so that small areas far from the origin keep their digits
    return sum(
        (here[0] - west) * (there[1] - south) - (there[0] - west) * (here[1] - south)
        for here, there in pairwise(ring)
    )


def _check_ring(ring: object, place: str) -> int:
    if not isinstance(ring, list) or len(ring) < _SHORTEST_RING:
        raise _fault(place, _("A ring has at least four positions."))
    for number, position in enumerate(ring, start=1):
        if not _is_position(position):
            raise _fault(
                place,
                _("Position %(number)d is no pair of longitude (-180 to 180) and latitude (-90 to 90).")
                % {"number": number},
            )
    if ring[0] != ring[-1]:
        raise _fault(place, _("The ring is not closed: its last position is not its first."))
    return len(ring)


def _is_position(position: object) -> bool:
    if not isinstance(position, list) or not 2 <= len(position) <= 3:
        return False
    if not all(isinstance(part, int | float) and not isinstance(part, bool) for part in position):
        return False
    longitude, latitude, *height = position
    return (
        -180 <= longitude <= 180
        and -90 <= latitude <= 90
        and all(-_HIGHEST < one < _HIGHEST for one in height)
    )


def _fault(place: str, what: str) -> JingkaiError:
    return JingkaiError(
        what, place=place, mend=_("Mend the boundary in the program that drew it and export it again.")
    )

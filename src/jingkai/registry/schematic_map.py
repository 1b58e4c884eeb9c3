"""A schematic map: a tile for each city, in it a mark for each zone. No base map, no position on the ground.

A public map of the country needs an approval; this is none. Where the boundary of a zone is known its mark has the
boundary's outline, and the zones of a city stand from west to east; where it is not, they stand by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, radians
from typing import Any

from jingkai.registry import geometry

TILE_WIDTH = 240
ROW_HEIGHT = 30
DRAWN = 200
"""The side of the square in which one boundary is drawn by itself."""
_MARK = 20
_LONGEST_LABEL = 14


@dataclass(frozen=True, slots=True)
class Site:
    """A zone to be drawn: ``level`` chooses its mark, ``boundary`` is GeoJSON or ``None``."""

    name: str
    label: str
    city: str
    level: str
    url: str
    boundary: dict[str, Any] | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A zone in its tile: ``y`` is the middle of its row, ``outline`` the path of its boundary around (0, 0)."""

    site: Site
    y: int
    label: str
    outline: str

    @property
    def top(self) -> int:
        """Where its row begins."""
        return self.y - ROW_HEIGHT // 2 + 1

    @property
    def baseline(self) -> int:
        """Where its label stands."""
        return self.y + 5


@dataclass(frozen=True, slots=True)
class Tile:
    """One city; ``city`` is empty for zones whose city is not known."""

    city: str
    marks: tuple[Mark, ...]

    @property
    def width(self) -> int:
        """Width of the drawing."""
        return TILE_WIDTH

    @property
    def height(self) -> int:
        """Height of the drawing."""
        return ROW_HEIGHT * len(self.marks)


def tiles(sites: Iterable[Site]) -> tuple[Tile, ...]:
    """Arrange zones by city: cities with the most zones first, unknown cities last."""
    by_city = sorted(sites, key=lambda site: site.city)
    made = [_tile(city, list(group)) for city, group in groupby(by_city, key=lambda site: site.city)]
    return tuple(sorted(made, key=lambda tile: (not tile.city, -len(tile.marks), tile.city)))


def _tile(city: str, sites: Sequence[Site]) -> Tile:
    placed = sorted(sites, key=lambda site: (_west(site), site.name))
    return Tile(
        city,
        tuple(
            Mark(
                site=site,
                y=ROW_HEIGHT * row + ROW_HEIGHT // 2,
                label=site.label
                if len(site.label) <= _LONGEST_LABEL
                else f"{site.label[: _LONGEST_LABEL - 1]}…",
                outline=outline(site.boundary, _MARK) if site.boundary else "",
            )
            for row, site in enumerate(placed)
        ),
    )


def _west(site: Site) -> float:
    box = geometry.bounds([site.boundary]) if site.boundary else None
    return (box[0] + box[2]) / 2 if box else 361.0


def outline(boundary: dict[str, Any], size: float = DRAWN) -> str:
    """Return the path of a boundary, north up, fitted into a square of ``size`` around (0, 0).

    Degrees of longitude are shortened by the cosine of the latitude, so that the shape is the one on the ground.
    """
    west, south, east, north = geometry.bounds([boundary]) or (0.0, 0.0, 0.0, 0.0)
    narrowing = cos(radians((south + north) / 2))
    width, height = (east - west) * narrowing, north - south
    scale = size / (max(width, height) or 1)
    centre_x, centre_y = (east + west) / 2, (south + north) / 2
    polygons = [boundary["coordinates"]] if boundary["type"] == "Polygon" else boundary["coordinates"]
    parts = []
    for polygon in polygons:
        for ring in polygon:
            points = [
                f"{(x - centre_x) * narrowing * scale:.1f} {(centre_y - y) * scale:.1f}"
                for x, y, *_z in ring[:-1]
            ]
            parts.append(f"M{'L'.join(points)}Z")
    return "".join(parts)

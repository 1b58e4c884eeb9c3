"""The public catalogue of zones 开发区目录 as open data: documented fields, JSON, GeoJSON and rows for tables.

What is not known is ``null`` (an empty cell), never zero; decimals are strings, as everywhere in the product's JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

VERSION = "1"


class CatalogueZone(BaseModel):
    """One development zone, as far as its facts are known here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(description="Code of the zone in this installation; it does not change.")
    name: str = Field(description="Full name.")
    short_name: str | None = Field(description="Short name.")
    level: str | None = Field(
        description="Who approved it: national, province (an autonomous region too) or city.",
        json_schema_extra={"enum": ["national", "province", "city", None]},
    )
    kind: str = Field(
        description="What it was approved as.",
        json_schema_extra={"enum": ["economic", "high_tech", "bonded", "border", "other"]},
    )
    city: str | None = Field(description="City or league it lies in.")
    division: str | None = Field(description="Six-digit division code (GB/T 2260).")
    approved_year: int | None = Field(description="Year of the approval.")
    area_km2: str | None = Field(description="Approved area in square kilometres, a decimal as text.")
    leading_industries: list[str] | None = Field(description="Leading industries, in Chinese.")
    boundary: dict[str, Any] | None = Field(description="GeoJSON Polygon or MultiPolygon in WGS 84.")
    source: str | None = Field(description="The document that these facts are taken from.")
    synthetic: bool = Field(description="True for demonstration data: such a zone does not exist.")
    url: str = Field(description="Page of the zone in this catalogue.")


class Catalogue(BaseModel):
    """Every development zone of this installation. What is not known is null; it is never zero."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str = Field(default=VERSION, description="Version of this format.")
    title: str = Field(description="Title, in the language of the request.")
    described_by: str = Field(description="Address of the JSON Schema of this document.")
    notes: list[str] = Field(description="What a reader has to know, in the language of the request.")
    zones: list[CatalogueZone]


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the catalogue."""
    made = Catalogue.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def feature_collection(zones: Iterable[CatalogueZone], notes: Sequence[str]) -> dict[str, Any]:
    """Return zones as GeoJSON (RFC 7946); the geometry of a zone whose boundary is not known is ``null``."""
    return {
        "type": "FeatureCollection",
        "notes": list(notes),
        "features": [
            {
                "type": "Feature",
                "id": zone.code,
                "geometry": zone.boundary,
                "properties": zone.model_dump(exclude={"boundary"}),
            }
            for zone in zones
        ],
    }

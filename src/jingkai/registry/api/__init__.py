"""The registry for programs: tables to read and to keep, facts, the dictionary of variables, the public catalogue."""

from __future__ import annotations

from ninja import Router

from jingkai.registry.api.catalogue import router as catalogue
from jingkai.registry.api.enterprises import router as enterprises
from jingkai.registry.api.facts import router as facts
from jingkai.registry.api.land import router as land
from jingkai.registry.api.units import router as units
from jingkai.registry.api.zones import router as zones

router = Router(tags=["registry"])
for _part in (catalogue, zones, units, enterprises, land, facts):
    router.add_router("", _part)

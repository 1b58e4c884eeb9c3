"""The registry for programs: tables to read and to keep, facts, the dictionary of variables, the public catalogue."""

from __future__ import annotations

from ninja import Router

from jingkai.registry.api import catalogue, enterprises, facts, land, units, zones

router = Router(tags=["registry"])
for _part in (catalogue, zones, units, enterprises, land, facts):
    router.add_router("", _part.router)

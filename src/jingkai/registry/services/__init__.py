"""What is written in the registry: rows with their history, facts, packs; and personal data shown for a reason."""

from __future__ import annotations

from jingkai.registry.services.facts import Statement, state_fact, withdraw_fact
from jingkai.registry.services.keeping import create, update
from jingkai.registry.services.packs import Loaded, load_packs, load_variables, load_zone_pack
from jingkai.registry.services.revealing import reveal

__all__ = [
    "Loaded",
    "Statement",
    "create",
    "load_packs",
    "load_variables",
    "load_zone_pack",
    "reveal",
    "state_fact",
    "update",
    "withdraw_fact",
]

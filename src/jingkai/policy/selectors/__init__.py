"""Read policy packs: those that are installed or were on record, and how each stands to its document in the library."""

from __future__ import annotations

from jingkai.policy.selectors.asked import find, waiting_for
from jingkai.policy.selectors.law import Standing, document_of, faults_of, provisions_of, standing_of
from jingkai.policy.selectors.record import (
    PackOnRecord,
    on_record_since,
    pack_version,
    packs_on_record,
)
from jingkai.policy.selectors.shelf import Installed, installed, readable_pack, readable_packs

__all__ = [
    "Installed",
    "PackOnRecord",
    "Standing",
    "document_of",
    "faults_of",
    "find",
    "installed",
    "on_record_since",
    "pack_version",
    "packs_on_record",
    "provisions_of",
    "readable_pack",
    "readable_packs",
    "standing_of",
    "waiting_for",
]

"""What holds of everything that is made for the demo: since when it is, why it is there, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from jingkai.benefits.claims.deadlines import CHINA
from jingkai.config.demo import entitling

Progress = Callable[[str, int, int], None]
"""Told what is being made, how many of it are done, and how many there are."""

BEGAN = datetime.combine(entitling.STATED, time(8), CHINA)
"""Since when the demo zone is said to have worked with the product: nothing in its ledger is older."""

REASON = "演示数据"
"""Why a row is in the registry, as its history says."""

"""Facts for tests of benefits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from jingkai.benefits.known import Known

ON = date(2026, 3, 1)
DEMO = "chengzhengbanfa-2025-11"


def known(**facts: Any) -> dict[str, Known]:
    """Give facts as known; figures may be written as whole numbers or text."""
    return {name: Known(_exact(value), source="测试") for name, value in facts.items()}


def _exact(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and value[:1].isdigit():
        return Decimal(value)
    return value

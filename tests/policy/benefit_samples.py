"""Benefits of the fictional zone 青岚经济技术开发区, made in a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from rule_variables import VARIABLES

from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.pack import Pack

DAY = date(2025, 6, 1)
TO_THE_FEN = {"to": "0.01", "mode": "half_up"}


def condition(id_: str, test: str) -> dict[str, Any]:
    """A condition of clause 1."""
    return {"id": id_, "provision": "art_1", "label": id_, "test": test}


def cap(yuan: str, per: str = "award", period: str = "ever") -> dict[str, Any]:
    """A cap by clause 9."""
    return {"provision": "art_9", "per": per, "period": period, "yuan": Decimal(yuan)}


def benefit(id_: str = "support", **fields: Any) -> Benefit:
    """A benefit without conditions that gives 60 % of the investment, unless ``fields`` say otherwise."""
    found: dict[str, Any] = {
        "id": id_,
        "provision": "art_1",
        "title": "支持",
        "summary": "按实际投入给予支持。",
        "kind": "subsidy",
        "subject": "project",
        "frequency": "unstated",
        "amount": {"kind": "rate", "rate": Decimal("0.6"), "base": "investment"},
        "rounding": TO_THE_FEN,
    }
    return Benefit.model_validate({**found, **fields})


def fixed(id_: str, yuan: str, **fields: Any) -> Benefit:
    """A benefit that gives a sum to everybody."""
    return benefit(id_, amount={"kind": "fixed", "yuan": Decimal(yuan)}, **fields)


def stacked(id_: str, yuan: str, mode: str, order: int = 0, **fields: Any) -> Benefit:
    """A fixed sum in the stacking group “honours”."""
    return fixed(id_, yuan, stacking={"group": "honours", "mode": mode, "order": order}, **fields)


def pack(benefits: Iterable[Benefit], **document: Any) -> Pack:
    """A pack of the fictional city, valid from 2024 on."""
    found: dict[str, Any] = {
        "number": "澄政办发〔2024〕3号",
        "title": "青岚经济技术开发区若干措施",
        "issuer": "澄江市人民政府办公室",
        "jurisdiction": "990100",
        "valid_from": date(2024, 1, 1),
        "status": "draft",
        "fictional": True,
        "version": "1.0",
    }
    return Pack.model_validate(
        {"document": {**found, **document}, "benefits": tuple(benefits), "facts": tuple(VARIABLES.values())}
    )

"""Benefits for programs: the guide, what an enterprise can get and why, claims, what is published, budgets."""

from __future__ import annotations

from ninja import Router

from jingkai.benefits.api.budgets import router as budgets
from jingkai.benefits.api.claims import router as claims
from jingkai.benefits.api.explanations import router as explanations
from jingkai.benefits.api.guide import router as guide

router = Router(tags=["benefits"])
for _part in (guide, explanations, claims, budgets):
    router.add_router("", _part)

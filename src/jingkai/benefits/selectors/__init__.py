"""What is read for benefits: the facts of subjects as rules take them, and whose they are."""

from __future__ import annotations

from jingkai.benefits.selectors.clauses import clauses
from jingkai.benefits.selectors.facts import facts_table, known_facts
from jingkai.benefits.selectors.finding import find
from jingkai.benefits.selectors.subjects import (
    cases_of,
    enterprise,
    enterprises,
    policies_for,
    policies_in_use,
)
from jingkai.benefits.selectors.waiting import waiting_for

__all__ = [
    "cases_of",
    "clauses",
    "enterprise",
    "enterprises",
    "facts_table",
    "find",
    "known_facts",
    "policies_for",
    "policies_in_use",
    "waiting_for",
]

"""What is known of a subject, fact by fact: the value, who says so, when it holds, since when it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from jingkai.benefits.claims.deadlines import CHINA
from jingkai.policy.language.evaluate import Value
from jingkai.policy.language.expression import plain_decimal
from jingkai.policy.rules.interpret import SumError

if TYPE_CHECKING:
    from jingkai.policy.rules.interpret import BenefitRule

SubjectKind: TypeAlias = Literal["enterprise", "project", "person", "park"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom rules are asked about. ``key`` is the credit code or the project code."""

    kind: SubjectKind
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """A fact in the type of its variable.

    ``source`` says in words who says so, ``period`` for which period it was stated (as written: ``2025``), ``first`` and
    ``last`` when it holds (``None``: open), ``recorded`` since when it is known, ``synthetic`` whether it is made up.
    """

    value: Value
    source: str = ""
    period: str = ""
    first: date | None = None
    last: date | None = None
    recorded: date | None = None
    synthetic: bool = False


KnownFacts: TypeAlias = Mapping[str, Known]
"""By the pack's name of the variable. What is not in it is unknown."""


def end_of(day: date | None) -> datetime | None:
    """Return the last moment of a day in China, up to which something was known; ``None``, for now, stays ``None``.

    >>> end_of(date(2025, 3, 31)).isoformat()
    '2025-03-31T23:59:59.999999+08:00'
    """
    return None if day is None else datetime.combine(day, time.max, tzinfo=CHINA)


def values(facts: KnownFacts) -> dict[str, Value]:
    """Return the bare values, as the rules take them."""
    return {name: known.value for name, known in facts.items()}


def written(value: Value) -> str:
    """Write a value plainly, so that equal values are written alike: ``2025-10-20``, ``2``, ``1.5``.

    >>> from decimal import Decimal
    >>> written(Decimal("2.00"))
    '2'
    """
    if isinstance(value, Decimal):
        return format(plain_decimal(value), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def usable(rule: BenefitRule, facts: KnownFacts, on: date) -> KnownFacts:
    """Return the facts that a benefit can be asked with: without those that make a sum too great for money.

    Such a figure is a slip of whoever stated it; it is asked for again, as if it were not known.
    """
    try:
        rule.find(values(facts), on)
    except SumError:
        unusable = rule.sum.inputs.variables if rule.sum and rule.sum.inputs else ()
        return {name: known for name, known in facts.items() if name not in unusable}
    return facts

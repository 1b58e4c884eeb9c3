"""What the rules of a benefit say of one subject, with the arithmetic as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Outcome: TypeAlias = Literal["entitled", "not_entitled", "unknown"]
StepKind: TypeAlias = Literal[
    "fixed", "base", "award", "count", "product", "tier", "sum", "formula", "rounded", "floor", "cap"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the arithmetic of a sum; ``value`` is what it gives.

    ===========  ====================================================================================================
    fixed        a sum that is the same for all
    base         the base of a rate or of tiers; ``text`` is its expression
    award        the other award that is matched; ``text`` is its variable
    count        the units counted; ``text`` is the expression
    product      ``factor`` (a rate, a ratio, yuan for each unit) times the step before
    tier         a step of tiers, from ``least`` on: ``factor`` of ``part`` of the base, or a sum (no ``factor``)
    sum          the tiers together
    formula      the value of the formula ``text``
    rounded      to a multiple of ``factor`` yuan; ``text`` is the mode
    floor        a sum below zero becomes zero
    cap          at most ``factor`` yuan by ``provision``; only where it takes something away
    ===========  ====================================================================================================
    """

    kind: StepKind
    value: Decimal
    factor: Decimal | None = None
    least: Decimal | None = None
    part: Decimal | None = None
    text: str = ""
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a benefit's rules say of a subject on a day.

    ``outcome``
        ``not_entitled`` if any condition is false (or the benefit does not apply on that day); else ``unknown`` if any
        is unknown; else ``entitled``. What people judge is not in it.
    ``truths``
        true, false or ``None`` (unknown) by condition.
    ``yuan``
        the sum, rounded and capped for one award; ``None`` unless entitled, where the clause names no sum, and where a
        fact that the sum needs is unknown (never the cap instead).
    ``potential``
        the sum that it would be if every condition held; ``None`` where it cannot be computed.
    ``missing``
        variables that are unknown and may still change outcome or sum. Nothing that a false condition has settled.
    ``steps``
        the arithmetic of ``potential``.
    ``judgements``
        parts that people decide, by id.
    ``applies``
        whether the benefit applies on the day at all.
    """

    benefit: str
    outcome: Outcome
    truths: Mapping[str, bool | None]
    yuan: Decimal | None = None
    potential: Decimal | None = None
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    judgements: tuple[str, ...] = ()
    applies: bool = True

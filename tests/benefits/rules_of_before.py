"""The fictional pack with another sum, as it was on record before: for tests that go back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from benefit_facts import DEMO

from jingkai.kernel import clock
from jingkai.policy.loading import digest_of
from jingkai.policy.selectors import Installed, installed
from jingkai.policy.services import record_packs

AWARD = Decimal(150000)
"""What the first high-tech certificate was given by the earlier rules; by those of today it is 200,000."""


def now() -> Installed:
    """Return the fictional pack of the product."""
    return next(one for one in installed() if one.name == DEMO)


def before() -> Installed:
    """Return the same with the other award."""
    one = now()
    assert one.loaded is not None
    benefits = [
        benefit.model_copy(update={"amount": benefit.amount.model_copy(update={"yuan": AWARD})})
        if benefit.id == "high_tech_award" and benefit.amount
        else benefit
        for benefit in one.pack.benefits
    ]
    pack = one.pack.model_copy(update={"benefits": tuple(benefits)})
    return replace(one, loaded=replace(one.loaded, pack=pack, digest=digest_of(pack)))


def put_on_record(*steps: tuple[datetime, Sequence[Installed]]) -> None:
    """Let packs be recorded as of their moments."""
    for moment, packs in steps:
        with clock.telling(moment):
            record_packs(packs)


def on_record_for_long() -> None:
    """Let the packs of today have been on record since 2020."""
    put_on_record((datetime(2020, 1, 1, tzinfo=UTC), [now()]))

"""Approval: four eyes, and not before the publication is over."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from claim_steps import (
    CONSENT,
    FRIDAY,
    LATER,
    MAKER,
    NEIGHBOUR,
    OWNER,
    ZONE,
    Person,
    claim_at,
    take,
    verification,
)

from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.claims.commands import Approve, Publicise, Reject
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.states import State


def test_what_was_verified_is_approved():
    found = claim_at(State.APPROVED)
    assert (found.approved, found.approved_by) == (Decimal("500000.00"), "user:maker")


def test_who_verified_neither_approves_nor_rejects_whatever_roles_they_hold():
    here = Scope(ScopeKind.ZONE, ZONE)
    both = Person("user:both", (Grant(Role.CASE_OFFICER, here), Grant(Role.DECISION_MAKER, here)))
    found = take(take(claim_at(State.DISCOVERED), CONSENT, OWNER), verification(), both)
    with pytest.raises(ClaimError, match="four eyes"):
        take(found, Reject("x", "art_1"), both)
    found = take(found, Publicise(5, "x"), both, now=FRIDAY)
    with pytest.raises(ClaimError, match="four eyes"):
        take(found, Approve(), both)
    assert take(found, Approve(), MAKER).state is State.APPROVED


def test_on_the_last_day_it_is_still_published_and_on_the_next_it_is_not():
    found = claim_at(State.PUBLICISED)
    with pytest.raises(ClaimError, match="up to and with 2026-03-13"):
        take(found, Approve(), MAKER, now=datetime(2026, 3, 13, 15, 59, tzinfo=UTC))
    assert take(found, Approve(), MAKER, now=datetime(2026, 3, 13, 16, tzinfo=UTC)).state is State.APPROVED


def test_nobody_of_another_zone_and_nobody_without_second_factor_approves():
    found = claim_at(State.PUBLICISED)
    weak = Person(MAKER.actor, MAKER.grants, second_factor=False)
    for by in (NEIGHBOUR, weak, OWNER):
        with pytest.raises(NotAllowedError):
            take(found, Approve(), by, now=LATER)


@pytest.mark.parametrize("state", [State.DISCOVERED, State.CONSENTED, State.VERIFIED, State.APPROVED])
def test_a_claim_is_approved_out_of_publication_alone(state):
    with pytest.raises(ClaimError, match="has to be at “Published"):
        take(claim_at(state), Approve(), MAKER)

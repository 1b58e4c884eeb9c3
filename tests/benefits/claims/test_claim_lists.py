"""Lists of claims: what the ledger says, rebuilt from it at any time, and only what one may see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from claim_steps import MAKER, OWNER, STRANGER, ZONE, claim_at, granted, person, take

from jingkai.accounts.policy import Nobody
from jingkai.accounts.roles import Role
from jingkai.benefits.claims.commands import ClawBack, Reject
from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.terms import Step
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.claim_rows import claims_for, fulfilment, publicised
from jingkai.benefits.services.claim_rows import NAME
from jingkai.benefits.services.terms import set_term
from jingkai.ledger.services import catch_up, rebuild

OFFICER = person("officer", Role.CASE_OFFICER)


def rows():
    return list(ClaimRow.objects.values())


def test_a_row_says_what_the_ledger_says_and_a_rebuilt_list_is_the_same():
    granted()
    claim_at(State.PAID, period="a")
    claim_at(State.PUBLICISED, period="b")
    catch_up(NAME)
    before = rows()
    assert {(row["period"], row["state"], row["paid"]) for row in before} == {
        ("a", "paid", Decimal("500000.00")),
        ("b", "publicised", None),
    }
    ClaimRow.objects.update(paid=Decimal("1.00"))
    rebuild(NAME)
    assert rows() == before


def test_the_list_built_entry_by_entry_is_the_one_built_at_once():
    claim_at(State.CONSENTED, period="a")
    catch_up(NAME)
    claim_at(State.APPROVED, period="b")
    catch_up(NAME, limit=1)
    catch_up(NAME)
    before = rows()
    rebuild(NAME)
    assert rows() == before


@pytest.mark.parametrize(
    ("who", "count"),
    [
        (OFFICER, 1),
        (OWNER, 1),
        (STRANGER, 0),
        (person("far", Role.CASE_OFFICER, zone="songhai"), 0),
        (Nobody(), 0),
    ],
    ids=["officer", "owner", "stranger", "another zone", "nobody"],
)
def test_nobody_sees_claims_outside_of_their_scope(who, count):
    claim_at(State.CONSENTED)
    assert claims_for(who).count() == count


def test_what_is_published_is_listed_on_its_days_only():
    claim_at(State.PUBLICISED, period="a")
    claim_at(State.VERIFIED, period="b")
    days = [date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 13), date(2026, 3, 14)]
    assert [publicised(day).count() for day in days] == [0, 1, 1, 0]
    assert publicised(days[1]).get().publicised_entry


def test_what_can_be_objected_to_for_the_shortest_time_stands_first():
    for period, until in (("a", date(2026, 3, 16)), ("b", date(2026, 3, 13))):
        claim_at(State.PUBLICISED, period=period)
        publicised(date(2026, 3, 10)).filter(period=period).update(published_until=until)
    assert [row.period for row in publicised(date(2026, 3, 10))] == ["b", "a"]


def test_what_is_due_comes_before_what_has_no_deadline():
    claim_at(State.CONSENTED, period="a")
    claim_at(State.VERIFIED, period="b")
    set_term(ZONE, Step.PUBLISHING, 3, basis="青经管发〔2026〕2号", by=person("keeper", Role.POLICY_OFFICER))
    assert [row.period for row in claims_for(OFFICER)] == ["b", "a"]


def test_the_fulfilment_rate_is_paid_by_entitled_without_what_was_rejected():
    granted()
    paid = claim_at(State.PAID, period="a")
    claim_at(State.CONSENTED, period="b")
    take(claim_at(State.VERIFIED, period="c"), Reject("x", "art_1"), MAKER)
    (found,) = fulfilment(claims_for(OFFICER))
    assert (found.claims, found.rate) == (2, Decimal("0.5"))
    take(paid, ClawBack(Decimal("250000.00"), "x", "art_1"), MAKER)
    (found,) = fulfilment(claims_for(OFFICER))
    assert found.rate == Decimal("0.25")


def test_without_claims_there_is_no_rate():
    assert fulfilment(claims_for(OFFICER)) == []

"""Publication for objections: so many Chinese working days, and objections until the last of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from claim_steps import FRIDAY, MAKER, NUMBER, OFFICER, OWNER, claim_at, claim_of, command, rule, take

from jingkai.benefits.claims.claim import Publicity
from jingkai.benefits.claims.commands import Approve, Publicise, Raise, Settle
from jingkai.benefits.claims.deadlines import Standing, due
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.officer import Anybody
from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.terms import Step, Term
from jingkai.benefits.services import claims
from jingkai.ledger.models import LedgerEntry

OBJECTION = Raise("one", "材料不实", "周敏", "13900000000")


def test_five_working_days_after_a_friday_end_on_the_next_friday():
    found = claim_at(State.PUBLICISED)
    assert found.publicity == Publicity(date(2026, 3, 6), date(2026, 3, 13), False, 5, f"{NUMBER} art_3")


def test_days_off_and_make_up_days_count_as_the_calendar_says():
    found = take(
        claim_at(State.VERIFIED), Publicise(3, "x"), OFFICER, now=datetime(2026, 4, 30, 2, tzinfo=UTC)
    )
    assert found.publicity.last == date(2026, 5, 8)  # 1 to 5 May are off


def test_across_a_year_without_calendar_the_end_is_provisional():
    found = take(
        claim_at(State.VERIFIED), Publicise(5, "x"), OFFICER, now=datetime(2026, 12, 30, 2, tzinfo=UTC)
    )
    assert found.publicity.provisional


def test_the_day_is_that_of_china_not_of_greenwich():
    evening = datetime(2026, 3, 5, 18, tzinfo=UTC)  # two in the morning of the 6th in China
    found = take(claim_at(State.VERIFIED), Publicise(1, "x"), OFFICER, now=evening)
    assert found.publicity.first == date(2026, 3, 6)


@pytest.mark.parametrize("days", [0, -1, 61])
def test_a_publication_has_a_sensible_number_of_days(days):
    with pytest.raises(ClaimError, match="1 to 60 working days"):
        take(claim_at(State.VERIFIED), Publicise(days, "x"), OFFICER)


def published(found, step):
    return claims.take(found.id, step, by=OFFICER, command_id=command(), now=FRIDAY)


def test_without_a_rule_nothing_is_published_whatever_the_command_says():
    found = claim_at(State.VERIFIED)
    with pytest.raises(ClaimError, match="No clause and no rule of the zone"):
        published(found, Publicise(5, "a rule of my own"))
    assert claim_of(found).state is State.VERIFIED


@pytest.mark.parametrize(("days", "basis"), [(4, "rule"), (5, "another"), (60, "rule")])
def test_a_publication_lasts_as_long_as_the_rule_says_and_names_it(days, basis):
    found = claim_at(State.VERIFIED)
    by_rule = rule(5, "rule")
    with pytest.raises(ClaimError, match=r"5 working days by “rule”"):
        published(found, Publicise(days, basis))
    assert published(found, by_rule).publicity == Publicity(
        date(2026, 3, 6), date(2026, 3, 13), False, 5, "rule"
    )


def test_anybody_objects_until_the_last_day_and_stays_sealed():
    found = take(claim_at(State.PUBLICISED), OBJECTION, Anybody(), now=datetime(2026, 3, 13, 15, tzinfo=UTC))
    assert found.state is State.OBJECTED
    stored = "".join(LedgerEntry.objects.values_list("content", flat=True))
    assert "周敏" not in stored and "材料不实" not in stored
    with pytest.raises(ClaimError, match="already"):
        take(found, OBJECTION, Anybody(), now=FRIDAY)


def test_after_the_last_day_nobody_objects():
    with pytest.raises(ClaimError, match="ended on 2026-03-13"):
        take(claim_at(State.PUBLICISED), OBJECTION, Anybody(), now=datetime(2026, 3, 13, 16, tzinfo=UTC))


def test_an_open_objection_stops_the_approval_and_a_dismissed_one_does_not():
    found = take(claim_at(State.PUBLICISED), OBJECTION, Anybody(), now=FRIDAY)
    found = take(found, Raise("two", "重复", "李", "1"), Anybody(), now=FRIDAY)
    with pytest.raises(ClaimError, match="Objected to"):
        take(found, Approve(), MAKER)
    found = take(found, Settle("one", False, "材料属实"), MAKER)
    assert found.state is State.OBJECTED
    found = take(found, Settle("two", False, "未重复"), MAKER)
    assert take(found, Approve(), MAKER).state is State.APPROVED


def test_an_objection_that_is_upheld_rejects_the_claim_by_a_clause():
    found = take(claim_at(State.PUBLICISED), OBJECTION, Anybody(), now=FRIDAY)
    with pytest.raises(ClaimError, match="provision"):
        take(found, Settle("one", True, "查实"), MAKER)
    found = take(found, Settle("one", True, "查实", f"{NUMBER} art_4"), MAKER)
    assert (found.state, found.reason, found.open_objections) == (State.REJECTED, "查实", ())


def test_an_objection_nobody_raised_cannot_be_settled():
    found = take(claim_at(State.PUBLICISED), OBJECTION, Anybody(), now=FRIDAY)
    with pytest.raises(ClaimError, match="Open ones: one"):
        take(found, Settle("two", False, "x"), MAKER)


def test_an_enterprise_does_not_publish_itself():
    with pytest.raises(NotAllowedError):
        take(claim_at(State.VERIFIED), Publicise(5, "x"), OWNER)


def test_where_no_rule_sets_a_term_the_deadline_is_unknown():
    found = claim_at(State.CONSENTED)
    standing = Standing(found.state, FRIDAY)
    assert due(standing) is None
    limited = due(standing, {Step.VERIFICATION: Term(Step.VERIFICATION, 3, "art_9", official=True)})
    assert limited is not None
    assert (limited.date, limited.basis) == (date(2026, 3, 11), "art_9")

"""How long steps of claims take: a clause says, else the zone, else nobody; and deadlines follow."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest
from claim_steps import NUMBER, OFFICER, ZONE, claim_at, person
from page_steps import english, fields, main_of

from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import ScopeKind
from jingkai.benefits.claims.deadlines import Standing, due
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.terms import Step, Term, terms_of
from jingkai.benefits.claims.transitions import MOST_DAYS
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.packs import policy_of
from jingkai.benefits.selectors.claim_rows import claims_for
from jingkai.benefits.services.claim_rows import NAME
from jingkai.benefits.services.terms import set_term
from jingkai.ledger.models import LedgerEntry
from jingkai.ledger.services import rebuild
from jingkai.policy.schema.benefits import LONGEST_PUBLICATION
from jingkai.policy.schema.benefits import Term as PackTerm
from neighbours import settle
from people import NEIGHBOUR, make_person

KEEPER = person("keeper", Role.POLICY_OFFICER)
BASIS = "青经管发〔2026〕2号"
FRIDAY = datetime(2026, 3, 6, 2, tzinfo=UTC)


def test_packs_and_zones_speak_of_the_same_steps_and_the_same_longest_publication():
    assert set(get_args(PackTerm.model_fields["step"].annotation)) == {step.value for step in Step}
    assert LONGEST_PUBLICATION == MOST_DAYS


def test_a_clause_goes_before_the_zone_and_the_zone_before_nobody():
    policy = policy_of(NUMBER)
    assert policy is not None
    benefit = policy.pack.benefit("quality_award")
    assert benefit is not None
    said = PackTerm(provision="art_2__item_8", step="publication", days=7)
    own = [Term(step, 5, BASIS, official=False) for step in (Step.PUBLICATION, Step.DECISION)]
    found = terms_of(NUMBER, benefit.model_copy(update={"terms": (said,)}), own)
    assert (found[Step.PUBLICATION].days, found[Step.PUBLICATION].basis) == (7, f"{NUMBER} art_2__item_8")
    assert found[Step.PUBLICATION].official and not found[Step.DECISION].official
    assert Step.PAYMENT not in found


@pytest.mark.parametrize(
    ("standing", "step", "day"),
    [
        (Standing(State.CONSENTED, FRIDAY), Step.VERIFICATION, date(2026, 3, 11)),
        (Standing(State.VERIFIED, FRIDAY), Step.PUBLISHING, date(2026, 3, 11)),
        (Standing(State.PUBLICISED, FRIDAY, date(2026, 3, 13)), Step.DECISION, date(2026, 3, 18)),
        (Standing(State.PUBLICISED, datetime(2026, 3, 20, 2, tzinfo=UTC), date(2026, 3, 13)), Step.DECISION,
         date(2026, 3, 25)),
        (Standing(State.OBJECTED, FRIDAY, date(2026, 3, 13)), Step.SETTLEMENT, date(2026, 3, 11)),
        (Standing(State.ORDERED, FRIDAY, None, datetime(2026, 2, 13, 20, tzinfo=UTC)), Step.PAYMENT,
         date(2026, 2, 26)),
    ],
    ids=lambda part: getattr(part, "state", ""),
)  # fmt: skip
def test_three_working_days_run_from_where_the_step_begins(standing, step, day):
    """13 February 20:00 UTC is the 14th in China, a make-up day; 15 to 23 February 2026 are off."""
    found = due(standing, {step: Term(step, 3, BASIS, official=False)})
    assert found is not None
    assert found.date == day


def test_paid_and_closed_claims_wait_for_nobody():
    every = {step: Term(step, 3, BASIS, official=False) for step in Step}
    for state in (State.DISCOVERED, State.PAID, State.CLOSED, State.REJECTED, State.WITHDRAWN):
        assert due(Standing(state, FRIDAY), every) is None


def test_what_runs_is_counted_anew_when_a_term_is_set_and_when_it_is_taken_back():
    claim_at(State.CONSENTED)
    assert claims_for(OFFICER).get().due is None
    set_term(ZONE, Step.VERIFICATION, 5, basis=BASIS, by=KEEPER)
    row = claims_for(OFFICER).get()
    assert row.due is not None and row.due_basis == BASIS
    before = list(ClaimRow.objects.values())
    rebuild(NAME)
    assert list(ClaimRow.objects.values()) == before
    set_term(ZONE, Step.VERIFICATION, None, basis="", by=KEEPER)
    row = claims_for(OFFICER).get()
    assert (row.due, row.due_basis) == (None, "")
    kinds = LedgerEntry.objects.filter(stream=f"terms/{ZONE}").values_list("type", flat=True)
    assert list(kinds) == ["claim_terms.set", "claim_terms.taken_back"]


def test_the_same_term_again_records_nothing():
    for _time in range(2):
        set_term(ZONE, Step.DECISION, 5, basis=BASIS, by=KEEPER)
    assert LedgerEntry.objects.filter(stream=f"terms/{ZONE}").count() == 1


@pytest.mark.parametrize(
    ("step", "days", "basis", "place"),
    [
        (Step.PUBLICATION, 61, BASIS, "days"),
        (Step.PUBLICATION, 0, BASIS, "days"),
        (Step.DECISION, 251, BASIS, "days"),
        (Step.DECISION, 5, "  ", "basis"),
        (Step.DECISION, 5, "x" * 201, "basis"),
    ],
)
def test_a_term_without_bounds_or_basis_is_refused(step, days, basis, place):
    with pytest.raises(ClaimError) as fault:
        set_term(ZONE, step, days, basis=basis, by=KEEPER)
    assert fault.value.place == place


@pytest.mark.parametrize("by", [OFFICER, person("far", Role.POLICY_OFFICER, zone="songhai")], ids=str)
def test_only_the_zone_s_policy_officer_sets_terms(by):
    with pytest.raises(NotAllowedError):
        set_term(ZONE, Step.DECISION, 5, basis=BASIS, by=by)


def test_the_page_sets_terms_and_shows_them_to_others():
    settle()
    keeper, officer = english(make_person(Role.POLICY_OFFICER)), english(make_person(Role.CASE_OFFICER))
    page = f"/benefits/terms/{ZONE}/"
    sent = fields(keeper.get(page).content.decode()) | {"days_publication": "7", "basis_publication": BASIS}
    assert "Saved." in keeper.post(page, sent, follow=True).content.decode()
    seen = main_of(officer.get(page).content.decode())
    assert BASIS in seen and "<input" not in seen
    assert officer.post(page, sent).status_code == 403
    assert officer.get("/benefits/terms/", follow=True).redirect_chain[-1][0] == page
    far = english(make_person((Role.POLICY_OFFICER, NEIGHBOUR[ScopeKind.ZONE])))
    assert far.get(page).status_code == 404
    assert far.post(page, sent).status_code == 404


def test_half_a_rule_is_asked_for_and_what_was_written_stays():
    settle()
    keeper = english(make_person(Role.POLICY_OFFICER))
    answer = keeper.post(f"/benefits/terms/{ZONE}/", {"days_decision": "5", "basis_payment": BASIS})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Name the decision of the zone" in page and "how many working days" in page
    assert f'value="{BASIS}"' in page


def test_a_provisional_deadline_is_counted_anew_once_the_calendar_of_its_year_is_known(monkeypatch):
    from jingkai.benefits.services.terms import count_provisional_anew
    from jingkai.kernel import working_days

    monkeypatch.setattr(working_days, "_published", lambda _day: None)
    set_term(ZONE, Step.VERIFICATION, 5, basis=BASIS, by=KEEPER)
    claim_at(State.CONSENTED)
    row = claims_for(OFFICER).get()
    assert row.provisional
    assert count_provisional_anew() == 0, "nothing is known that was not"
    monkeypatch.setattr(
        working_days, "_published", lambda day: day.weekday() < 5 and day != working_day_after(row)
    )
    assert count_provisional_anew() == 1
    after = claims_for(OFFICER).get()
    assert not after.provisional
    assert after.due is not None and row.due is not None and after.due > row.due


def working_day_after(row: ClaimRow) -> date:
    """Return the first Monday to Friday after the claim came to its state."""
    from datetime import timedelta

    from jingkai.benefits.claims.deadlines import day_of

    day = day_of(row.since) + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day

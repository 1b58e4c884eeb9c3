"""The queue, and many claims dealt with at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from claim_steps import OFFICER, ZONE, claim_at, person, take
from django.test import Client
from page_steps import english, main_of

from jingkai.accounts.models import User
from jingkai.accounts.roles import Role
from jingkai.benefits.claims.commands import Publicise
from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.terms import Step
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.services.terms import set_term
from jingkai.ledger.models import LedgerEntry
from neighbours import settle
from people import NEIGHBOUR, make_person

QUEUE, BULK = "/benefits/claims/", "/benefits/claims/bulk/"
KEEPER = person("keeper", Role.POLICY_OFFICER)


@pytest.fixture
def maker_person(db: None) -> User:
    """A decision maker."""
    return make_person(Role.DECISION_MAKER)


@pytest.fixture
def maker(maker_person: User) -> Client:
    """The decision maker's client."""
    return english(maker_person)


def confirmed(page: str) -> dict[str, object]:
    """Return what the page of confirmation would send."""
    main = main_of(page)
    one = {name: re.findall(rf'name="{name}" value="([^"]*)"', main) for name in ("task", "query", "command")}
    return {name: found[0] for name, found in one.items()} | {
        "claim": re.findall(r'name="claim" value="([^"]*)"', main),
        "confirmed": "1",
    }


def test_tabs_are_what_one_can_do_and_the_first_with_work_is_open(db):
    claim_at(State.CONSENTED, period="a")
    claim_at(State.VERIFIED, period="b")
    page = main_of(english(make_person(Role.CASE_OFFICER)).get(QUEUE).content.decode())
    heads = re.findall(r'\?task=([a-z]+)"( aria-current="page")?', page)
    assert [name for name, _on in heads] == ["verify", "publicise", "close", "all"]
    assert [name for name, on in heads if on] == ["verify"]


def test_what_is_still_published_and_what_one_verified_are_not_theirs_to_decide(maker, maker_person):
    ready = claim_at(State.PUBLICISED, period="a")
    take(claim_at(State.VERIFIED, period="b"), Publicise(5, "x"), OFFICER, now=datetime.now(UTC))
    page = main_of(maker.get(f"{QUEUE}?task=approve").content.decode())
    assert re.findall(r'name="claim" value="([0-9a-f]+)"', page) == [ready.id]


def test_filters_stand_in_the_address_and_the_list_can_be_saved(maker):
    claim_at(State.CONSENTED, period="a")
    kept = claim_at(State.VERIFIED, period="b")
    page = main_of(maker.get(f"{QUEUE}?task=all&state=verified").content.decode())
    assert kept.id in page and page.count("table__main") == 1
    saved = maker.get(f"{QUEUE}?task=all&state=verified&export=csv").content.decode("utf-8-sig")
    assert kept.id in saved and saved.count("\r\n") == 2
    assert "demonstration data" not in saved  # the zone of this test is in no registry
    settle()
    saved = maker.get(f"{QUEUE}?task=all&export=csv").content.decode("utf-8-sig")
    assert saved.count("demonstration data") == 2
    assert "No claim is like this" in maker.get(f"{QUEUE}?task=all&q=没有这家").content.decode()
    assert maker.get(f"{QUEUE}?task=all&q=%00&due=nonsense&benefit=x&page=999").status_code == 200


def test_confirmation_names_count_sum_and_who_is_left_out_and_does_nothing_yet(maker):
    ready = [claim_at(State.PUBLICISED, period=name) for name in "ab"]
    still = take(claim_at(State.VERIFIED, period="c"), Publicise(5, "x"), OFFICER, now=datetime.now(UTC))
    before = LedgerEntry.objects.count()
    answer = maker.post(BULK, {"task": "approve", "claim": [one.id for one in (*ready, still)]})
    page = main_of(answer.content.decode())
    assert "2 claims" in page and "1,000,000.00" in page
    assert "it can be approved after that" in page
    assert LedgerEntry.objects.count() == before


def test_each_claim_is_approved_by_a_command_of_its_own_and_a_second_sending_adds_nothing(maker):
    ready = [claim_at(State.PUBLICISED, period=name) for name in "ab"]
    sent = confirmed(
        maker.post(BULK, {"task": "approve", "claim": [one.id for one in ready]}).content.decode()
    )
    done = main_of(maker.post(BULK, sent).content.decode())
    assert "2 claims were dealt with" in done
    assert {the_claim(one.id).state for one in ready} == {State.APPROVED}
    commands = set(LedgerEntry.objects.filter(type="claim.approved").values_list("command", flat=True))
    assert commands == {f"{sent['command']}:{one.id}" for one in ready}
    before = LedgerEntry.objects.count()
    assert "2 claims were dealt with" in main_of(maker.post(BULK, sent).content.decode())
    assert LedgerEntry.objects.count() == before


def test_a_claim_that_moved_meanwhile_is_left_out_with_the_reason_and_the_others_go_on(maker):
    first, second = (claim_at(State.PUBLICISED, period=name) for name in "ab")
    sent = confirmed(maker.post(BULK, {"task": "approve", "claim": [first.id, second.id]}).content.decode())
    sent["claim"] = [f"{first.id}:{first.version - 1}", f"{second.id}:{second.version}"]
    page = main_of(maker.post(BULK, sent).content.decode())
    assert "Somebody has taken a step with it meanwhile" in page
    assert (the_claim(first.id).state, the_claim(second.id).state) == (State.PUBLICISED, State.APPROVED)


def test_the_whole_list_is_published_by_the_rule_that_is_named(db):
    set_term(ZONE, Step.PUBLICATION, 5, basis="青经管发〔2026〕2号", by=KEEPER)
    for name in "abc":
        claim_at(State.VERIFIED, period=name)
    officer = english(make_person(Role.CASE_OFFICER))
    page = officer.post(BULK, {"task": "publicise", "whole": "1", "query": "task=publicise"}).content.decode()
    assert "3 claims" in page and "青经管发〔2026〕2号" in page
    assert "3 claims were dealt with" in main_of(officer.post(BULK, confirmed(page)).content.decode())


def test_nobody_deals_with_claims_of_another_zone_or_without_the_right(maker):
    ready = claim_at(State.PUBLICISED)
    officer = english(make_person(Role.CASE_OFFICER))
    assert officer.post(BULK, {"task": "approve", "claim": ready.id}).status_code == 403
    from jingkai.accounts.scopes import ScopeKind

    far = english(make_person((Role.DECISION_MAKER, NEIGHBOUR[ScopeKind.ZONE])))
    page = main_of(far.post(BULK, {"task": "approve", "claim": ready.id}).content.decode())
    assert ready.id not in page
    forged = {"task": "approve", "command": "7f3c0a52-0000-4000-8000-000000000001", "confirmed": "1",
              "claim": f"{ready.id}:{ready.version}"}  # fmt: skip
    far.post(BULK, forged)
    assert the_claim(ready.id).state is State.PUBLICISED
    assert maker.post(BULK, {"task": "verify", "claim": ready.id}).status_code == 404


def test_what_waits_for_staff_is_in_their_inbox_with_its_deadline(db):
    from jingkai.benefits.selectors import waiting_for

    set_term(ZONE, Step.VERIFICATION, 5, basis="青经管发〔2026〕2号", by=KEEPER)
    found = claim_at(State.CONSENTED, period="a")
    officer = make_person(Role.CASE_OFFICER)
    (thing,) = waiting_for(officer)
    assert (thing.kind, thing.url) == ("benefits.verify", f"/benefits/claims/{found.id}/")
    assert thing.due is not None and thing.clause
    assert waiting_for(make_person(Role.STATISTICIAN)) == []
    for number in range(12):
        claim_at(State.CONSENTED, period=f"more{number}")
    things = waiting_for(officer)
    assert len(things) == 11
    assert things[-1].url == "/benefits/claims/?task=verify"


def test_the_wall_counts_what_waits_for_somebody_task_by_task_and_what_is_overdue(db):
    from jingkai.benefits.models import ClaimRow
    from jingkai.portal.selectors import figures

    for name in "abc":
        claim_at(State.CONSENTED, period=name)
    claim_at(State.VERIFIED, period="d")
    officer = make_person(Role.CASE_OFFICER)
    figures(officer)
    ClaimRow.objects.filter(period="a").update(due="2026-01-05")
    figure = next(one for one in figures(officer) if one.address == QUEUE)
    assert (figure.value, figure.note) == (4, "1 of them overdue")
    assert [(part.value, part.address) for part in figure.parts] == [
        (3, f"{QUEUE}?task=verify"),
        (1, f"{QUEUE}?task=publicise"),
    ]
    assert not [one for one in figures(make_person(Role.STATISTICIAN)) if one.address == QUEUE]


def test_what_no_form_of_ours_sends_in_bulk_is_no_fault_of_the_page(maker):
    claim_at(State.PUBLICISED)
    for sent in (
        {"task": "\0"},
        {"task": "approve", "claim": ["\0", "x" * 900]},
        {"task": "approve", "whole": "1", "query": "q=%00&page=x&benefit=%00"},
        {"task": "approve", "confirmed": "1", "command": "\0", "claim": ["x:y"]},
        {"task": "approve", "confirmed": "1", "command": "7f3c0a52-0000-4000-8000-000000000001",
         "claim": ["\0:1", "x:99999999999999999999", ":", "a:１"]},
    ):  # fmt: skip
        assert maker.post(BULK, sent).status_code < 500
    assert not LedgerEntry.objects.filter(type="claim.approved").exists()


def test_more_than_fit_into_one_go_are_said_to_follow(maker, monkeypatch):
    from jingkai.benefits.views import bulk

    monkeypatch.setattr(bulk, "MOST", 2)
    for name in "abc":
        claim_at(State.PUBLICISED, period=name)
    page = maker.post(BULK, {"task": "approve", "whole": "1", "query": "task=approve"}).content.decode()
    assert "2 claims" in page and "1 more claim does not fit" in page
    assert "2 claims were dealt with" in main_of(maker.post(BULK, confirmed(page)).content.decode())

"""Pages on which claims are published, decided, rejected, clawed back and closed, one by one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from claim_steps import (
    CONSENT,
    MAKER,
    OFFICER,
    OWNER,
    ZONE,
    claim_at,
    granted,
    person,
    take,
    verification,
)
from django.test import Client
from page_steps import english, fields, main_of

from jingkai.accounts.models import User
from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.commands import (
    DeclineRejection,
    ProposeRejection,
    Publicise,
    Raise,
    Reject,
    Settle,
)
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.officer import Anybody
from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.terms import Step
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.services.terms import set_term
from jingkai.ledger.models import LedgerEntry
from people import make_person

KEEPER = person("keeper", Role.POLICY_OFFICER)
BASIS = "青经管发〔2026〕2号"


@pytest.fixture
def officer(db: None) -> Client:
    """A case officer who reads English."""
    return english(make_person(Role.CASE_OFFICER))


@pytest.fixture
def maker_person(db: None) -> User:
    """A decision maker."""
    return make_person(Role.DECISION_MAKER)


@pytest.fixture
def maker(maker_person: User) -> Client:
    """The decision maker's client."""
    return english(maker_person)


def address(claim: Claim, step: str = "") -> str:
    """Return the page of a claim, or of a step with it."""
    return f"/benefits/claims/{claim.id}/{step}/" if step else f"/benefits/claims/{claim.id}/"


def send(client: Client, claim: Claim, step: str, **written: str | list[str]) -> str:
    """Open the page of a step and send its form; return what the page then shown says."""
    sent = fields(client.get(address(claim, step)).content.decode()) | written
    return main_of(client.post(address(claim, step), sent, follow=True).content.decode())


def objected(claim: Claim, grounds: str = "未在园区生产") -> Claim:
    """Publish a verified claim today and object to it."""
    found = take(claim, Publicise(5, "x"), OFFICER, now=datetime.now(UTC))
    return take(found, Raise("one", grounds, "周敏", "13900000000"), Anybody(), now=datetime.now(UTC))


def test_without_a_rule_for_its_length_nothing_is_published(officer):
    found = claim_at(State.VERIFIED)
    page = officer.get(address(found, "publicise")).content.decode()
    assert "No clause and no rule of the zone" in page
    assert 'name="command"' not in main_of(page)
    assert "have the term set first" in officer.get(address(found)).content.decode()


def test_it_is_published_for_as_long_as_the_zone_s_rule_says_and_names_it(officer):
    set_term(ZONE, Step.PUBLICATION, 7, basis=BASIS, by=KEEPER)
    found = claim_at(State.VERIFIED)
    page = officer.get(address(found, "publicise")).content.decode()
    assert f"{BASIS} (the zone&#x27;s own rule)" in page
    assert "Published." in send(officer, found, "publicise")
    publicity = the_claim(found.id).publicity
    assert publicity is not None
    assert (publicity.days, publicity.basis) == (7, BASIS)


def test_what_was_published_is_approved_by_a_decision_maker(maker):
    found = claim_at(State.PUBLICISED)
    assert "Approved." in send(maker, found, "approve")
    assert the_claim(found.id).state is State.APPROVED


def test_whoever_verified_sees_that_another_must_decide(db):
    here = Scope(ScopeKind.ZONE, ZONE)
    both = make_person((Role.CASE_OFFICER, here), (Role.DECISION_MAKER, here))
    both.second_factor = True
    found = take(claim_at(State.DISCOVERED), CONSENT, OWNER)
    found = take(found, verification(), both)
    found = take(found, Publicise(1, "x"), both, now=datetime(2026, 3, 6, 2, tzinfo=UTC))
    client = english(both)
    assert Grant(Role.DECISION_MAKER, here) in both.grants
    assert "another decision maker has to decide" in client.get(address(found)).content.decode()
    page = main_of(client.get(address(found, "approve")).content.decode())
    assert "Four eyes" in page and 'name="command"' not in page
    assert "four eyes" in main_of(
        client.post(
            address(found, "reject"),
            {"command": "7f3c0a52-0000-4000-8000-000000000001", "version": found.version, "reason": "x",
             "provision": "art_2__item_10"},
        ).content.decode()
    ).lower()  # fmt: skip
    assert the_claim(found.id).state is State.PUBLICISED


def test_what_is_still_published_says_until_when(maker):
    found = take(claim_at(State.VERIFIED), Publicise(5, "x"), OFFICER, now=datetime.now(UTC))
    page = main_of(maker.get(address(found)).content.decode())
    assert "it can be approved after that" in page
    assert f'href="{address(found, "approve")}"' not in page
    assert "It is still published" in send(maker, found, "approve")


def test_a_rejection_needs_a_reason_and_a_provision_of_the_document(maker):
    found = claim_at(State.VERIFIED)
    page = maker.get(address(found, "reject")).content.decode()
    assert 'value="art_2__item_10"' in page
    assert "This is needed" in send(maker, found, "reject", reason="", provision="")
    assert "not in the list" in send(maker, found, "reject", reason="材料不实", provision="art_99")
    assert "Rejected." in send(maker, found, "reject", reason="材料不实", provision="art_2__item_10")
    rejected = the_claim(found.id)
    assert (rejected.state, rejected.reason_provision) == (State.REJECTED, "art_2__item_10")


def test_an_objection_is_read_and_settled_and_who_raised_it_stays_sealed(maker):
    found = objected(claim_at(State.VERIFIED))
    page = maker.get(address(found, "settle")).content.decode()
    assert "未在园区生产" in page
    assert "周敏" not in page and "13900000000" not in page
    assert "settled" in send(maker, found, "settle", upheld="no", reason="现场核实在园区生产")
    assert the_claim(found.id).state is State.PUBLICISED


def test_several_objections_are_settled_with_one_reason_once_they_are_chosen(maker, officer):
    found = objected(claim_at(State.VERIFIED))
    for number in ("two", "three"):
        found = take(
            found,
            Raise(number, f"另有证据{number}", "周敏", "139 0000 0000"),
            Anybody(),
            now=datetime.now(UTC),
        )
    assert "settle-several" in maker.get(address(found, "settle")).content.decode()
    page = maker.get(address(found, "settle-several")).content.decode()
    assert "另有证据two" in page and "周敏" not in page and "more from the same telephone" in page
    reason = "现场核实在园区生产"
    assert "This is needed" in send(maker, found, "settle-several", reason=reason)
    assert len(the_claim(found.id).open_objections) == 3
    answer = send(maker, found, "settle-several", reason=reason, chosen=["one", "three"])
    assert "Settled: 2 objections" in answer
    assert [one.id for one in the_claim(found.id).open_objections] == ["two"]
    send(maker, found, "settle-several", reason=reason, chosen=["two"])
    assert the_claim(found.id).state is State.PUBLICISED


def test_an_objection_that_is_right_is_not_settled_with_others():
    found = take(
        objected(claim_at(State.VERIFIED)),
        Raise("two", "另有证据", "x", "1390000000"),
        Anybody(),
        now=datetime.now(UTC),
    )
    for step in (
        Settle("one", True, "属实", "art_9", also=("two",)),
        Settle("one", False, "x", also=("three",)),
    ):
        with pytest.raises(ClaimError):
            take(found, step, MAKER)
    assert len(the_claim(found.id).open_objections) == 2


def test_an_objection_that_is_right_rejects_the_claim_by_a_provision(maker):
    found = objected(claim_at(State.VERIFIED))
    assert "choose it from the list" in send(maker, found, "settle", upheld="yes", reason="属实")
    send(maker, found, "settle", upheld="yes", reason="属实", provision="art_2__item_10")
    assert the_claim(found.id).state is State.REJECTED


def test_words_of_an_objection_run_nothing(maker):
    found = objected(claim_at(State.VERIFIED), grounds="<script>alert(1)</script>")
    assert "<script>alert(1)" not in maker.get(address(found, "settle")).content.decode()


def test_what_was_paid_is_closed_and_can_be_clawed_back_in_parts_and_at_most_as_a_whole(officer, maker):
    granted()
    found = claim_at(State.PAID)
    assert "Closed." in send(officer, found, "close")
    assert "at most 500000" in send(
        maker, found, "claw-back", yuan="500000.01", reason="迁出", provision="art_2__item_10"
    )
    assert "Clawed back." in send(
        maker, found, "claw-back", yuan="120000.00", reason="迁出", provision="art_2__item_10"
    )
    assert the_claim(found.id).clawed_back == Decimal("120000.00")
    again = main_of(maker.get(address(found, "claw-back")).content.decode())
    assert "120,000" in again
    assert "at most 380000" in send(
        maker, found, "claw-back", yuan="380000.01", reason="迁出", provision="art_2__item_10"
    )
    assert "Clawed back." in send(
        maker, found, "claw-back", yuan="380000.00", reason="迁出", provision="art_2__item_10"
    )
    page = main_of(maker.get(address(found)).content.decode())
    assert f'href="{address(found, "claw-back")}"' not in page


def test_a_step_that_is_not_open_leads_back_and_says_so(maker, officer):
    found = claim_at(State.CONSENTED)
    for client, step in ((maker, "approve"), (maker, "settle"), (maker, "claw-back"), (officer, "close")):
        answer = client.get(address(found, step), follow=True)
        assert answer.redirect_chain[-1][0] == address(found)
        assert "this step is not open" in answer.content.decode()


def test_the_page_of_a_claim_offers_to_each_what_they_may_do(officer, maker):
    found = claim_at(State.CONSENTED)
    links = {
        name: set(re.findall(rf'href="{address(found)}([a-z-]+)/"', client.get(address(found)).content.decode()))
        for name, client in (("officer", officer), ("maker", maker))
    }  # fmt: skip
    assert links["officer"] == {"verify", "propose-rejection"}
    assert links["maker"] == {"reject"}


def test_an_officer_proposes_a_rejection_and_a_decision_maker_decides_by_it(officer, maker):
    found = claim_at(State.CONSENTED)
    assert "Proposed." in send(
        officer, found, "propose-rejection", reason="证书已过期", provision="art_2__item_10"
    )
    assert the_claim(found.id).state is State.CONSENTED
    queue = main_of(maker.get("/benefits/claims/?task=reject").content.decode())
    assert found.id in queue
    assert found.id not in main_of(officer.get("/benefits/claims/?task=verify").content.decode())
    page = main_of(maker.get(address(found, "reject")).content.decode())
    assert "证书已过期" in page and 'value="art_2__item_10" selected' in page
    send(maker, found, "reject", reason="证书已过期", provision="art_2__item_10")
    assert the_claim(found.id).state is State.REJECTED


def test_a_proposal_that_is_not_followed_has_the_claim_examined_again(officer, maker):
    found = claim_at(State.VERIFIED)
    send(officer, found, "propose-rejection", reason="证书已过期", provision="art_2__item_10")
    assert "a decision maker decides on that first" in officer.get(address(found)).content.decode()
    assert "examined again" in send(maker, found, "examine-again", reason="证书在有效期内")
    assert the_claim(found.id).proposal is None
    assert found.id not in main_of(maker.get("/benefits/claims/?task=reject").content.decode())


def test_whoever_proposes_a_rejection_does_not_carry_it_out(db):
    here = Scope(ScopeKind.ZONE, ZONE)
    both = make_person((Role.CASE_OFFICER, here), (Role.DECISION_MAKER, here))
    both.second_factor = True
    found = take(claim_at(State.CONSENTED), ProposeRejection("x", "art_2__item_10"), both)
    client = english(both)
    page = main_of(client.get(address(found, "reject")).content.decode())
    assert "You proposed to reject it" in page and 'name="command"' not in page
    for step in (Reject("x", "art_2__item_10"), DeclineRejection("x")):
        with pytest.raises(ClaimError, match="four eyes"):
            take(found, step, both)


def test_a_claim_whose_rejection_is_proposed_is_not_published_and_verifying_it_ends_the_proposal(db):
    found = take(claim_at(State.VERIFIED), ProposeRejection("x", "art_2__item_10"), OFFICER)
    with pytest.raises(ClaimError, match="not published before that is decided"):
        take(found, Publicise(5, "x"), OFFICER)
    with pytest.raises(ClaimError, match="proposed already"):
        take(found, ProposeRejection("y", "art_2__item_10"), OFFICER)
    other = take(claim_at(State.CONSENTED, period="b"), ProposeRejection("x", "art_1"), OFFICER)
    assert take(other, verification(), OFFICER).proposal is None
    with pytest.raises(ClaimError, match="Nobody has proposed"):
        take(claim_at(State.CONSENTED, period="c"), DeclineRejection("x"), MAKER)


def test_who_raised_an_objection_is_shown_for_a_reason_that_is_kept(maker, officer):
    found = objected(claim_at(State.VERIFIED))
    asked = {"objection": "one", "reason": "请补充证据"}
    assert officer.post(address(found, "objector"), asked).status_code == 403
    assert maker.get(address(found, "objector")).status_code == 405
    refused = maker.post(address(found, "objector"), {"objection": "one", "reason": ""}, follow=True)
    assert "for a reason only" in refused.content.decode() and "周敏" not in refused.content.decode()
    assert not LedgerEntry.objects.filter(type="objection.revealed").exists()
    shown = maker.post(address(found, "objector"), asked).content.decode()
    assert "周敏" in shown and "13900000000" in shown
    entry = LedgerEntry.objects.get(type="objection.revealed")
    assert "请补充证据" in entry.content and "周敏" not in entry.content
    assert (
        maker.post(address(found, "objector"), {"objection": "two", "reason": "请补充证据"}).status_code
        == 404
    )


@pytest.mark.parametrize(
    "step", ["publicise", "settle", "approve", "reject", "claw-back", "close", "examine-again"]
)
def test_what_no_form_of_ours_sends_is_no_fault_of_the_page(officer, maker, step):
    found = claim_at(State.VERIFIED if step == "publicise" else State.CONSENTED)
    for sent in (
        {},
        {"command": "\0", "version": "x"},
        {"command": "x" * 500, "version": "-1", "reason": "\0"},
    ):
        for client in (officer, maker):
            assert client.post(address(found, step), sent).status_code < 500
    assert the_claim(found.id).version == found.version

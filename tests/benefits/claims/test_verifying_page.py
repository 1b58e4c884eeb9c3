"""The page on which a claim is verified: facts beside their papers, judged by people, computed again by the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from benefit_facts import DEMO
from claim_steps import CONSENT, EVIDENCE, OFFICER, command
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from page_steps import english, fields, main_of

from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import ScopeKind
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.commands import Verify
from jingkai.benefits.claims.states import State
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.services import claims
from jingkai.benefits.services.claiming import open_claim
from jingkai.benefits.services.evidence import Paper, hand_in
from jingkai.ledger import selectors as ledger
from neighbours import settle
from people import NEIGHBOUR, make_person, signed_in

DEMO_AWARD = "high_tech_award"
PICTURE = b"\x89PNG\r\n\x1a\n sample"


@pytest.fixture
def consented(state: Any) -> Claim:
    """A claim of the fictional zone on 200 000 yuan for a certificate, as the enterprise consented to it."""
    home = settle()
    state(home.enterprise, high_tech_first=True)
    owner = make_person(Role.ENTERPRISE_ADMINISTRATOR)
    opened = open_claim(home.enterprise, DEMO, DEMO_AWARD, by=owner, command_id=command())
    return claims.take(opened.id, CONSENT, by=owner, command_id=command())


@pytest.fixture
def officer(db: None) -> Client:
    """A case officer of the zone, who reads English."""
    return english(make_person(Role.CASE_OFFICER))


def address(claim: Claim) -> str:
    """Return where a claim is verified."""
    return f"/benefits/claims/{claim.id}/verify/"


def test_facts_stand_beside_their_papers_and_the_finding_is_computed_again(officer, consented):
    page = officer.get(address(consented)).content.decode()
    assert "高新技术企业证书" in page
    assert "Nothing differs from the finding" in page
    assert CONSENT.account not in page and CONSENT.account[-4:] in page
    assert CONSENT.phone not in page


def test_what_is_compared_is_verified_and_the_ledger_says_with_which_paper(officer, consented):
    sent = fields(officer.get(address(consented)).content.decode()) | {"checked_high_tech_first": "on"}
    answer = officer.post(address(consented), sent)
    assert answer.status_code == 302
    found = the_claim(consented.id)
    assert (found.state, found.verified) == (State.VERIFIED, Decimal("200000.00"))
    last = list(ledger.entries(found.stream))[-1]
    assert last.data["evidence"][0]["fact"] == "high_tech_first"
    assert last.data["evidence"][0]["paper"] == "高新技术企业证书"


def test_a_form_sent_twice_verifies_once_and_is_no_fault(officer, consented):
    sent = fields(officer.get(address(consented)).content.decode()) | {"checked_high_tech_first": "on"}
    officer.post(address(consented), sent)
    version = the_claim(consented.id).version
    again = officer.post(address(consented), sent, follow=True)
    assert "recorded already" in again.content.decode()
    assert the_claim(consented.id).version == version


def test_a_fact_that_nobody_compared_is_asked_for_and_what_was_written_stays(officer, consented):
    sent = fields(officer.get(address(consented)).content.decode())
    answer = officer.post(address(consented), sent | {"paper_high_tech_first": "证书 GR2026-1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Compare this fact with its paper" in page
    assert "证书 GR2026-1" in page
    assert the_claim(consented.id).state is State.CONSENTED


def test_a_smaller_sum_needs_a_reason_and_a_greater_one_is_refused(officer, consented):
    sent = fields(officer.get(address(consented)).content.decode()) | {"checked_high_tech_first": "on"}
    assert "say why" in officer.post(address(consented), sent | {"yuan": "100000.00"}).content.decode()
    assert officer.post(address(consented), sent | {"yuan": "200000.01"}).status_code == 422
    assert (
        officer.post(address(consented), sent | {"yuan": "100000.00", "reason": "证书只覆盖半年"}).status_code
        == 302
    )
    assert the_claim(consented.id).verified == Decimal("100000.00")


def test_a_fact_that_was_corrected_since_the_finding_is_shown_and_stops_the_claim(officer, consented, state):
    state(settle().enterprise, high_tech_first=False, first=date(2020, 1, 1))
    page = officer.get(address(consented)).content.decode()
    assert "It cannot be verified as it stands" in page
    assert "not entitled" in page
    assert '<button class="button" type="submit">' not in main_of(page)


def test_facts_that_change_while_the_page_is_open_are_compared_again(officer, consented, state):
    page = officer.get(address(consented)).content.decode()
    sent = fields(page) | {"checked_high_tech_first": "on", "receipt": "0" * 64}
    answer = officer.post(address(consented), sent)
    assert answer.status_code == 422
    assert "have changed since you opened the page" in answer.content.decode()
    assert (
        officer.post(
            address(consented), fields(answer.content.decode()) | {"checked_high_tech_first": "on"}
        ).status_code
        == 302
    )


def test_somebody_else_s_step_meanwhile_is_a_conflict_in_words(officer, consented):
    sent = fields(officer.get(address(consented)).content.decode()) | {"checked_high_tech_first": "on"}
    answer = officer.post(address(consented), sent | {"version": "1"})
    assert answer.status_code == 422
    assert "Somebody has taken a step" in answer.content.decode()
    assert the_claim(consented.id).state is State.CONSENTED


def test_a_claim_at_another_state_leads_back_to_its_page(officer, consented):
    found = the_claim(consented.id)
    claims.take(
        found.id,
        Verify(found.proof, "{}", found.proof.yuan, evidence=EVIDENCE),
        by=OFFICER,
        command_id=command(),
    )
    answer = officer.get(address(consented), follow=True)
    assert "this step is not open" in answer.content.decode()


def test_nobody_else_verifies(client_as, consented):
    for role, expected in ((Role.DECISION_MAKER, 403), (Role.ENTERPRISE_ADMINISTRATOR, 403)):
        assert client_as(role).get(address(consented)).status_code == expected
    far = signed_in(make_person((Role.CASE_OFFICER, NEIGHBOUR[ScopeKind.ZONE])))
    assert far.get(address(consented)).status_code == 404


def test_papers_stand_beside_their_facts_and_pictures_are_looked_at_there(officer, state):
    home = settle()
    state(home.enterprise, high_tech_first=True)
    owner = make_person(Role.ENTERPRISE_ADMINISTRATOR)
    opened = open_claim(home.enterprise, DEMO, DEMO_AWARD, by=owner, command_id=command())
    kept = hand_in(
        opened.id,
        [
            Paper("高新技术企业证书", ("high_tech_first",), SimpleUploadedFile("证书.png", PICTURE)),
            Paper("情况说明", (), SimpleUploadedFile("说明.pdf", b"%PDF-1.7 sample")),
        ],
        by=owner,
    )
    found = claims.take(opened.id, CONSENT, by=owner, command_id=command())
    page = main_of(officer.get(address(found)).content.decode())
    assert f'<img src="/benefits/papers/{kept[0].pk}/"' in page and page.count("<img") == 1
    assert "Further papers" in page and "说明.pdf" in page
    sent = fields(officer.get(address(found)).content.decode()) | {"checked_high_tech_first": "on"}
    officer.post(address(found), sent)
    last = list(ledger.entries(found.stream))[-1]
    assert last.data["evidence"][0]["digest"] == kept[0].digest

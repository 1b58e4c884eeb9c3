"""Pages of claims: the queue, the timeline of one, and what everybody may see published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from claim_steps import CONSENT, OFFICER, OWNER, USCC, claim_at, take, verification
from django.test import Client

from jingkai.accounts.roles import Role
from jingkai.benefits.claims.commands import Publicise
from jingkai.benefits.claims.states import State


def test_staff_see_the_queue_and_the_timeline_of_one(client_as):
    found = claim_at(State.CONSENTED)
    client = client_as(Role.CASE_OFFICER)
    page = client.get("/benefits/claims/").content.decode()
    assert f"/benefits/claims/{found.id}/" in page
    assert "500,000.00" in page
    one = client.get(f"/benefits/claims/{found.id}/").content.decode()
    assert one.count("/proof") == 2
    assert CONSENT.account not in one and CONSENT.phone not in one


def test_the_list_is_narrowed_by_state_and_says_where_nothing_is_left(client_as):
    found = claim_at(State.CONSENTED)
    client = client_as(Role.CASE_OFFICER)
    assert found.id in client.get("/benefits/claims/?state=consented").content.decode()
    assert found.id not in client.get("/benefits/claims/?state=paid").content.decode()
    assert found.id in client.get("/benefits/claims/?state=nonsense").content.decode()


def test_an_enterprise_sees_its_own_and_no_other_claim(client_as):
    own, other = claim_at(State.CONSENTED, period="a"), claim_at(State.CONSENTED, period="b")
    client = client_as(Role.ENTERPRISE_MEMBER)
    page = client.get("/benefits/claims/").content.decode()
    assert own.id in page and other.id in page
    assert client.get("/benefits/claims/" + "0" * 32 + "/").status_code == 404


def test_everybody_sees_what_is_published_today_and_its_proof():
    found = take(take(claim_at(State.DISCOVERED), CONSENT, OWNER), verification(), OFFICER)
    take(found, Publicise(5, "art_3"), OFFICER, now=datetime.now(UTC))
    page = Client().get("/benefits/published/").content.decode()
    assert USCC in page
    assert "/proof" in page


@pytest.mark.parametrize("address", ["/benefits/published/", "/benefits/claims/"])
def test_an_empty_page_says_what_comes_here(client_as, address):
    assert "empty" in client_as(Role.CASE_OFFICER).get(address).content.decode()

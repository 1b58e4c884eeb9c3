"""Anybody objects to a published claim: sealed, once, and not too often."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from jingkai.accounts.roles import Role
from jingkai.accounts.views import pace
from jingkai.benefits.claims import transitions
from jingkai.benefits.claims.commands import Consent, Evidence, Publicise, Settle, Verify, Withdraw
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ZoneTerm
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.objections import objections_of
from jingkai.benefits.services import claims
from jingkai.benefits.services.claiming import claim_at_once
from jingkai.benefits.views import objecting
from jingkai.ledger.models import LedgerEntry
from neighbours import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese")]

DEMO = "chengzhengbanfa-2025-11"
OBJECTION = {
    "grounds": "该企业上一年度已经通过过高新技术企业认定，并非首次认定。",
    "name": "周明",
    "phone": "0471-1234567",
}


@pytest.fixture
def published(tmp_path, settings, monkeypatch, person, state):
    """A claim that is published today."""
    settings.DATA = tmp_path
    settings.API_RATES = tmp_path / "rates.sqlite3"
    monkeypatch.delenv("JINGKAI_LEDGER_KEY", raising=False)
    monkeypatch.delenv("JINGKAI_PERSONS_KEY", raising=False)
    firm = settle().enterprise
    state(firm, high_tech_first=True)
    owner, officer = person(Role.ENTERPRISE_ADMINISTRATOR), person(Role.CASE_OFFICER)
    consent = Consent("何晓", "13800000000", "青岚样本有限公司", "青岚农商行", "6222020200011122233")
    found = claim_at_once(firm, DEMO, "high_tech_award", consent=consent, by=owner, command_id="claimed")
    checked = (Evidence("high_tech_first", "高新技术企业证书", "unit"),)
    claims.take(
        found.id, Verify(found.proof, "{}", found.proof.yuan, checked), by=officer, command_id="verified"
    )
    term = {"days": 5, "basis": "art_3", "set_by": "user:policy"}
    ZoneTerm.objects.create(zone=firm.zone.code, step="publication", **term)
    return claims.take(
        found.id, Publicise(5, "art_3"), by=officer, command_id="published", now=datetime.now(UTC)
    )


def _sent(**more: str) -> dict[str, str]:
    return {"command": str(uuid.uuid4()), **OBJECTION, **more}


def _address(claim) -> str:
    return f"/benefits/published/{claim.id}/object/"


def _text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_anybody_objects_without_an_account_and_is_given_a_number(published):
    client = Client()
    assert _address(published) in client.get("/benefits/published/").content.decode()
    assert client.get(_address(published)).status_code == 200
    sent = _sent()
    answer = client.post(_address(published), sent, follow=True)
    found = the_claim(published.id)
    assert found.state is State.OBJECTED
    assert found.objections[0].id in _text(answer)
    assert client.post(_address(published), sent).status_code == 302  # sent twice, raised once
    assert len(the_claim(published.id).objections) == 1


def test_who_objects_and_why_is_sealed_from_the_enterprise_and_the_public(published, client_as):
    Client().post(_address(published), _sent())
    entry = LedgerEntry.objects.get(type="claim.objected")
    content = bytes(entry.content).decode() if not isinstance(entry.content, str) else entry.content
    for words in OBJECTION.values():
        assert words not in content
    assert entry.actor == "system:public"
    for client in (Client(), client_as(Role.ENTERPRISE_ADMINISTRATOR)):
        for address in ("/benefits/published/", f"/benefits/claims/{published.id}/"):
            assert OBJECTION["name"] not in client.get(address, follow=True).content.decode()


@pytest.mark.parametrize("lacking", [{"grounds": "不对"}, {"name": ""}, {"phone": "没有"}])
def test_an_objection_says_why_and_by_whom(published, lacking):
    answer = Client().post(_address(published), _sent(**lacking))
    assert answer.status_code == 422
    assert the_claim(published.id).state is State.PUBLICISED
    kept = {**OBJECTION, **lacking}["grounds"]
    assert kept in answer.content.decode()


def test_the_sixth_objection_of_a_minute_waits(published, monkeypatch):
    monkeypatch.setattr(pace, "time", SimpleNamespace(time=lambda: 1_790_000_000.0))
    client = Client()
    sent = [_sent(grounds=f"{OBJECTION['grounds']}证据{turn}") for turn in range(7)]
    answers = [client.post(_address(published), one).status_code for one in sent[:6]]
    assert answers == [302] * 5 + [429]
    assert len(the_claim(published.id).objections) == 5
    monkeypatch.setattr(pace, "time", SimpleNamespace(time=lambda: 1_790_000_060.0))
    assert client.post(_address(published), sent[6]).status_code == 302


def test_the_same_words_again_are_answered_with_the_first_receipt_whoever_sends_them(published):
    Client().post(_address(published), _sent())
    first = the_claim(published.id).objections[0].id
    again = f" {OBJECTION['grounds'].replace('，', ', ')}\n"
    for sent in (_sent(), _sent(grounds=again, name="何明", phone="13912345678")):
        answer = Client().post(_address(published), sent, follow=True)
        assert answer.redirect_chain and first in _text(answer)
    assert len(the_claim(published.id).objections) == 1


def test_the_answer_does_not_tell_whether_somebody_has_objected(published):
    """An enterprise that sends other words under a telephone it suspects learns nothing from the answer."""
    Client().post(_address(published), _sent())
    answers = [
        Client().post(
            _address(published), _sent(grounds=f"该企业不在园区生产，{phone}", phone=phone), follow=True
        )
        for phone in (OBJECTION["phone"], "13900000009")
    ]
    found = [one.id for one in the_claim(published.id).objections]
    assert len(found) == 3
    said = [_text(answer).replace(one, "NUMBER") for answer, one in zip(answers, found[1:], strict=True)]
    assert said[0] == said[1]
    assert [one.same for one in objections_of(the_claim(published.id))] == [1, 1, 0]


def test_no_more_than_fifty_are_open_at_once_and_settled_ones_make_room(published, person, monkeypatch):
    monkeypatch.setattr(transitions, "MOST_OPEN", 3)
    monkeypatch.setattr(objecting, "A_MINUTE", 100)
    for turn in range(3):
        Client().post(_address(published), _sent(grounds=f"{OBJECTION['grounds']}证据{turn}"))
    refused = Client().post(_address(published), _sent(grounds="该企业不在园区生产，现场可以核实。"))
    assert refused.status_code == 422 and "现场可以核实" in refused.content.decode()
    found = the_claim(published.id)
    assert len(found.open_objections) == 3
    first, *others = (one.id for one in found.objections)
    step = Settle(first, upheld=False, reason="已核实", also=(others[0],))
    maker = person(Role.DECISION_MAKER)
    maker.second_factor = True
    claims.take(found.id, step, by=maker, command_id="settled")
    assert [one.id for one in the_claim(found.id).open_objections] == others[1:]
    sent = _sent(grounds="该企业不在园区生产，现场可以核实。")
    assert Client().post(_address(published), sent).status_code == 302


def test_what_is_not_published_cannot_be_objected_to(published, person):
    assert Client().get("/benefits/published/nothing/object/").status_code == 404
    claims.take(
        published.id,
        Withdraw("误报"),
        by=person(Role.ENTERPRISE_ADMINISTRATOR),
        command_id="withdrawn",
    )
    assert Client().get(_address(published)).status_code == 404

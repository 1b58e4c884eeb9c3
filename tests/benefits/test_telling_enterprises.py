"""Administrators of an enterprise are told how its claims go on, whoever took the step; once, and not of old times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jingkai.accounts.models import Notification
from jingkai.accounts.roles import Role
from jingkai.benefits.claims.claim import Claimant, Proof, Right
from jingkai.benefits.claims.commands import Discover, Reject
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.services import claims, telling
from jingkai.kernel import clock
from jingkai.ledger.services import catch_up
from neighbours import settle
from people import NEIGHBOUR, scope_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese")]


@pytest.fixture
def found(tmp_path, settings, monkeypatch, person):
    """A claim that the machine found, of an enterprise with an administrator, a member, and a neighbour."""
    settings.DATA = tmp_path
    monkeypatch.delenv("JINGKAI_LEDGER_KEY", raising=False)
    monkeypatch.delenv("JINGKAI_PERSONS_KEY", raising=False)
    firm = settle().enterprise
    person(Role.ENTERPRISE_ADMINISTRATOR, username="owner")
    person(Role.ENTERPRISE_MEMBER, username="member")
    there = scope_of(Role.ENTERPRISE_ADMINISTRATOR, NEIGHBOUR)
    person((Role.ENTERPRISE_ADMINISTRATOR, there), username="neighbour")
    return _discover(firm.uscc)


def _discover(uscc: str):
    from decimal import Decimal

    day = datetime.now(UTC).date()
    proof = Proof("rules/1", "a" * 64, "b" * 64, "c" * 64, day, day, Decimal("200000.00"))
    right = Right("澄政办发〔2025〕11号", "art_2__item_6", "high_tech_award", "ever")
    wanted = Discover(Claimant("qinglan", uscc, "enterprise", uscc), right, proof, "{}")
    return claims.discover(wanted, by=Machine(), command_id="found")


def _told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(message__in=telling.MESSAGES.values()).order_by("pk")
    return [(row.user.username, row.words) for row in rows]


def test_only_the_administrators_of_the_enterprise_are_told(found):
    catch_up(telling.NAME)
    assert _told() == [("owner", "可享“首次认定高新技术企业奖励” 200,000.00 元，等待您同意")]
    assert Notification.objects.get(user__username="owner").url == f"/benefits/claims/{found.id}/consent/"


def test_a_step_is_told_once_with_its_reason(found, person):
    claims.take(found.id, Reject("证书已过期", "art_2__item_6"), by=_maker(person), command_id="rejected")
    for _turn in range(2):
        catch_up(telling.NAME)
    assert [words for _who, words in _told()][1:] == ["您申领的“首次认定高新技术企业奖励”未通过：证书已过期"]


def test_what_happened_long_ago_is_told_to_nobody(tmp_path, settings, person, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.delenv("JINGKAI_LEDGER_KEY", raising=False)
    monkeypatch.delenv("JINGKAI_PERSONS_KEY", raising=False)
    firm = settle().enterprise
    person(Role.ENTERPRISE_ADMINISTRATOR, username="owner")
    with clock.telling(datetime.now(UTC) - timedelta(days=30)):
        _discover(firm.uscc)
    catch_up(telling.NAME)
    assert _told() == []


def _maker(person):
    maker = person(Role.DECISION_MAKER)
    maker.second_factor = True
    return maker

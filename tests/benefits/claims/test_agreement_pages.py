"""Pages of agreements: from the draft to the claim of a year, each step by whom it is for."""

from __future__ import annotations

import re

import pytest
from claim_steps import USCC

from jingkai.accounts.roles import Role
from jingkai.benefits.agreements.agreement import State
from jingkai.benefits.claims.states import State as ClaimState
from jingkai.benefits.models import AgreementRow
from jingkai.benefits.selectors.agreements import the_agreement
from jingkai.benefits.selectors.claims import the_claim
from neighbours import settle

NEW = "/benefits/agreements/new/"


@pytest.fixture
def desks(client_as, db):
    """Everybody who has to do with agreements, and their enterprise."""
    settle("qinglan")
    roles = [Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ZONE_LEADER, Role.ENTERPRISE_ADMINISTRATOR]
    clients = {role: client_as(role) for role in roles}
    for client in clients.values():
        client.cookies["jingkai_language"] = "en"
    return clients


def text(answer) -> str:
    return answer.content.decode()


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def clause_of(html: str) -> str:
    found = re.search(r'<option value="([^"]+ art_[^"]*)"', html)
    assert found
    return found[1]


def drafted(client, **more):
    form = text(client.get(NEW))
    fields = {
        "command": hidden(form, "command"),
        "enterprise": USCC,
        "number": "青管协〔2024〕1号",
        "title": "装备制造一企一策",
        "clause": clause_of(form),
        "years": "2024 | 300000.00 | 产值 >= 10000000 元\n2025 | 300000.00 | 产值 >= 20000000 元",
        "claw_back": "50",
        **more,
    }
    return client.post(NEW, fields, follow=True)


def test_from_a_draft_to_the_claim_of_a_year(desks):
    officer, maker = desks[Role.CASE_OFFICER], desks[Role.DECISION_MAKER]
    page = text(drafted(officer))
    assert "装备制造一企一策" in page and "600,000.00" in page
    id_ = AgreementRow.objects.get().agreement
    above = f"/benefits/agreements/{id_}/"
    page = text(maker.get(above))
    maker.post(f"{above}sign/", {"command": hidden(page, "command"), "on": "2024-01-08"})
    assert the_agreement(id_).state is State.IN_FORCE
    page = text(officer.get(f"{above}2024/record/"))
    fields = {name: hidden(page, name) for name in ("command", "version")}
    officer.post(f"{above}2024/record/", fields | {"value_0": "12000000", "paper_0": "审计报告"})
    page = text(maker.get(f"{above}2024/settle/"))
    assert "All targets are met" in page
    maker.post(f"{above}2024/settle/", {name: hidden(page, name) for name in ("command", "version")})
    claim = the_agreement(id_).settled[2024].claim
    assert the_claim(claim).state is ClaimState.DISCOVERED
    owner = desks[Role.ENTERPRISE_ADMINISTRATOR]
    assert "装备制造一企一策" in text(owner.get(f"/benefits/claims/{claim}/"))
    page = text(owner.get(f"/benefits/claims/{claim}/consent/"))
    consent = {
        "contact": "何晓",
        "phone": "13800000000",
        "holder": "青岚样本有限公司",
        "bank": "青岚农商行",
        "account": "6222020200011122233",
        **{name: hidden(page, name) for name in ("command", "version")},
    }
    told = owner.post(f"/benefits/claims/{claim}/consent/", consent)
    assert told.status_code == 302, text(told)
    assert officer.get(f"/benefits/claims/{claim}/verify/").headers["Location"] == above
    page = text(officer.get(above))
    address = f"{above}2024/verify/"
    assert address in page
    officer.post(address, {"command": hidden(page, "command")})
    assert the_claim(claim).state is ClaimState.VERIFIED
    assert officer.get(f"/benefits/claims/{claim}/").status_code == 200


def test_a_missed_year_is_told_before_it_is_settled(desks):
    officer, maker = desks[Role.CASE_OFFICER], desks[Role.DECISION_MAKER]
    drafted(officer)
    id_ = AgreementRow.objects.get().agreement
    above = f"/benefits/agreements/{id_}/"
    maker.post(f"{above}sign/", {"command": hidden(text(maker.get(above)), "command"), "on": "2024-01-08"})
    page = text(maker.get(f"{above}2024/settle/"))
    assert "Not every figure is known" in page
    page = text(officer.get(f"{above}2024/record/"))
    fields = {name: hidden(page, name) for name in ("command", "version")}
    officer.post(f"{above}2024/record/", fields | {"value_0": "9999999.99", "paper_0": "审计报告"})
    page = text(maker.get(f"{above}2024/settle/"))
    assert "nothing is paid for this year" in page
    maker.post(f"{above}2024/settle/", {name: hidden(page, name) for name in ("command", "version")})
    assert the_agreement(id_).settled[2024].met is False


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("enterprise", "91320594MA1MYD5H0J", "is not in the list"),
        ("years", "2024 | much | 产值 >= 1", "line 1: “much” is no sum"),
        ("years", "2024 | 1 |", "needs 1 to 10 targets"),
        ("claw_back", "101", "at most 100"),
        ("title", "", "fill it in"),
    ],
)
def test_terms_that_do_not_fit_are_shown_again_with_what_was_written(desks, field, value, said):
    refused = drafted(desks[Role.CASE_OFFICER], **{field: value})
    assert refused.status_code == 422
    assert said in text(refused)
    assert "青管协〔2024〕1号" in text(refused)
    assert not AgreementRow.objects.exists()


def test_a_figure_without_its_paper_is_refused(desks):
    officer, maker = desks[Role.CASE_OFFICER], desks[Role.DECISION_MAKER]
    drafted(officer)
    id_ = AgreementRow.objects.get().agreement
    above = f"/benefits/agreements/{id_}/"
    maker.post(f"{above}sign/", {"command": hidden(text(maker.get(above)), "command"), "on": "2024-01-08"})
    page = text(officer.get(f"{above}2024/record/"))
    fields = {name: hidden(page, name) for name in ("command", "version")}
    for wrong in ({"value_0": "1"}, {}):
        assert officer.post(f"{above}2024/record/", fields | wrong).status_code == 422
    assert not the_agreement(id_).achieved


def test_what_the_registry_says_of_the_year_stands_beside_the_field_and_is_not_taken_by_itself(desks):
    from django.utils import timezone

    from jingkai.registry.models import Enterprise, Fact, Source, Variable

    thing = Enterprise.objects.get(uscc=USCC)
    for name, unit, value in (("output", "元", "12345678.9"), ("staff", "户", "7")):
        label = {"output": "产值", "staff": "从业人员"}[name]
        kind = {"output": "money", "staff": "number"}[name]
        variable = Variable.objects.create(
            name=name, label=label, subject="enterprise", type=kind, period="year", unit=unit
        )
        Fact.objects.create(
            variable=variable,
            zone=thing.zone,
            subject=thing.subject_key,
            enterprise=USCC,
            period="2024",
            number=value,
            source=Source.UNIT,
            source_words="统计年报",
            recorded=timezone.now(),
        )
    officer, maker = desks[Role.CASE_OFFICER], desks[Role.DECISION_MAKER]
    drafted(officer, years="2024 | 1 | 产值 >= 1 元; 从业人员 >= 1 人")
    above = f"/benefits/agreements/{AgreementRow.objects.get().agreement}/"
    maker.post(f"{above}sign/", {"command": hidden(text(maker.get(above)), "command"), "on": "2024-01-08"})
    page = text(officer.get(f"{above}2024/record/"))
    assert "12,345,678.9" in page and "统计年报" in page
    assert page.count("The registry says") == 1  # 户 are no 人
    assert 'name="value_0" value' not in page


def test_an_agreement_is_ended_with_its_reason(desks):
    drafted(desks[Role.CASE_OFFICER])
    id_ = AgreementRow.objects.get().agreement
    maker = desks[Role.DECISION_MAKER]
    page = text(maker.get(f"/benefits/agreements/{id_}/end/"))
    after = maker.post(
        f"/benefits/agreements/{id_}/end/",
        {"command": hidden(page, "command"), "reason": "企业迁出"},
        follow=True,
    )
    assert "企业迁出" in text(after)
    assert the_agreement(id_).state is State.TERMINATED


@pytest.mark.parametrize("role", [Role.ZONE_LEADER, Role.ENTERPRISE_ADMINISTRATOR])
def test_others_read_and_do_nothing(desks, role):
    drafted(desks[Role.CASE_OFFICER])
    above = f"/benefits/agreements/{AgreementRow.objects.get().agreement}/"
    client = desks[role]
    page = text(client.get(above))
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert client.post(f"{above}sign/").status_code == 403
    assert client.get(f"{above}2024/record/").status_code == 403


def test_the_empty_list_says_what_comes_here(desks):
    for role in (Role.CASE_OFFICER, Role.ZONE_LEADER):
        assert "No agreement lies within your scope" in text(desks[role].get("/benefits/agreements/"))

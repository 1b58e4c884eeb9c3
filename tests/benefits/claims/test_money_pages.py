"""Pages of money: from a grant to what the bank answered, as a paymaster clicks through them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from claim_steps import (
    BUDGET,
    LATER,
    MAKER,
    PAYMASTER,
    USCC,
    answer,
    claim_at,
    claim_of,
    command,
    granted,
    take,
)
from django.core.files.uploadedfile import SimpleUploadedFile

from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.budgets.budget import Source
from jingkai.benefits.claims.commands import Approve, ClawBack
from jingkai.benefits.claims.states import State
from jingkai.benefits.selectors import money
from jingkai.benefits.selectors.claims import the_budget
from jingkai.benefits.services import budgets
from neighbours import settle

POOL = "qinglan/quality/2026"
PAGE, OTHER = f"/benefits/budgets/{POOL}/", f"/benefits/budgets/{BUDGET}/"


def filled(yuan: str) -> None:
    """Grant money to the pool that pays the claims of these tests."""
    budgets.grant(
        POOL, Source.CITY, Decimal(yuan), basis="澄财〔2026〕3号", by=PAYMASTER, command_id=command()
    )


@pytest.fixture
def desk(client_as):
    """Somebody who pays in the zone, whose zone is in the registry."""
    settle("qinglan")
    return in_english(client_as(Role.PAYMASTER))


def in_english(client):
    client.cookies["jingkai_language"] = "en"
    return client


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def sent(client, address: str, html: str = "", **more):
    """Send a form with its hidden command, and follow where it leads."""
    fields = {"command": hidden(html, "command")} if html else {}
    return client.post(address, {**fields, **more}, follow=True)


def text(answer_) -> str:
    return answer_.content.decode()


def test_money_granted_opens_a_budget_once_however_often_the_form_is_sent(desk):
    form = text(desk.get("/benefits/budgets/grant/"))
    fields = {
        "zone": "qinglan",
        "pool": "science",
        "year": "2026",
        "source": "region",
        "yuan": "1000000.00",
        "basis": "澄财〔2026〕1号",
        "command": hidden(form, "command"),
    }
    for _time in range(2):
        page = text(desk.post("/benefits/budgets/grant/", fields, follow=True))
    assert "qinglan/science/2026" in page and "澄财〔2026〕1号" in page
    budget = the_budget("qinglan/science/2026")
    assert (budget.total, budget.version) == (Decimal("1000000.00"), 1)
    listed = text(desk.get("/benefits/budgets/?year=2026"))
    assert "/benefits/budgets/qinglan/science/2026/" in listed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("yuan", "0"),
        ("yuan", "1.234"),
        ("yuan", "-5"),
        ("basis", " "),
        ("pool", "nonsense"),
        ("zone", "songhai"),
    ],
)
def test_a_grant_that_does_not_fit_is_shown_again_with_what_was_written(desk, field, value):
    form = text(desk.get("/benefits/budgets/grant/"))
    fields = {
        "zone": "qinglan",
        "pool": "science",
        "year": "2026",
        "source": "city",
        "yuan": "100",
        "basis": "澄财〔2026〕2号",
        "command": hidden(form, "command"),
        field: value,
    }
    refused = desk.post("/benefits/budgets/grant/", fields)
    assert refused.status_code == 422
    if field != "basis":
        assert "澄财〔2026〕2号" in text(refused)
    assert the_budget("qinglan/science/2026").version == 0


def test_what_is_bound_cannot_be_cut(desk):
    granted("500000.00")
    claim_at(State.BUDGETED)
    form = text(desk.get(f"{OTHER}cut/"))
    refused = sent(desk, f"{OTHER}cut/", form, source="city", yuan="0.01", reason="x")
    assert refused.status_code == 422
    assert the_budget(BUDGET).total == Decimal("500000.00")


def test_from_an_approved_claim_to_the_answer_of_the_bank(desk):
    filled("800000.00")
    one = claim_at(State.APPROVED, period="a")
    page = text(desk.get(PAGE))
    assert one.id in page
    # a look first: nothing is done
    look = text(desk.post(f"{PAGE}set-aside/", {"claim": one.id, "step": "check"}))
    assert "300,000.00" in look
    assert claim_of(one).state is State.APPROVED
    done = sent(desk, f"{PAGE}set-aside/", look, claim=one.id, step="do", version=hidden(look, "version"))
    assert claim_of(one).state is State.BUDGETED
    assert "Put these into a batch" in text(done)
    look = text(desk.post(f"{PAGE}pay/", {"claim": one.id, "step": "check"}))
    assert claim_of(one).state is State.BUDGETED
    sent(desk, f"{PAGE}pay/", look, claim=one.id, step="do")
    batch = claim_of(one).batch
    above = f"/benefits/batches/{batch}/"
    page = text(desk.get(above))
    assert "6222020200011122233" not in page  # accounts stand in the file only
    file = desk.post(f"{above}file/", {"command": hidden(page, "command")})
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "6222020200011122233" in file.content.decode("utf-8-sig")
    told = SimpleUploadedFile("answer.csv", answer((f"{batch}-0001", "500000.00", "成功")))
    after = desk.post(f"{above}answer/", {"file": told}, follow=True)
    assert claim_of(one).state is State.PAID
    assert "1 paid" in text(after)
    assert "2026-03-17" in text(after)


def test_a_short_budget_is_not_shared_out_where_no_clause_says_how(desk):
    filled("600000.00")
    both = [claim_at(State.APPROVED, period=period).id for period in "ab"]
    look = desk.post(f"{PAGE}set-aside/", {"claim": both, "step": "check"})
    assert "does not say who comes first" in text(look)
    assert 'value="do"' not in text(look)
    sent(desk, f"{PAGE}set-aside/", text(look), claim=both, step="do", version=hidden(text(look), "version"))
    assert the_budget(POOL).available == Decimal("600000.00")


def test_a_budget_that_moved_since_the_look_is_a_conflict_in_words(desk):
    filled("800000.00")
    one = claim_at(State.APPROVED)
    look = text(desk.post(f"{PAGE}set-aside/", {"claim": one.id, "step": "check"}))
    filled("1.00")
    refused = sent(desk, f"{PAGE}set-aside/", look, claim=one.id, step="do", version=hidden(look, "version"))
    assert refused.status_code == 422
    assert claim_of(one).state is State.APPROVED


def test_whoever_approved_a_claim_is_told_that_another_pays_it(client_as, person):
    settle("qinglan")
    both = person(Role.PAYMASTER, Role.DECISION_MAKER)
    both.second_factor = True
    granted("800000.00")
    one = claim_at(State.PUBLICISED)
    one = take(one, Approve(), both)
    budgets.set_aside(one.id, BUDGET, by=PAYMASTER, command_id=command(), now=LATER)
    assert money.approvers([one.id]) == {one.id: both.actor}
    client = in_english(client_as(both))
    look = text(client.post(f"{OTHER}pay/", {"claim": one.id, "step": "check"}))
    assert "another paymaster orders their payment" in look
    assert 'value="do"' not in look
    sent(client, f"{OTHER}pay/", text(client.get("/benefits/budgets/grant/")), claim=one.id, step="do")
    assert claim_of(one).state is State.BUDGETED


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a table", "columns of an answer"),
        (answer(("X-0001", "500000.00", "成功")), "no such payments"),
        (b"", "empty"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_its_place_and_changes_nothing(desk, content, said):
    granted("800000.00")
    one = claim_at(State.ORDERED)
    above = f"/benefits/batches/{one.batch}/"
    refused = desk.post(f"{above}answer/", {"file": SimpleUploadedFile("a.csv", content)})
    assert refused.status_code == 422
    assert said in text(refused)
    assert claim_of(one).state is State.ORDERED


def test_a_refused_payment_is_told_with_its_reason_and_waits_again(desk):
    granted("800000.00")
    one = claim_at(State.ORDERED)
    told = SimpleUploadedFile("a.csv", answer((f"{one.batch}-0001", "500000.00", "失败")))
    page = text(desk.post(f"/benefits/batches/{one.batch}/answer/", {"file": told}, follow=True))
    assert "账号不存在" in page
    assert claim_of(one).state is State.BUDGETED
    assert one.id in text(desk.get(OTHER))


def test_money_that_comes_back_is_recorded_from_the_page_of_the_budget(desk):
    granted("800000.00")
    owing = take(claim_at(State.PAID), ClawBack(Decimal("200000.00"), "x", "art_1"), MAKER)
    address = f"/benefits/claims/{owing.id}/recover/"
    assert address in text(desk.get(OTHER))
    form = text(desk.get(address))
    sent(
        desk,
        address,
        form,
        version=hidden(form, "version"),
        yuan="150000.00",
        on="2026-03-20",
        reference="BK9",
        again="budget",
    )
    assert claim_of(owing).recovered == Decimal("150000.00")
    assert the_budget(BUDGET).available == Decimal("450000.00")


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ZONE_LEADER, Role.AUDITOR])
def test_staff_see_budgets_and_may_not_touch_them(client_as, role):
    filled("1.00")
    one = claim_at(State.APPROVED)
    client = in_english(client_as(role))
    page = text(client.get(PAGE))
    assert one.id in page and 'name="claim"' not in page
    for address in ("set-aside/", "pay/", "cut/"):
        assert client.post(PAGE + address, {"claim": one.id}).status_code == 403
    assert client.post("/benefits/budgets/grant/").status_code == 403


def test_enterprises_see_no_budget(client_as):
    filled("1.00")
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR, Scope(ScopeKind.ENTERPRISE, USCC))
    assert client.get(PAGE).status_code == 403


def test_empty_pages_say_what_comes_here(desk):
    assert "empty" in text(desk.get("/benefits/budgets/"))
    assert "empty" in text(desk.get("/benefits/batches/"))
    assert "empty" in text(desk.get("/benefits/batches/?state=open"))


def test_a_short_budget_is_shared_out_in_proportion_once_that_was_decided(desk):
    filled("600000.00")
    both = [claim_at(State.APPROVED, period=period).id for period in "ab"]
    address = f"{PAGE}set-aside/"
    look = text(desk.post(address, {"claim": both, "step": "check", "order": "pro_rata"}))
    assert look.count("300,000.00") == 2
    fields = {"claim": both, "step": "do", "order": "pro_rata", "version": hidden(look, "version")}
    refused = sent(desk, address, look, **fields)
    assert refused.status_code == 422  # which decision?
    assert the_budget(POOL).available == Decimal("600000.00")
    sent(desk, address, look, **fields, reason="青管办〔2026〕3号")
    assert the_budget(POOL).available == 0
    assert {line.yuan for line in the_budget(POOL).lines.values()} == {Decimal("300000.00")}


def test_first_come_is_served_in_full_and_the_other_waits(desk):
    filled("600000.00")
    both = [claim_at(State.APPROVED, period=period) for period in "ab"]
    address, keys = f"{PAGE}set-aside/", [one.id for one in both]
    look = text(desk.post(address, {"claim": keys, "step": "check", "order": "first_come"}))
    fields = {"claim": keys, "step": "do", "order": "first_come", "version": hidden(look, "version")}
    sent(desk, address, look, **fields, reason="青管办〔2026〕3号")
    assert [claim_of(one).state for one in both] == [State.BUDGETED, State.APPROVED]


def test_where_no_pack_names_a_pool_the_form_says_so(client_as):
    client = in_english(client_as(Role.PAYMASTER))  # no zone is in the registry, so no pack applies
    assert "names a pool. As soon as one does" in text(client.get("/benefits/budgets/grant/"))

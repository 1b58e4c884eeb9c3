"""Pages on which a document is tried that does not apply: marked as a trial, within one's scope, and claimed by nobody."""

from __future__ import annotations

import ast
import inspect
import re
from decimal import Decimal

import pytest
from benefit_facts import DEMO

from jingkai.accounts.roles import Role
from jingkai.benefits import trial as plain
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors import trial as selector
from jingkai.benefits.services import claiming, claims
from jingkai.benefits.views import trial as views
from jingkai.ledger.models import LedgerEntry
from jingkai.registry.models import Fact, Project, Zone
from neighbours import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese")]

MEASURES = "bazhengbanfa-2024-8"
PLAN = "neizhengbanfa-2017-11"


@pytest.fixture
def firm(state):
    """An enterprise of a zone that is made up, of which something is known that the measures ask about."""
    here = settle()
    state(here.enterprise, enterprise_chairman_quality_award=True)
    state(
        here.project,
        project_upgrade_kind="智能化改造",
        project_upgrade_new_technology=True,
        project_upgrade_investment=Decimal("5000000.00"),
    )
    return here.enterprise


def _above(firm) -> str:
    return f"/benefits/enterprises/{firm.uscc}/trial/"


def _main(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode().partition("<main")[2].partition("</main>")[0])


def _text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", _main(answer)))


def _pages(firm) -> list[str]:
    above = _above(firm)
    project = Project.objects.get(enterprise=firm)
    return [
        above,
        f"{above}{MEASURES}/",
        f"{above}{MEASURES}/chairman_quality_award/",
        f"{above}{MEASURES}/standard_leader_award/?standard_leader=yes",
        f"{above}{MEASURES}/import_and_upgrade_support/?of={project.code}",
    ]


def test_the_choice_has_the_documents_that_do_not_apply_each_with_why(client_as, firm):
    client = client_as(Role.ENTERPRISE_MEMBER)
    assert _above(firm) in _main(client.get(f"/benefits/enterprises/{firm.uscc}/"))
    page = client.get(_above(firm))
    text = _text(page)
    for words in ("巴政办发〔2024〕8号", "其中 5 项写明金额", "内政办发〔2017〕11号", "已于 2020-12-31 失效"):
        assert words in text
    assert text.count("开发区是虚构的") == 3
    assert text.count("草案") >= 3
    assert "澄政办发〔2025〕11号" not in text, "it is in force here"


def test_all_benefits_are_shown_as_if_it_applied_and_each_card_is_marked(client_as, firm):
    page = client_as(Role.ENTERPRISE_MEMBER).get(f"{_above(firm)}{MEASURES}/")
    text = _text(page)
    assert "合计可得 3,500,000.00 元" in text
    assert "5,000,000.00 元 × 60% = 3,000,000.00 元" in text
    assert "定额 500,000.00 元" in text
    assert "+ 200,000.00 元" in text
    assert "该文件在这里不适用，不能据此申领" in text
    assert text.count("试算 · 不能申领") == _main(page).count("<article") == 6
    assert "巴政办发〔2024〕8号 第12条" in text


def test_answers_count_for_the_trial_alone(client_as, firm):
    client = client_as(Role.ENTERPRISE_MEMBER)
    facts, entries = Fact.objects.count(), LedgerEntry.objects.count()
    page = client.get(f"{_above(firm)}{MEASURES}/", {"standard_leader": "yes", "region_platform_award": "x"})
    text = _text(page)
    assert "合计可得 3,700,000.00 元" in text
    assert 'href="#field-region_platform_award"' in _main(page), "the fault leads to its field"
    assert '<input type="hidden" name="standard_leader" value="yes">' in _main(page)
    card = re.search(rf'href="({_above(firm)}{MEASURES}/standard_leader_award/[^"]*)"', _main(page))
    assert card is not None and card[1].endswith("?standard_leader=yes")
    said = _text(client.get(card[1]))
    assert "您的回答，仅用于本次试算" in said
    assert "200,000.00 元" in said
    assert (Fact.objects.count(), LedgerEntry.objects.count()) == (facts, entries)


def test_many_projects_are_folded_away_but_for_those_whose_answer_has_a_fault(client_as, firm):
    codes = [f"250{number}-150802-04-01-12345{number}" for number in range(1, 5)]
    for code in codes:
        Project.objects.create(code=code, name=f"项目{code[3]}", zone=firm.zone, enterprise=firm)
    client, address = client_as(Role.ENTERPRISE_MEMBER), f"{_above(firm)}{MEASURES}/"
    assert _main(client.get(address)).count('<details class="fold-always trial-project">') == 5
    faulty = _main(client.get(address, {f"{codes[0]}--market_project_investment": "x"}))
    assert faulty.count('<details class="fold-always trial-project">') == 4
    assert f'id="field-{codes[0]}--market_project_investment"' in faulty


def test_a_hostile_answer_is_shown_as_text(client_as, firm):
    page = client_as(Role.ENTERPRISE_MEMBER).get(
        f"{_above(firm)}{MEASURES}/",
        {"region_platform_award": '"><script>alert(1)</script>', "of": "<b>", "x" * 300: "\0"},
    )
    assert "<script>alert" not in page.content.decode()


def test_the_explanation_has_every_condition_with_its_clause_and_no_receipt(client_as, firm):
    address = f"{_above(firm)}{MEASURES}/chairman_quality_award/"
    page = client_as(Role.ENTERPRISE_MEMBER).get(address)
    text = _text(page)
    for words in (
        "是经开区内的企业",
        "已获主席质量奖",
        "名录：青岚经济技术开发区的企业",
        "第10条",
        "假如该文件适用：",
        "获奖文件",
    ):
        assert words in text
    assert "试算没有回执" in text
    assert "receipt/" not in page.content.decode()
    assert client_as(Role.ENTERPRISE_MEMBER).get(f"{address}receipt/").status_code == 404


def test_no_claim_can_be_opened_from_a_trial(client_as, firm, monkeypatch):
    """Nothing on the pages leads to a claim, nothing they take opens one, and the claim's own form knows no such pack."""
    reached = []
    monkeypatch.setattr(claims, "discover", lambda *args, **more: reached.append(args))
    monkeypatch.setattr(claiming, "open_claim", lambda *args, **more: reached.append(args), raising=False)
    administrator = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    entries = LedgerEntry.objects.count()
    for address in _pages(firm):
        main = _main(administrator.get(address))
        assert "试算" in main
        assert 'method="post"' not in main
        assert "/claim/" not in main and "申领这项" not in main
        assert administrator.post(address, {"command": "c"}).status_code == 405
    form = f"/benefits/enterprises/{firm.uscc}/{MEASURES}/chairman_quality_award/claim/"
    for address in (form, f"{_above(firm)}{MEASURES}/chairman_quality_award/claim/"):
        assert administrator.get(address).status_code == 404
        assert administrator.post(address, {"command": "c", "consent": "last"}).status_code == 404
    assert reached == []
    assert not ClaimRow.objects.exists()
    assert LedgerEntry.objects.count() == entries


def test_what_a_trial_is_made_of_knows_nothing_of_claims():
    for module in (plain, selector, views):
        imported = {
            f"{node.module}.{name.name}"
            for node in ast.walk(ast.parse(inspect.getsource(module)))
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        assert imported
        assert not [name for name in imported if ".services" in name or ".claims" in name or "ledger" in name]


def test_staff_of_the_zone_see_it_and_neighbours_do_not(client_as, firm):
    other = settle("songhai").enterprise
    for role in (Role.CASE_OFFICER, Role.POLICY_OFFICER):
        for address in _pages(firm):
            assert client_as(role).get(address).status_code == 200
    for role in (Role.ENTERPRISE_MEMBER, Role.CASE_OFFICER):
        for page in ("", f"{MEASURES}/", f"{MEASURES}/chairman_quality_award/"):
            assert client_as(role).get(f"{_above(other)}{page}").status_code == 404


def test_what_is_in_force_or_not_there_cannot_be_tried(client_as, firm):
    client = client_as(Role.ENTERPRISE_MEMBER)
    for page in (f"{DEMO}/", "nothing-2024-1/", f"{MEASURES}/nothing/", f"{DEMO}/high_tech_award/"):
        assert client.get(_above(firm) + page).status_code == 404
    assert client.get(f"{_above(firm)}{MEASURES}/import_and_upgrade_support/?of=other").status_code == 404


def test_a_document_that_names_no_sum_is_tried_all_the_same(client_as, firm):
    text = _text(client_as(Role.ENTERPRISE_MEMBER).get(f"{_above(firm)}{PLAN}/"))
    assert "按政策包中 2020-12-31 的规则" in text
    assert "个人和园区" in text


def test_in_a_real_zone_drafts_are_for_those_who_may_read_them_and_nothing_made_up_is_tried(client_as, firm):
    Zone.objects.filter(code="qinglan").update(synthetic=False, division="150802")
    member = client_as(Role.ENTERPRISE_MEMBER)
    assert "没有其他文件可以试算" in _text(member.get(_above(firm)))
    assert member.get(f"{_above(firm)}{MEASURES}/").status_code == 404
    officer = client_as(Role.POLICY_OFFICER)
    text = _text(officer.get(_above(firm)))
    assert "巴政办发〔2024〕8号" in text
    assert "澄政办发" not in text
    reasons = _text(officer.get(f"{_above(firm)}{MEASURES}/"))
    assert "政策包是草案" in reasons
    assert "虚构" not in reasons

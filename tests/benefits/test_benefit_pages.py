"""Pages of benefits: what an enterprise can get, the explanation, the receipt, the guide, the calculator."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from benefit_facts import DEMO
from rules_of_before import on_record_for_long

from jingkai.accounts.roles import Role
from jingkai.benefits.packs import policy_named
from jingkai.policy.rules.receipt import Receipt, replay
from jingkai.registry.models import Zone
from neighbours import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese")]

ABOVE = "/benefits/enterprises/"


@pytest.fixture
def place(state):
    """A zone whose enterprise gets one award, with a neighbour that gets another."""
    here, there = settle(), settle("songhai")
    state(here.enterprise, high_tech_first=True, quality_award=False, software_spent=Decimal("1286400.00"))
    state(there.enterprise, high_tech_first=False, quality_award=True)
    return here


def _text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_who_sees_one_enterprise_is_led_to_what_it_can_get(client_as, place):
    answer = client_as(Role.ENTERPRISE_MEMBER).get(ABOVE, follow=True)
    assert answer.redirect_chain == [(f"{ABOVE}{place.enterprise.uscc}/", 302)]
    text = _text(answer)
    assert "首次认定高新技术企业奖励" in text
    assert "200,000.00 元" in text
    assert "定额 200,000.00 元" in text
    assert "申报省长质量奖 + 800,000.00 元" in text
    assert "澄政办发〔2025〕11号 第6条" in text


def test_staff_choose_an_enterprise_of_their_zone(client_as, place, state):
    from jingkai.registry.models import Enterprise

    Enterprise.objects.create(uscc="91150800MA0N000A3X", name="青岚机械有限公司", zone=place.zone)
    officer = client_as(Role.CASE_OFFICER)
    text = _text(officer.get(ABOVE))
    assert place.enterprise.name in text
    assert "松海" not in text
    assert "青岚机械有限公司" in _text(officer.get(ABOVE, {"q": "机械"}))
    assert "没有企业的名称或代码包含这些字" in _text(officer.get(ABOVE, {"q": "没有"}))


def test_neighbours_see_nothing_of_each_other(client_as, place):
    other = settle("songhai").enterprise
    member = client_as(Role.ENTERPRISE_MEMBER)
    for page in ("", f"{DEMO}/high_tech_award/", f"{DEMO}/high_tech_award/receipt/"):
        assert member.get(f"{ABOVE}{other.uscc}/{page}").status_code == 404
        assert client_as(Role.CASE_OFFICER).get(f"{ABOVE}{other.uscc}/{page}").status_code == 404


def test_the_explanation_shows_conditions_facts_arithmetic_papers_and_the_receipt(client_as, place):
    member = client_as(Role.ENTERPRISE_MEMBER)
    address = f"{ABOVE}{place.enterprise.uscc}/{DEMO}/high_tech_award/"
    text = _text(member.get(address))
    for words in ("首次通过高新技术企业认定", "满足", "高新技术企业证书", "市科技局", "只奖一次", "第6条"):
        assert words in text
    answer = member.get(f"{address}receipt/")
    assert answer.headers["Content-Type"] == "application/json"
    receipt = Receipt.from_json(answer.content.decode())
    policy = policy_named(DEMO)
    assert policy is not None
    assert replay(receipt, policy.pack).yuan == Decimal("200000")
    assert receipt.digest in text


def test_a_missing_sum_says_where_it_is_supplied_and_staff_can_state_it(client_as, place):
    place.enterprise.above_scale = None
    place.enterprise.save()
    address = f"{ABOVE}{place.enterprise.uscc}/{DEMO}/credit_insurance/"
    assert "向服务窗口提交：保单与缴费凭证" in _text(client_as(Role.ENTERPRISE_MEMBER).get(address))
    assert "登记事实" not in _text(client_as(Role.ENTERPRISE_MEMBER).get(address))
    html = client_as(Role.CASE_OFFICER).get(address).content.decode()
    assert f"/registry/enterprises/{place.enterprise.uscc}/facts/state/" in html


def test_a_page_can_look_back(client_as, place):
    member = client_as(Role.ENTERPRISE_MEMBER)
    address = f"{ABOVE}{place.enterprise.uscc}/"
    assert "没有适用的经审核政策包" in _text(member.get(address, {"on": "2024-01-01"}))
    on_record_for_long()
    before = _text(member.get(address, {"known": "2025-12-01"}))  # nothing had been stated then
    assert "定额 200,000.00 元" not in before
    assert "按" in before
    assert "2025-12-01 所知为准" in before
    assert member.get(address, {"on": "tomorrow", "known": "1e9"}).status_code == 200
    assert member.get(f"{address}{DEMO}/high_tech_award/", {"on": "2024-01-01"}).status_code == 404


def test_a_zone_without_division_says_what_to_do(client_as, place):
    Zone.objects.filter(code="qinglan").update(synthetic=False, division="")
    text = _text(client_as(Role.CASE_OFFICER).get(f"{ABOVE}{place.enterprise.uscc}/"))
    assert "不知道开发区所在的行政区划" in text
    Zone.objects.filter(code="qinglan").update(division="159999")
    text = _text(client_as(Role.CASE_OFFICER).get(f"{ABOVE}{place.enterprise.uscc}/"))
    assert "没有适用的经审核政策包" in text


def test_made_up_rules_and_facts_carry_the_label(client, client_as, place):
    assert "虚构样例" in _text(client.get("/benefits/"))
    assert "虚构样例" in _text(client.get(f"/benefits/guide/{DEMO}/high_tech_award/"))
    assert "演示数据" in _text(client_as(Role.ENTERPRISE_MEMBER).get(f"{ABOVE}{place.enterprise.uscc}/"))


def test_the_guide_says_who_how_much_and_with_which_papers_to_anybody(client, place):
    text = _text(client.get(f"/benefits/guide/{DEMO}/equipment_grant/"))
    for words in (
        "设备投资额的 10%，不超过 10,000,000.00 元",
        "固定资产投资至少两亿元",
        "项目竣工决算或专项审计报告",
        "没有就同一事项享受更高的省级政策",
        "澄政办发〔2025〕11号 第5条",
    ):
        assert words in text


def test_a_site_without_zones_says_so_to_the_public(client):
    assert "这里还没有经审核且有效的政策包" in _text(client.get("/benefits/"))
    assert "这里还没有经审核且有效的政策包" in _text(client.get("/benefits/calculator/"))
    assert client.get(f"/benefits/guide/{DEMO}/equipment_grant/").status_code == 404


def test_the_calculator_asks_step_by_step_and_keeps_answers_in_the_address(client, place):
    address = f"/benefits/calculator/{DEMO}/equipment_grant/"
    answer = client.get(address)
    assert "项目属于哪条产业链？" in _text(answer)
    assert set(answer.cookies) <= {"csrftoken"}  # that of the switch of languages, on every page
    html = client.get(address, {"chain": "rail"}).content.decode()
    assert '<input type="hidden" name="chain" value="rail">' in html
    assert "项目固定资产投资多少元？" in html
    text = _text(
        client.get(address, {"chain": "rail", "fixed_investment": "3亿", "equipment_investment": "5000万"})
    )
    assert "设备投资额 50,000,000.00 元 × 10% = 5,000,000.00 元，不超过 10,000,000.00 元" in text
    assert "项目属于哪条产业链？" not in text
    text = _text(client.get(address, {"chain": "other"}))
    assert "不满足：属于四条重点产业链" in text
    assert "多少元？" not in text


def test_a_hostile_answer_is_shown_as_text_and_changes_nothing(client, place):
    address = f"/benefits/calculator/{DEMO}/equipment_grant/"
    html = client.get(
        address, {"chain": "rail", "fixed_investment": '"><script>alert(1)</script>'}
    ).content.decode()
    assert "<script>alert" not in html
    assert "请写数字" in html


def test_who_does_not_know_goes_on_to_the_next_question(client, place):
    address = f"/benefits/calculator/{DEMO}/equipment_grant/"
    html = client.get(address).content.decode()
    assert f'href="{address}?chain=unknown"' in html
    text = _text(client.get(address, {"chain": "unknown"}))
    assert "项目固定资产投资多少元？" in text
    assert "所属产业链 未知" in text


def test_the_wall_of_an_enterprise_begins_with_what_it_can_get(client_as, client, place):
    text = _text(client_as(Role.ENTERPRISE_MEMBER).get("/"))
    assert "现在可以享受的政策 2" in text  # the award, and a fund whose clause names no condition
    assert "合计 200,000.00 元" in text
    assert "现在可以享受的政策" not in _text(client_as(Role.UNIT_OFFICER).get("/"))
    assert "已解读的惠企政策" in _text(client.get("/"))


def test_a_page_about_a_benefit_lies_below_its_clause(client, place):
    html = client.get(f"/benefits/guide/{DEMO}/equipment_grant/").content.decode()
    crumbs = html.partition('class="crumbs"')[2].partition("</nav>")[0]
    assert "重点产业链设备投资补助" in crumbs
    assert "澄政办发〔2025〕11号 第5条" in crumbs


def test_a_benefit_is_found_by_its_name_from_anywhere(client, place):
    from jingkai.accounts.policy import Nobody
    from jingkai.benefits.selectors import find

    assert [thing.words for thing in find(Nobody(), "高新技术")] == ["首次认定高新技术企业奖励"]
    found = next(iter(find(Nobody(), "省长 质量奖")))
    assert found.about == "澄政办发〔2025〕11号 第8条"
    assert client.get(found.url).status_code == 200
    assert list(find(Nobody(), "没有这样的政策")) == []
    assert list(find(Nobody(), " ")) == []

"""Pages of simulations: the way from a pack to both sides, who may read them, links, files."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from benefit_facts import DEMO
from django.utils import timezone

from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.models import Simulation, SimulationShare
from jingkai.benefits.services import simulation_work
from jingkai.registry.models import Enterprise
from neighbours import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese")]

LIST = "/benefits/simulations/"
PACK = f"qinglan:cn-demo/{DEMO}"
RATE = "digital_retrofit.amount.rate"


@pytest.fixture
def place(state):
    """A zone whose enterprise spent money on software."""
    here, there = settle(), settle("songhai")
    for one in (here, there):
        Enterprise.objects.filter(pk=one.enterprise.pk).update(above_scale=True)
        state(one.enterprise, software_spent=Decimal("1000000.00"), high_tech_first=True)
    return here


@pytest.fixture
def officer(person):
    return person(Role.POLICY_OFFICER)


@pytest.fixture
def client(client_as, officer, place):
    return client_as(officer)


def _text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def _form(**changed: str) -> dict[str, str]:
    return {"title": "提高软件补贴", "on": "2026-03-01", "baseline": "as_written"} | changed


def _simulated(client, **changed: str) -> Simulation:
    """Go the whole way through the pages."""
    answer = client.post(f"{LIST}new/", {"pack": PACK, "title": ""})
    assert answer.status_code == 302, _text(answer, 422)
    answer = client.post(answer.headers["Location"], _form(**(changed or {RATE: "40%"})))
    assert answer.status_code == 302, _text(answer, 422)
    found = Simulation.objects.latest("pk")
    simulation_work.work_on(found.pk)
    found.refresh_from_db()
    return found


def test_an_empty_list_says_what_to_do(client):
    text = _text(client.get(LIST))
    assert "还没有测算过政策" in text
    assert "新建模拟" in text


def test_from_the_pack_to_both_sides(client):
    text = _text(client.get(f"{LIST}new/"))
    assert "支持青岚经济技术开发区创新提升的若干措施" in text
    answer = client.post(f"{LIST}new/", {"pack": PACK, "title": "软件补贴"})
    page = client.get(answer.headers["Location"])
    text = _text(page)
    assert "澄政办发〔2025〕11号 第13条" in text
    assert 'name="digital_retrofit.amount.rate" value="30%"' in page.content.decode()
    answer = client.post(answer.headers["Location"], _form(**{RATE: "40%", "budget~industry": "35万"}))
    found = Simulation.objects.get()
    assert answer.headers["Location"] == f"{LIST}{found.pk}/"
    assert "等待" in _text(client.get(f"{LIST}{found.pk}/"))
    assert client.get(f"{LIST}{found.pk}/progress/").status_code == 200
    simulation_work.work_on(found.pk)
    refreshed = client.get(f"{LIST}{found.pk}/progress/")
    assert (refreshed.status_code, refreshed.headers["HX-Refresh"]) == (204, "true")
    text = _text(client.get(f"{LIST}{found.pk}/"))
    found.refresh_from_db()
    for words in (
        "500,000.00 元", "600,000.00 元", "+100,000.00",  # 200,000 besides on both sides
        "30%", "40%", "第13条", "制造业", "青岚食品有限公司", found.rules_before, found.rules_after,
        "2026-11-16",  # 350,000 of 400,000: enough for 319 days
    ):  # fmt: skip
        assert words in text, words
    assert "提高软件补贴" in _text(client.get(LIST))
    place = re.search(r"benefits\.yaml:(\d+)", text)
    assert place is not None
    folder = Path(__file__).parents[2] / "packs" / "cn-demo" / DEMO
    written = (folder / "benefits.yaml").read_text(encoding="utf-8").splitlines()
    assert "rate: 0.3, base: software_spent" in written[int(place[1]) - 1]


def test_a_bad_figure_is_an_error_at_its_field_and_nothing_typed_is_lost(client):
    answer = client.post(f"{LIST}new/", {"pack": PACK})
    page = client.post(
        answer.headers["Location"],
        _form(**{RATE: "-5%", "high_tech_award.amount.yuan": "15万", "budget~green": "many"}),
    )
    html = page.content.decode()
    text = _text(page, 422)
    assert 'name="digital_retrofit.amount.rate" value="-5%"' in html
    assert 'name="high_tech_award.amount.yuan" value="15万"' in html
    assert 'href="#id_digital_retrofit.amount.rate"' in html
    assert "兑付比例" in text
    assert "应大于 0" in text
    assert 'href="#id_budget~green"' in html
    assert Simulation.objects.get().state == "draft"


def test_nothing_changed_is_said_above_the_form(client):
    answer = client.post(f"{LIST}new/", {"pack": PACK})
    assert "没有改动任何数字" in _text(client.post(answer.headers["Location"], _form()), 422)
    assert _simulated(client, baseline="nothing").state == "done"


def test_no_pack_chosen_is_said(client):
    assert "请选择政策包" in _text(client.post(f"{LIST}new/", {}), 422)
    other = PACK.replace("qinglan", "songhai")
    assert client.post(f"{LIST}new/", {"pack": other}).status_code == 422


def test_a_draft_is_offered_to_policy_officers_alone(client, client_as, tmp_path, monkeypatch, settings):
    import shutil

    from jingkai.policy.selectors import shelf

    folder = Path(__file__).parents[2] / "packs" / "cn-demo" / DEMO
    shutil.copytree(folder, tmp_path / "cn-demo" / DEMO)
    copied = tmp_path / "cn-demo" / "draft-2026-1"
    shutil.copytree(folder, copied)
    document = copied / "document.yaml"
    document.write_text(
        document.read_text(encoding="utf-8")
        .replace("status: reviewed", "status: draft")
        .replace("11号", "12号"),
        encoding="utf-8",
    )
    monkeypatch.setattr(shelf, "packs_folder", lambda: tmp_path)
    text = _text(client.get(f"{LIST}new/"))
    assert "12号" in text
    assert "草案" in text
    assert "12号" not in _text(client_as(Role.ZONE_LEADER).get(f"{LIST}new/"))
    answer = client.post(f"{LIST}new/", {"pack": "qinglan:cn-demo/draft-2026-1"})
    answer = client.post(answer.headers["Location"], _form(**{RATE: "40%"}))
    found = Simulation.objects.get()
    simulation_work.work_on(found.pk)
    assert "600,000.00 元" in _text(client.get(f"{LIST}{found.pk}/"))
    answer = client.post(f"{LIST}{found.pk}/figures/", _form(baseline=f"pack:cn-demo/{DEMO}"))
    assert answer.status_code == 302, _text(answer, 422)
    simulation_work.work_on(found.pk)
    text = _text(client.get(f"{LIST}{found.pk}/"))
    assert "“现行”在这里指《支持青岚经济技术开发区创新提升的若干措施》（澄政办发〔2025〕11号）" in text
    assert client.post(f"{LIST}{found.pk}/figures/", _form(baseline="pack:cn-150800/x")).status_code == 422


def test_a_colleague_reads_it_and_goes_on_with_a_copy_alone(client, client_as):
    found = _simulated(client)
    leader = client_as(Role.ZONE_LEADER)
    text = _text(leader.get(f"{LIST}{found.pk}/"))
    assert "600,000.00 元" in text
    assert "撤销" not in text
    for page in ("cancel/", "forget/", "share/"):
        assert leader.post(f"{LIST}{found.pk}/{page}", {"days": "7"}).status_code == 404
    assert leader.get(f"{LIST}{found.pk}/figures/").status_code == 302
    answer = leader.post(f"{LIST}{found.pk}/copy/")
    html = leader.get(answer.headers["Location"]).content.decode()
    assert 'name="digital_retrofit.amount.rate" value="40%"' in html
    assert Simulation.objects.count() == 2


def test_neighbours_see_nothing_of_it(client, client_as):
    found = _simulated(client)
    there = client_as(Role.POLICY_OFFICER, Scope(ScopeKind.ZONE, "songhai"))
    assert "提高软件补贴" not in _text(there.get(LIST))
    for page in ("", "figures/", "progress/"):
        assert there.get(f"{LIST}{found.pk}/{page}").status_code == 404
    for page in ("cancel/", "copy/", "forget/", "share/"):
        assert there.post(f"{LIST}{found.pk}/{page}").status_code == 404


def test_a_link_is_read_by_colleagues_of_the_zone_until_it_is_revoked(client, client_as):
    from django.test import Client

    found = _simulated(client)
    assert client.post(f"{LIST}{found.pk}/share/", {"days": "8"}, follow=True).status_code == 200
    assert not SimulationShare.objects.exists()
    client.post(f"{LIST}{found.pk}/share/", {"days": "7"})
    share = SimulationShare.objects.get()
    html = client.get(f"{LIST}{found.pk}/").content.decode()
    link = re.search(r'href="http://testserver(/benefits/simulations/shared/[^"]+)"', html)
    assert link is not None
    address = link[1]
    officer = client_as(Role.CASE_OFFICER)
    text = _text(officer.get(address))
    assert "600,000.00 元" in text
    assert "修改数字" not in text
    assert "导出" not in text
    assert officer.get(f"{LIST}{found.pk}/").status_code == 403  # the link alone opens it
    assert Client().get(address).status_code == 302  # to sign-in
    assert client_as(Role.ENTERPRISE_ADMINISTRATOR).get(address).status_code == 403
    assert client_as(Role.CASE_OFFICER, Scope(ScopeKind.ZONE, "songhai")).get(address).status_code == 404
    assert officer.get(address[:-4] + "abc/").status_code == 404
    assert client_as(Role.ZONE_LEADER).post(f"{LIST}{found.pk}/share/{share.pk}/revoke/").status_code == 404
    client.post(f"{LIST}{found.pk}/share/{share.pk}/revoke/")
    assert officer.get(address).status_code == 404
    assert address not in client.get(f"{LIST}{found.pk}/").content.decode()


def test_a_link_is_over_on_its_day(client, client_as):
    from jingkai.benefits.selectors.simulations import token_of

    found = _simulated(client)
    client.post(f"{LIST}{found.pk}/share/", {"days": "7"})
    share = SimulationShare.objects.get()
    assert timedelta(days=6) < share.expires - timezone.now() <= timedelta(days=7)
    address = f"{LIST}shared/{token_of(share)}/"
    assert client_as(Role.CASE_OFFICER).get(address).status_code == 200
    SimulationShare.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert client_as(Role.CASE_OFFICER).get(address).status_code == 404


def _rows(answer) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def test_the_tables_are_taken_along(client):
    found = _simulated(client)
    rows = _rows(client.get(f"{LIST}{found.pk}/", {"export": "csv"}))
    assert [(row["企业"], row["差额（元）"], row["数字化改造软件补贴，模拟后"]) for row in rows] == [
        ("青岚食品有限公司", "100000.00", "400000.00")
    ]
    assert "模拟" in rows[0]["备注"]
    benefits = _rows(client.get(f"{LIST}{found.pk}/", {"export": "csv", "table": "benefits"}))
    one = next(row for row in benefits if row["条款"] == "第13条")
    assert (one["现行（元）"], one["模拟（元）"], one["模拟规则"]) == (
        "300000.00",
        "400000.00",
        found.rules_after,
    )
    book = client.get(f"{LIST}{found.pk}/", {"export": "xlsx"})
    assert book.content[:2] == b"PK"
    assert _rows(client.get(f"{LIST}{found.pk}/", {"export": "csv", "who": "less"})) == []


def test_winners_and_losers_are_told_apart_and_searched(client):
    found = _simulated(client, **{"high_tech_award.amount.yuan": "150000"})
    address = f"{LIST}{found.pk}/"
    assert "青岚食品有限公司" in _text(client.get(address, {"who": "less"}))
    assert "−50,000.00" in _text(client.get(address, {"who": "less"}))
    assert "青岚食品有限公司" not in _text(client.get(address, {"who": "more"}))
    assert "青岚食品有限公司" in _text(client.get(address, {"q": "食品"}))
    assert "青岚食品有限公司" not in _text(client.get(address, {"q": "机械"}))
    assert client.get(address, {"who": "x", "q": "\0", "page": "999"}).status_code == 200


def test_a_simulation_is_forgotten_with_its_links(client):
    found = _simulated(client)
    client.post(f"{LIST}{found.pk}/share/", {"days": "7"})
    client.post(f"{LIST}{found.pk}/forget/")
    assert not Simulation.objects.exists()
    assert not SimulationShare.objects.exists()


def test_a_result_stays_readable_when_its_pack_is_gone(client, monkeypatch, tmp_path):
    from jingkai.policy.selectors import shelf

    found = _simulated(client)
    monkeypatch.setattr(shelf, "packs_folder", lambda: tmp_path)
    text = _text(client.get(f"{LIST}{found.pk}/"))
    assert "600,000.00 元" in text
    assert "第13条" in text
    assert client.get(f"{LIST}{found.pk}/figures/", follow=True).status_code == 200


def test_pages_ask_the_database_no_more_often_for_more_enterprises(
    client, state, place, django_assert_max_num_queries
):
    for number in range(30):
        one = Enterprise.objects.create(
            uscc=f"91150802MA0Q{number:05d}X",
            name=f"青岚第{number}有限公司",
            zone=place.zone,
            above_scale=True,
        )
        state(one, software_spent=Decimal(100_000 + number))
    found = _simulated(client)
    with django_assert_max_num_queries(30):
        client.get(f"{LIST}{found.pk}/")
    with django_assert_max_num_queries(30):
        client.get(f"{LIST}{found.pk}/figures/")
    with django_assert_max_num_queries(20):
        client.get(LIST)


def _command(html: str) -> str:
    found = re.search(r'name="command" value="([0-9a-f-]{36})"', html)
    assert found is not None
    return found[1]


def test_a_form_that_is_sent_twice_opens_copies_and_shares_once(client, client_as):
    command = _command(client.get(f"{LIST}new/").content.decode())
    sent = [client.post(f"{LIST}new/", {"pack": PACK, "command": command}) for _time in range(2)]
    assert sent[0].headers["Location"] == sent[1].headers["Location"]
    assert Simulation.objects.count() == 1
    found = _simulated(client)
    html = client.get(f"{LIST}{found.pk}/").content.decode()
    copied = [client.post(f"{LIST}{found.pk}/copy/", {"command": _command(html)}) for _time in range(2)]
    assert copied[0].headers["Location"] == copied[1].headers["Location"]
    command = _command(html.partition('id="share"')[2])
    for _time in range(2):
        client.post(f"{LIST}{found.pk}/share/", {"days": "7", "command": command})
    assert SimulationShare.objects.count() == 1
    leader = client_as(Role.ZONE_LEADER)  # a command of somebody else leads to nothing of theirs
    other = leader.post(f"{LIST}{found.pk}/copy/", {"command": _command(html)})
    assert other.headers["Location"] not in {one.headers["Location"] for one in (*sent, *copied)}
    assert client.post(f"{LIST}{found.pk}/copy/", {"command": "no uuid"}).status_code == 302


def test_the_guide_leads_whoever_simulates_to_a_simulation_of_the_document(client, client_as):
    link = f"{LIST}new/?pack={DEMO}"
    assert f'href="{link}"' in client.get("/benefits/").content.decode()
    assert f'href="{link}"' not in client_as(Role.CASE_OFFICER).get("/benefits/").content.decode()
    html = client.get(link).content.decode()
    assert re.search(rf'value="{re.escape(PACK)}"[^>]* checked', html)


def test_how_long_a_link_holds_is_told_in_the_language_of_the_reader(client):
    found = _simulated(client)
    client.cookies["jingkai_language"] = "en"
    assert "30 days" in client.get(f"{LIST}{found.pk}/").content.decode()
    client.cookies["jingkai_language"] = "zh-hans"
    assert "30 天" in client.get(f"{LIST}{found.pk}/").content.decode()

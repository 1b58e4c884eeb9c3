"""Home: what waits first, figures that open their lists; for the public what is new."""

from __future__ import annotations

import itertools
import re

import pytest

from jingkai.accounts.roles import Role
from jingkai.documents.models import Document, Stage
from jingkai.portal.selectors import figures
from jingkai.portal.selectors.wall import MOST_PARTS, _parts

pytestmark = pytest.mark.django_db


def test_the_public_finds_search_the_latest_documents_and_the_ledger(client, library):
    html = client.get("/").content.decode()
    assert 'id="main-words"' in html
    assert "支持青岚经济技术开发区创新提升的若干措施" in html
    assert 'href="/ledger/"' in html
    assert "等您办理" not in html


def test_a_sample_is_marked_among_the_latest_documents(client, library):
    Document.objects.update(fictional=True)
    assert "虚构样例" in client.get("/").content.decode()


def test_a_draft_is_not_among_the_latest_documents(client, library):
    Document.objects.filter(pk=library["measures"]).update(stage=Stage.DRAFT)
    assert "若干措施" not in client.get("/").content.decode()


def test_an_empty_site_says_what_will_stand_there(client, db):
    assert "首份文件发布后" in client.get("/").content.decode()


def test_what_waits_comes_first(client_as, library):
    Document.objects.filter(pk=library["measures"]).update(stage=Stage.DRAFT)
    html = client_as(Role.POLICY_OFFICER).get("/").content.decode()
    assert html.index("审核并发布") < html.index("已发布文件")


def test_whoever_has_nothing_to_do_is_told_so(client_as):
    assert "没有待办事项" in client_as(Role.STATISTICIAN).get("/").content.decode()


def test_every_figure_opens_its_list(client_as, zones, library):
    client = client_as(Role.ZONE_LEADER)
    html = client.get("/").content.decode()
    wall = html[html.index("wall__figures") : html.index("told-heading")]
    links = re.findall(r'href="([^"]+)"', wall)
    assert len(links) > 6
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_figures_count_what_the_scope_shows(person, zones):
    counted = {figure.words: figure.value for figure in figures(person(Role.ZONE_LEADER))}
    assert counted["企业"] == 1  # the neighbour's enterprise is not among them
    everywhere = {figure.words: figure.value for figure in figures(person(Role.REGION_SUPERVISOR))}
    assert everywhere["企业"] <= 2


def test_figures_of_what_one_may_not_see_are_not_there(person, zones):
    assert "企业" not in {figure.words for figure in figures(person(Role.UNIT_OFFICER))}
    security = person(Role.SECURITY_ADMINISTRATOR)
    security.second_factor = True
    assert "账户" in {figure.words for figure in figures(security)}


def test_parts_lie_side_by_side_and_make_up_the_whole():
    whole = [(str(count), count, {"state": str(count)}) for count in (5, 40, 0, 25, 3, 20, 4, 3)]
    parts = _parts("/list/", whole)
    assert [part.value for part in parts] == [40, 25, 20, 5, 4, 6]
    assert len(parts) == MOST_PARTS + 1
    assert parts[-1].address == ""
    assert sum(part.width for part in parts) == pytest.approx(100, abs=0.1)
    for left, right in itertools.pairwise(parts):
        assert right.start == pytest.approx(left.start + left.width, abs=0.02)


def test_nothing_has_no_parts():
    assert _parts("/list/", []) == ()


def test_recent_pages_and_saved_filters_stand_on_the_wall(client_as, library):
    client = client_as(Role.STATISTICIAN)
    client.get("/targets/")
    client.post("/filters/save/", {"name": "意见", "address": "/documents/?type=意见"})
    html = client.get("/").content.decode()
    assert '<a href="/targets/">目标</a>' in html
    assert '<a href="/documents/?type=%E6%84%8F%E8%A7%81">意见</a>' in html

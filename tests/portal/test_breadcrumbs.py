"""Breadcrumbs lead from home to the page, and end in the clause where a page rests on one."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from jingkai.accounts.policy import Nobody
from jingkai.accounts.roles import Role
from jingkai.documents.models import Provision
from jingkai.portal.views.frame import Frame

pytestmark = pytest.mark.django_db


def steps(html: str) -> list[str]:
    """Return the words of the steps."""
    found = re.search(r'<nav class="crumbs".*?</nav>', html, re.S)
    assert found
    return [re.sub(r"<[^>]+>|\s+", "", item) for item in re.findall(r"<li>(.*?)</li>", found[0], re.S)]


def test_a_page_below_a_list_names_the_list(client, library):
    assert steps(client.get(f"/documents/{library['measures']}/").content.decode()) == [
        "首页",
        "文件",
        "澄政办发〔2025〕11号",
    ]


def test_a_tab_is_a_step_behind_its_thing(client, library):
    html = client.get(f"/documents/{library['measures']}/findings/").content.decode()
    assert steps(html)[2:] == ["澄政办发〔2025〕11号", "目标、资金、单位"]
    assert f'<a href="/documents/{library["measures"]}/">澄政办发〔2025〕11号</a>' in html


def test_a_list_is_the_last_step_itself(client, library):
    html = client.get("/targets/").content.decode()
    assert steps(html) == ["首页", "目标"]
    assert '<span aria-current="page">目标</span>' in html


def test_home_has_none(client, db):
    assert 'class="crumbs"' not in client.get("/").content.decode()


def _drawn(template: str, path: str = "/targets/", **values) -> str:
    request = RequestFactory().get(path)
    request.user = Nobody()
    return Template(template).render(Context({"request": request, "frame": Frame(request), **values}))


def test_a_page_that_rests_on_a_clause_ends_in_its_chip(library):
    provision = Provision.objects.get(document=library["measures"], key="art_2__item_11")
    html = _drawn("{% crumb_clause clause %}", clause=provision)
    assert f'data-card="/documents/{library["measures"]}/clauses/art_2__item_11/"' in html
    assert "第11条" in html


@pytest.mark.parametrize("place", ["第11条", "art_2__item_11"])
def test_a_citation_becomes_the_chip_of_its_clause(library, place):
    html = _drawn("{% cited citation %}", citation=f"澄政办发〔2025〕11号 {place}")
    assert "/clauses/art_2__item_11/" in html


@pytest.mark.parametrize("citation", ["外政发〔1999〕1号 第1条", "澄政办发〔2025〕11号 第99条", "第11条", ""])
def test_a_citation_of_what_the_library_has_not_stays_words(library, citation):
    html = _drawn("{% cited citation %}", citation=citation)
    assert "data-card" not in html
    assert citation in html


def test_a_citation_of_a_draft_opens_for_those_who_may_read_drafts(client_as, library):
    from jingkai.documents import selectors
    from jingkai.documents.models import Document, Stage

    Document.objects.filter(pk=library["measures"]).update(stage=Stage.DRAFT)
    officer = client_as(Role.POLICY_OFFICER)
    from jingkai.accounts.models import User

    user = User.objects.get(pk=officer.session["_auth_user_id"])
    cited = "澄政办发〔2025〕11号 第11条"
    assert selectors.provision_cited(cited, selectors.readable(user)) is not None
    assert selectors.provision_cited(cited, selectors.readable(Nobody())) is None


def test_the_step_of_the_section_is_drawn_once():
    assert _drawn("{% section_crumb %}{% crumb 'Targets' '/targets/' %}", "/targets/x/").count("<li>") == 1

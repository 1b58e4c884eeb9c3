"""Recent pages: the last twelve, each once, of whoever is signed in."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from jingkai.accounts.roles import Role
from jingkai.portal.recent import KEY, MOST

pytestmark = pytest.mark.django_db


def _pages(client):
    return [address for _words, address in client.session.get(KEY, [])]


def test_a_page_is_remembered_by_its_title_and_once_whatever_its_filters(client_as, library):
    client = client_as(Role.STATISTICIAN)
    client.get("/targets/")
    client.get("/units/")
    client.get("/targets/?deadline=2027")
    assert client.session[KEY] == [["目标", "/targets/?deadline=2027"], ["责任单位", "/units/"]]


def test_only_so_many_are_remembered(client_as, library):
    client = client_as(Role.STATISTICIAN)
    for number in range(MOST + 3):
        client.get(f"/documents/{library['opinion']}/" if number % 2 else "/targets/")
    paths = [f"/documents/{pk}/{tab}" for pk in library.values() for tab in ("", "findings/", "exports/")]
    paths += ["/units/", "/targets/", "/compare/", "/documents/", "/departments/finance/", "/ledger/"]
    paths += ["/ledger/entries/"]
    for path in paths:
        assert client.get(path).status_code == 200
    assert len(_pages(client)) == MOST
    assert _pages(client)[0] == "/ledger/entries/"


def test_home_inbox_search_account_missing_pages_and_parts_are_left_out(client_as, library):
    client = client_as(Role.STATISTICIAN)
    for path in ("/", "/inbox/", "/search/?q=补贴", "/accounts/", "/documents/999/", "/find/?q=a"):
        client.get(path)
    client.get("/targets/", headers={"HX-Request": "true"})
    client.get(f"/documents/{library['opinion']}/exports/text/")
    assert _pages(client) == []


def test_the_public_leaves_no_trace(client, library):
    client.get("/targets/")
    assert "jingkai_session" not in client.cookies


def test_titles_with_marks_are_shown_as_they_are(client_as, library):
    with override("zh-hans"):
        client = client_as(Role.STATISTICIAN)
        client.get("/search/")
    from jingkai.portal.recent import RecentPage

    session = client.session
    session[KEY] = [["<b>&amp;", "/targets/"]]
    session.save()
    assert "&lt;b&gt;&amp;amp;" in client.get("/").content.decode()
    assert RecentPage("a", "/").words == "a"

"""Preferences, error pages and the tags of the page frame."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from jingkai.portal.preferences import Preferences, read_cookies
from jingkai.portal.services import mark_as_demo
from jingkai.portal.templatetags.portal import iso, number, percent, yuan
from jingkai.portal.views.errors import broken


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("language", "en", 'lang="en"'),
        ("theme", "dark", 'data-theme="dark"'),
        ("size", "larger", 'data-size="larger"'),
    ],
)
def test_a_preference_is_kept_and_leads_back_to_the_page(client, db, name, value, shown):
    answer = client.post("/preferences/", {name: value, "next": "/units/?q=局"})
    assert answer.status_code == 302
    assert unquote(answer.headers["Location"]) == "/units/?q=局"
    assert shown in client.get("/units/").content.decode()


def test_a_preference_never_leads_to_another_site(client, db):
    for next_page in ("https://example.com/", "//example.com", "javascript:alert(1)"):
        assert client.post("/preferences/", {"theme": "dark", "next": next_page}).headers["Location"] == "/"


def test_an_unknown_preference_is_left_alone(client, db):
    assert not client.post("/preferences/", {"theme": "<script>"}).cookies


def test_cookies_that_make_no_sense_give_the_defaults():
    assert read_cookies({"jingkai_theme": "purple", "jingkai_size": ""}) == Preferences()


def test_chinese_is_spoken_whatever_the_browser_says(client, db):
    assert 'lang="zh-hans"' in client.get("/", headers={"accept-language": "en-US"}).content.decode()


def test_while_the_database_is_away_a_page_says_when_to_come_again(client, db, monkeypatch):
    from django.db import OperationalError

    from jingkai.documents import selectors

    def fail(*arguments, **rest):
        raise OperationalError("could not connect to the server at 10.0.0.7")

    monkeypatch.setattr(selectors, "library", fail)
    client.raise_request_exception = False
    answer = client.get("/documents/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "没有留下半截" in answer.content.decode()
    assert "10.0.0.7" not in answer.content.decode()


def test_a_page_that_breaks_says_that_nothing_is_half_stored(
    client, db, monkeypatch, django_assert_num_queries
):
    from jingkai.documents import selectors

    def fail(*arguments, **rest):
        raise RuntimeError("a fault")

    monkeypatch.setattr(selectors, "library", fail)
    client.raise_request_exception = False
    client.get("/ledger/")
    answer = client.get("/documents/")
    assert answer.status_code == 500
    assert "没有留下半截" in answer.content.decode()
    assert "演示数据" not in answer.content.decode()
    mark_as_demo()
    client.get("/ledger/")
    with django_assert_num_queries(0):
        assert "演示数据" in broken(RequestFactory().get("/")).content.decode()


def test_files_of_the_pages_are_served_with_the_site(client):
    answer = client.get("/static/portal/css/tokens.css")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/css")


def test_an_icon_is_hidden_from_screen_readers():
    drawn = Template("{% icon 'search' 20 %}").render(Context())
    assert drawn.startswith('<svg class="icon" aria-hidden="true" focusable="false" width="20"')


def test_an_address_keeps_the_state_of_the_list_but_not_the_page():
    request = RequestFactory().get("/", {"type": "意见", "page": "3"})
    address = Template("{% address_with sort='title' %}").render(Context({"request": request}))
    assert address == "/?type=%E6%84%8F%E8%A7%81&amp;sort=title"
    address = Template("{% address_with page=4 type=None %}").render(Context({"request": request}))
    assert address == "/?page=4"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1400000.50"), "1,400,000.5"),
        (Decimal("15.00000000"), "15"),
        (0, "0"),
        (None, ""),
        (Decimal("100"), "100"),
    ],
)
def test_numbers_have_separators_and_no_idle_zeros(value, text):
    assert number(value) == text


def test_unknown_is_never_written_as_zero():
    assert (number(None), percent(None), yuan(None), iso(None)) == ("", "", "", "")


def test_money_is_said_in_the_unit_people_speak_in_with_the_exact_sum_on_hover(db):
    from django.utils.translation import override

    with override("zh-hans"):
        assert yuan(Decimal("3000000")) == '<data value="3000000" title="3,000,000.00 元">300 万元</data>'
        assert "10 亿元" in yuan(Decimal("1000000000"))
        assert "2,000 元" in yuan(Decimal("2000"))

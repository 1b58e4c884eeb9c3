"""Search from anywhere: pages, recent pages, things of the registry within one's scope, units, clauses."""

from __future__ import annotations

import re

import pytest

from jingkai.accounts.roles import Role

pytestmark = pytest.mark.django_db


def _found(client, words=""):
    html = client.get("/find/", {"q": words}).content.decode()
    return dict(
        zip(
            [link.replace("&amp;", "&") for link in re.findall(r'role="option"[^>]* href="([^"]+)"', html)],
            re.findall(r'class="found__words">([^<]+)<', html),
            strict=True,
        )
    )


def test_without_words_one_is_shown_where_to_go(client, db):
    assert {"/": "首页", "/documents/": "文件"}.items() <= _found(client).items()


def test_pages_are_found_by_name(client, library):
    assert _found(client, "目标")["/targets/"] == "目标"


def test_pages_one_may_not_see_are_not_found(client_as, db):
    assert "/accounts/people/" not in _found(client_as(Role.STATISTICIAN), "账户")
    assert "/accounts/people/" in _found(client_as(Role.SECURITY_ADMINISTRATOR), "账户")


def test_clauses_documents_and_units_are_found(client, library):
    found = _found(client, "补贴")
    assert any("#" in address for address in found)
    assert f"/documents/{library['measures']}/" in _found(client, "若干措施")
    assert any(address.startswith("/units/") for address in _found(client, "财政"))


def test_things_are_found_by_name_and_by_code_within_the_scope(client_as, zones):
    here, there = zones
    client = client_as(Role.ZONE_LEADER)
    for words in (here.enterprise.name[:4], here.enterprise.uscc, here.enterprise.uscc.lower()[:8]):
        assert here.enterprise.get_absolute_url() in _found(client, words), words
    assert there.enterprise.get_absolute_url() not in _found(client, there.enterprise.uscc)
    assert here.project.get_absolute_url() in _found(client, here.project.code)
    assert here.parcel.get_absolute_url() in _found(client, here.parcel.number)


def test_codes_are_found_as_a_chinese_input_method_types_them(client_as, zones):
    here, _there = zones
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in here.enterprise.uscc)
    client = client_as(Role.ZONE_LEADER)
    assert here.enterprise.get_absolute_url() in _found(client, wide)
    assert here.enterprise.uscc in client.get("/registry/enterprises/", {"q": wide}).content.decode()


def test_the_public_finds_nothing_of_enterprises(client, zones):
    assert not [address for address in _found(client, zones[0].enterprise.uscc) if "enterprises" in address]


def test_what_is_found_of_the_registry_can_be_opened(client_as, zones):
    client = client_as(Role.ZONE_LEADER)
    for address in _found(client, "青岚"):
        assert client.get(address).status_code == 200, address


def test_recent_pages_are_found_again(client_as, library):
    client = client_as(Role.STATISTICIAN)
    client.get(f"/documents/{library['measures']}/")
    assert f"/documents/{library['measures']}/" in _found(client)


def test_nothing_found_offers_the_search_over_clauses(client, library):
    assert list(_found(client, "没有这样的东西")) == [
        "/search/?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84%E4%B8%9C%E8%A5%BF"
    ]


@pytest.mark.parametrize("words", ["\0", "%", "_", "'; drop table", "<script>", "x" * 5000, "　"])
def test_odd_words_do_no_harm(client, library, words):
    answer = client.get("/find/", {"q": words})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()

"""Filters under a name: saved, taken over, deleted, each person's own."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from jingkai.accounts.roles import Role
from jingkai.kernel.errors import JingkaiError
from jingkai.portal.models import SavedFilter
from jingkai.portal.services import save_filter
from jingkai.portal.services.saved import MOST_FILTERS

pytestmark = pytest.mark.django_db


def test_the_present_filters_are_kept_under_a_name_and_offered_on_the_list(client_as, library):
    client = client_as(Role.STATISTICIAN)
    answer = client.post(
        "/filters/save/", {"name": " 市级 文件 ", "address": "/documents/?level=city&page=3&export=csv"}
    )
    assert unquote(answer.headers["Location"]).startswith("/documents/?level=city")
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.address) == ("市级 文件", "/documents/?level=city")
    html = client.get("/documents/").content.decode()
    assert 'href="/documents/?level=city"' in html
    assert "市级 文件" in html
    assert "市级 文件" not in client.get("/targets/").content.decode()


def test_a_name_given_before_is_taken_over(person):
    user = person(Role.STATISTICIAN)
    save_filter(user, name="mine", address="/documents/?level=city")
    save_filter(user, name="mine", address="/documents/?level=province")
    assert [kept.address for kept in user.saved_filters.all()] == ["/documents/?level=province"]


@pytest.mark.parametrize("name", ["", "   ", "长" * 61])
def test_a_name_has_to_be_there_and_short(person, name):
    with pytest.raises(JingkaiError, match="1"):
        save_filter(person(Role.STATISTICIAN), name=name, address="/documents/?level=city")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/documents/",
        "//example.com/",
        "javascript:alert(1)",
        "/nowhere/",
        "",
        "/documents/?q=" + "x" * 2000,
    ],
)
def test_only_lists_of_this_site_are_kept(client_as, address):
    client = client_as(Role.STATISTICIAN)
    answer = client.post("/filters/save/", {"name": "mine", "address": address})
    assert "example.com" not in answer.headers["Location"]
    assert not SavedFilter.objects.exists()


def test_nobody_keeps_more_than_so_many(person):
    user = person(Role.STATISTICIAN)
    SavedFilter.objects.bulk_create(
        SavedFilter(user=user, name=str(number), path="/targets/") for number in range(MOST_FILTERS)
    )
    with pytest.raises(JingkaiError):
        save_filter(user, name="one more", address="/documents/?level=city")
    save_filter(user, name="5", address="/targets/?deadline=2027")


def test_a_filter_is_deleted_by_its_owner_alone(client_as, person):
    owner, other = person(Role.STATISTICIAN), person(Role.STATISTICIAN)
    kept = save_filter(owner, name="mine", address="/documents/?level=city")
    client_as(other).post(f"/filters/{kept.pk}/delete/")
    assert SavedFilter.objects.exists()
    answer = client_as(owner).post(f"/filters/{kept.pk}/delete/", {"next": "/documents/"})
    assert answer.headers["Location"] == "/documents/"
    assert not SavedFilter.objects.exists()


def test_the_public_keeps_none(client, library):
    assert "saved-filters" not in client.get("/documents/").content.decode()
    assert (
        client.post("/filters/save/", {"name": "a", "address": "/documents/"})
        .headers["Location"]
        .startswith("/accounts/sign-in/")
    )

"""In a demo people sign in by name; nowhere else does anybody."""

from __future__ import annotations

import pytest
from django.test import Client

from jingkai.accounts.models import User
from jingkai.accounts.roles import Role
from jingkai.portal import services as portal
from jingkai.portal.selectors.demo import PREFIX

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(person) -> None:
    """A demo with its people and without its zone, which nobody needs here."""
    portal.mark_as_demo()
    for role in set(Role) - {Role.PUBLIC}:
        user = person(role, username=f"{PREFIX}{role}")
        user.set_unusable_password()
        user.save()


@pytest.mark.usefixtures("demo")
def test_the_sign_in_page_of_a_demo_lists_its_people(client: Client) -> None:
    page = client.get("/accounts/sign-in/").content.decode()
    for role in set(Role) - {Role.PUBLIC}:
        assert role.words in page
    assert "demo.paymaster" in page


@pytest.mark.usefixtures("demo")
def test_a_name_of_the_demo_is_enough_also_where_a_second_factor_is_asked_for(client: Client) -> None:
    answer = client.post("/demo/enter/", {"name": "demo.security_administrator", "next": "/accounts/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/")
    assert client.get("/accounts/people/").status_code == 200


@pytest.mark.usefixtures("demo")
def test_the_way_on_never_leaves_the_site(client: Client) -> None:
    answer = client.post("/demo/enter/", {"name": "demo.auditor", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("demo")
def test_nobody_who_is_not_of_the_demo_is_let_in_by_name(client: Client) -> None:
    User.objects.create(username="real.person", display_name="真人")
    own = User.objects.get(username="demo.auditor")
    own.set_password("Chosen-by-hand-1")
    own.save()
    for name in ("real.person", "demo.auditor", "demo.nobody", ""):
        assert client.post("/demo/enter/", {"name": name}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_without_a_demo_nobody_is_listed_or_let_in(client: Client, person) -> None:
    person(Role.AUDITOR, username="demo.auditor")
    User.objects.filter(username="demo.auditor").update(password="!unusable")
    assert "demo.auditor" not in client.get("/accounts/sign-in/").content.decode()
    assert client.post("/demo/enter/", {"name": "demo.auditor"}).status_code == 404


@pytest.mark.usefixtures("demo")
def test_a_demo_that_was_declared_real_lets_nobody_in_by_name(client: Client) -> None:
    portal.mark_as_demo(demo=False)
    assert client.post("/demo/enter/", {"name": "demo.auditor"}).status_code == 404


def test_entering_takes_a_form_of_this_site() -> None:
    assert Client(enforce_csrf_checks=True).post("/demo/enter/", {"name": "demo.auditor"}).status_code == 403

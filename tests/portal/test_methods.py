"""Methods of HTTP beside those that views know, and forms that are sent too often."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from jingkai.accounts.roles import Role
from people import PASSWORD, make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/", "/registry/catalogue/", "/registry/catalogue/files/json/", "/api/v1/", "/healthz"]
)
def test_head_is_answered_as_get_without_the_body(address):
    whole, head = Client().get(address), Client().head(address)
    assert head.status_code == whole.status_code == 200
    assert head.getvalue() == b""
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]


def test_head_says_how_long_the_answer_would_be():
    whole, head = Client().get("/api/v1/openapi.json"), Client().head("/api/v1/openapi.json")
    assert head.headers["Content-Length"] == str(len(whole.content)) != "0"


def test_the_address_of_a_form_opened_by_hand_is_answered_with_a_page():
    administrator = make_person(Role.SECURITY_ADMINISTRATOR)
    answer = signed_in(administrator).get(f"/accounts/people/{administrator.public_id}/reset/lock/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "历史记录" in answer.content.decode()


def test_a_form_sent_too_often_is_answered_in_the_words_of_this_site_and_when_to_come_back():
    cache.clear()
    client = signed_in(make_person(Role.STATISTICIAN, password=PASSWORD))
    sent = {"oldpassword": "wrong", "password1": "x", "password2": "x"}
    answers = [client.post("/accounts/password/", sent) for _each in range(7)]
    cache.clear()
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"] == "60"
    assert "过于频繁" in answers[-1].content.decode()

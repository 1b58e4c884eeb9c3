"""Sign-in through another system: a stand-in speaks OpenID Connect over real HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from jingkai.accounts import selectors
from jingkai.accounts.roles import Role
from jingkai.config.identity import openid_connect
from jingkai.kernel.errors import JingkaiError
from people import PASSWORD, code_now, make_person, signed_in

pytestmark = pytest.mark.django_db


class OtherSystem:
    """Vouches for whoever ``name`` says."""

    def __init__(self) -> None:
        system = self
        self.name = "lin"
        self.subject = self.subject_of_token = "id-lin"
        self.asked: list[dict[str, list[str]]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/.well-known/"):
                    self._say(
                        {
                            "issuer": system.address,
                            "authorization_endpoint": f"{system.address}/authorize",
                            "token_endpoint": f"{system.address}/token",
                            "userinfo_endpoint": f"{system.address}/userinfo",
                            "jwks_uri": f"{system.address}/keys",
                            "token_endpoint_auth_methods_supported": ["client_secret_post"],
                        }
                    )
                else:
                    self._say({"sub": system.subject, "preferred_username": system.name})

            def do_POST(self) -> None:
                import jwt

                system.asked.append(
                    parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode("ascii"))
                )
                claims = {
                    "iss": system.address,
                    "aud": "jingkai",
                    "sub": system.subject_of_token,
                    "iat": int(time.time()),
                    "exp": int(time.time()) + 60,
                    "preferred_username": system.name,
                }
                signed = jwt.encode(claims, "k" * 32, algorithm="HS256")
                self._say({"access_token": "x", "token_type": "Bearer", "id_token": signed})

            def _say(self, answer: dict[str, object]) -> None:
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_parts: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def other(settings, monkeypatch) -> Iterator[OtherSystem]:
    system = OtherSystem()
    threading.Thread(target=system.server.serve_forever, daemon=True).start()
    monkeypatch.setenv("JINGKAI_OIDC_SERVER", system.address)
    monkeypatch.setenv("JINGKAI_OIDC_CLIENT", "jingkai")
    monkeypatch.setenv("JINGKAI_OIDC_SECRET", "agreed")
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect()
    yield system
    system.server.shutdown()
    system.server.server_close()


def _come_from(other: OtherSystem, client: Client):
    """Go to the other system and come back."""
    away = client.post("/accounts/other/oidc/")
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away.headers["Location"]).query)
    assert away.headers["Location"].startswith(f"{other.address}/authorize")
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/accounts/other/oidc/back/", {"code": "abc", "state": asked["state"][0]})


def test_the_sign_in_page_offers_the_other_system(other):
    assert "统一身份认证" in Client().get("/accounts/sign-in/").content.decode()


def test_whoever_has_an_account_of_the_name_is_signed_in(other):
    user = make_person(Role.STATISTICIAN, username="lin")
    client = Client()
    assert _come_from(other, client).status_code == 302
    page = client.get("/accounts/")
    assert page.status_code == 200
    assert other.asked[0]["client_secret"] == ["agreed"]
    told = [step.event for step in selectors.trail(user)]
    assert told[:2] == ["account.signed_in", "account.other_system_connected"]


def test_whoever_has_no_account_is_told_who_opens_one(other):
    other.name = "stranger"
    client = Client()
    answer = _come_from(other, client)
    assert answer.status_code == 403
    assert "stranger" in answer.content.decode()
    assert client.get("/accounts/").status_code == 302


def test_a_name_that_was_given_to_somebody_else_does_not_open_the_account_of_the_first(other):
    user = make_person(username="lin")
    _come_from(other, Client())
    other.subject = other.subject_of_token = "id-another-lin"
    client = Client()
    answer = _come_from(other, client)
    assert answer.status_code == 403
    assert "已与另一人关联" in answer.content.decode()
    assert client.get("/accounts/").status_code == 302
    assert next(iter(selectors.trail(user))).event == "account.other_system_refused"

    administrator = signed_in(make_person(Role.SECURITY_ADMINISTRATOR))
    page = f"/accounts/people/{user.public_id}/"
    assert f"{page}reset/other-system/" in administrator.get(page).content.decode()
    administrator.post(f"{page}reset/other-system/")
    assert f"{page}reset/other-system/" not in administrator.get(page).content.decode()
    assert _come_from(other, client).status_code == 302
    assert client.get("/accounts/").status_code == 200


@pytest.mark.parametrize("known", [True, False])
def test_what_speaks_of_two_people_at_once_opens_nothing(other, known):
    make_person(username="lin")
    if known:
        _come_from(other, Client())
    other.subject_of_token = "id-somebody-else"
    client = Client()
    assert _come_from(other, client).status_code == 401
    assert client.get("/accounts/").status_code == 302


@pytest.mark.parametrize(
    "address", ["http://id.example.cn", "http://127.0.0.1.example.cn", "ftp://localhost", "id.example.cn"]
)
def test_a_system_that_would_be_asked_in_the_clear_is_refused_by_the_settings(monkeypatch, address):
    monkeypatch.setenv("JINGKAI_OIDC_SERVER", address)
    monkeypatch.setenv("JINGKAI_OIDC_CLIENT", "jingkai")
    with pytest.raises(JingkaiError) as caught:
        openid_connect()
    assert caught.value.place == "JINGKAI_OIDC_SERVER"
    assert "https" in str(caught.value)


def test_a_closed_account_is_not_opened_by_the_other_system(other):
    user = make_person(username="lin")
    user.is_active = False
    user.save()
    client = Client()
    assert _come_from(other, client).status_code == 403
    assert client.get("/accounts/").status_code == 302


def test_the_other_system_does_not_stand_in_for_the_second_factor(other):
    make_person(Role.SECURITY_ADMINISTRATOR, username="lin")
    client = Client()
    _come_from(other, client)
    assert client.get("/accounts/people/").headers["Location"].startswith("/accounts/second-factor/needed/")
    page = client.get("/accounts/second-factor/set-up/").content.decode()
    secret = page.partition('class="secret">')[2].partition("<")[0]
    client.post("/accounts/second-factor/set-up/", {"code": code_now(secret)})
    assert client.get("/accounts/people/").status_code == 200
    again = _come_from(other, Client())
    assert again.headers["Location"] == "/accounts/sign-in/code/"


def test_whoever_comes_from_the_other_system_is_not_asked_for_a_password_they_never_use(other):
    user = make_person(Role.STATISTICIAN, username="lin", password=PASSWORD)
    user.initial_password = True
    user.save()
    client = Client()
    assert _come_from(other, client).headers["Location"] == "/"
    assert client.get("/registry/enterprises/").status_code == 200
    client = Client()
    answer = client.post("/accounts/sign-in/", {"login": "lin", "password": PASSWORD})
    assert answer.headers["Location"].startswith("/accounts/password/")
    assert client.get("/registry/enterprises/").headers["Location"].startswith("/accounts/password/")


def test_a_way_back_that_nobody_went_is_refused(other):
    make_person(username="lin")
    client = Client()
    answer = client.get("/accounts/other/oidc/back/", {"code": "abc", "state": "invented"})
    assert answer.status_code in {200, 401, 403}
    assert client.get("/accounts/").status_code == 302


def test_a_system_named_by_half_is_refused_by_the_settings(monkeypatch):
    monkeypatch.setenv("JINGKAI_OIDC_SERVER", "https://id.example.cn")
    monkeypatch.delenv("JINGKAI_OIDC_CLIENT", raising=False)
    with pytest.raises(JingkaiError) as caught:
        openid_connect()
    assert caught.value.place == "JINGKAI_OIDC_CLIENT"
    monkeypatch.delenv("JINGKAI_OIDC_SERVER")
    assert openid_connect() == {}

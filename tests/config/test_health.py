"""What load balancers and monitoring ask, and what the log says."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client

from jingkai.config import health
from jingkai.config.logs import REQUEST_ID, JsonFormatter, RequestIdFilter, TextFormatter, logging_settings

pytestmark = pytest.mark.django_db


def test_a_site_that_is_alive_says_so_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-cache" in response.headers["Cache-Control"]


def test_a_ready_site_has_passed_every_check(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "checks": dict.fromkeys(health.CHECKS, True)}


def test_a_site_that_cannot_work_is_not_ready_and_keeps_the_reason_to_its_log(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> bool:
        raise OSError("disk /dev/secret is full")

    monkeypatch.setitem(health.CHECKS, "data_folder", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["data_folder"] is False
    assert "secret" not in response.content.decode()
    assert "disk /dev/secret is full" in caplog.text


def test_figures_are_for_whoever_shows_the_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINGKAI_METRICS_TOKEN", "a-long-token")
    client.get("/healthz")
    refused = client.get("/metrics", headers={"Authorization": "Bearer another"})
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    shown = client.get("/metrics", headers={"Authorization": "Bearer a-long-token"})
    assert shown.status_code == 200
    text = shown.content.decode()
    assert 'jingkai_requests_total{method="GET",status="200",view="healthz"}' in text
    assert "jingkai_ledger_entries" in text


def test_without_a_token_in_the_settings_none_opens_the_figures(client: Client) -> None:
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401
    assert client.get("/metrics").status_code == 302  # a person is led to sign in


def test_an_answer_carries_the_id_of_its_request(client: Client) -> None:
    assert (
        client.get("/healthz", headers={"X-Request-ID": "proxy-4711"}).headers["X-Request-ID"] == "proxy-4711"
    )
    own = client.get("/healthz", headers={"X-Request-ID": "forged\tline"}).headers["X-Request-ID"]
    assert own != "forged\tline"
    assert len(own) == 16


def test_a_line_of_the_log_is_json_with_id_fields_and_traceback() -> None:
    token = REQUEST_ID.set("abc")
    try:
        raise ValueError("换行\n在内")
    except ValueError:
        record = logging.LogRecord(
            "jingkai", logging.ERROR, __file__, 1, "went %s", ("wrong",), sys.exc_info()
        )
    record.status = 500
    RequestIdFilter().filter(record)
    REQUEST_ID.reset(token)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    read = json.loads(line)
    assert (read["message"], read["request"], read["status"], read["level"]) == (
        "went wrong",
        "abc",
        500,
        "error",
    )
    assert "换行\n在内" in read["traceback"]


def test_an_address_begins_no_line_of_the_log_of_its_own() -> None:
    path = "/a\n2026-01-01 WARNING forged\x1b[31m"
    record = logging.LogRecord("jingkai.requests", logging.INFO, __file__, 1, "GET %s", (path,), None)
    RequestIdFilter().filter(record)
    settings = logging_settings("text", "INFO")["formatters"]["text"]
    assert settings["()"] == "jingkai.config.logs.TextFormatter"
    line = TextFormatter(settings["format"]).format(record)
    assert "\n" not in line
    assert "\x1b" not in line
    assert "/a\\x0a2026" in line


def test_an_answer_that_says_something_broke_is_noted_under_the_id_of_its_request(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(health.CHECKS, "database", lambda: False)
    caplog.handler.addFilter(RequestIdFilter())
    given = client.get("/readyz").headers["X-Request-ID"]
    noted = [record.request_id for record in caplog.records if record.name == "django.request"]
    assert noted == [given]


def test_the_log_of_a_request_names_the_view_and_never_what_was_typed(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "jingkai.requests"):
        client.get("/search/", {"q": "机密词"})
    assert "documents:search" in [getattr(record, "view", "") for record in caplog.records]
    assert "机密词" not in caplog.text

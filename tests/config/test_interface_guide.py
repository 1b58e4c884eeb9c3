"""The guide to the interface shows what is really answered: every request in it is made, every answer compared."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from jingkai.accounts.roles import Role
from neighbours import settle
from people import make_person, token_of

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = ROOT / "docs" / "guides" / "api.md"
HALVES = GUIDE.read_text(encoding="utf-8").split('<a id="english"></a>')
SHOWN = re.compile(r"^```sh\n(curl .*?)\n```\n+```json\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
ANYTHING = "…"
"""Stands in the guide for what differs from one installation to another."""


@pytest.fixture
def token(db, settings) -> str:
    """The token of a case officer of the zone 青岚, in which there is one row of everything."""
    settings.API_TOKEN_RATE = settings.API_ADDRESS_RATE = 0
    settle("qinglan")
    _token, headers = token_of(make_person(Role.CASE_OFFICER))
    return headers["Authorization"].removeprefix("Bearer ")


def answer_to(command: str, token: str, tags: dict[str, str]) -> Any:
    """Make the request that a line of curl makes; ``tags`` are the versions of what was read before, by path."""
    words = shlex.split(command.replace("\\\n", " ").replace("$TOKEN", token))
    assert words.pop(0) == "curl"
    method, body, address, headers = "GET", None, "", {}
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-d":
            body = words.pop(0)
        elif word == "-H":
            name, _colon, value = words.pop(0).partition(":")
            headers[name] = value.strip()
        else:
            assert word.startswith("http"), word
            address = word
    parts = urlsplit(address)
    kind = headers.pop("Content-Type", "application/octet-stream")
    if "If-Match" in headers:
        assert headers["If-Match"] == "$ETAG"
        headers["If-Match"] = tags[parts.path]
    answer = Client().generic(
        method, f"{parts.path}?{parts.query}", data=body or "", content_type=kind, headers=headers
    )
    tags[parts.path] = answer.headers.get("ETag", "")
    return answer


def same(shown: Any, found: Any, place: str = "") -> None:
    """Compare an answer with what the guide shows of it."""
    if shown == ANYTHING:
        return
    if isinstance(shown, dict):
        assert isinstance(found, dict), place
        assert list(shown) == list(found), place
        for name, value in shown.items():
            same(value, found[name], f"{place}.{name}")
    elif isinstance(shown, list):
        assert isinstance(found, list) and len(shown) == len(found), place
        for index, value in enumerate(shown):
            same(value, found[index], f"{place}[{index}]")
    else:
        assert shown == found, place


@pytest.mark.django_db
@pytest.mark.parametrize("half", HALVES, ids=["chinese", "english"])
def test_the_guide_shows_what_is_answered(half, token):
    shown = SHOWN.findall(half)
    assert len(shown) >= 5
    tags: dict[str, str] = {}
    for command, written in shown:
        same(json.loads(written), answer_to(command, token, tags).json(), command)


def test_both_halves_show_the_same_requests():
    chinese, english = ([command for command, _answer in SHOWN.findall(half)] for half in HALVES)
    assert [command.replace("-H 'Accept-Language: en' ", "") for command in english] == chinese


def test_both_halves_name_every_kind_of_problem_and_every_setting():
    from jingkai.accounts.api.problems import KINDS

    for half in HALVES:
        for status, kind in KINDS.items():
            assert f"| {status} | `{kind.code}` |" in half
        for name in ("JINGKAI_TOKEN_RATE", "JINGKAI_ADDRESS_RATE", "JINGKAI_TOKEN_DAYS"):
            assert f"`{name}`" in half

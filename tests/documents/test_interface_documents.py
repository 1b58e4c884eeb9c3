"""The library through the interface for programs."""

from __future__ import annotations

import pytest
from django.test import Client

from jingkai.accounts.roles import Role
from people import make_person, token_of


@pytest.fixture(autouse=True)
def unlimited(settings):
    settings.API_TOKEN_RATE = settings.API_ADDRESS_RATE = 0


@pytest.fixture
def anybody() -> Client:
    return Client()


def test_a_document_has_the_published_shape(library, anybody, sample_records):
    from jingkai.documents.export.json import to_json

    found = anybody.get(f"/api/v1/documents/{library['opinion']}", headers={"Accept-Language": "en"}).json()
    printed = to_json(sample_records["opinion"])
    assert list(found["record"]) == list(printed)
    assert found["record"]["provisions"] == printed["provisions"]
    assert found["record"]["number"] == printed["number"]


def test_a_clause_is_read_by_its_id_with_its_mentions(library, anybody):
    whole = anybody.get(f"/api/v1/documents/{library['opinion']}").json()["record"]
    clause = next(one for one in whole["provisions"] if one["units"])
    path = f"/api/v1/documents/{library['opinion']}/provisions/{clause['id']}"
    assert anybody.get(path).json() == clause
    assert anybody.get(f"{path}x").status_code == 404


def test_the_list_is_narrowed_and_counted(library, anybody):
    both = anybody.get("/api/v1/documents").json()
    assert both["total"] == 2
    one = both["items"][0]
    assert anybody.get("/api/v1/documents", {"number": one["number"]}).json()["items"] == [one]
    assert anybody.get("/api/v1/documents", {"year": 1999}).json()["items"] == []


def test_what_waits_for_review_is_seen_by_whoever_may_see_it(library, anybody):
    from jingkai.documents.models import Document, Stage

    Document.objects.filter(pk=library["measures"]).update(stage=Stage.DRAFT)
    path = f"/api/v1/documents/{library['measures']}"
    _token, officer = token_of(make_person(Role.POLICY_OFFICER))
    _token, clerk = token_of(make_person(Role.WINDOW_CLERK))
    for below in ("", "/provisions/art_1", "/citations", "/exports/text"):
        assert anybody.get(path + below).status_code == 404
        assert anybody.get(path + below, headers=clerk).status_code == 404
    assert anybody.get(path, headers=officer).status_code == 200
    totals = [anybody.get("/api/v1/documents", headers=headers).json()["total"] for headers in ({}, officer)]
    assert totals == [1, 2]


def test_search_finds_clauses_with_their_citations(library, anybody):
    target = anybody.get("/api/v1/mentions/targets?per_page=1").json()["items"][0]
    found = anybody.get("/api/v1/search", {"q": target["indicator"]}).json()
    assert found["total"] >= 1
    assert all(hit["citation"] and hit["snippet"] for hit in found["items"] if hit["provision"])


def test_targets_are_exact_and_name_their_clause(library, anybody):
    for target in anybody.get("/api/v1/mentions/targets?per_page=200").json()["items"]:
        assert isinstance(target["value"], str) and "E" not in target["value"]
        clause = anybody.get(
            f"/api/v1/documents/{target['document']}/provisions/{target['provision']}"
        ).json()
        assert any(one["value"] == target["value"] for one in clause["targets"])


def test_a_units_clauses_are_listed(library, anybody):
    unit = anybody.get("/api/v1/mentions/units?per_page=1").json()["items"][0]
    clauses = anybody.get("/api/v1/mentions/units/clauses", {"name": unit["name"], "per_page": 200}).json()
    assert len({(one["document"], one["provision"]) for one in clauses["items"]}) == unit["clauses"]


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("akn", "application/xml"),
        ("json", "application/json"),
        ("markdown", "text/markdown"),
        ("text", "text/plain"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_document_is_taken_out_as_a_file(library, anybody, kind, media):
    answer = anybody.get(f"/api/v1/documents/{library['measures']}/exports/{kind}")
    assert answer.headers["Content-Type"].partition(";")[0] == media
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(answer.content) > 500
    assert anybody.get(f"/api/v1/documents/{library['measures']}/exports/pdf").status_code == 422

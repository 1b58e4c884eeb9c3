"""How the interface answers: problems, pages, versions, languages, limits, and rows entered and changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from jingkai.accounts.roles import Role
from neighbours import settle
from people import make_person, token_of

ROWS = "/api/v1/registry/enterprises"
NEW = {
    "uscc": "91320594MA1MYD5H0J",
    "name": "青岚装备制造有限公司",
    "zone": "qinglan",
    "park": "qinglan-east",
    "industry": "C3511",
    "registered_capital": "30000000.50",
    "phone": "13812345678",
    "reason": "企业新设登记",
}


@pytest.fixture
def there(db, settings, tmp_path) -> Any:
    """The zone 青岚 with one row of everything; as many requests as one likes."""
    settings.API_RATES = tmp_path / "rates.sqlite3"
    settings.API_TOKEN_RATE = settings.API_ADDRESS_RATE = 0
    return settle("qinglan")


class Program:
    """A program that acts for somebody."""

    def __init__(self, *roles: Role) -> None:
        self.owner = make_person(*roles)
        self.token, self.headers = token_of(self.owner)

    def ask(self, path: str, **headers: str) -> Any:
        return Client().get(path, headers=self.headers | headers)

    def send(self, method: str, path: str, body: object, **headers: str) -> Any:
        return getattr(Client(), method)(
            path, data=body, content_type="application/json", headers=self.headers | headers
        )


@pytest.fixture
def clerk(there) -> Program:
    """A program of a case officer of the zone 青岚."""
    return Program(Role.CASE_OFFICER)


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["code"]) == (status, code)
    assert told["title"]
    assert told["request"] == answer.headers["X-Request-ID"]
    return dict(told)


def test_a_row_says_what_is_unknown_as_null_and_decimals_as_strings(there, clerk):
    row = clerk.ask(f"{ROWS}/{there.enterprise.uscc}").json()
    assert row["registered_capital"] == "12000000.00"
    assert row["foreign"] is None
    assert row["address"] is None
    assert row["founded"] == "2015-03-20"
    assert row["synthetic"] is True


def test_people_are_masked(there, clerk):
    row = clerk.ask(f"{ROWS}/{there.enterprise.uscc}").json()
    for clear in (there.enterprise.representative, there.enterprise.contact, there.enterprise.phone):
        assert clear not in str(row)
    assert row["phone"].endswith("0000")


def test_a_row_is_entered_and_its_history_says_who_and_why(there, clerk):
    from jingkai.registry.models import Enterprise

    answer = clerk.send("post", ROWS, NEW)
    assert answer.status_code == 201, answer.content
    row = Enterprise.objects.get(uscc=NEW["uscc"])
    assert (row.park, row.phone, str(row.registered_capital)) == (there.park, "13812345678", "30000000.50")
    entry = row.history.get()
    assert (entry.history_user, entry.history_change_reason) == (clerk.owner, "企业新设登记")
    assert "13812345678" not in answer.content.decode()


def test_a_key_that_is_taken_is_a_conflict_and_writes_nothing(there, clerk):
    told = problem(clerk.send("post", ROWS, NEW | {"uscc": there.enterprise.uscc}), 409, "conflict")
    assert there.enterprise.uscc in told["detail"]
    there.enterprise.refresh_from_db()
    assert there.enterprise.name != NEW["name"]


def test_every_field_that_does_not_fit_is_named_with_what_is_expected_and_what_came(there, clerk):
    body = NEW | {"registered_capital": "-3", "state": "sleeping", "colour": "red"}
    del body["name"]
    told = problem(clerk.send("post", ROWS, body, **{"Accept-Language": "en"}), 422, "invalid")
    faults = {fault["field"]: fault for fault in told["errors"]}
    assert faults["body.registered_capital"]["expected"] == "at least 0"
    assert faults["body.registered_capital"]["came"] == "-3"
    assert faults["body.state"]["came"] == "sleeping"
    assert "active, suspended" in faults["body.state"]["expected"]
    assert faults["body.colour"]["message"] == "Nobody here knows a field of this name."
    assert faults["body.name"]["came"] is None
    assert all(fault["mend"] for fault in faults.values())


def test_what_the_tables_own_rules_refuse_is_named_by_its_field(there, clerk):
    told = problem(clerk.send("post", ROWS, NEW | {"uscc": "91320594MA1MYD5H0K"}), 422, "invalid")
    assert [fault["field"] for fault in told["errors"]] == ["body.uscc"]


def test_a_zone_out_of_scope_is_refused_as_one_that_there_is_not(there, clerk):
    answers = [clerk.send("post", ROWS, NEW | {"zone": zone}).json()["errors"] for zone in ("songhai", "xyz")]
    assert [fault["field"] for errors in answers for fault in errors] == ["body.zone", "body.zone"]
    assert answers[0][0]["message"] == answers[1][0]["message"]


def test_a_change_names_the_version_it_was_made_from(there, clerk):
    path = f"{ROWS}/{there.enterprise.uscc}"
    body = {"state": "suspended", "reason": "停产整顿"}
    problem(clerk.send("patch", path, body), 428, "version_needed")
    seen = clerk.ask(path).headers["ETag"]
    changed = clerk.send("patch", path, body, **{"If-Match": seen})
    assert changed.status_code == 200
    assert changed.json()["state"] == "suspended"
    assert changed.headers["ETag"] == clerk.ask(path).headers["ETag"] != seen
    problem(
        clerk.send("patch", path, body | {"state": "closed"}, **{"If-Match": seen}), 412, "changed_meanwhile"
    )
    assert clerk.ask(path).json()["state"] == "suspended"


def test_what_a_change_does_not_name_stays_and_null_makes_it_unknown(there, clerk):
    path = f"{ROWS}/{there.enterprise.uscc}"
    seen = clerk.ask(path).headers["ETag"]
    body = {"registered_capital": None, "industry": None, "reason": "核销"}
    row = clerk.send("patch", path, body, **{"If-Match": seen}).json()
    assert (row["registered_capital"], row["industry"]) == (None, None)
    assert row["founded"] == "2015-03-20"


def test_a_fact_takes_the_place_of_the_one_that_was_known_and_of_no_other(there, clerk):
    body = {
        "subject": there.enterprise.subject_key, "variable": "tax_paid", "value": "1300000.00", "period": "2023",
        "source_words": "完税证明",
    }  # fmt: skip
    problem(clerk.send("post", "/api/v1/registry/facts", body), 409, "conflict")
    stated = clerk.send("post", "/api/v1/registry/facts", body | {"replaces": there.fact.pk})
    assert stated.status_code == 201, stated.content
    known = clerk.ask(f"/api/v1/registry/facts?subject={there.enterprise.subject_key}").json()["items"]
    assert [(row["value"], row["id"]) for row in known] == [("1300000.00", stated.json()["id"])]
    before = clerk.ask("/api/v1/registry/facts?known_at=2024-06-01T00:00:00Z").json()["items"]
    assert [row["value"] for row in before] == ["1250000.50"]


def test_a_fact_that_is_taken_back_is_unknown_and_stays_on_record(there, clerk):
    path = f"/api/v1/registry/facts/{there.fact.pk}"
    assert Client().delete(path, headers=clerk.headers).status_code == 204
    assert clerk.ask("/api/v1/registry/facts").json()["total"] == 0
    assert clerk.ask(path).json()["retired"] is not None
    problem(Client().delete(path, headers=clerk.headers), 409, "conflict")


def test_a_value_that_a_variable_does_not_take_is_refused_with_the_mend(there, clerk):
    body = {
        "subject": there.enterprise.subject_key,
        "variable": "tax_paid",
        "value": "很多",
        "period": "2024",
    }
    told = problem(clerk.send("post", "/api/v1/registry/facts", body), 422, "invalid")
    assert told["errors"][0]["field"] == "body.value"
    assert told["errors"][0]["came"] == "很多"
    assert told["errors"][0]["mend"]


def test_pages_link_to_one_another_and_count_all_rows(there, clerk):
    for number in range(1, 6):
        clerk.send("post", "/api/v1/registry/parcels",
                   {"number": f"QL-{number}", "zone": "qinglan", "use": "industry", "reason": "供地"})  # fmt: skip
    answer = clerk.ask("/api/v1/registry/parcels?per_page=2&page=2&sort=-number&use=industry")
    page = answer.json()
    assert [row["number"] for row in page["items"]] == ["QL-3", "QL-2"]
    assert (page["total"], page["pages"], page["page"]) == (6, 3, 2)
    links = dict(part.strip().split("; rel=")[::-1] for part in answer.headers["Link"].split(","))
    assert set(links) == {'"first"', '"prev"', '"next"', '"last"'}
    assert "page=3" in links['"next"'] and "use=industry" in links['"next"']
    assert clerk.ask("/api/v1/registry/parcels?per_page=2&page=9").json()["items"] == []


def test_a_filter_narrows_and_a_misspelt_one_is_refused(there, clerk):
    assert clerk.ask(f"{ROWS}?state=closed").json()["total"] == 0
    assert clerk.ask(f"{ROWS}?industry=C14&q=青岚").json()["total"] == 1
    told = problem(clerk.ask(f"{ROWS}?stat=closed"), 422, "invalid")
    assert told["errors"][0]["field"] == "query.stat"
    assert "state" in told["errors"][0]["expected"]


def test_what_has_not_changed_is_not_sent_again(there, clerk):
    for path in (ROWS, f"{ROWS}/{there.enterprise.uscc}", "/api/v1/openapi.json"):
        tag = clerk.ask(path).headers["ETag"]
        again = clerk.ask(path, **{"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert clerk.ask(path, **{"If-None-Match": '"other"'}).status_code == 200


def test_problems_speak_the_callers_language_and_chinese_to_whom_says_nothing(there):
    path = "/api/v1/account"
    chinese, english = Client().get(path), Client().get(path, headers={"Accept-Language": "en-GB,zh;q=0.5"})
    assert english.json()["title"] == "A valid token is needed"
    assert english.headers["Content-Language"] == "en"
    assert chinese.json()["title"] != english.json()["title"]
    assert chinese.headers["Content-Language"] == "zh-hans"
    assert Client().get(path, headers={"Accept-Language": "fr"}).json()["title"] == chinese.json()["title"]


def test_a_body_that_is_no_json_is_told_so(there, clerk):
    answer = Client().post(ROWS, data="{", content_type="application/json", headers=clerk.headers)
    problem(answer, 400, "bad_request")
    answer = Client().post(
        ROWS, data="name=x", content_type="application/x-www-form-urlencoded", headers=clerk.headers
    )
    problem(answer, 415, "not_json")


def test_a_body_that_is_too_large_is_refused(there, clerk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    problem(clerk.send("post", ROWS, NEW | {"address": "长" * 1000}), 413, "too_large")


def test_a_method_that_an_address_does_not_know_is_refused_with_those_it_knows(there, clerk):
    answer = clerk.send("put", ROWS, {})
    problem(answer, 405, "method_not_allowed")
    assert set(answer.headers["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}


def test_head_answers_like_get_without_the_body(there, clerk):
    whole = clerk.ask(ROWS)
    head = Client().head(ROWS, headers=clerk.headers)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_an_address_that_leads_nowhere_is_a_problem_and_no_page(there):
    for path in ("/api/v1/nothing", "/api/v1/registry/enterprises/a/b", "/api/v2/documents", "/api/v1/a%0Ab"):
        problem(Client().get(path), 404, "not_found")
        problem(Client().post(path), 404, "not_found")


def test_a_fault_of_ours_says_nothing_of_its_inside(there, clerk, monkeypatch, caplog):
    def fail(*_arguments: object) -> None:
        raise RuntimeError("password of the database")

    monkeypatch.setattr("jingkai.registry.selectors.variables", fail)
    told = problem(clerk.ask("/api/v1/registry/variables"), 500, "broken")
    assert "password" not in str(told)
    assert "password of the database" in caplog.text


@pytest.mark.parametrize("where", ["registry.selectors.variables", "accounts.api.gate.token_bearer"])
def test_while_the_database_is_away_a_program_is_told_when_to_come_again(there, clerk, monkeypatch, where):
    def fail(*_arguments: object) -> None:
        raise OperationalError("could not connect to the server at 10.0.0.7")

    monkeypatch.setattr(f"jingkai.{where}", fail)
    answer = clerk.ask("/api/v1/registry/variables")
    told = problem(answer, 503, "away")
    assert answer.headers["Retry-After"] == "30"
    assert "10.0.0.7" not in str(told)


def test_who_asks_too_often_is_told_when_to_go_on(there, clerk, settings):
    settings.API_TOKEN_RATE = 3
    answers = [clerk.ask("/api/v1/account") for _each in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    problem(answers[3], 429, "too_many")
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    assert Program(Role.CASE_OFFICER).ask("/api/v1/account").status_code == 200


def test_wrong_tokens_are_counted_against_the_address(there, settings):
    settings.API_ADDRESS_RATE = 2
    wrong = {"Authorization": "Bearer jk_guess"}
    answers = [Client().get("/api/v1/account", headers=wrong).status_code for _each in range(3)]
    assert answers == [401, 401, 429]
    other = Client(REMOTE_ADDR="203.0.113.7").get("/api/v1/account", headers=wrong)
    assert other.status_code == 401


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(there, settings):
    settings.API_ADDRESS_RATE = 1
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def ask(forwarded: str) -> int:
        return Client().get("/api/v1/ledger/heads", headers={"X-Forwarded-For": forwarded}).status_code

    assert [ask("198.51.100.1"), ask("198.51.100.2"), ask("9.9.9.9, 198.51.100.1")] == [200, 200, 429]


def test_counting_that_fails_lets_requests_through(there, settings, tmp_path, caplog):
    (tmp_path / "folder").mkdir()
    settings.API_RATES = tmp_path / "folder"
    settings.API_ADDRESS_RATE = 1
    assert Client().get("/api/v1/ledger/heads").status_code == 200
    assert "cannot be counted" in caplog.text


def test_the_last_use_of_a_token_is_noted(there, clerk):
    assert clerk.token.last_used_at is None
    clerk.ask("/api/v1/account")
    clerk.token.refresh_from_db()
    assert clerk.token.last_used_at is not None


def test_no_two_shapes_share_a_name():
    from jingkai.accounts.api.shapes import Asked, Shape
    from jingkai.config.api import api
    from jingkai.documents.export.shapes import Shape as Published

    assert api

    def below(kind: type) -> set[type]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    named: dict[str, set[str]] = {}
    for kind in below(Shape) | below(Asked) | below(Published):
        if "[" not in kind.__name__ and kind not in {Shape, Published}:
            named.setdefault(kind.__name__, set()).add(kind.__module__)
    twice = {name: modules for name, modules in named.items() if len(modules) > 1}
    assert {name for name in twice if not name.endswith("Asked")} == set()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "青岚\0公司"}, "body.name"),
        ({"industries": ["绿色食品", "\0"]}, "body.industries.1"),
        ({"boundary": {"type": {"\0": 1}}}, "body.boundary.type.�"),
        ({"reason": "\0\0"}, "body.reason"),
    ],
)
def test_nul_in_any_text_of_a_body_is_refused_by_its_field(there, changed, field):
    keeper = Program(Role.POLICY_OFFICER)
    path = f"/api/v1/registry/parks/{there.park.code}"
    tag = keeper.ask(path).headers["ETag"]
    body = {"reason": "更正"} | changed
    for sent in (json.dumps(body), json.dumps(body).encode("utf-16")):
        told = problem(keeper.send("patch", path, sent, **{"If-Match": tag}), 422, "invalid")
        assert [fault["field"] for fault in told["errors"]] == [field]


def test_nul_in_an_address_is_refused(there, clerk):
    told = problem(clerk.ask("/api/v1/registry/parks/a%00b"), 422, "invalid")
    assert [fault["field"] for fault in told["errors"]] == ["path.code"]
    told = problem(clerk.ask(f"{ROWS}?q=a%00"), 422, "invalid")
    assert [fault["field"] for fault in told["errors"]] == ["query.q"]

"""Pages of runs: started by a form, watched, read benefit by benefit, taken as files; nothing of a neighbour's."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import timezone
from pyarrow import parquet

from jingkai.accounts.roles import Role
from jingkai.benefits.models import BenefitRun, ClaimRow
from jingkai.benefits.models.runs import RunState
from jingkai.benefits.services import running
from jingkai.ledger.services import catch_up_all
from neighbours import settle
from people import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(state: Any, policy: Any) -> Any:
    found = settle("qinglan")
    state(found.enterprise, high_tech_first=True)
    return found


@pytest.fixture
def run(home: Any, policy: Any, monkeypatch: pytest.MonkeyPatch) -> BenefitRun:
    """A run of the home zone that is computed."""
    monkeypatch.setattr(running, "_queue", lambda _pk: None)
    made = running.start(home.zone, policy, timezone.localdate(), owner=make_person(Role.POLICY_OFFICER))
    running.work_on(made.pk)
    made.refresh_from_db()
    return made


def _as(role: Role) -> Any:
    return signed_in(make_person(role))


def _form(pack: Any, **more: str) -> dict[str, str]:
    return {"zone": "qinglan", "policy": pack.key, "on": timezone.localdate().isoformat(), **more}


def test_a_policy_officer_starts_a_run_and_a_second_click_starts_no_second(home, policy, monkeypatch):
    monkeypatch.setattr(running, "_queue", lambda _pk: None)
    client = _as(Role.POLICY_OFFICER)
    assert policy.key in client.get("/benefits/runs/").content.decode()
    first = client.post("/benefits/runs/start/", _form(policy))
    second = client.post("/benefits/runs/start/", _form(policy))
    made = BenefitRun.objects.get()
    assert first.url == second.url == f"/benefits/runs/{made.pk}/"
    assert made.owner is not None
    page = client.get(first.url).content.decode()
    assert "run-progress" in page
    assert client.get(f"{first.url}progress/").status_code == 200
    client.post(f"{first.url}cancel/")
    made.refresh_from_db()
    assert made.state == RunState.CANCELLED
    assert client.get(f"{first.url}progress/").headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"zone": "songhai"}, "id_zone"),
        ({"policy": "nowhere"}, "id_policy"),
        ({"on": "1999-01-01"}, "id_on"),
        ({"on": "2024-01-01"}, "id_policy"),
        ({"on": "morgen"}, "id_on"),
        ({"known": "2999-01-01"}, "id_known"),
    ],
)
def test_what_cannot_be_run_is_said_at_its_field_and_nothing_is_started(home, policy, wrong, where):
    settle("songhai")
    answer = _as(Role.POLICY_OFFICER).post("/benefits/runs/start/", _form(policy, **wrong))
    assert answer.status_code == 422
    assert f'href="#{where}"' in answer.content.decode()
    assert not BenefitRun.objects.exists()


def test_a_run_shows_each_benefit_with_its_sum_its_clause_and_whom_it_gives_what(run, home):
    client = _as(Role.ZONE_LEADER)
    page = client.get(f"/benefits/runs/{run.pk}/").content.decode()
    assert "200,000.00" in page
    assert "首次认定高新技术企业奖励" in page
    assert "澄政办发〔2025〕11号" in page
    lines = client.get(f"/benefits/runs/{run.pk}/benefits/high_tech_award/").content.decode()
    assert home.enterprise.name in lines
    assert f"/benefits/enterprises/{home.enterprise.uscc}/" in lines
    none = client.get(f"/benefits/runs/{run.pk}/benefits/high_tech_award/?outcome=unknown").content.decode()
    assert home.enterprise.name not in none
    other = client.get(f"/benefits/runs/{run.pk}/benefits/digital_retrofit/?outcome=unknown").content.decode()
    assert "lacking-heading" in other
    assert client.get(f"/benefits/runs/{run.pk}/benefits/nothing/").status_code == 404


def test_the_files_hold_every_line_and_every_condition(run, home):
    client = _as(Role.AUDITOR)
    text = b"".join(client.get(f"/benefits/runs/{run.pk}/files/lines/").streaming_content).decode("utf-8-sig")
    row = next(one for one in text.splitlines() if "首次认定高新技术企业奖励" in one)
    assert home.enterprise.uscc in row
    assert "200000.00" in row
    answer = client.get(f"/benefits/runs/{run.pk}/files/enterprises/")
    assert "attachment" in answer.headers["Content-Disposition"]
    table = parquet.read_table(io.BytesIO(b"".join(answer.streaming_content)))
    assert table.column("high_tech_award__first_time").to_pylist() == [True]
    assert client.get(f"/benefits/runs/{run.pk}/files/passwords/").status_code == 404


def test_a_case_officer_opens_the_claims_and_a_policy_officer_may_not(run):
    address = f"/benefits/runs/{run.pk}/"
    assert f"{address}open/" not in _as(Role.POLICY_OFFICER).get(address).content.decode()
    assert _as(Role.POLICY_OFFICER).post(f"{address}open/").status_code == 403
    officer = _as(Role.CASE_OFFICER)
    assert f"{address}open/" in officer.get(address).content.decode()
    officer.post(f"{address}open/")
    running.work_on(run.pk)
    catch_up_all()
    assert ClaimRow.objects.count() == 1
    page = officer.get(address).content.decode()
    assert f"{address}open/" not in page
    again = officer.post(f"{address}open/", follow=True)
    assert again.status_code == 200
    assert ClaimRow.objects.count() == 1


def test_a_neighbour_sees_nothing_of_a_run(run):
    from people import NEIGHBOUR, scope_of

    scope = scope_of(Role.POLICY_OFFICER, NEIGHBOUR)
    assert scope is not None
    client = signed_in(make_person((Role.POLICY_OFFICER, scope)))
    for page in ("", "progress/", "files/lines/", "benefits/high_tech_award/"):
        assert client.get(f"/benefits/runs/{run.pk}/{page}").status_code == 404
    assert client.post(f"/benefits/runs/{run.pk}/cancel/").status_code == 404
    assert "澄政办发" not in client.get("/benefits/runs/").content.decode()

"""Going back in the record goes back to the rules as well: pages, receipts, the interface, runs and simulations."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from benefit_facts import DEMO, ON
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rules_of_before import AWARD, before, now, put_on_record

from jingkai.accounts.roles import Role
from jingkai.benefits.known import end_of
from jingkai.benefits.models import BenefitRun
from jingkai.benefits.selectors import known_packs, policies_for
from jingkai.benefits.selectors import simulations as selected
from jingkai.benefits.services import running, simulating, simulation_work
from jingkai.benefits.simulation.errors import SimulationError
from jingkai.benefits.simulation.stored import read
from jingkai.policy.models import RecordedPack
from jingkai.policy.rules.receipt import Receipt, replay
from jingkai.policy.selectors import pack_version, record
from jingkai.registry.models import Enterprise, Project
from neighbours import settle
from people import make_person, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese")]

STATED = datetime(2025, 6, 1, tzinfo=UTC)
FIRST, SECOND = datetime(2025, 7, 1, tzinfo=UTC), datetime(2025, 10, 1, tzinfo=UTC)
BEFORE, THEN, SINCE = date(2025, 6, 15), date(2025, 8, 1), date(2025, 11, 1)


@pytest.fixture
def place(state: Any) -> Any:
    """An enterprise that gets the award; its rules are on record since July, others since October."""
    here = settle()
    state(here.enterprise, recorded=STATED, high_tech_first=True)
    for history in (Enterprise.history, Project.history):
        history.update(history_date=STATED)
    put_on_record((FIRST, [before()]), (SECOND, [now()]))
    known_packs._prepared.cache_clear()
    record._pack.cache_clear()
    return here


def _address(place: Any, more: str = "") -> str:
    return f"/benefits/enterprises/{place.enterprise.uscc}/{more}"


def _text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_each_record_date_has_the_rules_of_its_day(place: Any) -> None:
    said = {
        known: [one.rules.version for one in policies_for(place.zone, ON, end_of(known))]
        for known in (BEFORE, THEN, SINCE)
    }
    assert said == {BEFORE: [], THEN: [before().digest], SINCE: [now().digest]}


def test_what_an_enterprise_gets_is_told_by_the_rules_that_were_on_record(place: Any, client_as: Any) -> None:
    member = client_as(Role.ENTERPRISE_MEMBER)
    days = {"on": ON.isoformat()}
    assert "定额 150,000.00 元" in _text(member.get(_address(place), days | {"known": THEN.isoformat()}))
    assert "定额 200,000.00 元" in _text(member.get(_address(place), days | {"known": SINCE.isoformat()}))
    one = _address(place, f"{DEMO}/high_tech_award/")
    page = _text(member.get(one, days | {"known": THEN.isoformat()}))
    assert "150,000.00 元" in page
    assert before().digest in page
    assert "如今适用的是另一版规则" in page
    assert "如今适用的是另一版规则" not in _text(member.get(one, days | {"known": SINCE.isoformat()}))


def test_before_the_first_recording_nothing_was_known_and_the_pages_say_so(
    place: Any, client_as: Any
) -> None:
    member = client_as(Role.ENTERPRISE_MEMBER)
    days = {"known": BEFORE.isoformat()}
    page = _text(member.get(_address(place), days))
    assert "当日还没有规则记录在案" in page
    assert "2025-07-01" in page
    led = member.get(_address(place, f"{DEMO}/high_tech_award/"), days)
    assert (led.status_code, led.headers["Location"]) == (302, f"{_address(place)}?known=2025-06-15")
    refused = member.get(_address(place, f"{DEMO}/high_tech_award/receipt/"), days)
    assert refused.status_code == 404
    assert "2025-07-01" in refused.content.decode()


def test_where_nothing_was_ever_recorded_the_page_says_when_that_is_done(place: Any, client_as: Any) -> None:
    RecordedPack.objects.all().delete()
    page = _text(client_as(Role.ENTERPRISE_MEMBER).get(_address(place), {"known": THEN.isoformat()}))
    assert "服务启动时" in page


def test_a_receipt_of_before_is_replayed_by_its_digest_under_the_rules_of_today(
    place: Any, client_as: Any
) -> None:
    days = {"on": ON.isoformat(), "known": THEN.isoformat()}
    member = client_as(Role.ENTERPRISE_MEMBER)
    answer = member.get(_address(place, f"{DEMO}/high_tech_award/receipt/"), days)
    receipt = Receipt.from_json(answer.content.decode())
    assert (receipt.rules, receipt.recorded_on) == (before().digest, THEN)
    found = pack_version(receipt.rules)
    assert found is not None
    assert replay(receipt, found.pack).yuan == AWARD


def test_programs_are_told_the_same_and_before_the_record_no_sum_at_all(place: Any, settings: Any) -> None:
    settings.API_TOKEN_RATE = settings.API_ADDRESS_RATE = 0
    headers = token_of(make_person(Role.CASE_OFFICER))[1]

    def get(known: date) -> Any:
        address = f"/api/v1/benefits/enterprises/{place.enterprise.uscc}?on={ON}&known={known}"
        return Client().get(address, headers=headers).json()

    sums = {known: (get(known)["total"], get(known)["rules_on_record"]) for known in (BEFORE, THEN, SINCE)}
    assert sums == {BEFORE: (None, False), THEN: ("150000.00", True), SINCE: ("200000.00", True)}
    award = next(one for one in get(THEN)["benefits"] if one["benefit"] == "high_tech_award")
    assert award["rules"] == before().digest


def test_pages_of_today_ask_the_record_nothing_and_no_page_writes_it(place: Any, client_as: Any) -> None:
    member = client_as(Role.ENTERPRISE_MEMBER)
    pages = [_address(place), _address(place, f"{DEMO}/high_tech_award/")]
    with CaptureQueriesContext(connection) as asked:
        for page in pages:
            assert member.get(page, {"on": ON.isoformat()}).status_code == 200
    assert asked.captured_queries
    assert not [one["sql"] for one in asked.captured_queries if RecordedPack._meta.db_table in one["sql"]]
    RecordedPack.objects.all().delete()
    for page in pages:
        member.get(page, {"known": THEN.isoformat()})
    assert not RecordedPack.objects.exists()


def test_a_run_goes_by_the_rules_that_were_on_record(
    place: Any, client_as: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_queue", lambda _pk: None)
    officer = client_as(Role.POLICY_OFFICER)
    form = {"zone": place.zone.code, "policy": DEMO, "on": ON.isoformat(), "known": THEN.isoformat()}
    assert officer.post("/benefits/runs/start/", form).status_code == 302
    run = BenefitRun.objects.get()
    assert run.rules == before().digest
    running.work_on(run.pk)
    run.refresh_from_db()
    assert run.state == "computed", run.problem
    total = next(one for one in run.totals if one["benefit"] == "high_tech_award")
    assert total["yuan"] == "150000.00"
    assert "150,000.00" in _text(officer.get(run.get_absolute_url()))
    refused = officer.post("/benefits/runs/start/", form | {"known": BEFORE.isoformat()})
    assert refused.status_code == 422
    assert "2025-06-15" in refused.content.decode()
    assert BenefitRun.objects.count() == 1


def test_rules_that_were_changed_in_the_database_are_refused_in_words(place: Any, client_as: Any) -> None:
    row = RecordedPack.objects.get(digest=before().digest)
    RecordedPack.objects.filter(pk=row.pk).update(content=row.content.replace("150000", "950000"))
    answer = client_as(Role.ENTERPRISE_MEMBER).get(_address(place), {"known": THEN.isoformat()})
    assert answer.status_code == 404
    assert "在案的政策包与其摘要不符" in answer.content.decode()
    form = {"zone": place.zone.code, "policy": DEMO, "on": ON.isoformat(), "known": THEN.isoformat()}
    refused = client_as(Role.POLICY_OFFICER).post("/benefits/runs/start/", form)
    assert refused.status_code == 422
    assert "在案的政策包与其摘要不符" in refused.content.decode()
    assert known_packs.policy_by_version(DEMO, before().digest) is None


def test_a_simulation_compares_with_the_rules_that_were_on_record(place: Any, client_as: Any) -> None:
    pack = selected.pack_called(f"cn-demo/{DEMO}", place.zone)
    assert pack is not None
    opened = simulating.open_simulation(make_person(Role.POLICY_OFFICER), place.zone, pack)
    figures: Any = {"typed": {"high_tech_award.amount.yuan": "30万"}, "on": ON, "title": "试算"}
    simulation_work.work_on(simulating.send_off(opened, pack, **figures, known=THEN).pk)
    opened.refresh_from_db()
    assert opened.state == "done", opened.problem
    assert opened.rules_before == before().digest
    (line,) = [one for one in read(opened.result).comparison.benefits if one.benefit == "high_tech_award"]
    assert (line.before.yuan, line.after.yuan) == (AWARD, Decimal(300000))
    page = _text(client_as(Role.POLICY_OFFICER).get(opened.get_absolute_url()))
    assert "2025-08-01 在案的规则" in page
    with pytest.raises(SimulationError, match="2025-06-15"):
        simulating.send_off(opened, pack, **figures, known=BEFORE)

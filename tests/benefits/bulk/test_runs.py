"""A run over a zone: computed in the background, stopped, taken up again; claims opened from it, once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from rules_of_before import on_record_for_long

from jingkai.accounts.models import Notification
from jingkai.accounts.roles import Role
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.states import State
from jingkai.benefits.known import end_of
from jingkai.benefits.models import BenefitRun, ClaimRow
from jingkai.benefits.models.runs import RunState
from jingkai.benefits.selectors import cases_of
from jingkai.benefits.selectors.claims import find_claim
from jingkai.benefits.selectors.population import population
from jingkai.benefits.services import claims, running
from jingkai.ledger.services import catch_up_all
from jingkai.registry.models import Enterprise, Project, Variable
from neighbours import settle
from people import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(state: Any, policy: Any) -> Any:
    """A zone whose one enterprise holds a first high-tech certificate, which the pack awards 200,000 yuan for."""
    found = settle("qinglan")
    state(found.enterprise, high_tech_first=True)
    return found


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> list[int]:
    """What was handed to the queue, which does nothing here."""
    asked: list[int] = []
    monkeypatch.setattr(running, "_queue", asked.append)
    return asked


def _computed(home: Any, policy: Any, **more: Any) -> BenefitRun:
    run = running.start(home.zone, policy, timezone.localdate(), owner=None, **more)
    running.work_on(run.pk)
    run.refresh_from_db()
    return run


def test_the_facts_of_a_zone_are_those_that_one_subject_is_explained_with(home, policy, state):
    today = timezone.localdate()
    reader = make_person(Role.CASE_OFFICER)
    people = population(home.zone, policy.pack.facts, on=today)
    for case in cases_of(reader, home.enterprise, on=today):
        table = people.tables[case.subject.kind]
        row = next(one for one in table.to_pylist() if one.pop("subject") == case.subject.key)
        known = {name: value for name, value in row.items() if value is not None}
        assert known == {name: one.value for name, one in case.facts.items()}
    assert people.owners == {home.project.code: home.enterprise.uscc}


def test_a_deregistered_enterprise_is_left_out_with_its_projects(home, policy):
    home.enterprise.state = "closed"
    home.enterprise.save()
    assert population(home.zone, policy.pack.facts, on=timezone.localdate()).subjects == 0


def test_a_run_computes_every_benefit_and_keeps_totals_and_files(home, policy, queued):
    run = _computed(home, policy)
    assert queued == [run.pk]
    assert (run.state, run.problem, run.percent) == (RunState.COMPUTED, "", 100)
    assert run.subjects == 2
    total = next(one for one in run.totals if one["benefit"] == "high_tech_award")
    assert (total["entitled"], total["to_claim"], total["settled"]) == (1, 1, "200000.00")
    assert run.lines and run.enterprises and run.projects
    assert run.rules == policy.rules.version


def test_a_run_goes_by_what_was_known_on_its_record_date(home, policy, queued):
    Enterprise.history.update(history_date=timezone.now() - timedelta(days=30))
    Project.history.update(history_date=timezone.now() - timedelta(days=30))
    on_record_for_long()
    today = timezone.localdate()
    known = today - timedelta(days=1)
    people = population(home.zone, policy.pack.facts, on=today, known_at=end_of(known))
    for case in cases_of(make_person(Role.CASE_OFFICER), home.enterprise, on=today, known_at=end_of(known)):
        row = next(
            one
            for one in people.tables[case.subject.kind].to_pylist()
            if one.pop("subject") == case.subject.key
        )
        assert {name: value for name, value in row.items() if value is not None} == {
            name: one.value for name, one in case.facts.items()
        }
    run = _computed(home, policy, known=known)
    assert (run.state, run.subjects) == (RunState.COMPUTED, 2)
    total = next(one for one in run.totals if one["benefit"] == "high_tech_award")
    assert (total["entitled"], total["unknown"], total["settled"]) == (0, 1, "0.00")
    with pytest.raises(ClaimError):
        running.open_claims(run)


def test_nobody_was_known_before_they_were_registered(home, policy):
    long_ago = end_of(timezone.localdate() - timedelta(days=400))
    assert population(home.zone, policy.pack.facts, on=timezone.localdate(), known_at=long_ago).subjects == 0


def test_a_run_that_waits_is_stopped_at_once_and_one_under_way_between_two_steps(home, policy, queued):
    run = running.start(home.zone, policy, timezone.localdate(), owner=None)
    running.cancel(run)
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    again = running.start(home.zone, policy, timezone.localdate(), owner=None)
    BenefitRun.objects.filter(pk=again.pk).update(cancel_asked=True)
    running.work_on(again.pk)
    again.refresh_from_db()
    assert again.state == RunState.CANCELLED
    assert again.subjects is None


def test_a_run_whose_worker_died_is_taken_up_again_and_given_up_after_three_times(home, policy, queued):
    run = running.start(home.zone, policy, timezone.localdate(), owner=None)
    BenefitRun.objects.filter(pk=run.pk).update(working=True, attempts=1)
    running.work_on(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.COMPUTING
    assert running.resume() == [run.pk]
    BenefitRun.objects.filter(pk=run.pk).update(working=True, attempts=3)
    assert running.resume() == []
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert run.mend


def test_claims_are_opened_from_a_run_and_the_enterprise_is_told(home, policy, queued):
    administrator = make_person(Role.ENTERPRISE_ADMINISTRATOR)
    run = _computed(home, policy)
    running.open_claims(run)
    running.work_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.opened, run.standing, run.left_out) == (RunState.OPENED, 1, 0, [])
    catch_up_all()
    row = ClaimRow.objects.get()
    assert (row.state, row.benefit, row.entitled) == ("discovered", "high_tech_award", Decimal("200000.00"))
    told = Notification.objects.filter(user=administrator).latest("pk")
    assert told.parameters["sum"] == "200,000.00"
    assert row.claim in told.url


def test_a_second_run_opens_nothing_twice(home, policy, queued):
    for _each in range(2):
        run = _computed(home, policy, opens=True)
        running.work_on(run.pk)
        run.refresh_from_db()
    catch_up_all()
    assert ClaimRow.objects.count() == 1
    assert run.opened == 0
    total = next(one for one in run.totals if one["benefit"] == "high_tech_award")
    assert (total["to_claim"], total["yuan"], total["settled"]) == (0, "200000.00", "0.00")


def test_opening_that_was_cut_off_goes_on_and_counts_what_it_had_opened(home, policy, queued):
    run = _computed(home, policy)
    running.open_claims(run)
    running.work_on(run.pk)
    BenefitRun.objects.filter(pk=run.pk).update(state=RunState.OPENING, working=False, opened=0)
    running.work_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.opened, run.standing) == (RunState.OPENED, 1, 0)
    assert ClaimRow.objects.count() <= 1


def test_a_claim_that_was_withdrawn_is_not_opened_again_by_night(home, policy, queued):
    run = _computed(home, policy)
    running.open_claims(run)
    running.work_on(run.pk)
    catch_up_all()
    claim = ClaimRow.objects.get().claim
    administrator = make_person(Role.ENTERPRISE_ADMINISTRATOR)
    claims.take(claim, commands.Withdraw("不需要"), by=administrator, command_id="withdrawn-1")
    catch_up_all()
    again = _computed(home, policy)
    running.open_claims(again)
    running.work_on(again.pk)
    again.refresh_from_db()
    assert (again.opened, again.standing) == (0, 1)
    found = find_claim(claim)
    assert found is not None and found.state is State.WITHDRAWN


def test_where_the_facts_have_changed_since_the_run_nothing_is_opened(home, policy, queued):
    from jingkai.registry.models import Fact

    run = _computed(home, policy)
    Fact.objects.filter(variable__name="high_tech_first").update(flag=False)
    running.open_claims(run)
    running.work_on(run.pk)
    run.refresh_from_db()
    assert run.opened == 0
    assert [one["count"] for one in run.left_out] == [1]
    assert not ClaimRow.objects.exists()


def test_claims_are_not_opened_from_a_run_of_another_time(home, policy, queued):
    run = _computed(home, policy)
    BenefitRun.objects.filter(pk=run.pk).update(on=timezone.localdate() - timedelta(days=40))
    run.refresh_from_db()
    with pytest.raises(ClaimError):
        running.open_claims(run)
    run.refresh_from_db()
    assert run.state == RunState.COMPUTED


def test_a_run_by_rules_that_have_changed_since_is_not_worked_on(home, policy, queued):
    run = running.start(home.zone, policy, timezone.localdate(), owner=None)
    BenefitRun.objects.filter(pk=run.pk).update(rules="0" * 64)
    running.work_on(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert run.problem and run.mend


def test_files_of_old_runs_are_forgotten_and_their_totals_stay(home, policy, queued):
    run = _computed(home, policy)
    path = run.lines.path
    BenefitRun.objects.filter(pk=run.pk).update(ended=timezone.now() - timedelta(days=400))
    running.forget_old()
    run.refresh_from_db()
    assert not run.has_result
    assert run.totals
    from pathlib import Path

    assert not Path(path).exists()


def test_every_day_each_zone_and_pack_is_run_once_and_not_before_its_hour(home, policy, queued, monkeypatch):
    today = timezone.localdate()
    monkeypatch.setattr(
        running.timezone, "localtime", lambda: timezone.make_aware(datetime.combine(today, time(1, 59)))
    )
    assert running.start_daily() == 0
    monkeypatch.setattr(
        running.timezone, "localtime", lambda: timezone.make_aware(datetime.combine(today, time(2, 0)))
    )
    assert running.start_daily() == 1
    assert running.start_daily() == 0
    run = BenefitRun.objects.get()
    assert (run.policy, run.opens, run.owner) == (policy.key, True, None)


def test_what_is_claimed_is_not_to_be_had_though_no_clause_says_how_often(home, policy, queued, state):
    """A clause that is silent on how often leaves one claim open; while that stands nothing more is promised."""
    insured = policy.rules.benefits["credit_insurance"].benefit
    assert insured.frequency == "unstated"
    state(home.enterprise, credit_premium=Decimal("100000.00"))
    first = _computed(home, policy, opens=True)
    running.work_on(first.pk)
    second = _computed(home, policy)
    before, after = (
        next(one for one in run.totals if one["benefit"] == insured.id) for run in (first, second)
    )
    assert before["to_claim"] == 1
    assert (after["entitled"], after["to_claim"], after["settled"]) == (1, 0, "0.00")


def test_one_slip_of_a_figure_does_not_stop_the_zone_and_is_named(home, policy, queued, state):
    Variable.objects.create(
        name="national_standards", label="主持制定的国家标准", subject="enterprise", type="number", unit="项"
    )
    state(home.enterprise, national_standards=Decimal("9999999999999999"))
    run = _computed(home, policy)
    assert (run.state, run.problem) == (RunState.COMPUTED, "")
    assert run.slips == [{"subject": home.enterprise.uscc, "variable": "national_standards"}]
    award = next(one for one in run.totals if one["benefit"] == "high_tech_award")
    assert award["settled"] == "200000.00"
    page = signed_in(make_person(Role.POLICY_OFFICER)).get(run.get_absolute_url()).content.decode()
    assert f'<span class="code">{home.enterprise.uscc}</span>' in page


def test_a_worker_that_is_stopped_while_it_opens_claims_leaves_the_rest_to_the_next(
    home, policy, queued, state, monkeypatch
):
    """Stopped between two claims and even right after one was recorded: each claim is opened once."""
    state(home.enterprise, quality_award=True, credit_premium=Decimal("100000.00"))
    run = _computed(home, policy)
    running.open_claims(run)
    discover, opened = claims.discover, []

    def stopped_after_one(*given: Any, **more: Any) -> Any:
        opened.append(discover(*given, **more))
        raise SystemExit

    monkeypatch.setattr(claims, "discover", stopped_after_one)
    with pytest.raises(SystemExit):
        running.work_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.working, len(opened)) == (RunState.OPENING, False, 1)
    monkeypatch.setattr(claims, "discover", discover)
    assert running.resume() == [run.pk]
    running.work_on(run.pk)
    run.refresh_from_db()
    wanted = sum(row["to_claim"] for row in run.totals)
    catch_up_all()
    assert (run.state, run.opened, run.standing) == (RunState.OPENED, wanted, 0)
    assert ClaimRow.objects.count() == wanted >= 2
    assert set(ClaimRow.objects.values_list("version", flat=True)) == {1}

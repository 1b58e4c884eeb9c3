"""Simulations: computed over everybody in the zone, equal to what explanations say, and without a trace in the ledger."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from benefit_facts import DEMO, ON
from django.utils import timezone
from rules_of_before import on_record_for_long

from jingkai.accounts.models import Notification
from jingkai.accounts.roles import Role
from jingkai.benefits import selectors
from jingkai.benefits.models import ClaimRow, SimulatedEnterprise, Simulation
from jingkai.benefits.overviewing import overview
from jingkai.benefits.packs import Policy, policies
from jingkai.benefits.selectors import simulations as selected
from jingkai.benefits.services import simulating, simulation_work
from jingkai.benefits.simulation.changing import FigureFaults, change
from jingkai.benefits.simulation.errors import SimulationError
from jingkai.benefits.simulation.stored import Counted, read
from jingkai.kernel import background
from jingkai.ledger.models import LedgerEntry
from jingkai.policy.rules.interpret import prepare
from jingkai.policy.selectors import shelf
from jingkai.registry.models import Enterprise, Project
from jingkai.registry.models.subjects import EnterpriseState
from neighbours import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese")]

PACK = f"cn-demo/{DEMO}"
CODES = ("91150800MA0N000A3X", "91150802MA0Q12345C", "91150802MA0Q54321U")


@pytest.fixture
def place(state):
    """A zone of four enterprises, one of them closed, and projects with one owner; a neighbour with one."""
    here, there = settle(), settle("songhai")
    state(here.enterprise, high_tech_first=True, quality_award=False, software_spent=Decimal("1286400.00"))
    Enterprise.objects.filter(pk=here.enterprise.pk).update(above_scale=True)
    more = []
    for number, code in enumerate(CODES):
        one = Enterprise(
            uscc=code,
            name=f"青岚第{number}机械有限公司",
            zone=here.zone,
            industry="C3670",
            synthetic=True,
            above_scale=True,
        )
        one.save()
        more.append(one)
    state(more[0], software_spent=Decimal("3000000.00"), high_tech_first=False)
    state(more[1], high_tech_first=True)
    state(more[2], high_tech_first=True, software_spent=Decimal("9000000.00"))
    Enterprise.objects.filter(pk=more[2].pk).update(state=EnterpriseState.CLOSED)
    state(there.enterprise, high_tech_first=True, software_spent=Decimal("5000000.00"))
    for number, dollars in enumerate(("600000000", "300000000")):
        project = Project.objects.create(
            code=f"2403-150802-04-01-00000{number}",
            name="外资项目",
            zone=here.zone,
            enterprise=more[0],
            synthetic=True,
        )
        state(project, manufacturing=True, foreign_yuan=Decimal(dollars))
    return here


@pytest.fixture
def officer(person):
    return person(Role.POLICY_OFFICER)


@pytest.fixture
def opened(place, officer):
    installed = selected.pack_called(PACK, place.zone)
    assert installed is not None
    return simulating.open_simulation(officer, place.zone, installed, title="试算")


def _send(simulation, **given):
    installed = selected.pack_called(simulation.pack, simulation.zone)
    assert installed is not None
    values = {"typed": {}, "on": ON, "title": "试算"} | given
    sent = simulating.send_off(simulation, installed, **values)
    simulation_work.work_on(sent.pk)
    sent.refresh_from_db()
    return sent


def test_a_higher_rate_costs_what_can_be_computed_by_hand(opened):
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    assert done.state == "done", done.problem
    result = read(done.result)
    line = next(one for one in result.comparison.benefits if one.benefit == "digital_retrofit")
    # 1,286,400 × 30 % = 385,920; 3,000,000 × 30 % = 900,000, at most 500,000. With 40 %: 514,560 and more: 500,000 each.
    assert (line.before.yuan, line.after.yuan) == (Decimal("885920.00"), Decimal("1000000.00"))
    assert line.before.entitled == line.after.entitled == 3
    assert line.after.without_sum == 1  # what it spent is not known of one: no sum, never the cap
    others = [one for one in result.comparison.benefits if one.benefit != "digital_retrofit"]
    assert all(one.change == 0 for one in others)
    rows = list(done.lines.filter(change__gt=0))
    assert [(one.uscc, one.change) for one in rows] == [("91350211M000100Y46", Decimal("114080.00"))]


def given_before(
    place, uscc, benefit, yuan, found, *, period="ever", state="paid", document="澄政办发〔2025〕11号"
):
    """Let an enterprise have been given a benefit, or have claimed it."""
    return ClaimRow.objects.create(
        claim=f"{ClaimRow.objects.count():032x}",
        zone=place.zone.code,
        enterprise=uscc,
        subject_kind="enterprise",
        subject=uscc,
        document=document,
        provision="art_2__item_13",
        benefit=benefit,
        period=period,
        state=state,
        entitled=Decimal(yuan),
        paid=Decimal(yuan) if state in {"paid", "clawed_back"} else None,
        found=found,
        since=found,
        entry=1,
        version=1,
    )


LAST_YEAR, THIS_YEAR = datetime(2025, 6, 2, 2, tzinfo=UTC), datetime(2026, 1, 5, 2, tzinfo=UTC)


def _line(done, benefit):
    result = read(done.result)
    return result, next(one for one in result.comparison.benefits if one.benefit == benefit)


def test_what_was_given_before_counts_against_caps_on_both_sides(opened, place):
    given_before(place, "91350211M000100Y46", "digital_retrofit", "400000.00", LAST_YEAR)
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    result, line = _line(done, "digital_retrofit")
    # Of 500,000 ever, 100,000 are left to the one; the other gets 900,000 and more, at most 500,000.
    assert (line.before.yuan, line.after.yuan) == (Decimal("600000.00"), Decimal("600000.00"))
    assert result.earlier == Counted(2026, 1, 1)


def test_a_raised_cap_leaves_what_is_above_what_was_given_before(opened, place):
    given_before(place, "91350211M000100Y46", "digital_retrofit", "400000.00", LAST_YEAR)
    done = _send(opened, typed={"digital_retrofit.caps.0.yuan": "70万"})
    _result, line = _line(done, "digital_retrofit")
    # 700,000 − 400,000 = 300,000 of 385,920; the other 700,000 of 900,000.
    assert (line.before.yuan, line.after.yuan) == (Decimal("600000.00"), Decimal("1000000.00"))


def test_what_is_had_once_is_not_simulated_again(opened, place):
    given_before(place, "91350211M000100Y46", "high_tech_award", "200000.00", LAST_YEAR)
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    assert _line(done, "high_tech_award")[1].before.yuan == Decimal("200000.00")  # one of the two


@pytest.mark.parametrize(
    "award",
    [
        {"found": THIS_YEAR},
        {"found": LAST_YEAR, "state": "rejected"},
        {"found": LAST_YEAR, "state": "withdrawn"},
        {"found": LAST_YEAR, "document": "澄政办发〔2019〕1号"},
    ],
    ids=["of the year itself", "rejected", "withdrawn", "under another document"],
)
def test_what_belongs_to_the_year_or_was_not_given_does_not_count(opened, place, award):
    given_before(place, "91350211M000100Y46", "high_tech_award", "200000.00", **award)
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    result, line = _line(done, "high_tech_award")
    assert line.before.yuan == Decimal("400000.00")
    assert result.earlier == Counted(2026, 0, 0)


def test_an_award_for_last_year_that_was_claimed_this_year_counts_for_last_year(opened, place):
    given_before(place, "91350211M000100Y46", "digital_retrofit", "500000.00", THIS_YEAR, period="year-2025")
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    assert _line(done, "digital_retrofit")[1].before.yuan == Decimal("500000.00")


def test_a_simulation_goes_by_what_was_known_on_its_record_date(opened, place):
    known = timezone.localdate() - timedelta(days=1)
    on_record_for_long()
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"}, known=known)
    assert (done.state, done.known) == ("done", known)
    comparison = read(done.result).comparison  # nobody was in the register yet
    assert not [one for one in comparison.benefits if one.before.yuan or one.after.yuan]
    assert simulating.copy(done, done.owner).known == known


def test_what_stands_is_what_the_explanations_of_the_same_day_say(opened, officer, place):
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    sums = {row.uscc: row.before for row in done.lines.all()}
    assert len(sums) >= 3
    for one in Enterprise.objects.filter(zone=place.zone).exclude(state=EnterpriseState.CLOSED):
        seen = overview(selectors.cases_of(officer, one, on=ON), ON)
        assert seen.total == sums.get(one.uscc, Decimal(0)), one.name


def test_what_is_simulated_is_what_explanations_would_say_by_the_changed_pack(opened, officer, place):
    typed = {
        "digital_retrofit.amount.rate": "40%",
        "digital_retrofit.caps.0.yuan": "70万",
        "high_tech_award.amount.yuan": "123456.78",
    }
    done = _send(opened, typed=typed)
    installed = selected.pack_called(PACK, place.zone)
    changed = change(installed.pack, typed, ON)
    assert changed.digest == done.rules_after
    policy = Policy(DEMO, changed.pack, prepare(changed.pack, changed.digest))
    sums = {row.uscc: row.after for row in done.lines.all()}
    for one in Enterprise.objects.filter(zone=place.zone).exclude(state=EnterpriseState.CLOSED):
        cases = [replace(case, policy=policy) for case in selectors.cases_of(officer, one, on=ON)]
        assert overview(cases, ON).total == sums.get(one.uscc, Decimal(0)), one.name


def test_caps_of_an_enterprise_hold_for_its_projects_together(opened, state):
    from jingkai.registry.models import Variable

    Variable.objects.get_or_create(
        name="foreign_dollars",
        defaults={"label": "到位外资", "subject": "project", "type": "number", "unit": "美元"},
    )
    for project in Project.objects.filter(name="外资项目"):
        from django.utils import timezone

        from jingkai.registry.models import Fact

        Fact.objects.create(
            variable=Variable.objects.get(name="foreign_dollars"), zone=project.zone, subject=project.subject_key,
            enterprise=project.enterprise.uscc, number=Decimal(60_000_000), source="zone", recorded=timezone.now(),
        )  # fmt: skip
    done = _send(opened, typed={"foreign_investment_award.caps.0.yuan": "600万"})
    line = next(
        one for one in read(done.result).comparison.benefits if one.benefit == "foreign_investment_award"
    )
    # 1 % of 600 and of 300 million are 6 and 3 million: together at most 4 million, or 6 million.
    assert (line.before.yuan, line.after.yuan) == (Decimal("4000000.00"), Decimal("6000000.00"))


def test_nothing_is_appended_to_the_ledger_and_no_claim_is_opened(opened):
    before = list(LedgerEntry.objects.values_list("number", "stream"))
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%", "quality_award.amount.yuan": "900000"})
    assert done.state == "done"
    installed = selected.pack_called(PACK, opened.zone)
    simulating.share(done, done.owner, days=7)
    simulating.copy(done, done.owner)
    selected.granted(done.zone, installed.pack, ON)
    simulating.discard(done)
    after = list(LedgerEntry.objects.values_list("number", "stream"))
    assert after == before
    assert not [stream for _number, stream in after if stream.startswith(("claim/", "budget/", "batch/"))]
    assert not ClaimRow.objects.exists()


def test_a_draft_changes_no_explanation(opened, officer, place):
    def said():
        return [
            (one.key, one.yuan, one.receipt.rules)
            for one in overview(selectors.cases_of(officer, place.enterprise, on=ON), ON).explanations
        ]

    before = said()
    done = _send(opened, typed={"digital_retrofit.amount.rate": "90%"})
    assert said() == before
    assert {rules for _key, _yuan, rules in before} == {done.rules_before}
    assert done.rules_after not in {"", done.rules_before}


def test_a_bad_figure_is_named_and_nothing_runs_or_is_kept(opened):
    installed = selected.pack_called(opened.pack, opened.zone)
    with pytest.raises(FigureFaults) as caught:
        simulating.send_off(
            opened, installed, typed={"digital_retrofit.amount.rate": "-5%"}, on=ON, title="x"
        )
    assert list(caught.value.faults) == ["digital_retrofit.amount.rate"]
    opened.refresh_from_db()
    assert (opened.state, opened.changes, opened.result) == ("draft", {}, None)


def test_without_a_change_there_is_nothing_to_compare_except_with_no_policy_at_all(opened):
    installed = selected.pack_called(opened.pack, opened.zone)
    with pytest.raises(SimulationError):
        simulating.send_off(opened, installed, typed={}, on=ON, title="x")
    done = _send(opened, baseline="nothing")
    comparison = read(done.result).comparison  # nobody was in the register yet
    assert comparison.before == 0
    assert comparison.after > 0
    assert comparison.losers == 0
    assert (done.rules_before, done.rules_after) == ("", selected.pack_called(PACK, opened.zone).digest)


def test_deregistered_enterprises_and_neighbours_are_left_out(opened):
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    assert read(done.result).comparison.enterprises == 3
    codes = set(done.lines.values_list("uscc", flat=True))
    assert CODES[2] not in codes
    assert "91320594MA1MYD5H0J" not in codes


def test_a_budget_that_is_short_has_its_day_and_one_that_is_not_known_has_none(opened):
    done = _send(
        opened,
        typed={"digital_retrofit.amount.rate": "40%"},
        budgets={"industry": Decimal("900000"), "science": None},
    )
    pools = {one.pool: one for one in read(done.result).pools}
    assert pools["industry"].before.day is None  # 885,920 are enough
    assert pools["industry"].after.day.isoformat() == "2026-11-25"  # 900,000 of 1,000,000: 328 of 365 days
    assert (pools["science"].budget, pools["science"].after.day) == (None, None)


def test_whoever_sent_it_off_is_told_when_it_is_done(opened, officer):
    _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    told = Notification.objects.get(user=officer)
    assert told.url == f"/benefits/simulations/{opened.pk}/"


def test_one_that_was_stopped_keeps_its_figures_and_no_result(opened):
    installed = selected.pack_called(opened.pack, opened.zone)
    sent = simulating.send_off(
        opened, installed, typed={"digital_retrofit.amount.rate": "40%"}, on=ON, title="x"
    )
    simulating.cancel(sent)
    simulation_work.work_on(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.result) == ("cancelled", None)
    assert sent.changes == {"digital_retrofit.amount.rate": "40%"}


def test_one_that_is_under_way_stops_between_two_looks(opened, monkeypatch):
    monkeypatch.setattr(background, "LOOK_EVERY", 0)
    asked = []
    population = simulation_work.population

    def asked_meanwhile(zone, variables, **when):
        asked.append(simulating.cancel(Simulation.objects.get(pk=opened.pk)))
        return population(zone, variables, **when)

    monkeypatch.setattr(simulation_work, "population", asked_meanwhile)
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    assert asked
    assert (done.state, done.result) == ("cancelled", None)
    assert not SimulatedEnterprise.objects.exists()


def test_a_killed_worker_leaves_work_that_the_next_takes_up_and_gives_up_in_the_end(opened):
    installed = selected.pack_called(opened.pack, opened.zone)
    sent = simulating.send_off(
        opened, installed, typed={"digital_retrofit.amount.rate": "40%"}, on=ON, title="x"
    )
    for attempt in (1, 2):
        Simulation.objects.filter(pk=sent.pk).update(state="computing", attempts=attempt)
        assert simulation_work.resume() == [sent.pk]
    Simulation.objects.filter(pk=sent.pk).update(state="computing", attempts=3)
    assert simulation_work.resume() == []
    sent.refresh_from_db()
    assert sent.state == "failed"
    assert sent.problem and sent.mend


def test_sent_off_again_the_result_is_that_of_the_new_figures(opened):
    _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    done = _send(opened, typed={"high_tech_award.amount.yuan": "30万"})
    result = read(done.result)
    assert [one.key for one in result.changes] == ["high_tech_award.amount.yuan"]
    assert result.comparison.after - result.comparison.before == Decimal("200000.00")  # two enterprises
    assert done.lines.count() == len(set(done.lines.values_list("uscc", flat=True)))


def test_the_greatest_sums_that_money_holds_add_up(opened):
    done = _send(opened, typed={"high_tech_award.amount.yuan": "9999999999999999"})
    assert done.state == "done", done.problem
    line = next(one for one in read(done.result).comparison.benefits if one.benefit == "high_tech_award")
    assert line.after.yuan == 2 * Decimal("9999999999999999.00")


@pytest.fixture
def draft(tmp_path, monkeypatch):
    """A folder of packs with the sample and a draft of its successor: a rate, a new award, and no quality award."""
    folder = Path(__file__).parents[2] / "packs" / "cn-demo" / DEMO
    shutil.copytree(folder, tmp_path / "cn-demo" / DEMO)
    drafted = tmp_path / "cn-demo" / "successor"
    shutil.copytree(folder, drafted)
    document = drafted / "document.yaml"
    text = document.read_text(encoding="utf-8")
    document.write_text(
        text.replace("status: reviewed", "status: draft").replace("11号", "12号"), encoding="utf-8"
    )
    benefits = drafted / "benefits.yaml"
    text = benefits.read_text(encoding="utf-8")
    assert "rate: 0.3, base: software_spent" in text
    text = text.replace("rate: 0.3, base: software_spent", "rate: 0.4, base: software_spent")
    benefits.write_text(text.replace("id: high_tech_award", "id: renewed_award"), encoding="utf-8")
    monkeypatch.setattr(shelf, "packs_folder", lambda: tmp_path)
    return "cn-demo/successor"


def test_a_draft_is_compared_with_the_pack_that_it_would_replace(place, officer, draft):
    successor, present = (selected.pack_called(name, place.zone) for name in (draft, PACK))
    opened = simulating.open_simulation(officer, place.zone, successor)
    done = _send(opened, baseline="pack", against=present, budgets={"industry": Decimal(1), "science": None})
    assert done.state == "done", done.problem
    assert (done.rules_before, done.rules_after) == (present.digest, successor.digest)
    result = read(done.result)
    lines = {one.benefit: one for one in result.comparison.benefits}
    assert lines["digital_retrofit"].change == Decimal("114080.00")
    # One award is the other's under a new name: what the present one gives ends, what the draft gives begins.
    assert (lines["high_tech_award"].before.yuan, lines["high_tech_award"].after.yuan) == (Decimal(400000), 0)
    assert (lines["renewed_award"].before.yuan, lines["renewed_award"].after.yuan) == (0, Decimal(400000))
    documents = {one.id: one.document for one in result.benefits}
    assert documents["high_tech_award"] == "澄政办发〔2025〕11号"
    assert documents["renewed_award"] == documents["digital_retrofit"] == "澄政办发〔2025〕12号"
    pools = {one.pool: one for one in result.pools}
    assert pools["science"].before.need == pools["science"].after.need  # the one award or the other
    assert result.changes == ()
    assert result.earlier is None


def test_between_two_documents_earlier_awards_count_on_neither_side(place, officer, draft):
    given_before(place, "91350211M000100Y46", "high_tech_award", "200000.00", LAST_YEAR)
    successor, present = (selected.pack_called(name, place.zone) for name in (draft, PACK))
    opened = simulating.open_simulation(officer, place.zone, successor)
    done = _send(opened, baseline="pack", against=present)
    result, line = _line(done, "high_tech_award")
    assert (result.earlier, line.before.yuan) == (None, Decimal("400000.00"))


def test_a_result_of_before_awards_were_counted_is_still_read(opened):
    done = _send(opened, typed={"digital_retrofit.amount.rate": "40%"})
    del done.result["earlier"]
    assert read(done.result).earlier is None


def test_a_pack_to_compare_with_that_is_gone_fails_with_words(place, officer, draft, monkeypatch):
    successor, present = (selected.pack_called(name, place.zone) for name in (draft, PACK))
    opened = simulating.open_simulation(officer, place.zone, successor)
    sent = simulating.send_off(
        opened, successor, typed={}, on=ON, title="x", baseline="pack", against=present
    )
    called = simulation_work.pack_called
    monkeypatch.setattr(
        simulation_work, "pack_called", lambda name, zone: None if name == PACK else called(name, zone)
    )
    simulation_work.work_on(sent.pk)
    sent.refresh_from_db()
    assert sent.state == "failed"
    assert sent.problem and sent.mend


def test_a_draft_is_none_of_the_packs_that_decide(draft, tmp_path):
    assert [one.key for one in policies(tmp_path)] == [DEMO]

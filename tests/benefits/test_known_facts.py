"""Facts of the registry as rules take them: as of a day, as they were known, unknown where they are no value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from benefit_facts import ON

from jingkai.accounts.roles import Role
from jingkai.benefits import selectors
from jingkai.registry.models import Enterprise, Fact
from neighbours import settle
from people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise() -> Enterprise:
    return settle().enterprise


def _known(policy, thing, *, on=ON, known_at=None):
    officer = make_person(Role.CASE_OFFICER)
    return selectors.known_facts(officer, thing, policy.pack.facts, on=on, known_at=known_at)


def test_what_is_stated_is_known_with_its_source_and_what_is_not_is_unknown(policy, enterprise, state):
    state(enterprise, high_tech_first=True, first=date(2026, 1, 1))
    found = _known(policy, enterprise)
    assert found["high_tech_first"].value is True
    assert found["high_tech_first"].first == date(2026, 1, 1)
    assert found["high_tech_first"].source
    assert "quality_award" not in found


def test_a_fact_does_not_hold_before_its_first_day(policy, enterprise, state):
    state(enterprise, high_tech_first=True, first=date(2026, 3, 2))
    assert "high_tech_first" not in _known(policy, enterprise)
    assert "high_tech_first" in _known(policy, enterprise, on=date(2026, 3, 2))


def test_a_figure_of_last_year_counts_until_a_year_after_it(policy, enterprise, state):
    state(
        enterprise,
        software_spent=Decimal("80000"),
        period="2024",
        first=date(2024, 1, 1),
        last=date(2024, 12, 31),
    )
    state(
        enterprise,
        software_spent=Decimal("90000"),
        period="2025",
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
    )
    assert _known(policy, enterprise)["software_spent"].value == Decimal("90000")
    assert _known(policy, enterprise)["software_spent"].period == "2025"
    assert _known(policy, enterprise, on=date(2025, 6, 1))["software_spent"].value == Decimal("90000")
    assert "software_spent" not in _known(policy, enterprise, on=date(2027, 6, 1))


def test_what_was_corrected_is_found_again_as_it_was_known(policy, enterprise, state):
    state(enterprise, high_tech_first=True, recorded=datetime(2026, 1, 1, tzinfo=UTC))
    Fact.objects.filter(variable__name="high_tech_first").update(retired=datetime(2026, 2, 1, tzinfo=UTC))
    state(enterprise, high_tech_first=False, recorded=datetime(2026, 2, 1, tzinfo=UTC))
    assert _known(policy, enterprise)["high_tech_first"].value is False
    before = _known(policy, enterprise, known_at=datetime(2026, 1, 15, tzinfo=UTC))
    assert before["high_tech_first"].value is True


def test_choices_are_taken_by_label_or_value_and_others_stay_unknown(policy, enterprise, state):
    state(enterprise, agency_kind="检验检测")
    assert _known(policy, enterprise)["agency_kind"].value == "testing"
    Fact.objects.all().delete()
    state(enterprise, agency_kind="别的")
    assert "agency_kind" not in _known(policy, enterprise)


def test_a_figure_in_another_unit_stays_unknown(policy, enterprise, state):
    state(enterprise, software_spent=Decimal("8"), unit="万元")
    assert "software_spent" not in _known(policy, enterprise)


def test_a_column_of_the_same_name_fills_a_variable_and_null_is_unknown(policy, enterprise):
    assert "above_scale" not in _known(policy, enterprise)
    enterprise.above_scale = True
    enterprise.save()
    found = _known(policy, enterprise)["above_scale"]
    assert found.value is True
    assert found.synthetic is True


def test_the_table_of_all_enterprises_holds_the_same_values(policy, enterprise, state):
    state(enterprise, high_tech_first=True, software_spent=Decimal("1286400.00"))
    settle("songhai")
    officer = make_person(Role.CASE_OFFICER)
    table = selectors.facts_table(officer, "enterprise", policy.pack.facts, on=ON).to_pylist()
    assert [row["subject"] for row in table] == [enterprise.uscc]  # the neighbour is not seen
    assert table[0]["high_tech_first"] is True
    assert table[0]["software_spent"] == Decimal("1286400.00")
    assert table[0]["quality_award"] is None


def test_a_project_is_asked_about_with_the_facts_of_its_enterprise(policy, enterprise, state):
    state(enterprise, high_tech_first=True)
    project = enterprise.projects.get()
    state(project, chain="rail")
    officer = make_person(Role.CASE_OFFICER)
    cases = {case.subject.kind: case for case in selectors.cases_of(officer, enterprise, on=ON)}
    assert set(cases) == {"enterprise", "project"}
    assert set(cases["enterprise"].facts) == {"high_tech_first"}
    assert set(cases["project"].facts) == {"high_tech_first", "chain"}

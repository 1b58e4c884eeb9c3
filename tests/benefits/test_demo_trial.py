"""What the demo states so that its enterprise can try the measures of Bayannur: three sums, one of them capped, one near."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.selectors.trial import document_to_try, trial
from jingkai.benefits.trial import Trial
from jingkai.config.demo import entitling, registering, stating, world
from jingkai.registry.models import Enterprise, Fact
from people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese")]
MEASURES = "bazhengbanfa-2024-8"


@pytest.fixture
def firm() -> Enterprise:
    """The enterprise whose people sign in, with what is stated about it for a trial."""
    made = world.build_world()
    zone = registering.register_zone(made)
    parks = registering.register_parks(zone, made)
    enterprises = registering.register_enterprises(zone, parks, made, _silent)
    registering.register_projects(zone, parks, enterprises, made, _silent)
    stating.state_what_a_trial_asks(zone, made)
    return enterprises[entitling.employer(made).uscc]


def _silent(_what: str, _done: int, _total: int) -> None:
    """Nobody is told."""


def _try(firm: Enterprise, **given: str) -> Trial:
    user = make_person((Role.ENTERPRISE_MEMBER, Scope(ScopeKind.ENTERPRISE, firm.uscc)))
    today = timezone.localdate()
    measures = document_to_try(user, firm, MEASURES, today)
    assert measures is not None
    return trial(user, firm, measures, given, today)


def test_it_would_get_three_sums_and_the_greatest_is_capped(firm):
    seen = _try(firm).overview
    sums = {one.benefit.id: one.yuan for one in seen.of("entitled")}
    assert sums == {
        "chairman_quality_award": Decimal("500000.00"),
        "innovation_platform_match": Decimal("800000.00"),
        "import_and_upgrade_support": Decimal("3000000.00"),
    }
    capped = next(one for one in seen.of("entitled") if one.yuan == 3_000_000)
    assert "超过上限 3,000,000.00 元（第12条）" in capped.arithmetic
    assert all(one.synthetic for one in seen.of("entitled"))


def test_one_fact_stands_between_it_and_two_hundred_thousand(firm):
    before = _try(firm)
    near = before.overview.of("nearly")
    assert [(one.benefit.id, one.next_step.gain) for one in near] == [
        ("standard_leader_award", Decimal("200000.00"))
    ]
    after = _try(firm, standard_leader="yes").overview
    assert after.total == before.overview.total + 200_000 == Decimal("4500000.00")


def test_what_is_stated_for_it_is_marked_as_made_up(firm):
    stated = Fact.objects.all()
    assert stated.count() == 11
    assert set(stated.values_list("source", flat=True)) == {"synthetic"}
    for fact in stated:
        fact.variable.full_clean()
        if fact.variable.type == "choice":
            assert fact.text in fact.variable.choices

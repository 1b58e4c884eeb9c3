"""What the demo states: its enterprise gets something, is near to something, and of something too little is known."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from jingkai.benefits.known import Known, Subject
from jingkai.benefits.overviewing import Case, Overview, overview
from jingkai.config.demo import entitling, world
from jingkai.policy.language.facts import read_fact

ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def made() -> world.DemoWorld:
    return world.build_world()


def _seen(made: world.DemoWorld, policy, one: world.DemoEnterprise) -> Overview:
    stated = [fact for fact in entitling.stated_facts(made) if fact.enterprise == one.uscc]
    own = {fact.variable: Known(fact.value) for fact in stated if fact.kind == "enterprise"}
    if one.above_scale is not None:
        own["above_scale"] = Known(one.above_scale)
    cases = [Case(policy, Subject("enterprise", one.uscc, one.name), own)]
    for project in made.projects:
        if project.enterprise == one.uscc:
            facts = {fact.variable: Known(fact.value) for fact in stated if fact.subject == project.code}
            cases.append(Case(policy, Subject("project", project.code, project.name), {**own, **facts}))
    return overview(cases, ON)


def test_the_enterprise_that_signs_in_gets_sums_and_sees_what_is_near(made, policy):
    seen = _seen(made, policy, entitling.employer(made))
    sums = [one.yuan for one in seen.of("entitled") if one.yuan]
    assert len(sums) >= 2
    assert seen.total == sum(sums)
    assert seen.total >= Decimal("600000")
    assert len(seen.of("nearly")) >= 2
    assert any(step.gain for one in seen.of("nearly") for step in one.next_steps)
    assert seen.of("unknown")


def test_the_others_differ_and_of_some_nothing_is_known(made, policy):
    standings: Counter[str] = Counter()
    for one in made.enterprises[:60]:
        standings.update(said.standing for said in _seen(made, policy, one).explanations)
    assert all(standings[name] > 10 for name in ("entitled", "nearly", "unknown", "not_entitled"))
    stating = {fact.enterprise for fact in entitling.stated_facts(made) if fact.kind == "enterprise"}
    assert 100 < len(stating) < 250


def test_the_same_seed_states_the_same_and_every_value_is_one_of_its_variable(made, policy):
    stated = list(entitling.stated_facts(made))
    assert stated == list(entitling.stated_facts(made))
    for fact in stated:
        variable = policy.rules.variables[fact.variable]
        assert variable.subject == fact.kind
        assert read_fact(fact.value, variable) == fact.value

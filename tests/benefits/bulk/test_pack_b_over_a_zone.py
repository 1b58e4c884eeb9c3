"""Document B over a zone of its city: what is stated by the registry's dictionary fills its rules, project by project."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingkai.benefits.bulk.computing import compute
from jingkai.benefits.bulk.settling import lines
from jingkai.benefits.packs import Policy
from jingkai.benefits.selectors.population import population
from jingkai.policy.loading import load_pack
from jingkai.policy.rules.interpret import prepare
from jingkai.registry.models import Fact
from jingkai.registry.packs import packs_folder, read_variables
from jingkai.registry.services.packs import load_packs
from neighbours import settle

B = "bazhengbanfa-2024-8"
ON = date(2026, 3, 2)

_TYPES = {
    "money": {"money"},
    "number": {"number"},
    "count": {"number"},
    "share": {"share"},
    "flag": {"flag"},
    "day": {"day"},
    "choice": {"choice"},
}


def test_every_variable_that_a_pack_takes_from_the_dictionary_is_there_in_the_same_type_unit_and_choices():
    dictionary = {one.name: one for one in read_variables(packs_folder() / "variables.yaml").variables}
    named = 0
    for folder in packs_folder().glob("*/*/document.yaml"):
        for variable in load_pack(folder.parent).pack.facts:
            if not variable.dictionary:
                continue
            named += 1
            there = dictionary[variable.dictionary]
            assert there.type in _TYPES[variable.type], variable.name
            assert there.subject == variable.subject, variable.name
            assert there.unit == variable.unit, variable.name
            labels = {choice.label for choice in variable.choices}
            assert set(there.choices) == labels, variable.name
    assert named > 15


def test_all_that_document_b_asks_for_its_benefits_can_be_stated_in_the_registry():
    policy = _policy()
    asked = {name for rule in policy.rules.benefits.values() for name in rule.variables}
    assert [name for name in asked if not policy.rules.variables[name].dictionary] == []


@pytest.mark.django_db
def test_sixty_per_cent_of_a_project_is_capped_and_a_missing_investment_is_unknown(tmp_path, state):
    load_packs()
    home = settle("qinglan")
    policy = _policy()
    state(home.enterprise, enterprise_in_zone=True)
    state(home.project, project_market_kind="海外仓", project_market_investment=Decimal("5000000.02"))
    state(home.project, project_upgrade_kind="进口设备")
    found = _lines(policy, home.zone, tmp_path)
    market, upgrade = found["foreign_market_support"], found["import_and_upgrade_support"]
    assert (market.outcome, market.yuan, market.settled) == ("entitled", Decimal(3000000), Decimal(3000000))
    assert market.enterprise == home.enterprise.uscc
    assert (upgrade.outcome, upgrade.yuan) == ("unknown", None)
    Fact.objects.filter(variable__name="project_market_investment").update(number=Decimal("4999999.98"))
    again = _lines(policy, home.zone, tmp_path)["foreign_market_support"]
    assert again.yuan == Decimal("2999999.99")


def _policy() -> Policy:
    loaded = load_pack(packs_folder() / "cn-150800" / B)
    return Policy(B, loaded.pack, prepare(loaded.pack, loaded.digest))


def _lines(policy: Any, zone: Any, folder: Any) -> dict[str, Any]:
    people = population(zone, policy.pack.facts, on=ON)
    computed = compute(policy.pack, policy.rules.version, people, ON, folder)
    return {one.benefit: one for one in lines(policy.pack, computed, people, ON)}

"""A whole population at once says what the explanation of each subject says: outcomes, sums, and what is settled."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from jingkai.benefits.bulk.computing import compute
from jingkai.benefits.bulk.lacking import lacking
from jingkai.benefits.bulk.population import Population
from jingkai.benefits.bulk.result import read_lines, read_page, write_lines
from jingkai.benefits.bulk.settling import lines
from jingkai.benefits.known import Known, Subject
from jingkai.benefits.overviewing import Case, overview
from jingkai.benefits.selectors.facts import arrow_types
from jingkai.config.demo import entitling, world
from jingkai.policy.rules.settle import EarlierAward

ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def known() -> tuple[world.DemoWorld, dict[str, dict[str, Any]]]:
    """What is stated in the demo's world, by subject."""
    made = world.build_world()
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for fact in entitling.stated_facts(made):
        found[fact.subject][fact.variable] = fact.value
    for one in made.enterprises:
        if one.above_scale is not None:
            found[one.uscc]["above_scale"] = one.above_scale
    return made, found


def _population(policy: Any, made: world.DemoWorld, known: dict[str, dict[str, Any]]) -> Population:
    types = arrow_types()

    def table(rows: list[tuple[str, dict[str, Any]]]) -> pa.Table:
        columns = {"subject": pa.array([subject for subject, _facts in rows], pa.string())}
        columns |= {
            one.name: pa.array([facts.get(one.name) for _subject, facts in rows], types[one.type])
            for one in policy.pack.facts
        }
        return pa.table(columns)

    owned = [one for one in made.projects if one.enterprise]
    return Population(
        tables={
            "enterprise": table([(one.uscc, known[one.uscc]) for one in made.enterprises]),
            "project": table([(one.code, {**known[one.enterprise], **known[one.code]}) for one in owned]),
        },
        owners={one.code: one.enterprise for one in owned},
        industries={},
    )


@pytest.mark.parametrize("with_earlier", [False, True])
def test_every_line_is_what_the_explanation_of_its_subject_says(policy, known, tmp_path, with_earlier):
    made, facts = known
    people = _population(policy, made, facts)
    earlier: dict[str, list[EarlierAward]] = {}
    if with_earlier:
        for at, one in enumerate(made.enterprises[::3]):
            benefit = list(policy.rules.benefits)[at % len(policy.rules.benefits)]
            earlier[one.uscc] = [EarlierAward(benefit, date(2026, 2, 1), Decimal("150000.01"), "1")]
    computed = compute(policy.pack, policy.rules.version, people, ON, tmp_path)
    found = {
        (line.subject, line.benefit): line
        for line in lines(policy.pack, computed, people, ON, earlier=earlier)
    }
    of_owner = defaultdict(list)
    for code, owner in people.owners.items():
        of_owner[owner].append(code)
    compared = 0
    for one in made.enterprises:
        own = {name: Known(value) for name, value in facts[one.uscc].items()}
        cases = [Case(policy, Subject("enterprise", one.uscc, one.name), own)]
        for code in of_owner[one.uscc]:
            stated = {name: Known(value) for name, value in facts[code].items()}
            cases.append(Case(policy, Subject("project", code, code), {**own, **stated}))
        given = {(policy.number, key): awards for key, awards in earlier.items() if key == one.uscc}
        for said in overview(cases, ON, earlier=given).explanations:
            line = found[said.subject.key, said.benefit.id]
            assert (line.outcome, line.yuan) == (said.finding.outcome, said.finding.yuan)
            assert line.settled == said.yuan, (said.key, line)
            assert line.enterprise == one.uscc
            compared += 1
    assert compared == len(found) > 1000


def test_lines_are_read_back_as_they_were_written_and_added_up(policy, known, tmp_path):
    made, facts = known
    people = _population(policy, made, facts)
    computed = compute(policy.pack, policy.rules.version, people, ON, tmp_path)
    all_ = list(lines(policy.pack, computed, people, ON))
    totals = write_lines(tmp_path / "lines.parquet", iter(all_))
    with (tmp_path / "lines.parquet").open("rb") as file:
        assert list(read_lines(file)) == all_
    with (tmp_path / "lines.parquet").open("rb") as file:
        assert list(read_lines(file, entitled=True)) == [
            one for one in all_ if one.outcome == "entitled" and one.settled
        ]
    for benefit, total in totals.items():
        mine = [one for one in all_ if one.benefit == benefit]
        assert total.entitled + total.not_entitled + total.unknown == len(mine)
        assert total.yuan == sum(one.yuan or 0 for one in mine)
        assert total.settled == sum(one.settled or 0 for one in mine)
        with (tmp_path / "lines.parquet").open("rb") as file:
            page = read_page(file, benefit, "entitled", 0, 10)
        best = sorted(
            (one for one in mine if one.outcome == "entitled"),
            key=lambda one: (one.settled is None, -(one.settled or Decimal(0)), one.subject),
        )
        assert page.count == len(best)
        assert list(page.lines) == best[:10]
    summed = {one.benefit: one for result in computed for one in result.summary.benefits}
    assert {key: (one.entitled, one.yuan) for key, one in totals.items()} == {
        key: (one.entitled, one.yuan) for key, one in summed.items()
    }


def test_the_facts_that_are_not_known_are_counted_among_those_for_whom_it_is_unknown(policy, known, tmp_path):
    made, facts = known
    people = _population(policy, made, facts)
    computed = compute(policy.pack, policy.rules.version, people, ON, tmp_path)
    found = {key: pairs for one in computed for key, pairs in lacking(policy.rules, one, people).items()}
    rule = policy.rules.benefits["high_tech_award"]
    without = [one for one in made.enterprises if "high_tech_first" not in facts[one.uscc]]
    assert found["high_tech_award"] == [("high_tech_first", len(without))]
    assert rule.variables == ("high_tech_first",)
    assert all(pairs == sorted(pairs, key=lambda pair: -pair[1]) and pairs for pairs in found.values())
    assert "guidance_fund_investment" not in found

"""The same rule gives one explanation and a million rows: interpreter and compiled query agree, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest
from benefit_samples import DAY, benefit, cap, condition, pack
from expression_samples import flags, numbers
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from populations import MODES, UNITS, benefits, interpreted, load, populations
from rule_variables import VARIABLES

from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.evaluate import Value, evaluate
from jingkai.policy.language.expression import Expression
from jingkai.policy.language.parse import parse
from jingkai.policy.language.sql import Worksheet
from jingkai.policy.rules.compile import compile_query
from jingkai.policy.rules.interpret import SumError, prepare
from jingkai.policy.schema.benefits import Benefit

Facts = dict[str, Value | None]
_ANY_PACE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        yield connection


def _same_as_evaluated(
    database: duckdb.DuckDBPyConnection, expression: Expression, population: list[Facts]
) -> None:
    load(database, population)
    sheet = Worksheet("facts")
    sql = sheet.query([("value", sheet.fragment(expression))])
    came = [row[0] for row in database.execute(sql).fetchall()]
    expected = [
        evaluate(expression, {k: v for k, v in facts.items() if v is not None}) for facts in population
    ]
    assert came == expected, sql


@settings(_ANY_PACE, max_examples=300)
@given(flags(), populations())
def test_every_condition_is_true_false_or_unknown_alike(
    database: duckdb.DuckDBPyConnection, expression: Expression, population: list[Facts]
) -> None:
    _same_as_evaluated(database, expression, population)


@settings(_ANY_PACE, max_examples=300)
@given(numbers(), populations())
def test_every_number_is_the_same_to_its_last_decimal_or_unknown_alike(
    database: duckdb.DuckDBPyConnection, expression: Expression, population: list[Facts]
) -> None:
    _same_as_evaluated(database, expression, population)


def _same_as_interpreted(
    database: duckdb.DuckDBPyConnection, some: list[Benefit], population: list[Facts]
) -> None:
    of = pack(some)
    try:
        rules = prepare(of)
    except ExpressionError:
        reject()
    query = compile_query(of, DAY)  # what can be interpreted can be compiled
    expected, kept = [], []
    for facts in population:
        try:
            expected.append(interpreted(rules, query, facts))
        except SumError:
            continue  # no engine pays more than money can be
        kept.append(facts)
    if not kept:
        return
    load(database, kept)
    cursor = database.execute(query.sql)
    names = [column[0] for column in cursor.description or []]
    assert tuple(names) == query.columns
    came = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert [row.pop("subject") for row in came] == [f"S{number:03d}" for number in range(len(kept))]
    assert came == expected, query.sql


@settings(_ANY_PACE, max_examples=400)
@given(benefits(), populations())
def test_every_benefit_has_the_same_outcome_reasons_and_sum(
    database: duckdb.DuckDBPyConnection, one: Benefit, population: list[Facts]
) -> None:
    _same_as_interpreted(database, [one], population)


@settings(_ANY_PACE, max_examples=100)
@given(st.tuples(benefits("first"), benefits("second"), benefits("third")), populations())
def test_several_benefits_in_one_query_do_not_disturb_each_other(
    database: duckdb.DuckDBPyConnection, some: tuple[Benefit, ...], population: list[Facts]
) -> None:
    _same_as_interpreted(database, list(some), population)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("unit", UNITS)
def test_sums_are_rounded_alike_at_and_around_every_half(
    database: duckdb.DuckDBPyConnection, unit: str, mode: str
) -> None:
    half = Decimal(unit) / 2
    steps = [Decimal(number) * half for number in range(-6, 8)]
    population: list[Facts] = [
        dict.fromkeys(VARIABLES) | {"output": (step + near).quantize(Decimal("0.0001"))}
        for step in steps
        for near in (Decimal("-0.0001"), Decimal(0), Decimal("0.0001"))
    ]
    formula = {"kind": "formula", "expression": "output"}
    one = benefit(amount=formula, rounding={"to": unit, "mode": mode})
    capped = benefit("capped", amount=formula, rounding={"to": unit, "mode": mode}, caps=[cap("1.01")])
    product = benefit(
        "product",
        amount={"kind": "rate", "rate": Decimal("0.7"), "base": "output"},
        rounding={"to": unit, "mode": mode},
        caps=[cap("20000.05")],
    )
    _same_as_interpreted(database, [one, capped, product], population)


@pytest.mark.parametrize(
    "expression",
    [
        "ROUND(CASE WHEN in_zone THEN 9.9 ELSE 0.1 END, -2)",
        "ROUND(share_paid, -8)",
        "ROUND(share_paid * share_paid, -4)",
        "ROUND(" + " * ".join(["GREATEST(0, LEAST(share_paid, 1))"] * 4) + ", -8)",
    ],
)
def test_what_is_unknown_stays_so_when_it_is_rounded_beyond_its_digits(
    database: duckdb.DuckDBPyConnection, expression: str
) -> None:
    """DuckDB rounds a decimal of one digit before the point to hundreds as 0, even where it is NULL."""
    nothing: Facts = dict.fromkeys(VARIABLES)
    known = nothing | {"in_zone": True, "share_paid": Decimal("9999.99999999")}
    _same_as_evaluated(database, parse(expression, VARIABLES), [nothing, known])


def test_a_missing_investment_is_unknown_and_never_the_cap(database: duckdb.DuckDBPyConnection) -> None:
    query = compile_query(pack([benefit(caps=[cap("3000000")])]), DAY)
    load(database, [dict.fromkeys(VARIABLES)])
    assert database.execute(query.sql).fetchall() == [("S000", "entitled", None)]


def test_a_fault_of_the_compiler_names_the_benefit() -> None:
    one = benefit("faulty", conditions=[condition("zone", "in_zoo")])
    with pytest.raises(ExpressionError, match="faulty"):
        compile_query(pack([one]), DAY)


def test_conditions_nested_fifty_deep_stay_short() -> None:
    text = "high_tech"
    for _level in range(45):
        text = f"CASE WHEN {text} THEN in_zone ELSE high_tech END"
    one = benefit(conditions=[condition("deep", text)])
    query = compile_query(pack([one]), DAY)
    assert len(query.sql) < 20_000
    with duckdb.connect() as connection:
        load(connection, [dict.fromkeys(VARIABLES, None) | {"high_tech": True, "in_zone": False}])
        assert connection.execute(query.sql).fetchall()

"""Benefits of every shape and populations with unknowns, and what the interpreter and DuckDB say of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import duckdb
from benefit_samples import DAY, benefit, cap, condition
from expression_samples import flags, numbers
from hypothesis import strategies as st
from rule_variables import VARIABLES, some_facts

from jingkai.policy.engines.columns import COLUMN_TYPES
from jingkai.policy.language.evaluate import Value
from jingkai.policy.language.printing import printed
from jingkai.policy.language.sql import quoted
from jingkai.policy.rules.compile import Query
from jingkai.policy.rules.interpret import Rules
from jingkai.policy.schema.benefits import Benefit

Population: TypeAlias = Sequence[dict[str, Value | None]]

UNITS = ("0.01", "0.1", "1", "10", "100", "1000", "10000")
MODES = ("half_up", "half_even", "down", "up")

_RATES = st.one_of(
    st.sampled_from([Decimal("0.6"), Decimal(1), Decimal("0.33333333"), Decimal(100), Decimal("0.00000001")]),
    st.decimals(Decimal("0.0001"), Decimal(2), places=4),
)
_SUMS = st.one_of(st.decimals(Decimal(0), Decimal(5_000_000), places=2), st.just(Decimal("2.50")))


@st.composite
def _tiers(draw: st.DrawFn) -> dict[str, Any]:
    mode = draw(st.sampled_from(["marginal", "whole"]))
    bounds = draw(
        st.lists(st.decimals(Decimal(0), Decimal(1_000_000), places=4), min_size=1, max_size=3, unique=True)
    )
    tiers: list[dict[str, Any]] = []
    for least in sorted(bounds):
        if mode == "whole" and draw(st.booleans()):
            tiers.append({"least": least, "yuan": draw(_SUMS)})
        else:
            tiers.append({"least": least, "rate": draw(_RATES)})
    return {"kind": "tiers", "mode": mode, "base": draw(_bases()), "tiers": tiers}


def _bases() -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(["investment", "paid", "GREATEST(0, investment - paid)", "investment + paid"]),
        numbers(2).map(printed),
    )


def amounts() -> st.SearchStrategy[dict[str, Any]]:
    """An amount of each template."""
    return st.one_of(
        st.fixed_dictionaries({"kind": st.just("fixed"), "yuan": _SUMS}),
        st.fixed_dictionaries({"kind": st.just("rate"), "rate": _RATES, "base": _bases()}),
        st.fixed_dictionaries({"kind": st.just("match"), "ratio": _RATES, "award": st.just("paid")}),
        st.fixed_dictionaries(
            {"kind": st.just("per_unit"), "yuan": _SUMS, "count": st.sampled_from(["staff", "output"])}
        ),
        st.fixed_dictionaries({"kind": st.just("formula"), "expression": numbers().map(printed)}),
        _tiers(),
    )


@st.composite
def benefits(draw: st.DrawFn, id_: str = "support") -> Benefit:
    """A benefit with up to three conditions, any amount, any rounding, and up to two caps of an award."""
    tests = draw(st.lists(flags(2).map(printed), max_size=3))
    return benefit(
        id_,
        conditions=[condition(f"c{number}", test) for number, test in enumerate(tests)],
        amount=draw(amounts()),
        rounding={"to": draw(st.sampled_from(UNITS)), "mode": draw(st.sampled_from(MODES))},
        caps=[cap(str(yuan)) for yuan in draw(st.lists(_SUMS, max_size=2))],
    )


def populations() -> st.SearchStrategy[list[dict[str, Value | None]]]:
    """Some subjects, each fact of each known or unknown."""
    return st.lists(some_facts(), min_size=1, max_size=12)


def load(connection: duckdb.DuckDBPyConnection, population: Population) -> None:
    """Put a population into the table ``facts``, its columns in the types that the engines read."""
    columns = ", ".join(f"{quoted(name)} {COLUMN_TYPES[one.type]}" for name, one in VARIABLES.items())
    connection.execute(f"CREATE OR REPLACE TABLE facts (subject VARCHAR, {columns})")
    row = f"({', '.join('?' * (1 + len(VARIABLES)))})"
    values: list[Value | None] = []
    for number, one in enumerate(population):
        values += [f"S{number:03d}", *(one[name] for name in VARIABLES)]
    connection.execute(f"INSERT INTO facts VALUES {', '.join([row] * len(population))}", values)


def interpreted(rules: Rules, query: Query, facts: dict[str, Value | None]) -> dict[str, Any]:
    """What the interpreter says of a subject, as a row of the query's result."""
    row: dict[str, Any] = {}
    for one in query.benefits:
        found = rules.find(one.id, facts, DAY)
        row[f"{one.id}__outcome"], row[f"{one.id}__yuan"] = found.outcome, found.yuan
        row |= {f"{one.id}__{name}": truth for name, truth in found.truths.items()}
    return row

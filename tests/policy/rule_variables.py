"""Variables of every type that tests write expressions over, and values of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from jingkai.policy.language.evaluate import Value
from jingkai.policy.schema.facts import Choice, Variable


def _variable(name: str, kind: str, **more: object) -> Variable:
    return Variable.model_validate({"name": name, "label": name, "subject": "project", "type": kind, **more})


SIZES = ("large", "medium", "small", "micro")
_CHOICES = tuple(Choice(value=size, label=size) for size in SIZES)

VARIABLES: Mapping[str, Variable] = {
    one.name: one
    for one in (
        _variable("investment", "money"),
        _variable("paid", "money"),
        _variable("output", "number"),
        _variable("staff", "count"),
        _variable("share_paid", "share"),
        _variable("high_tech", "flag"),
        _variable("in_zone", "flag"),
        _variable("founded", "day"),
        _variable("size", "choice", choices=_CHOICES),
        _variable("former_size", "choice", choices=_CHOICES),
    )
}

_MONEY = st.decimals(Decimal("-9999999999999999.99"), Decimal("9999999999999999.99"), places=2)
_VALUES: Mapping[str, st.SearchStrategy[Value]] = {
    "money": st.one_of(st.decimals(Decimal(-10), Decimal(10), places=2), _MONEY),
    "number": st.decimals(Decimal("-99999999999999"), Decimal("99999999999999"), places=4),
    "count": st.integers(-(10**18) + 1, 10**18 - 1).map(Decimal),
    "share": st.decimals(Decimal(-2), Decimal(2), places=8),
    "flag": st.booleans(),
    "day": st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    "choice": st.sampled_from(SIZES),
}


def some_facts() -> st.SearchStrategy[dict[str, Value | None]]:
    """Facts of every variable, each of them known or unknown."""
    return st.fixed_dictionaries(
        {name: st.one_of(st.none(), _VALUES[one.type]) for name, one in VARIABLES.items()}
    )

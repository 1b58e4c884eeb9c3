"""The facts of subjects as of a day, in the variables of a pack.

A pack's variable is filled from the registry's fact of the name that its ``dictionary`` says, else of the same name; where
nothing is stated, from the column of the same name (``above_scale``). Of several facts the one that holds on the day is
taken. A figure of a period (last year's investment) counts until a year after its period has ended, if no newer one is
known; its period is shown. What is stated in another unit, or is no value of the variable, stays unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from jingkai.accounts.policy import Principal
from jingkai.benefits.known import Known
from jingkai.kernel.language import gettext as _
from jingkai.policy.language.facts import FactError, read_fact
from jingkai.registry import selectors as registry
from jingkai.registry.models import Enterprise, Fact, Project
from jingkai.registry.models.facts import FactQuerySet, PeriodRule, Source, ValueType

if TYPE_CHECKING:
    import pyarrow as pa

    from jingkai.policy.language.evaluate import Value
    from jingkai.policy.schema.facts import Variable

LASTING = timedelta(days=366)
"""For so long a figure of a period that has ended is taken for the latest known."""

COLUMNS: Mapping[str, frozenset[str]] = {
    "enterprise": frozenset({"above_scale", "foreign", "registered_capital", "founded"}),
    "project": frozenset({"investment", "started", "completed"}),
}
"""Columns of the registry that fill a variable of the same name, by kind of subject."""

_TYPES: Mapping[str, frozenset[str]] = {
    ValueType.NUMBER: frozenset({"number", "count"}),
    ValueType.MONEY: frozenset({"money"}),
    ValueType.SHARE: frozenset({"share"}),
    ValueType.FLAG: frozenset({"flag"}),
    ValueType.DAY: frozenset({"day"}),
    ValueType.CHOICE: frozenset({"choice"}),
    ValueType.TEXT: frozenset({"choice"}),
}
"""Type in the registry → types of variables that it can fill."""


def known_facts(
    user: Principal,
    thing: Enterprise | Project,
    variables: Iterable[Variable],
    *,
    on: date,
    known_at: datetime | None = None,
) -> dict[str, Known]:
    """Return what ``user`` may know of an enterprise or project on a day, by variable of the pack.

    ``known_at`` goes back to what was known at a moment (else: now).
    """
    kind = thing.subject_key.partition("/")[0]
    wanted = [one for one in variables if one.subject == kind]
    rows = registry.facts_of(user, thing, known_at=known_at).filter(
        variable__name__in=names_in_registry(wanted)
    )
    stated: dict[str, list[Fact]] = defaultdict(list)
    for fact in rows:
        stated[fact.variable.name].append(fact)
    found = _filled(wanted, stated, on)
    row = _as_known(thing, known_at)
    for variable in wanted:
        if variable.name not in found and variable.name in COLUMNS[kind]:
            column = _from_column(variable, row)
            if column is not None:
                found[variable.name] = column
    return found


def facts_table(user: Principal, kind: str, variables: Iterable[Variable], *, on: date) -> pa.Table:
    """Return the facts of all visible enterprises (or projects) on a day: a row a subject, a column a variable.

    The column ``subject`` is the credit code or the project code. Unknown is null; the types are those that the set-based
    engine reads.
    """
    import pyarrow as pa

    wanted = [one for one in variables if one.subject == kind]
    things: list[Any] = list(
        registry.enterprises(user) if kind == "enterprise" else registry.projects(user).order_by("pk")
    )
    rows: FactQuerySet = registry.facts(user).known()
    stated: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in rows.filter(variable__name__in=names_in_registry(wanted), subject__startswith=f"{kind}/"):
        stated[fact.subject][fact.variable.name].append(fact)
    columns = filled_columns(things, stated, wanted, on)
    types = arrow_types()
    arrays = {"subject": pa.array([thing.subject_key.partition("/")[2] for thing in things], pa.string())}
    arrays |= {one.name: pa.array(columns[one.name], types[one.type]) for one in wanted}
    return pa.table(arrays)


def filled_columns(
    things: Sequence[Any],
    stated: Mapping[str, Mapping[str, Sequence[Fact]]],
    wanted: Iterable[Variable],
    on: date,
) -> dict[str, list[Value | None]]:
    """Return what is known of many enterprises or projects on a day: for each variable a value a thing, in their order.

    ``stated`` are their facts by subject and name in the registry. Things of one kind; variables of that kind.
    """
    wanted = list(wanted)
    columns: dict[str, list[Value | None]] = {one.name: [] for one in wanted}
    for thing in things:
        key = thing.subject_key
        of_kind = COLUMNS[key.partition("/")[0]]
        found = _filled(wanted, stated.get(key, {}), on)
        for variable in wanted:
            known = found.get(variable.name)
            if known is None and variable.name in of_kind:
                known = _from_column(variable, thing)
            columns[variable.name].append(known.value if known else None)
    return columns


def arrow_types() -> dict[str, pa.DataType]:
    """Return the type of a column that the set-based engine reads, by type of variable."""
    import pyarrow as pa

    return {
        "money": pa.decimal128(18, 2),
        "number": pa.decimal128(18, 4),
        "count": pa.decimal128(18, 0),
        "share": pa.decimal128(12, 8),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "choice": pa.string(),
    }


def names_in_registry(variables: Iterable[Variable]) -> set[str]:
    """Return what the registry calls these variables."""
    return {one.dictionary or one.name for one in variables}


def _filled(
    variables: Iterable[Variable], stated: Mapping[str, Sequence[Fact]], on: date
) -> dict[str, Known]:
    found = {}
    for variable in variables:
        for fact in _best_first(stated.get(variable.dictionary or variable.name, ()), on):
            value = _value(variable, fact)
            if value is not None:
                found[variable.name] = _known(fact, value)
            break  # an unusable newest fact is not replaced by an older one
    return found


def _best_first(facts: Iterable[Fact], on: date) -> list[Fact]:
    """Return the facts that count on a day: those that hold then, before those whose period has ended lately."""

    def counts(fact: Fact) -> bool:
        if fact.valid_from and fact.valid_from > on:
            return False
        if fact.valid_to is None or fact.valid_to >= on:
            return True
        return fact.variable.period != PeriodRule.NONE and on - fact.valid_to <= LASTING

    return sorted(
        (fact for fact in facts if counts(fact)),
        key=lambda fact: (fact.valid_to or date.max, fact.valid_from or date.min, fact.recorded),
        reverse=True,
    )


def _value(variable: Variable, fact: Fact) -> Value | None:
    stated = fact.variable
    if variable.type not in _TYPES[stated.type]:
        return None
    if stated.unit and variable.unit and stated.unit != variable.unit:
        return None
    value = fact.value
    if variable.type == "choice":
        return next(
            (one.value for one in variable.choices if value in {one.value, one.label, one.english}), None
        )
    return _read(variable, value)


def _read(variable: Variable, value: object) -> Value | None:
    if isinstance(value, Decimal):
        value = value.normalize() if value else Decimal(0)
    try:
        return read_fact(value, variable)
    except FactError:
        return None


def _known(fact: Fact, value: Value) -> Known:
    source = str(Source(fact.source).label)
    if fact.source_words and fact.source != Source.SYNTHETIC:
        source = f"{source}：{fact.source_words}"
    return Known(
        value,
        source=source,
        period=fact.period,
        first=fact.valid_from,
        last=fact.valid_to,
        recorded=timezone.localdate(fact.recorded),
        synthetic=fact.source == Source.SYNTHETIC,
    )


def _as_known(thing: Enterprise | Project, known_at: datetime | None) -> Any:
    if known_at is None:
        return thing
    return thing.history.filter(history_date__lte=known_at).order_by("-history_date", "-history_id").first()


def _from_column(variable: Variable, row: Any) -> Known | None:
    value = getattr(row, variable.name, None)
    if value is None:
        return None
    read = _read(variable, value)
    if read is None:
        return None
    changed = getattr(row, "changed", None) or getattr(row, "history_date", None)
    return Known(
        read,
        source=_("Registry"),
        recorded=timezone.localdate(changed) if changed else None,
        synthetic=row.synthetic,
    )

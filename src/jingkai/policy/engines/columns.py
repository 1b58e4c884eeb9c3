"""The table of facts: a row a subject, a column a variable, and the types that both engines read and write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.policy.language.sql import quoted, text_literal
from jingkai.policy.rules.compile import SUBJECT
from jingkai.policy.schema.facts import Variable

COLUMN_TYPES: Mapping[str, str] = {
    "money": "DECIMAL(18,2)",
    "number": "DECIMAL(18,4)",
    "count": "DECIMAL(18,0)",
    "share": "DECIMAL(12,8)",
    "flag": "BOOLEAN",
    "day": "DATE",
    "choice": "VARCHAR",
}
"""Type of variable → type of its column for the query. Whole numbers are taken wherever decimals are."""

_WHOLE = {
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "HUGEINT",
}
_DECIMAL = re.compile(r"DECIMAL\((\d+), ?(\d+)\)")
_NAMES_OF_SPARK = {"INT": "INTEGER", "STRING": "VARCHAR"}


class FactsError(JingkaiError):
    """A table of facts that cannot be used: a column of another type, a subject that stands there twice."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which of the variables that a query needs have a column (``present``), and which are unknown for all."""

    present: tuple[Variable, ...]
    missing: tuple[Variable, ...]

    def select(self, relation: str) -> str:
        """Write the SELECT that gives every variable its type; one without a column is unknown for every subject."""
        typed = [f"CAST({quoted(SUBJECT)} AS VARCHAR) AS {quoted(SUBJECT)}"]
        typed += [
            f"CAST({quoted(one.name)} AS {COLUMN_TYPES[one.type]}) AS {quoted(one.name)}"
            for one in self.present
        ]
        typed += [f"CAST(NULL AS {COLUMN_TYPES[one.type]}) AS {quoted(one.name)}" for one in self.missing]
        return f"SELECT {', '.join(typed)} FROM {relation}"  # noqa: S608 - quoted names of variables, and a table


def match_columns(came: Iterable[tuple[str, str]], variables: Sequence[Variable], place: str) -> Columns:
    """Find the column of each variable among those that came (name, SQL type).

    :raises FactsError: where there is no column of subjects, or a column has a type that its variable cannot have.
    """
    types: dict[str, str] = {}
    for name, type_ in came:
        if name.lower() in types:
            raise FactsError(
                _("The column “%(name)s” stands there twice.") % {"name": name},
                place=place,
                mend=_("Rename one: small and capital letters are the same here."),
            )
        types[name.lower()] = _common_name(type_)
    if SUBJECT not in types:
        raise FactsError(
            _("There is no column “subject”."),
            place=place,
            mend=_("It identifies the subject of each row: a credit code, a project code."),
        )
    if types[SUBJECT] != "VARCHAR" and types[SUBJECT] not in _WHOLE:
        raise _wrong_type(SUBJECT, _("text values"), types[SUBJECT], place)
    for variable in variables:
        if variable.name in types and not _fits(variable.type, types[variable.name]):
            raise _wrong_type(variable.name, _expected(variable.type), types[variable.name], place)
    return Columns(
        present=tuple(one for one in variables if one.name in types),
        missing=tuple(one for one in variables if one.name not in types),
    )


def _common_name(type_: str) -> str:
    """Return DuckDB's name of a type that DuckDB or Spark names."""
    name = type_.upper()
    if name.startswith("ENUM("):
        return "VARCHAR"
    return _NAMES_OF_SPARK.get(name, name)


def _fits(kind: str, came: str) -> bool:
    column = COLUMN_TYPES[kind]
    if came == column or (came in _WHOLE and kind in {"money", "number", "count", "share"}):
        return True
    wanted, given = _DECIMAL.fullmatch(column), _DECIMAL.fullmatch(came)
    if wanted is None or given is None:
        return False
    # Fewer digits before and behind the point always fit; more would round, or overflow in some row.
    whole, scale = int(wanted[1]) - int(wanted[2]), int(wanted[2])
    return int(given[2]) <= scale and int(given[1]) - int(given[2]) <= whole


def _expected(kind: str) -> str:
    if kind == "count":
        return _("whole numbers")
    if kind in {"money", "number", "share"}:
        return _("%(type)s or whole numbers") % {"type": COLUMN_TYPES[kind]}
    return COLUMN_TYPES[kind]


def _wrong_type(name: str, expected: str, came: str, place: str) -> FactsError:
    floating = came in {"DOUBLE", "FLOAT"}
    return FactsError(
        _("The column “%(name)s” has the type %(came)s; expected: %(expected)s.")
        % {"name": name, "came": came, "expected": expected},
        place=place,
        mend=_("A binary fraction is not exact to the fen: write decimals.")
        if floating
        else _("Write the column in that type."),
    )


def value_too_large(details: str, place: str) -> FactsError:
    """Return the error about a value that does not fit its column, or a sum that does not fit money."""
    return FactsError(
        _("A value is too large: %(error)s") % {"error": details},
        place=place,
        mend=_("Money has at most 16 digits before the point, numbers 14, counts 18, shares 4."),
    )


def subjects_sql(relation: str) -> str:
    """Return the SQL of one subject that cannot stand, with how often it does: one without an id, or a repeated one."""
    subject = quoted(SUBJECT)
    return (
        f"SELECT {subject}, count(*) AS times FROM {relation} GROUP BY {subject} "  # noqa: S608 - a table
        f"HAVING {subject} IS NULL OR trim({subject}) = '' OR count(*) > 1 ORDER BY 1 NULLS FIRST LIMIT 1"
    )


def refuse_subject(row: Sequence[object], place: str) -> FactsError:
    """Return the error about a row of :func:`subjects_sql`."""
    name, times = row
    if name is None or not str(name).strip():
        return FactsError(
            _("Rows without a subject: %(count)d.") % {"count": times},
            place=place,
            mend=_("Every row needs its subject in the column “subject”."),
        )
    return FactsError(
        _("The subject “%(name)s” stands there %(count)d times.") % {"name": name, "count": times},
        place=place,
        mend=_("Give a subject one row: join its facts first."),
    )


def choices_sql(columns: Columns, relation: str) -> str:
    """Return the SQL of one row: for each choice that has a column, a value that is none of its values, or NULL."""
    strays = []
    for one in _choices(columns):
        values = ", ".join(text_literal(choice.value) for choice in one.choices)
        strays.append(f"min(CASE WHEN {quoted(one.name)} NOT IN ({values}) THEN {quoted(one.name)} END)")
    return f"SELECT {', '.join(strays) or 'NULL'} FROM {relation}"  # noqa: S608 - quoted names and values


def refuse_choices(columns: Columns, row: Sequence[object], place: str) -> None:
    """Refuse the first stray value in the row that :func:`choices_sql` gives.

    :raises FactsError: where there is one.
    """
    for one, stray in zip(_choices(columns), row, strict=False):
        if stray is not None:
            raise FactsError(
                _("The column “%(name)s” has the value “%(value)s”, which is none of its choices.")
                % {"name": one.name, "value": stray},
                place=place,
                mend=_("Choices: %(choices)s.")
                % {"choices": ", ".join(choice.value for choice in one.choices)},
            )


def _choices(columns: Columns) -> list[Variable]:
    return [one for one in columns.present if one.type == "choice"]


def refuse_same_file(facts: Path, out: Path) -> None:
    """Refuse a result that would take the place of the facts.

    :raises FactsError: where both are one file.
    """
    if facts.exists() and out.exists() and facts.samefile(out):
        raise FactsError(
            _("The result would take the place of the facts."),
            place=str(out),
            mend=_("Name another file with --out."),
        )

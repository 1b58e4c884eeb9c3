"""Targets, duties and standards: what must be reached, done and kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.kernel.misfits import Misplaced, formed
from jingkai.policy.schema.base import Mandate, Words

Comparator = Annotated[
    Literal[">=", ">", "<=", "<", "=", "about", "between"],
    Field(
        description="How the value is compared; “about” for 左右, which no engine decides; “between” for 3—4个, with "
        "the upper bound in “high” and both included."
    ),
]
Figure = Annotated[Decimal, Field(max_digits=20, decimal_places=6)]


def _refuse_wrong_bounds(comparator: str | None, value: Decimal | None, high: Decimal | None) -> None:
    if (comparator == "between") != (high is not None):
        raise Misplaced(
            ("comparator",),
            _("“between” needs the upper bound “high”, and nothing else has one."),
            _("Add “high”, or write another comparison."),
        )
    if high is not None and (value is None or high <= value):
        raise Misplaced(
            ("high",),
            _("The upper bound must be greater than the value."),
            _("Compare both with the document."),
        )


class Target(Mandate):
    """An indicator that shall reach a value. Shares are fractions, money is in yuan, ranks are numbers."""

    indicator: Words
    variable: Annotated[
        str,
        Field(
            max_length=80, description="Variable of the dictionary that measures it; empty where none does."
        ),
    ] = ""
    comparator: Comparator
    value: Figure
    high: Annotated[Figure | None, Field(description="Upper bound of “between”, in the same unit.")] = None
    unit: Annotated[str, Field(max_length=30)] = ""
    per: Annotated[
        Literal["once", "year", "average"],
        Field(description="Whether one day shall reach it, every year, or the average of the years (年均)."),
    ] = "once"
    baseline: Annotated[Figure | None, Field(description="Where it began, in the same unit.")] = None
    baseline_year: Annotated[int | None, Field(ge=1949, le=2100)] = None
    deadline: Annotated[
        str,
        Field(
            pattern=formed(r"^(\d{4}(-\d{2}-\d{2})?)?$", msgid("Write “2027” or “2027-12-31”.")),
            description="Year or day; empty where none is named.",
        ),
    ] = ""
    scope: Annotated[
        str, Field(max_length=120, description="Of what it is measured: the zone, all zones, a class.")
    ] = ""

    @model_validator(mode="after")
    def _bounded(self) -> Target:
        _refuse_wrong_bounds(self.comparator, self.value, self.high)
        return self


class Duty(Mandate):
    """Something that units shall do."""

    action: Annotated[
        Literal["build", "reform", "supervise", "coordinate", "support", "report", "train", "plan", "other"],
        Field(description="What sort of doing it is."),
    ] = "other"
    result: Annotated[str, Field(max_length=300, description="What is there when it is done.")] = ""
    due: Annotated[date | None, Field(description="Last day; left out where the document names none.")] = None
    recurs: Literal["once", "month", "quarter", "half", "year", "always"] = "always"


class Standard(Mandate):
    """A bound that subjects must keep: a threshold of entry, an intensity, a share."""

    quantity: Words
    variable: Annotated[str, Field(max_length=80)] = ""
    comparator: Comparator | None = None
    value: Annotated[Figure | None, Field(description="Left out where the clause gives none.")] = None
    high: Annotated[Figure | None, Field(description="Upper bound of “between”, in the same unit.")] = None
    unit: Annotated[str, Field(max_length=30)] = ""
    applies_to: Annotated[str, Field(max_length=200)] = ""
    breach: Annotated[str, Field(max_length=300, description="What follows from a breach.")] = ""

    @model_validator(mode="after")
    def _bounded(self) -> Standard:
        _refuse_wrong_bounds(self.comparator, self.value, self.high)
        return self

"""Variables that a pack's rules ask about subjects."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from jingkai.kernel.language import gettext as _
from jingkai.kernel.misfits import Misplaced
from jingkai.policy.schema.base import Slug, Strict, Words


class Choice(Strict):
    """A value that a choice may take."""

    value: Slug
    label: Words
    english: str = ""


class Variable(Strict):
    """Something that may be known about a subject. A value that is not known is unknown: never 0, never false.

    Money is in yuan with fen (at most 16 digits before the point), shares are fractions with at most 8 decimals, numbers
    have at most 4 decimals, counts are whole.
    """

    name: Slug
    label: Words
    english: Annotated[str, Field(max_length=200)] = ""
    subject: Literal["enterprise", "project", "person", "park", "zone"]
    type: Literal["money", "number", "count", "share", "flag", "day", "choice"]
    unit: Annotated[str, Field(max_length=30)] = ""
    least: Annotated[Decimal | None, Field(max_digits=20, decimal_places=6)] = None
    most: Annotated[Decimal | None, Field(max_digits=20, decimal_places=6)] = None
    choices: tuple[Choice, ...] = ()
    question: Annotated[str, Field(max_length=200, description="How the public calculator asks for it.")] = ""
    question_english: Annotated[str, Field(max_length=200)] = ""
    dictionary: Annotated[
        str,
        Field(
            max_length=80, description="Variable of the registry's dictionary that holds it, where one does."
        ),
    ] = ""

    @model_validator(mode="after")
    def _sound(self) -> Variable:
        if (self.type == "choice") != bool(self.choices):
            raise Misplaced(
                ("type",),
                _("A variable has choices exactly if its type is “choice”."),
                _("Add “choices”, or write another type."),
            )
        values = [one.value for one in self.choices]
        for at, value in enumerate(values):
            if value in values[:at]:
                raise Misplaced(
                    ("choices", at, "value"), _("A choice stands there twice."), _("Keep one of the two.")
                )
        if self.type in {"flag", "day", "choice"} and (self.least is not None or self.most is not None):
            raise Misplaced(
                ("type",),
                _("Only numbers have a least and a most."),
                _("Take “least” and “most” out, or write another type."),
            )
        if self.least is not None and self.most is not None and self.most < self.least:
            raise Misplaced(
                ("most",), _("The greatest value is less than the least."), _("Compare both bounds.")
            )
        return self

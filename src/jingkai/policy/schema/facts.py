"""Variables that a pack's rules ask about subjects."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from jingkai.kernel.language import gettext as _
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
            raise ValueError(_("A variable has choices exactly if its type is “choice”."))
        if len({one.value for one in self.choices}) != len(self.choices):
            raise ValueError(_("A choice stands there twice."))
        if self.type in {"flag", "day", "choice"} and (self.least is not None or self.most is not None):
            raise ValueError(_("Only numbers have a least and a most."))
        if self.least is not None and self.most is not None and self.most < self.least:
            raise ValueError(_("The greatest value is less than the least."))
        return self

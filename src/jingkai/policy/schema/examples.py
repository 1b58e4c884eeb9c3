"""Examples beside the rules: given facts, what must come out, computed by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, WithJsonSchema

from jingkai.policy.schema.base import Slug, Strict, Words

Value = StrictBool | Decimal | date | str | None
"""A fact in YAML: null (or left out) is unknown. Only true and false are flags: 0 and 1 are numbers."""

Truth = Annotated[
    Literal["true", "false", "unknown"],
    BeforeValidator(lambda value: str(value).lower() if isinstance(value, bool) else value),
    WithJsonSchema({"enum": [True, False, "true", "false", "unknown"]}),
]
"""What a condition is, with or without quotation marks."""


class Example(Strict):
    """One subject on one day, and what a benefit says of it."""

    name: Words
    benefit: Slug
    on: date
    facts: dict[Slug, Value] = {}
    outcome: Literal["entitled", "not_entitled", "unknown"]
    yuan: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=18, decimal_places=2, description="The sum where it is entitled and known."),
    ] = None
    truths: Annotated[dict[Slug, Truth], Field(description="What each condition must be.")] = {}
    missing: Annotated[tuple[Slug, ...], Field(description="Facts that must be named as missing.")] = ()
    why: Annotated[str, Field(max_length=400, description="The arithmetic by hand.")] = ""

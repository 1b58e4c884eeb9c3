"""How zones are evaluated and ranked, and what follows from the ranks."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from jingkai.kernel.language import gettext as _
from jingkai.kernel.misfits import Misplaced
from jingkai.policy.schema.base import Cited, Mandate, Slug, Strict, Words


class Dimension(Strict):
    """A dimension of the index and its weight as a share; weights that a document does not give are left out."""

    id: Slug
    name: Words
    weight: Annotated[Decimal | None, Field(gt=0, le=1, max_digits=8, decimal_places=6)] = None
    heavier: Annotated[
        bool, Field(description="Whether the document asks for more weight, without a figure.")
    ] = False


class Consequence(Cited):
    """What follows from a rank: the last three of the region are notified, two years running a yellow card."""

    id: Slug
    label: Words
    group: Annotated[str, Field(max_length=60, description="Among whom the rank counts.")] = ""
    last: Annotated[int, Field(ge=1, le=1000, description="Among the last so many.")]
    years: Annotated[int, Field(ge=1, le=20)] = 1
    within: Annotated[
        int | None, Field(ge=1, le=20, description="Within so many years; left out: running.")
    ] = None
    action: Literal["notify", "yellow_card", "downgrade", "exit", "reward"]


class Evaluation(Mandate):
    """A scheme of evaluation."""

    of: Words
    by: Annotated[str, Field(max_length=60)] = ""
    every: Literal["year", "half", "quarter"] = "year"
    dimensions: tuple[Dimension, ...] = ()
    consequences: tuple[Consequence, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Evaluation:
        weights = [one.weight for one in self.dimensions]
        known = [weight for weight in weights if weight is not None]
        if known and len(known) == len(weights) and sum(known) != 1:
            raise Misplaced(
                ("dimensions",),
                _("The weights of all dimensions must sum to 1."),
                _("Compare the weights with the document; 30 % is 0.3."),
            )
        return self

"""A pack as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from jingkai.policy.schema.base import Mandate, Strict
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.commands import Duty, Standard, Target
from jingkai.policy.schema.document import DocumentInfo
from jingkai.policy.schema.evaluation import Evaluation
from jingkai.policy.schema.examples import Example
from jingkai.policy.schema.facts import Variable
from jingkai.policy.schema.procedures import Procedure


class Pack(Strict):
    """The mandates of one document, with the variables they need and the examples they must pass."""

    document: DocumentInfo
    targets: tuple[Target, ...] = ()
    duties: tuple[Duty, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    standards: tuple[Standard, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    facts: tuple[Variable, ...] = ()
    examples: tuple[Example, ...] = Field(default=())

    def mandates(self) -> Iterator[Mandate]:
        """Yield every mandate, kind by kind."""
        for kind in (
            self.targets,
            self.duties,
            self.benefits,
            self.procedures,
            self.standards,
            self.evaluations,
        ):
            yield from kind

    def benefit(self, id_: str) -> Benefit | None:
        """Return the benefit of an id, ``None`` where there is none."""
        return next((one for one in self.benefits if one.id == id_), None)

    def applies(self, mandate: Mandate, on: date) -> bool:
        """Whether a mandate applies on a day (both ends included)."""
        first = mandate.valid_from or self.document.valid_from
        last = mandate.valid_to or self.document.valid_to
        return first <= on and (last is None or on <= last)

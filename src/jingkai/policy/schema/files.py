"""The files of a pack: what each is called and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field

from jingkai.policy.schema.base import Strict
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.commands import Duty, Standard, Target
from jingkai.policy.schema.document import DocumentInfo
from jingkai.policy.schema.evaluation import Evaluation
from jingkai.policy.schema.examples import Example
from jingkai.policy.schema.facts import Variable
from jingkai.policy.schema.procedures import Procedure


class FactsFile(Strict):
    """``facts.yaml``: the variables that the rules ask about subjects."""

    variables: Annotated[tuple[Variable, ...], Field(description="Everything the rules may ask.")]


class TargetsFile(Strict):
    """``targets.yaml``: what must be reached."""

    targets: Annotated[tuple[Target, ...], Field(description="Indicators and the values they shall reach.")]


class DutiesFile(Strict):
    """``duties.yaml``: what units shall do."""

    duties: Annotated[tuple[Duty, ...], Field(description="What units shall do, and by when.")]


class BenefitsFile(Strict):
    """``benefits.yaml``: who is entitled to how much."""

    benefits: Annotated[tuple[Benefit, ...], Field(description="Money or its like that clauses grant.")]


class StandardsFile(Strict):
    """``standards.yaml``: what must be kept."""

    standards: Annotated[tuple[Standard, ...], Field(description="Bounds that subjects must keep.")]


class EvaluationFile(Strict):
    """``evaluation.yaml``: how zones are evaluated."""

    evaluations: Annotated[
        tuple[Evaluation, ...], Field(description="Schemes of evaluation and what follows.")
    ]


class ExamplesFile(Strict):
    """A file of ``examples/``: given facts, what must come out."""

    examples: Annotated[tuple[Example, ...], Field(description="Each computed by hand.")]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file.

    ``part`` is the field of :class:`~jingkai.policy.schema.pack.Pack` that its content goes to; ``name`` the file, or
    ``folder/*.yaml`` where there may be several; ``key`` the one field it consists of, empty where the whole file is one
    thing; ``shape`` that of the whole file and ``row`` that of one thing in it.
    """

    part: str
    name: str
    key: str
    shape: type[BaseModel]
    row: type[BaseModel]

    @property
    def folder(self) -> str:
        """The folder that may hold several files of this kind, empty where there is but one file."""
        return self.name.partition("/")[0] if "/" in self.name else ""


FILES = (
    FileKind("document", "document.yaml", "", DocumentInfo, DocumentInfo),
    FileKind("facts", "facts.yaml", "variables", FactsFile, Variable),
    FileKind("targets", "targets.yaml", "targets", TargetsFile, Target),
    FileKind("duties", "duties.yaml", "duties", DutiesFile, Duty),
    FileKind("benefits", "benefits.yaml", "benefits", BenefitsFile, Benefit),
    FileKind("standards", "standards.yaml", "standards", StandardsFile, Standard),
    FileKind("evaluations", "evaluation.yaml", "evaluations", EvaluationFile, Evaluation),
    FileKind("procedures", "procedures/*.yaml", "", Procedure, Procedure),
    FileKind("examples", "examples/*.yaml", "examples", ExamplesFile, Example),
)
"""Every kind of file; only the first must be there."""

"""A population: all enterprises and projects of a zone with what is known of them on a day, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import pyarrow as pa

Kind: TypeAlias = Literal["enterprise", "project"]

KINDS: tuple[Kind, ...] = ("enterprise", "project")
"""Kinds of subjects that the registry holds, and rules can be run over."""


@dataclass(frozen=True, slots=True)
class Population:
    """A row a subject, a column a variable; the column ``subject`` is the credit code or the project code.

    A project's row holds the facts of its enterprise as well; ``owners`` says which enterprise that is, by project code.
    ``industries`` are the GB/T 4754 classes by credit code, empty where none is known.
    """

    tables: Mapping[Kind, pa.Table]
    owners: Mapping[str, str]
    industries: Mapping[str, str]

    @property
    def subjects(self) -> int:
        """How many subjects there are."""
        return sum(table.num_rows for table in self.tables.values())

    def enterprise_of(self, kind: str, subject: str) -> str:
        """Return the credit code of the enterprise that a subject is, or belongs to."""
        return self.owners[subject] if kind == "project" else subject

"""What a single reader hands back, before it becomes a witness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jingkai.documents.witness import Line


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines and what else the format told; the fields are those of
    :class:`~jingkai.documents.witness.Witness`.
    """

    lines: tuple[Line, ...]
    encoding: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    hard_wrapped: bool | None = None
    notes: tuple[str, ...] = ()

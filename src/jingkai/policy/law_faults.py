"""What the check of a pack against its document finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from jingkai.policy.claimed_figures import Place


class LawCode(StrEnum):
    """What a fault is about."""

    DOCUMENT = "document"  # the pack is held against another document
    PROVISION = "provision"  # a provision is not in the document
    FIGURE = "figure"  # a figure does not stand in the clause
    BOUND = "bound"  # a figure binds otherwise: 以上 is not 超过
    DATE = "date"  # a date is not said, or contradicts the document's
    UNIT = "unit"  # a unit is not named
    COPIED = "copied"  # a sentence is the document's own


@dataclass(frozen=True, slots=True)
class LawFault:
    """Something in a pack that its document does not bear out.

    ``place`` is the way to the field within the pack (``("benefits", 3, "amount", "rate")``), ``mandate`` its id (``""``
    for what concerns the document), ``provision`` where it was looked for, ``sought`` and ``nearest`` what was looked
    for and the figures of that clause that come nearest.
    """

    code: LawCode
    place: Place
    mandate: str
    provision: str
    words: str
    mend: str
    sought: str = ""
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.words} {self.mend}".strip()


def faulted(faults: Iterable[LawFault]) -> dict[str, list[LawFault]]:
    """Group faults by the id of their mandate; ``""`` holds those of the document."""
    grouped: dict[str, list[LawFault]] = {}
    for fault in faults:
        grouped.setdefault(fault.mandate, []).append(fault)
    return grouped

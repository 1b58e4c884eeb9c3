"""Questions that are asked of a figure in order, until one has an opinion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from jingkai.documents.extract import wording
from jingkai.documents.extract.figures import Figure
from jingkai.documents.extract.qualifying import Qualifying

LOOSE_LEADS = ("是", "为", "近", "过", "满", "约", "最高")
"""Words before a figure that bind it to nothing."""

REACHES_EACH = re.compile(
    "达到?(?:高程|标高|海拔|水位)$|(?:达到?|提高到|提升到|增加到|降至|降到|不低于|不少于)每[一-龥0-9]{1,8}$"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure, the ``index``-th of its passage, with the rest of its clause to the left and to the right of it.

    ``future`` says that its sentence tells of what is to be, or stands under a heading of goals.
    """

    index: int
    figure: Figure
    left: str
    right: str
    future: bool

    @property
    def noun(self) -> str:
        """What stands right before the figure: the name of what it measures."""
        return wording.noun_before(self.left)


Question: TypeAlias = Callable[[Qualifying, Seen], bool | None]
"""Whether a figure is what is asked for; ``None`` where this question does not tell."""


def first_said(questions: Iterable[Question], passage: Qualifying, seen: Seen) -> bool | None:
    """Return what the first question says that has an opinion."""
    for question in questions:
        said = question(passage, seen)
        if said is not None:
            return said
    return None

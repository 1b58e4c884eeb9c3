"""What waits for somebody: the shape in which every slice tells the inbox, and how urgent it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.kernel.working_days import working_days_between

SOON_WORKING_DAYS = 3


class DueState(StrEnum):
    """How a deadline stands; always shown as a word, never as a colour alone."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The state in the reader's language."""
        return _(_WORDS[self])


_WORDS = {
    DueState.ON_TRACK: msgid("On track"),
    DueState.AT_RISK: msgid("Due soon"),
    DueState.OVERDUE: msgid("Overdue"),
    DueState.UNKNOWN: msgid("No deadline known"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person.

    ``kind`` groups (``documents.review``), ``words`` say what to do, ``url`` is where to do it, ``since`` when it
    came, ``due`` the last day in time (``None``: no deadline known), ``provisional`` whether that day may still
    move, ``clause`` the citation it rests on ("" where none does).
    """

    kind: str
    words: str
    url: str
    since: datetime
    due: date | None = None
    provisional: bool = False
    clause: str = ""

    def state(self, today: date) -> DueState:
        """How the deadline stands on ``today``."""
        return due_state(self.due, today)


def due_state(due: date | None, today: date) -> DueState:
    """How a deadline stands: due soon within three working days, overdue from the day after.

    >>> due_state(date(2024, 3, 22), date(2024, 3, 20)).value
    'at_risk'
    """
    if due is None:
        return DueState.UNKNOWN
    if today > due:
        return DueState.OVERDUE
    return DueState.AT_RISK if working_days_between(today, due) <= SOON_WORKING_DAYS else DueState.ON_TRACK

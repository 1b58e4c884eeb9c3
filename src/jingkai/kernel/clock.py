"""The time at which things are recorded: the machine's, but while the demo tells what happened before it was made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("jingkai_clock", default=None)


def now() -> datetime:
    """Return the present moment, with its time zone."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def telling(moment: datetime) -> Iterator[None]:
    """Let what is done within be recorded as done at ``moment`` (with a time zone).

    For the demo zone alone, whose years before it was made are made up with the rest of it: a test holds that nothing
    else calls this. It reaches no other thread, so that no request is ever answered at another time than the machine's.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment has a time zone")
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)

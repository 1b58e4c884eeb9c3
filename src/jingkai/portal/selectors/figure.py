"""What a figure on the wall is."""

from __future__ import annotations

from dataclasses import dataclass

RECENT_DAYS = 30
"""What came within so many days is new."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a figure is made of, in part. ``start`` and ``width`` place it on a bar of 100.

    The rest, which is in no list of its own, has no ``address``.
    """

    words: str
    value: int
    address: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody answers for.

    ``address`` opens the list behind it (``""``: there is none to show); ``change`` is how much of it came within
    :data:`RECENT_DAYS` days (``None``: not known); ``parts`` make up the whole, the largest first; ``note`` and
    ``digest`` are written below it.
    """

    words: str
    value: int
    address: str
    icon: str
    change: int | None = None
    parts: tuple[Part, ...] = ()
    note: str = ""
    digest: str = ""

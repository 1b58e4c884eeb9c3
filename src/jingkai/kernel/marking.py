"""The mark that everything carries which leaves an installation whose data are made up."""

from __future__ import annotations

from collections.abc import Callable

_mark: Callable[[], str] = lambda: ""  # noqa: E731


def use(mark: Callable[[], str]) -> None:
    """Let ``mark`` say what files and prints are marked with; ``""`` where they need no mark (asked each time)."""
    global _mark  # noqa: PLW0603
    _mark = mark


def mark() -> str:
    """Return the mark, ``""`` where the data are real."""
    return _mark()

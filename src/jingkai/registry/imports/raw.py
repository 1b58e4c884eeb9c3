"""Cells as a file gives them: text, numbers, days, yes or no, nothing; and how they read as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from jingkai.kernel.seen import as_seen

Raw = str | float | int | bool | date | datetime | time | timedelta | None

_ENGLISH_OR_SIGNS = ("", "-", "--", "—", "——", "–", "/", "\\", "n/a", "na", "null", "none")
UNKNOWN = frozenset((*_ENGLISH_OR_SIGNS, "不详", "未知", "暂无", "待定", "待补充"))
"""What people write where nothing is known: read as an empty cell."""


class Broken(str):
    """A cell that shows an error of the spreadsheet (``#REF!``), or a formula whose result was never stored."""

    __slots__ = ()


def shown(raw: object) -> str:
    """Return a raw cell as text, as a person would read it there.

    >>> shown(13812345678.0), shown(0.15), shown(date(2024, 3, 20)), shown(True), shown(None)
    ('13812345678', '0.15', '2024-03-20', '是', '')
    """
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e17 else repr(raw)
    if isinstance(raw, datetime):
        midnight = raw.time() == time()
        return raw.date().isoformat() if midnight else raw.isoformat(" ", "seconds")
    if isinstance(raw, date | time):
        return raw.isoformat()
    return str(raw)


def is_unknown(raw: object) -> bool:
    """Whether a cell says nothing: empty, or one of the marks people write for that."""
    return raw is None or (
        isinstance(raw, str) and not isinstance(raw, Broken) and as_seen(raw).casefold() in UNKNOWN
    )

"""Cells as a file gives them: text, numbers, days, yes or no, nothing; and how they read as text."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

Raw = str | float | int | bool | date | datetime | time | timedelta | None

_ENGLISH_OR_SIGNS = ("", "-", "--", "—", "——", "–", "/", "\\", "n/a", "na", "null", "none")
UNKNOWN = frozenset((*_ENGLISH_OR_SIGNS, "不详", "未知", "暂无", "待定", "待补充"))
"""What people write where nothing is known: read as an empty cell."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2028\u2029\ufffe\uffff]")


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


def tidy(text: str) -> str:
    """Take white space off both ends, invisible characters out, and runs of white space together.

    >>> tidy("\\u3000青岚\\u200b 绿源\\xa0\\n")
    '青岚 绿源'
    """
    return " ".join(_CONTROL.sub("", text).split())


def is_unknown(raw: object) -> bool:
    """Whether a cell says nothing: empty, or one of the marks people write for that."""
    return raw is None or (
        isinstance(raw, str) and not isinstance(raw, Broken) and tidy(raw).casefold() in UNKNOWN
    )

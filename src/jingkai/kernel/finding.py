"""What is found by its name: the shape in which every slice answers the search from anywhere.

A slice that has things to be found offers ``selectors.find(user, words) -> Iterable[Found]``: at most a handful of what
``user`` may see, the best first.
"""

from __future__ import annotations

from dataclasses import dataclass

_HALF_WIDTH = {
    full: full - 0xFEE0
    for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0D, 0xFF3F)
}
"""Digits, letters, hyphen and underscore. Brackets and commas stay: names and document numbers are written with them."""


def asked_for(typed: str, most: int = 100) -> str:
    """Return what somebody typed to find something, as codes and names are kept.

    A Chinese input method types letters and digits in full width; no database takes a NUL, nor words without end.

    >>> asked_for(" ９１１５０８００ＭＡ ｑｌ－１ （有限公司）")
    '91150800MA ql-1 （有限公司）'
    """
    return typed.replace("\0", "").translate(_HALF_WIDTH).strip()[:most]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to go to.

    ``words`` name it, ``url`` is its page, ``icon`` the name of a drawing, ``about`` what else tells it apart (a code,
    a place).
    """

    words: str
    url: str
    icon: str
    about: str = ""

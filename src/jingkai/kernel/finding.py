"""What is found by its name: the shape in which every slice answers the search from anywhere.

A slice that has things to be found offers ``selectors.find(user, words) -> Iterable[Found]``: at most a handful of what
``user`` may see, the best first.
"""

from __future__ import annotations

from dataclasses import dataclass


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

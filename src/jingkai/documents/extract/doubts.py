"""Figures that stand where characters were garbled: a digit may have been swallowed, so they are left out.

A sum such as ``奖励00万元`` would be a wrong value with full confidence; the flag on the garbled place tells people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from jingkai.documents.mentions import Mentions, Money, Target, Threshold
from jingkai.documents.provision import Provision
from jingkai.documents.revision import Flag

_Figure = TypeVar("_Figure", Target, Money, Threshold)
_DOUBTFUL = frozenset({"doubtful_slip", "byte_slip"})
_NUMBER = re.compile("[0-9０-９][0-9０-９.,，．]*")


def doubtful_places(flags: Iterable[Flag]) -> list[tuple[int, int]]:
    """Return the spans of the text that repair was not sure of."""
    return [
        (flag.start, flag.end)
        for flag in flags
        if flag.code in _DOUBTFUL and flag.start is not None and flag.end is not None
    ]


def without_doubtful(
    mentions: Mentions, provision: Provision, doubtful: Sequence[tuple[int, int]]
) -> Mentions:
    """Leave out the figures of a provision whose digits lie in a doubtful place or begin right behind one.

    ``doubtful`` are half-open spans in the repaired text.
    """
    near = [
        (start - provision.start, end - provision.start)
        for start, end in doubtful
        if provision.start <= end and start <= provision.end
    ]
    if not near:
        return mentions
    return replace(
        mentions,
        targets=_certain(mentions.targets, provision.text, near),
        money=_certain(mentions.money, provision.text, near),
        thresholds=_certain(mentions.thresholds, provision.text, near),
    )


def _certain(found: tuple[_Figure, ...], text: str, near: Sequence[tuple[int, int]]) -> tuple[_Figure, ...]:
    return tuple(
        one
        for one in found
        if not any(
            start < number.end() and number.start() <= end
            for number in _NUMBER.finditer(text, one.start, one.end)
            for start, end in near
        )
    )

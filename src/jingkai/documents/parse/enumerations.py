"""一是…二是… inside one paragraph: each is a slice of the paragraph's text that can be cited on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jingkai.kernel.numerals import parse_numeral

_MARK = re.compile(
    r"(?:(?<=[。；，：！？、）\s])|^)(?P<label>(?P<number>[一二三四五六七八九十]{1,2})(?:是|要))(?!一[，。；])"
)


@dataclass(frozen=True, slots=True)
class Slice:
    """One member of an enumeration; ``start`` (of the label), ``text_start`` and ``end`` are offsets in the text."""

    number: int
    label: str
    start: int
    text_start: int
    end: int


def find_enumerations(text: str) -> list[Slice]:
    """Find every series 一是, 二是 … that begins with 一 and has at least two members; members of one word (是 or 要).

    The last member of a series ends with the text, or where the next series begins.
    """
    marks = [(parse_numeral(match["number"]) or 0, match) for match in _MARK.finditer(text)]
    members: list[tuple[int, re.Match[str]]] = []
    index = 0
    while index < len(marks):
        number, match = marks[index]
        series, last = [marks[index]], index
        if number == 1:
            for position in range(index + 1, len(marks)):
                later, other = marks[position]
                same_word = other["label"][-1] == match["label"][-1]
                if later == 1 and same_word:
                    break
                if same_word and later == series[-1][0] + 1:
                    series.append(marks[position])
                    last = position
        if len(series) > 1:
            members.extend(series)
        index = last + 1
    if not members:
        return []
    ends = [match.start() for _, match in members[1:]] + [len(text)]
    return [
        Slice(
            number,
            match["label"],
            match.start(),
            match.end(),
            match.start() + len(text[match.start() : end].rstrip()),
        )
        for (number, match), end in zip(members, ends, strict=True)
    ]

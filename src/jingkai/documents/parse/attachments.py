"""Attachments 附件, 附表: where each begins, its number, its title, its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jingkai.documents.parse import parts
from jingkai.documents.parse.lines import Paragraph
from jingkai.kernel.numerals import parse_numeral

_TITLE_LINES = 3
_LIST_TITLE = re.compile("[表册图书单]$")


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment: its label (附件1), its title where it has one, the lines of its text.

    ``number`` is the printed one; without one, or where it is printed twice, the next free number.
    """

    label: Paragraph
    heading: Paragraph | None
    lines: tuple[Paragraph, ...]
    number: int


def cut_attachments(text: str, lines: Sequence[Paragraph], starts: Sequence[int]) -> list[Attachment]:
    """Cut ``lines`` into attachments that begin at the lines ``starts`` and end where the next one begins."""
    found: list[Attachment] = []
    taken: set[int] = set()
    highest = 0
    stops = [*starts[1:], len(lines)][: len(starts)]
    for order, (start, stop) in enumerate(zip(starts, stops, strict=True), 1):
        line = lines[start]
        opening = parts.attachment_start(line.text)
        if opening is None:
            continue
        number = parse_numeral(opening["number"]) if opening["number"] else None
        if number is None or number in taken:
            number = max(order, highest + 1)
        taken.add(number)
        highest = max(highest, number)
        at, heading = start + 1, None
        if opening["rest"]:
            heading = Paragraph(opening["rest"], line.start + opening.start("rest"), line.end)
        else:
            at = _title_end(lines, start + 1, stop)
            if at > start + 1:
                first, last = lines[start + 1], lines[at - 1]
                heading = Paragraph(text[first.start : last.end], first.start, last.end)
        label = Paragraph(opening["label"], line.start, line.end)
        found.append(Attachment(label, heading, tuple(lines[at:stop]), number))
    return found


def _title_end(lines: Sequence[Paragraph], at: int, stop: int) -> int:
    """End of an attachment's title: up to the first of three short lines that ends a title, else one line."""
    short = 0
    while short < _TITLE_LINES and at + short < stop and not parts.opens_body(lines[at + short].text):
        short += 1
        line = lines[at + short - 1].text
        if _LIST_TITLE.search(line) or parts.TITLE_END.search(line):
            return at + short
    return at + min(short, 1)

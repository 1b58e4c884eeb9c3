"""Attachments 附件, 附表: where each begins, its number, its title, its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jingkai.documents.parse import parts
from jingkai.documents.parse.further import further_texts
from jingkai.documents.parse.lines import Paragraph
from jingkai.kernel.numerals import parse_numeral

_TITLE_LINES = 3
_SIGNATURE_LINES = 3
_WHITE = re.compile(r"\s+")
_LIST_TITLE = re.compile("[表册图书单]$")


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment: its label (附件1; empty where only a title stands above it), its title, the lines of its text.

    ``number`` is the printed one; without one, or where it is printed twice, the next free number.
    """

    label: Paragraph
    heading: Paragraph | None
    lines: tuple[Paragraph, ...]
    number: int


def cut_attachments(
    text: str, lines: Sequence[Paragraph], starts: Sequence[int], listed: str = ""
) -> list[Attachment]:
    """Cut ``lines`` into attachments that begin at the lines ``starts`` and end where the next one begins.

    ``listed`` is the document's list of attachments, which names their titles. A text that follows in an attachment
    under a title of its own becomes an attachment without label, of the same number.
    """
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
            at = _title_end(lines, start + 1, stop, _WHITE.sub("", listed))
            heading = joined(text, lines, start + 1, at)
        label = Paragraph(opening["label"], line.start, line.end)
        further = further_texts(lines, at, stop)
        end = further[0][0] if further else stop
        found.append(Attachment(label, heading, tuple(lines[at:end]), number))
        found.extend(unlabelled(text, lines, further, stop, number))
    return found


def unlabelled(
    text: str,
    lines: Sequence[Paragraph],
    titles: Sequence[tuple[int, int]],
    stop: int,
    number: int,
    *,
    step: int = 0,
) -> list[Attachment]:
    """Make attachments of texts without label from the lines of their ``titles``, the last one up to ``stop``.

    The first gets ``number``, each further one ``step`` more.
    """
    found: list[Attachment] = []
    ends = [*(first for first, _ in titles[1:]), stop][: len(titles)]
    for order, ((first, behind), end) in enumerate(zip(titles, ends, strict=True)):
        start = lines[first].start
        heading = joined(text, lines, first, behind)
        label = Paragraph("", start, start)
        found.append(Attachment(label, heading, tuple(lines[behind:end]), number + step * order))
    return found


def joined(text: str, lines: Sequence[Paragraph], first: int, behind: int) -> Paragraph | None:
    """One paragraph of the lines ``first`` up to ``behind``, ``None`` of no lines."""
    if first >= behind:
        return None
    start, end = lines[first].start, lines[behind - 1].end
    return Paragraph(text[start:end], start, end)


def signature_start(lines: Sequence[Paragraph]) -> int:
    """Where the signature and date begin with which an attachment ends; ``len(lines)`` where it ends with none."""
    last = len(lines) - 1
    if last < 1 or parts.date_start(lines[last].text) is None:
        return len(lines)
    at = last
    while at > 0 and last - at < _SIGNATURE_LINES and _may_sign(lines[at - 1].text):
        at -= 1
    return at


def _may_sign(line: str) -> bool:
    return len(line) <= 30 and not re.search("[，。；：！？|]", line) and not parts.opens_body(line)


def _title_end(lines: Sequence[Paragraph], at: int, stop: int, listed: str) -> int:
    """End of an attachment's title: up to the first of three short lines that ends a title, else one line."""
    short, words = 0, ""
    while short < _TITLE_LINES and at + short < stop and not parts.opens_body(lines[at + short].text):
        short += 1
        line = lines[at + short - 1].text
        words += _WHITE.sub("", line)
        if _LIST_TITLE.search(line) or parts.TITLE_END.search(line):
            return at + short
        if short > 1 and words in listed:
            return at + short
    return at + min(short, 1)

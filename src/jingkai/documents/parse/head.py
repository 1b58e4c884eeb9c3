"""What stands above a body: front, title and number in either order, addressee, notes, a table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jingkai.documents.parse import parts
from jingkai.documents.parse.lines import Paragraph
from jingkai.documents.provision import Block, BlockKind

_NEAR = 16
"""How many lines below the first one a site may print the document's own number under what it says itself."""
_SHORTEST = 8
_GOES_ON = re.compile("关于|印发|转发|批转|公布|发布|颁布|《|文件|办公|对")
"""How a title goes on behind the agency on a line of its own."""


class Head:
    """Reads the head of a document, or of a plan enclosed in it, into blocks."""

    def __init__(self, text: str, lines: Sequence[Paragraph], title: BlockKind) -> None:
        self.text = text
        self.lines = lines
        self.title = title
        self.blocks: list[Block] = []

    def read(self, at: int) -> int:
        """Take the head that begins at line ``at``; return the first line of the body."""
        start = at
        kinds: list[BlockKind | None] = []
        number = self._number_below(start)
        while at < len(self.lines):
            line = self.lines[at].text
            kind = _kind(line)
            if kind is BlockKind.ADDRESSEE:
                kinds.append(kind)
                at += 1
                break
            if kind is None and parts.opens_body(line):
                if at >= number:
                    break
                kind = BlockKind.FRONT
            kinds.append(kind)
            at += 1
        if at == len(self.lines) and BlockKind.ADDRESSEE not in kinds:
            at = self._titles_only(start, kinds)
        self._make_blocks(start, at, kinds)
        return self._skip_contents(start, at)

    def _number_below(self, start: int) -> int:
        """The line of the document's own number, where only what a site wrote can stand above it; else ``start``."""
        if self.title is not BlockKind.TITLE:
            return start
        for index in range(start, min(start + _NEAR, len(self.lines))):
            line = self.lines[index].text
            if re.search("[〔［\\[„]", line) and parts.is_number(line):
                return index
            if parts.date_start(line) is not None or parts.is_addressee(line):
                break
        return start

    def _titles_only(self, start: int, kinds: list[BlockKind | None]) -> int:
        """Nothing but short lines: the first ones up to a title's last word are the title, the rest is body."""
        for index, kind in enumerate(kinds):
            if kind is None and parts.TITLE_END.search(self.lines[start + index].text):
                return start + index + 1
        return start

    def _make_blocks(self, start: int, end: int, kinds: Sequence[BlockKind | None]) -> None:
        """Make blocks of the head; lines without a kind of their own are title, side by side ones together."""
        at = start
        groups: list[tuple[int, int]] = []
        while at < end:
            kind = kinds[at - start]
            stop = at + 1
            if kind is None:
                while stop < end and kinds[stop - start] is None:
                    stop += 1
                groups.append((at, stop))
            else:
                self._block(kind, at, stop)
            at = stop
        titled = [group for group in groups if parts.TITLE_END.search(self.lines[group[1] - 1].text)]
        titled = [
            group for order, group in enumerate(titled) if not self._said_again(group, titled[order + 1 :])
        ]
        for group in groups:
            is_title = group in titled or (not titled and group == groups[-1])
            first = self._title_start(*group) if is_title else group[1]
            self._block(BlockKind.FRONT, group[0], first)
            self._block(self.title, first, group[1])

    def _said_again(self, group: tuple[int, int], later: Sequence[tuple[int, int]]) -> bool:
        """Whether a later group of lines holds the same title: a page prints it as its own headline above."""
        words = self._words(*group)
        return any(words in self._words(*other) or self._words(*other) in words for other in later)

    def _words(self, start: int, end: int) -> str:
        return "".join(re.sub(r"\s", "", line.text) for line in self.lines[start:end])

    def _title_start(self, start: int, end: int) -> int:
        """First line of the title in a run of lines: a page may print it above once more, whole or cut short."""
        last = self.lines[end - 1].text
        agency_above = end - 1 > start and parts.is_agency(self.lines[end - 2].text)
        if parts.ORDER.fullmatch(last) and len(last) >= _SHORTEST and not agency_above:
            return end - 1
        if end - start > 1 and parts.is_agency(self.lines[start].text):
            below = self.lines[start + 1].text
            if len(below) >= _SHORTEST and not _GOES_ON.match(below) and not parts.is_agency(below):
                return start + 1  # the site's name, or a head of the agency alone
        for first in range(end - 1, start, -1):
            words = self._words(first, end)
            above = [self._words(index, index + 1) for index in range(start, first)]
            if words in above or (len(words) >= _SHORTEST and any(words in line for line in above)):
                return first
            if len(above[-1]) >= _SHORTEST and words.startswith(above[-1]):
                return first
        return start

    def _skip_contents(self, start: int, at: int) -> int:
        """Take a table of contents: entries up to the line where the first entry stands again."""
        behind_head = at > start and parts.is_contents(self.lines[at - 1].text)
        if not behind_head and at < len(self.lines) and parts.is_contents(self.lines[at].text):
            self._block(BlockKind.FRONT, at, at + 1)
            at += 1
        elif not behind_head:
            return at
        first = parts.bare_entry(self.lines[at].text) if at < len(self.lines) else ""
        for index in range(at + 1, len(self.lines)):
            if parts.bare_entry(self.lines[index].text) == first:
                self._block(BlockKind.FRONT, at, index)
                return index
        return at

    def _block(self, kind: BlockKind, start: int, stop: int) -> None:
        """Make one block of the lines ``start`` to ``stop``."""
        if start < stop:
            first, last = self.lines[start].start, self.lines[stop - 1].end
            self.blocks.append(Block(kind, self.text[first:last], first, last))


def _kind(line: str) -> BlockKind | None:
    """What a line of a head is; ``None`` for a line of a title, and for the body."""
    if parts.is_number(line):
        return BlockKind.NUMBER
    opening = parts.attachment_start(line)
    if opening and not opening["rest"]:
        return BlockKind.ATTACHMENT_LIST
    if parts.date_start(line.strip("（）()")) == 0:
        return BlockKind.DATE
    if parts.is_note(line):
        return BlockKind.NOTE
    if parts.SOURCE.match(line):
        return BlockKind.SOURCE
    if parts.is_contents(line):
        return BlockKind.FRONT
    if parts.is_front(line) and not (parts.TITLE_END.search(line) and not line.endswith("文件")):
        return BlockKind.FRONT
    if parts.is_addressee(line):
        return BlockKind.ADDRESSEE
    return None

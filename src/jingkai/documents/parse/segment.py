"""Cut a document into the parts around the body, the body, and its attachments.

A document is: front, title and number in either order, addressee; body; list of attachments, signature, date,
notes; attachments; copies, colophon. A cover notice that issues a plan has the plan's own title and body behind
its date (or, where a web page dropped signature and date, right behind the sentence that issues it); then what
stands before is a notice and the plan is the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jingkai.documents.parse import parts
from jingkai.documents.parse.attachments import Attachment, cut_attachments, signature_start, unlabelled
from jingkai.documents.parse.enclosed import same_name, wrapped_names
from jingkai.documents.parse.further import further_texts
from jingkai.documents.parse.head import Head
from jingkai.documents.parse.lines import Paragraph
from jingkai.documents.parse.marks import Mark, Rank, read_mark
from jingkai.documents.provision import Block, BlockKind

_TITLE_LINES = 5
_LOOK_AHEAD = 6
_FEWEST_MARKS = 3


@dataclass(slots=True)
class Segments:
    """The parts of a document."""

    blocks: list[Block] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


def segment(text: str, lines: Sequence[Paragraph]) -> Segments:
    """Cut the lines of a repaired text into parts; every line goes into exactly one."""
    return _Cutter(text, lines).cut()


class _Cutter:
    def __init__(self, text: str, lines: Sequence[Paragraph]) -> None:
        self.text = text
        self.lines = lines
        self.found = Segments()

    def cut(self) -> Segments:
        at = self._head(0, BlockKind.TITLE)
        enclosed = self._enclosed_title(at)
        if enclosed is not None:
            close = self._body_end(at, enclosed)
            self._block(BlockKind.NOTICE, at, close)
            self._tail(close, enclosed)
            at = self._head(enclosed, BlockKind.ENCLOSED_TITLE)
        end = self._body_end(at, len(self.lines))
        further = further_texts(self.lines, at, end)
        self.found.body = list(self.lines[at : further[0][0] if further else end])
        rest = self._tail(end, len(self.lines))
        self._attachments(rest)
        highest = max((one.number for one in self.found.attachments), default=0)
        self.found.attachments[:0] = unlabelled(self.text, self.lines, further, end, highest + 1, step=1)
        self._sign_attachments()
        self._join_lists()
        return self.found

    # -- above the body

    def _head(self, at: int, title: BlockKind) -> int:
        """Take what stands above a body, from line ``at``; return the first line of the body."""
        head = Head(self.text, self.lines, title)
        body = head.read(at)
        self.found.blocks.extend(head.blocks)
        return body

    # -- a cover notice and what it encloses

    def _enclosed_title(self, at: int) -> int | None:
        """Find the first line of an enclosed plan's title, or ``None`` where the document is no cover notice."""
        cover = "".join(block.text for block in self.found.blocks if block.kind is BlockKind.TITLE).replace(
            "\n", ""
        )
        names = wrapped_names(cover, [line.text for line in self.lines[at : at + 8]])
        for index in range(at + 1, len(self.lines)):
            if not self._may_open_title(index):
                continue
            for count in range(1, _TITLE_LINES + 1):
                if (
                    count > 1
                    and index + count <= len(self.lines)
                    and not self._may_open_title(index + count - 1)
                ):
                    break
                joined = "".join(line.text for line in self.lines[index : index + count])
                if len(joined) > 160 or parts.is_sentence(joined) or index + count >= len(self.lines):
                    break
                if any(same_name(joined, name) for name in names):
                    above = self.lines[index - 1].text if index - 1 > at else ""
                    if above and any(name.replace("、", "").startswith(above) for name in names):
                        return index - 1  # the title's first line is the agency
                    return self._with_attachment_word(index, at)
        untitled = self._provisions_behind_date(at)
        issues = names or parts.ISSUING.search(cover) or parts.ORDER.search(cover) or untitled is not None
        titled = self._title_behind_date(at) if issues else None
        return untitled if titled is None else titled

    def _may_open_title(self, index: int) -> bool:
        """Whether a line can be the first of a title: no signature, date, or entry of a list of attachments."""
        line = self.lines[index].text
        return not (
            parts.date_start(line) is not None
            or parts.is_signatory(line)
            or parts.ATTACHMENT_LIST.match(line)
            or parts.attachment_start(line)
            or parts.NOTE.fullmatch(line)
            or read_mark(line)
        )

    def _with_attachment_word(self, index: int, at: int) -> int:
        """The enclosed text may be called 附件 on a line of its own above its title."""
        above = self.lines[index - 1].text if index - 1 > at else ""
        alone = parts.attachment_start(above)
        return index - 1 if alone and not alone["rest"] else index

    def _title_behind_date(self, at: int) -> int | None:
        """Find a title behind the date of a notice whose wrapped title cannot be read."""
        end = self._body_end(at, len(self.lines))
        dated = False
        for index in range(end, len(self.lines) - 1):
            line = self.lines[index].text
            if parts.date_start(line) is not None:
                dated = True
            elif dated and not parts.is_closing(line) and not parts.NOTE.fullmatch(line):
                plain = parts.attachment_start(line) is None and not parts.opens_body(line)
                return index if plain else None
        return None

    def _provisions_behind_date(self, at: int) -> int | None:
        """The first line behind the date where numbers stand only there: what is dated must be a cover notice."""
        end = self._body_end(at, len(self.lines))
        if any(read_mark(line.text) for line in self.lines[at:end]):
            return None
        behind: list[tuple[int, Mark]] = []
        for index in range(end, len(self.lines)):
            line = self.lines[index].text
            if parts.attachment_start(line):
                break
            if mark := read_mark(line):
                behind.append((index, mark))
        if len(behind) < _FEWEST_MARKS or behind[0][1].number != 1 or behind[0][1].rank > Rank.ARTICLE:
            return None
        closing = (index for index in range(end, behind[0][0]) if not self._may_close(index))
        return next(closing, behind[0][0])

    def _may_close(self, index: int) -> bool:
        """Whether a line is a signature, date, note or other closing line of a notice."""
        line = self.lines[index].text
        dated = parts.date_start(line) is not None or parts.is_signatory(line)
        return dated or parts.is_closing(line) or bool(parts.NOTE.fullmatch(line))

    # -- behind the body

    def _body_end(self, start: int, end: int) -> int:
        """Find the first line behind the body that begins at ``start``: signature, date, note, attachment …"""
        for index in range(start, end):
            line = self.lines[index].text
            dated = index > start and parts.date_start(line) is not None and self._closes(index, end)
            if dated or parts.is_closing(line):
                return self._list_start(start, self._signature_start(start, index))
            opening = parts.attachment_start(line)
            if opening and not opening["rest"] and not line.endswith(("：", ":")):
                return self._list_start(start, index)
            if parts.ATTACHMENT_LIST.match(line) and self._only_list_until_close(index, end):
                return index
        while end - start > 1 and self._is_last_note(end - 1):
            end -= 1
        return end

    def _signature_start(self, start: int, index: int) -> int:
        """Go back from the date over the names above it."""
        while index > start and parts.is_signatory(self.lines[index - 1].text):
            index -= 1
        return index

    def _is_last_note(self, index: int) -> bool:
        """Whether a last line is a signature without date or a note in brackets, no list of responsible units."""
        line = self.lines[index].text
        if parts.NOTE.fullmatch(line):
            return read_mark(line) is None and re.search("责任|负责|牵头|单位|配合", line) is None
        return parts.is_signatory(line) and len(line) > 5

    def _closes(self, index: int, end: int) -> bool:
        """Whether a date alone on a line closes the body: no numbered provision goes on directly behind it."""
        following = self.lines[index + 1].text if index + 1 < end else ""
        mark = read_mark(following)
        return mark is None or mark.number == 1

    def _list_start(self, start: int, index: int) -> int:
        """Go back from the signature over a list of attachments, ``附件：1.…`` and its further lines."""
        for back in range(index - 1, max(start, index - 25) - 1, -1):
            line = self.lines[back].text
            if parts.ATTACHMENT_LIST.match(line) or re.match(r"附\s*件\s*\d+\s*[：:.．]\s*\S", line):
                return self._list_start(start, back)
            if parts.is_sentence(line) or len(line) > 80:
                break
        return index

    def _only_list_until_close(self, index: int, end: int) -> bool:
        """Whether from a line ``附件：`` on there are only short entries until something closes the document."""
        for line in self.lines[index + 1 : end]:
            if parts.date_start(line.text) is not None or parts.is_closing(line.text):
                return True
            opening = parts.attachment_start(line.text)
            if opening:
                return True
            if parts.is_sentence(line.text):
                return False
        return True

    def _tail(self, start: int, end: int) -> int:
        """Make blocks of what stands behind a body; return the line where attachments begin, or ``end``."""
        at, dated = start, False
        while at < end:
            line = self.lines[at]
            if parts.COPIES_TO.match(line.text):
                at = self._copies(at, end)
                continue
            if dated and further_texts(self.lines, at, min(at + _LOOK_AHEAD, end))[:1] == [(at, at + 1)]:
                return at
            split = parts.date_start(line.text)
            kind = self._tail_kind(line.text, dated=dated, at=at, end=end)
            if kind is None:
                return at
            if kind is BlockKind.DATE and split:
                self._block_at(BlockKind.SIGNATURE, line.start, line.start + len(line.text[:split].rstrip()))
                self._block_at(BlockKind.DATE, line.start + split, line.end)
            else:
                self._block(kind, at, at + 1)
            dated = dated or kind is BlockKind.DATE
            at += 1
        return at

    def _tail_kind(self, line: str, *, dated: bool, at: int, end: int) -> BlockKind | None:
        if parts.date_start(line) is not None:
            return BlockKind.DATE
        if parts.SOURCE.match(line):
            return BlockKind.SOURCE
        if parts.COLOPHON.match(line):
            return BlockKind.COLOPHON
        if parts.is_signatory(line):
            return BlockKind.SIGNATURE
        if parts.ATTACHMENT_LIST.match(line) and not dated and self._only_list_until_close(at, end):
            return BlockKind.ATTACHMENT_LIST
        if parts.attachment_start(line):
            in_list = not dated and self._date_ahead(at, end)
            return BlockKind.ATTACHMENT_LIST if in_list or end < len(self.lines) else None
        if parts.NOTE.fullmatch(line):
            return BlockKind.NOTE
        return BlockKind.NOTE if dated else BlockKind.ATTACHMENT_LIST

    def _date_ahead(self, at: int, end: int) -> bool:
        """Whether a date follows before the next line of running text: what stands here is still a list."""
        for line in self.lines[at + 1 : end]:
            if parts.date_start(line.text) is not None:
                return True
            if parts.is_sentence(line.text):
                return False
        return False

    def _copies(self, at: int, end: int) -> int:
        """Take 抄送 and its further lines, up to the colophon where there is one near."""
        stop = at + 1
        for index in range(at + 1, min(at + 10, end)):
            line = self.lines[index].text
            if parts.COLOPHON.match(line):
                stop = index
                break
            if parts.attachment_start(line) or parts.date_start(line) is not None or read_mark(line):
                break
            if parts.SOURCE.match(line) or parts.NOTE.fullmatch(line):
                break
            if index == stop and re.search("[，、。]$|委|厅|局|院|部", line) and len(line) < 120:
                stop = index + 1
        self._block(BlockKind.COPIES_TO, at, stop)
        return stop

    def _attachments(self, at: int) -> None:
        """Take attachments from line ``at`` to the end; what closes the document behind them becomes blocks."""
        end = len(self.lines)
        starts = [index for index in range(at, end) if parts.attachment_start(self.lines[index].text)]
        last = starts[-1] if starts else at
        closing = next((index for index in range(last, end) if self._closes_document(index)), end)
        labelled = starts[0] if starts else closing
        loose = further_texts(self.lines, at, labelled)
        self._block(BlockKind.NOTE, at, loose[0][0] if loose else labelled)
        listed = "".join(block.text for block in self.found.blocks if block.kind is BlockKind.ATTACHMENT_LIST)
        found = cut_attachments(self.text, self.lines[:closing], starts, listed)
        highest = max((one.number for one in found), default=0)
        self.found.attachments = [
            *unlabelled(self.text, self.lines, loose, labelled, highest + 1, step=1),
            *found,
        ]
        self._tail(closing, end)

    def _sign_attachments(self) -> None:
        """Make blocks of the signature and date with which an attachment ends."""
        for index, one in enumerate(self.found.attachments):
            at = signature_start(one.lines)
            for line in one.lines[at:]:
                dated = parts.date_start(line.text) == 0
                self._block_at(BlockKind.DATE if dated else BlockKind.SIGNATURE, line.start, line.end)
            self.found.attachments[index] = replace(one, lines=one.lines[:at])

    def _closes_document(self, index: int) -> bool:
        line = self.lines[index].text
        return bool(parts.COPIES_TO.match(line) or parts.COLOPHON.match(line) or parts.SOURCE.match(line))

    # -- blocks

    def _block(self, kind: BlockKind, start: int, stop: int) -> None:
        """Make one block of the lines ``start`` to ``stop``."""
        if start < stop:
            self._block_at(kind, self.lines[start].start, self.lines[stop - 1].end)

    def _block_at(self, kind: BlockKind, start: int, end: int) -> None:
        self.found.blocks.append(Block(kind, self.text[start:end], start, end))

    def _join_lists(self) -> None:
        """Put blocks in order and make one block of the lines of a list of attachments."""
        joined: list[Block] = []
        for block in sorted(self.found.blocks, key=lambda one: one.start):
            last = joined[-1] if joined else None
            if (
                last
                and last.kind is block.kind is BlockKind.ATTACHMENT_LIST
                and not self.text[last.end : block.start].strip()
            ):
                joined[-1] = Block(block.kind, self.text[last.start : block.end], last.start, block.end)
            else:
                joined.append(block)
        self.found.blocks[:] = joined

"""The tree while it grows: every marked line opens a draft, every unmarked line goes to the draft it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jingkai.documents.parse.lines import Paragraph
from jingkai.documents.parse.marks import Mark, Rank, is_decimal_scheme, read_decimal, read_mark

_CLOSING = re.compile(
    r"本(?:实施|具体|若干|暂行|政策)?(?:通知|意见|办法|规定|细则|措施|政策|政策措施|方案|规划|条例|决定|决议|公告|规则|预案|清单|标准|指南)"
    r"(?:自|由|从|有效期|印发|施行|未尽|与|如与|涉及)|特此|专此|感谢|现将[^。]{0,30}(?:报送|报上)|(?:妥否|当否)，|(?:以上|上述)(?:政策|措施|意见|规定|条款)|此前.{2,30}与本"
)
"""Last words of a document that stand under no number: when it takes effect, who explains it."""

_HEADING_LENGTH = 30


@dataclass(slots=True, eq=False)
class Draft:
    """A node of the tree under construction.

    ``mark`` is ``None`` for the root and for unnumbered paragraphs; ``body`` is what follows the mark on its line
    (for a paragraph: the whole line). ``children`` are in reading order.
    """

    mark: Mark | None
    label_start: int
    body: Paragraph
    parent: Draft | None = None
    children: list[Draft] = field(default_factory=list)

    @property
    def numbered(self) -> bool:
        """Whether a mark opens it (bullets included)."""
        return self.mark is not None

    @property
    def rank(self) -> Rank | None:
        """The rank of its mark, ``None`` for the root and for paragraphs."""
        return self.mark.rank if self.mark else None

    def leading(self) -> list[Draft]:
        """Unnumbered paragraphs before the first numbered child."""
        found: list[Draft] = []
        for child in self.children:
            if child.numbered:
                break
            found.append(child)
        return found

    def descendants(self) -> Iterator[Draft]:
        """Every draft below this one, in reading order."""
        for child in self.children:
            yield child
            yield from child.descendants()


def grow(root: Draft, lines: Sequence[Paragraph]) -> None:
    """Hang ``lines`` under ``root``, each where its mark, or the lack of one, puts it."""
    open_draft = root
    last_item = 0
    heading_at = -1
    chapter = 0
    decimal = is_decimal_scheme([line.text for line in lines])
    last_mark = max(
        (
            at
            for at, line in enumerate(lines)
            if read_mark(line.text) or (decimal and read_decimal(line.text, -1))
        ),
        default=-1,
    )
    for position, line in enumerate(lines):
        if position == heading_at:
            continue
        below = lines[position + 1].text if position + 1 < len(lines) else ""
        mark = read_decimal(line.text, chapter, below) if decimal else None
        if mark is not None and mark.rank is Rank.ARTICLE:
            chapter = mark.number or chapter
        mark = mark or read_mark(line.text, last_item + 1)
        if mark is None:
            parent = _owner(open_draft, root, line, last=position > last_mark)
            open_draft = parent  # so that no later line slips back below it
            _hang(parent, Draft(None, line.start, line))
            continue
        body = Paragraph(line.text[mark.length :], line.start + mark.length, line.end)
        if not body.text and _is_heading_below(mark, lines[position + 1 : position + 2]):
            heading_at = position + 1
            body = lines[heading_at]
        parent = open_draft
        while parent.rank is not None and parent.rank >= mark.rank and parent.parent is not None:
            parent = parent.parent
        open_draft = Draft(mark, line.start, body)
        _hang(parent, open_draft)
        if mark.rank is Rank.ITEM and mark.number is not None:
            last_item = mark.number
        elif mark.rank < Rank.SUBARTICLE:
            last_item = 0


def _is_heading_below(mark: Mark, following: Sequence[Paragraph]) -> bool:
    """Whether 第一章 stands alone on its line and its heading on the next."""
    if mark.rank > Rank.SECTION or not following:
        return False
    text = following[0].text
    return len(text) <= _HEADING_LENGTH and not re.search("[。；：，]", text) and read_mark(text) is None


def _hang(parent: Draft, child: Draft) -> None:
    child.parent = parent
    parent.children.append(child)


def _owner(open_draft: Draft, root: Draft, line: Paragraph, *, last: bool) -> Draft:
    """Find the draft to which an unnumbered line belongs."""
    if open_draft is not root and last and _CLOSING.match(line.text):
        clause = _ancestor(open_draft, Rank.CLAUSE)
        return clause or root
    owner = open_draft
    while owner.parent is not None and owner.rank is Rank.BULLET:
        owner = owner.parent
    clause = _ancestor(owner, Rank.CLAUSE)
    if clause is not None and clause is not owner and owner.body.text:
        return clause  # the next paragraph 款 of an article of law, behind its list 项
    while owner.parent is not None and _is_list_item(owner):
        owner = owner.parent
    return owner


def _ancestor(draft: Draft, rank: Rank) -> Draft | None:
    node: Draft | None = draft
    while node is not None and node.rank is not rank:
        node = node.parent
    return node


def _is_list_item(draft: Draft) -> bool:
    """Whether a draft is one entry of a list of half sentences (``…；`` ``…；`` ``…。``)."""
    if draft.parent is None or draft.children or not draft.body.text:
        return False
    if draft.body.text.endswith(("；", ";")):
        return True
    earlier = (child for child in reversed(draft.parent.children) if child is not draft)
    before = next((child for child in earlier if child.rank is draft.rank), None)
    return before is not None and before.body.text.endswith(("；", ";"))

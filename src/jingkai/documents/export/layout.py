"""The layout of a record: everything that was printed, once, in document order.

Exports are written from :func:`rows`, so none can lose a character: what stands neither in a provision nor
in a block is a row of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from jingkai.documents.provision import Block, BlockKind, Provision, ProvisionKind
from jingkai.documents.record import Record

TITLES = (BlockKind.TITLE, BlockKind.ENCLOSED_TITLE)


@dataclass(frozen=True, slots=True)
class Row:
    """A provision, a block, or text that belongs to neither.

    ``label``, ``heading``, ``text`` are as printed (a heading with its closing stop), without outer white
    space; for a block or loose text all is in ``text``. ``run_in`` is true where the text goes on in the
    heading's line.
    ``start`` and ``end`` are offsets in the record's text.
    """

    start: int
    end: int
    label: str = ""
    heading: str = ""
    text: str = ""
    run_in: bool = True
    provision: Provision | None = None
    block: Block | None = None

    @property
    def printed(self) -> str:
        """The row in one piece, line feeds where there were any."""
        head = self.label + self.heading
        if not head or not self.text or self.run_in:
            return head + self.text
        return f"{head}\n{self.text}"


def rows(record: Record) -> list[Row]:
    """Lay a record out. Enumerations are inside their paragraph's text and have no row of their own."""
    found = [_of_provision(record.text, provision) for provision in _outer(record)]
    found += [_of_block(record.text, block) for block in record.parsed.blocks if block.end > block.start]
    found.sort(key=lambda row: (row.start, row.end))
    laid: list[Row] = []
    at = 0
    for row in found:
        if row.end <= at:  # wholly inside what is laid out already
            continue
        if row.start > at:
            laid.extend(_loose(record.text, at, row.start))
        laid.append(row)
        at = max(at, row.end)
    laid.extend(_loose(record.text, at, len(record.text)))
    return laid


def body_starts(record: Record) -> int:
    """Offset at which the body begins (the length of the text where there is no provision)."""
    return min((provision.label_start for provision in record.parsed.provisions), default=len(record.text))


def title_of(record: Record) -> str | None:
    """The title as it stands above the text: the document's, or that of the notice it came with."""
    return record.metadata.wrapper or record.metadata.title


def _outer(record: Record) -> list[Provision]:
    return [each for each in record.parsed.provisions if each.kind is not ProvisionKind.ENUMERATION]


def _of_provision(text: str, provision: Provision) -> Row:
    """Cut a provision's head into label and heading as printed, its closing stop included."""
    begin = provision.label_start
    if provision.text:
        stop, end = provision.start, provision.end
    else:
        line = text.find("\n", begin)
        line = len(text) if line < 0 else line
        wanted = len(provision.label) + len(provision.heading)
        stop = end = max(provision.start, _head_end(text, begin, line, provision), begin + min(wanted, 1))
    head = text[begin:stop]
    at = _heading_at(head, provision)
    return Row(
        begin,
        end,
        head[:at].strip(),
        head[at:].strip(),
        text[provision.start : provision.end].strip() if provision.text else "",
        run_in="\n" not in head,
        provision=provision,
    )


def _head_end(text: str, begin: int, line: int, provision: Provision) -> int:
    """Where the head of a provision without text ends: behind its heading and what closes it."""
    at = text.find(provision.heading, begin, line) if provision.heading else begin
    if at < 0:
        return line
    end = at + (len(provision.heading) if provision.heading else len(provision.label))
    while end < line and text[end] in "。；：:;.． 　":
        end += 1
    return end


def _heading_at(head: str, provision: Provision) -> int:
    """Where the heading begins in a printed head; behind the label, which may have lost its ordinal."""
    if provision.heading:
        at = head.find(provision.heading, len(provision.label) if head.startswith(provision.label) else 0)
        return at if at >= 0 else min(len(provision.label), len(head))
    return len(head)


def _of_block(text: str, block: Block) -> Row:
    return Row(block.start, block.end, text=text[block.start : block.end].strip(), block=block)


def _loose(text: str, start: int, end: int) -> list[Row]:
    """Rows for the lines between two parts; none where there is only white space."""
    found: list[Row] = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            found.append(Row(at, at + len(line), text=line.strip()))
        at += len(line) + 1
    return found

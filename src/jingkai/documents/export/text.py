"""Plain text: title and number, then everything else in document order, a clause a line."""

from __future__ import annotations

from jingkai.documents.export.layout import Row, rows, title_of
from jingkai.documents.provision import BlockKind
from jingkai.documents.record import Record


def to_text(record: Record) -> str:
    """Write a record as plain text.

    First line the title, second the number (where known); then addressee, body, signature, date, note and
    the rest as they follow in the document. Nothing but line breaks is added or left out, so the body
    without white space equals the original's. Ends in a line feed.
    """
    laid = rows(record)
    title = next((row for row in laid if _is(row, BlockKind.TITLE)), None)
    number = next((row for row in laid if _is(row, BlockKind.NUMBER)), None)
    lines: list[str] = []
    for row, known in ((title, title_of(record)), (number, record.metadata.number)):
        printed = row.printed.replace("\n", "") if row else known
        if printed:
            lines.append(printed)
    for row in laid:
        if row is title or row is number:
            continue
        if row.block is None and row.provision is None and lines and _closes(row.text):
            lines[-1] += row.text
        else:
            lines.append(row.printed)
    return "\n".join(lines) + "\n"


def _is(row: Row, kind: BlockKind) -> bool:
    return row.block is not None and row.block.kind is kind


def _closes(text: str) -> bool:
    """Whether a loose row is nothing but the punctuation that closes the line before."""
    return all(char in "。；，、：！？”’）》" for char in text)

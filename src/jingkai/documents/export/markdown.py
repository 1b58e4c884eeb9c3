"""Markdown: a document to be read on any screen, with an anchor at every clause and an account of its repairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jingkai.documents.export.layout import TITLES, Row, rows, title_of
from jingkai.documents.provision import BlockKind, ProvisionKind
from jingkai.documents.record import Record
from jingkai.kernel.language import gettext as _

_SPECIAL = re.compile(r"([\\`*_<>\[\]|~#&])")
_ORDERED = re.compile(r"^(\d+)([.)])", re.MULTILINE)
_BULLET = re.compile(r"^([-+=])", re.MULTILINE)
_HEADED = (
    ProvisionKind.PART,
    ProvisionKind.CHAPTER,
    ProvisionKind.SECTION,
    ProvisionKind.ARTICLE,
    ProvisionKind.SUBARTICLE,
    ProvisionKind.ATTACHMENT,
)


def to_markdown(record: Record) -> str:
    """Write a record as Markdown (CommonMark with tables).

    Title, a table of metadata, the text with headings by level and an anchor ``<a id="…">`` with the provision's id,
    then tables of repairs and flags where there are any.
    """
    parts = [f"# {escape(title_of(record) or record.witness.source)}", _metadata(record)]
    parts += [_row(row) for row in rows(record)]
    parts += _appendix(record)
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Escape what Markdown would take for markup; :func:`plain` takes it back."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    escaped = _ORDERED.sub(r"\1\\\2", escaped)
    return _BULLET.sub(r"\\\1", escaped)


def plain(markdown: str) -> str:
    """Take anchors and escapes of :func:`to_markdown` out again."""
    return re.sub(r"\\([\\`*_<>\[\]|~#&.)=+-])", r"\1", re.sub(r'<a id="[^"]*"></a>', "", markdown))


def _metadata(record: Record) -> str:
    facts = record.metadata
    known: list[tuple[str, str | None]] = [
        (_("Number"), facts.number),
        (_("Title"), facts.title if facts.wrapper else None),
        (_("Issuer"), facts.issuer),
        (_("Adopted"), facts.adopted),
        (_("Printed"), facts.printed),
        (_("Approval"), facts.approval),
        (_("Type"), facts.type),
        (_("Index number"), facts.index_number),
        (_("Subject"), facts.subject),
        (_("Status"), facts.status),
        (_("Repeals"), "；".join(facts.repeals) or None),
        *facts.other.items(),
        (_("Source"), record.witness.source),
    ]
    return table((_("Field"), _("Entry")), [(name, value) for name, value in known if value])


def _row(row: Row) -> str:
    """Write one row; a block or loose text keeps its lines."""
    provision = row.provision
    if provision is None:
        if row.block is not None and row.block.kind in TITLES:
            return "## " + escape(row.text.replace("\n", ""))
        words = escape(row.text).replace("\n", "  \n")
        return f"**{words}**" if row.block is not None and row.block.kind is BlockKind.NUMBER else words
    anchor = f'<a id="{provision.id}"></a>'
    head = escape(row.label + row.heading)
    text = escape(row.text)
    if head and provision.kind in _HEADED and not (row.run_in and row.text):
        heading = f"{'#' * min(provision.level + 2, 6)} {anchor}{head}"
        return f"{heading}\n\n{text}" if text else heading
    if row.heading:
        head = f"**{head}**"
    return anchor + head + ("" if row.run_in or not text or not head else "\n\n") + text


def _appendix(record: Record) -> list[str]:
    parts: list[str] = []
    if record.repairs:
        parts.append("## " + _("Repairs"))
        head = (_("Kind"), _("Before"), _("After"), _("Place"), _("Confidence"), _("Reason"))
        parts.append(
            table(
                head,
                [
                    (
                        each.kind,
                        each.before,
                        each.after,
                        str(each.place),
                        f"{each.confidence:.2f}",
                        each.reason,
                    )
                    for each in record.repairs
                ],
            )
        )
    if record.flags:
        parts.append("## " + _("To be looked at"))
        parts.append(
            table(
                (_("Code"), _("Message"), _("Place")),
                [(each.code, each.message, str(each.place or "")) for each in record.flags],
            )
        )
    return parts


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """Write a table; line feeds in cells become spaces."""
    lines = [head, ["---"] * len(head)]
    lines += [[_SPECIAL.sub(r"\\\1", " ".join(cell.split())) for cell in row] for row in body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)

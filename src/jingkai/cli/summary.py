"""A few lines for people: what a document is and how much was read out of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.documents.record import Record


def summary(record: Record) -> str:
    """Say what a record is, what was read out of it, what was repaired, and what a person should look at."""
    metadata, mentions = record.metadata, record.mentions.values()
    lines = [click.style(metadata.title or record.witness.source, bold=True)]
    for label, value in (
        (_("file"), record.witness.source),
        (_("number"), metadata.number),
        (_("issuer"), metadata.issuer),
        (_("date"), metadata.adopted),
    ):
        lines.append("  " + _labelled(label, value or _("unknown")))
    counts = (
        (_("provisions"), len(record.parsed.provisions)),
        (_("units"), sum(len(found.units) for found in mentions)),
        (_("targets"), sum(len(found.targets) for found in mentions)),
        (_("money terms"), sum(len(found.money) for found in mentions)),
        (_("citations"), sum(len(found.citations) for found in mentions)),
    )
    lines.append("  " + _("; ").join(_labelled(label, str(count)) for label, count in counts))
    lines += _repairs(record)
    for flag in record.flags:
        place = f" {flag.place}" if flag.place else ""
        lines.append("  " + _labelled(_("look at") + place, flag.message))
    return "\n".join(lines)


def _repairs(record: Record) -> list[str]:
    """One line a kind of repair, the most frequent first, in words and with the code that JSON has."""
    if not record.repairs:
        return []
    from jingkai.documents.repair.kinds import describe

    kinds = Counter(repair.kind for repair in record.repairs).most_common()
    lines = ["  " + _labelled(_("repairs"), str(len(record.repairs)))]
    return lines + [f"    {count:5d}  {describe(kind)} ({kind})" for kind, count in kinds]


def _labelled(label: str, value: str) -> str:
    return _("%(label)s: %(value)s") % {"label": label, "value": value}

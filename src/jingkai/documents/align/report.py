"""An alignment as text for people: gaps first, then who answers to what, on which words and figures."""

from __future__ import annotations

from collections.abc import Iterator

from jingkai.documents.align.alignment import Alignment, Pair
from jingkai.documents.provision import Provision
from jingkai.documents.record import Record
from jingkai.kernel.language import gettext as _

_OPENING = 24  # characters shown of a clause that has no heading
_SHOWN_WORDS = 5


def to_text(alignment: Alignment, lower: Record, upper: Record) -> str:
    """Write an alignment out, one clause a line, without a line break at the end."""
    return "\n".join(_lines(alignment, lower, upper))


def _lines(alignment: Alignment, lower: Record, upper: Record) -> Iterator[str]:
    below, above = lower.parsed.by_id(), upper.parsed.by_id()
    yield _("%(lower)s, laid beside %(upper)s") % {"lower": _name_of(lower), "upper": _name_of(upper)}
    yield ""
    yield _("Nothing answers to (%(count)d):") % {"count": len(alignment.gaps)}
    yield from (f"  {_opening(above[gap])}" for gap in alignment.gaps)
    yield ""
    yield _("Answers:")
    for pair in alignment.pairs:
        if pair.answers:
            yield from _answer(pair, below[pair.lower], above[pair.upper])
    yield ""
    yield _("Answer to nothing (%(count)d):") % {"count": len(alignment.alone)}
    yield from (f"  {_opening(below[own])}" for own in alignment.alone)


def _answer(pair: Pair, lower: Provision, upper: Provision) -> Iterator[str]:
    words = "、".join(shared.words for shared in pair.words[:_SHOWN_WORDS])
    yield f"  {pair.score:.2f}  {_opening(lower)} → {_opening(upper)}"
    if words:
        yield f"        {words}"
    for figure in pair.figures:
        if figure.differs:
            values = {"subject": figure.subject, "lower": figure.lower, "upper": figure.upper}
            yield "        " + _("%(subject)s: “%(lower)s” below, “%(upper)s” above") % values


def _opening(provision: Provision) -> str:
    """How people call a clause: its label, and its heading or first words."""
    words = provision.heading
    if not words:
        text = provision.text.replace("\n", "")
        words = text[:_OPENING] + ("…" if len(text) > _OPENING else "")
    return f"{provision.label}{words}"


def _name_of(record: Record) -> str:
    title, number = record.metadata.title, record.metadata.number
    name = f"《{title}》" if title else record.witness.source
    return f"{name}（{number}）" if number else name

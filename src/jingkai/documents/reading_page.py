"""The reading page as data: blocks and clauses in the order of the text, marks laid over them, notes beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jingkai.documents import labels
from jingkai.documents.annotate import Mark, Piece, pieces
from jingkai.documents.mentions import (
    Citation,
    Deadline,
    Mentions,
    Money,
    Phrase,
    Target,
    Threshold,
    UnitMention,
)
from jingkai.documents.pinpoint import short_name
from jingkai.documents.provision import Block, Fault, Provision, ProvisionKind
from jingkai.documents.record import Record
from jingkai.documents.revision import Flag, Repair
from jingkai.kernel.retelling import retold

DOUBTFUL = 0.9
"""Repairs less sure than this are drawn with a wavy line."""

_IN_TREE = {
    ProvisionKind.CHAPTER,
    ProvisionKind.SECTION,
    ProvisionKind.CLAUSE,
    ProvisionKind.ARTICLE,
    ProvisionKind.SUBARTICLE,
    ProvisionKind.ITEM,
    ProvisionKind.ATTACHMENT,
}
_TREE_WORDS = 18


_Placed = Target | Money | Threshold | Deadline | Phrase | Citation


@dataclass(frozen=True, slots=True)
class Note:
    """A quiet note in the margin: ``kind`` decides its looks, ``at`` is the mark that it stands beside."""

    kind: str
    at: str
    units: tuple[UnitMention, ...] = ()
    target: Target | None = None
    money: Money | None = None
    citation: Citation | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision as it is read.

    ``apart``: the heading has a line of its own; else ``stop`` is what stands between it and the text.
    """

    provision: Provision
    pinpoint: str
    heading: tuple[Piece, ...]
    stop: str
    apart: bool
    text: tuple[Piece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A part outside the body as it is read."""

    block: Block
    text: tuple[Piece, ...]


@dataclass(slots=True)
class Branch:
    """A node of the table of contents."""

    key: str
    kind: str
    label: str
    words: str
    children: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Everything that the reading page shows of a text."""

    flow: tuple[Clause | TextBlock, ...]
    tree: tuple[Branch, ...]
    unit_refs: Mapping[str, str]
    general_flags: tuple[Flag, ...]
    faults: tuple[Fault, ...]
    repairs: tuple[Repair, ...]
    repair_counts: tuple[tuple[str, str, int], ...]
    doubtful: int


def compose(record: Record, *, repairs: str = "") -> ReadingPage:
    """Compose the page.

    ``repairs`` chooses what is shown in place: ``""`` nothing, ``all``, ``doubtful``, or one kind.
    """
    shown = tuple(repair for repair in record.repairs if _is_shown(repair, repairs))
    unit_refs: dict[str, str] = {}
    for mentions in record.mentions.values():
        for unit in mentions.units:
            unit_refs.setdefault(unit.canonical, f"unit-{len(unit_refs)}")
    over_text = _Overlay([*_repair_marks(shown), *_flag_marks(record.flags)])
    flow: list[tuple[int, int, Clause | TextBlock]] = [
        (block.start, 0, TextBlock(block, _cut(record.text, block.start, block.end, over_text)))
        for block in record.parsed.blocks
    ]
    slices: dict[str, list[Provision]] = {}
    for provision in record.parsed.provisions:
        if provision.kind is ProvisionKind.ENUMERATION and provision.parent:
            slices.setdefault(provision.parent, []).append(provision)
    for order, provision in enumerate(record.parsed.provisions, start=1):
        if provision.kind is ProvisionKind.ENUMERATION:
            continue
        mentions = record.mentions.get(provision.id, Mentions())
        clause = _clause(
            record,
            provision,
            mentions,
            over_text,
            enumerations=slices.get(provision.id, ()),
            unit_refs=unit_refs,
        )
        flow.append((provision.label_start, order, clause))
    flow.sort(key=lambda entry: entry[:2])
    return ReadingPage(
        flow=tuple(entry[2] for entry in flow),
        tree=tuple(_tree(record.parsed.provisions)),
        unit_refs=unit_refs,
        general_flags=tuple(flag for flag in record.flags if flag.start is None),
        faults=record.parsed.faults,
        repairs=shown,
        repair_counts=_counts(record.repairs),
        doubtful=sum(repair.confidence < DOUBTFUL for repair in record.repairs),
    )


def _is_shown(repair: Repair, wanted: str) -> bool:
    return wanted in {"all", repair.kind} or (wanted == "doubtful" and repair.confidence < DOUBTFUL)


def _clause(
    record: Record,
    provision: Provision,
    mentions: Mentions,
    over_text: _Overlay,
    *,
    enumerations: Iterable[Provision],
    unit_refs: Mapping[str, str],
) -> Clause:
    heading_at = record.text.find(provision.heading, provision.label_start) if provision.heading else -1
    heading: tuple[Piece, ...] = (Piece(provision.heading),) if provision.heading else ()
    if heading_at >= 0:
        heading = _cut(record.text, heading_at, heading_at + len(provision.heading), over_text)
    heading_end = heading_at + len(provision.heading) if heading_at >= 0 else provision.start
    between = record.text[heading_end : provision.start] if provision.text and heading else ""
    own = [*_mention_marks(mentions, unit_refs)]
    own += [
        Mark(child.start - provision.start, child.start - provision.start, "anchor", child.id)
        for child in enumerations
    ]
    return Clause(
        provision=provision,
        pinpoint=short_name(provision.id, provision.label, provision.kind),
        heading=heading,
        stop=between.strip(),
        apart=not provision.text or "\n" in between,
        text=_cut(record.text, provision.start, provision.end, over_text, own),
        notes=tuple(_notes(provision, mentions, record.flags)),
    )


def _cut(text: str, start: int, end: int, over_text: _Overlay, own: Sequence[Mark] = ()) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` under the marks of the whole text and its own, whose offsets count from ``start``."""
    return tuple(pieces(text[start:end], [*over_text.within(start, end), *own]))


class _Overlay:
    """Marks over the whole text, found quickly by place."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)

    def within(self, start: int, end: int) -> Iterable[Mark]:
        """Marks that reach into ``[start, end)``, or stand at a point of ``[start, end]``, with offsets from ``start``."""
        first = bisect_left(self._starts, start - self._longest)
        for mark in self._marks[first : bisect_right(self._starts, end)]:
            inside = mark.start < end and mark.end > start if mark.end > mark.start else mark.start >= start
            if inside:
                yield Mark(mark.start - start, mark.end - start, mark.kind, mark.ref)


def _mention_marks(mentions: Mentions, unit_refs: Mapping[str, str]) -> Iterable[Mark]:
    for index, unit in enumerate(mentions.units):
        yield Mark(unit.start, unit.end, "unit", unit_refs[unit.canonical])
        if index == 0 or mentions.units[index - 1].group != unit.group:
            yield Mark(unit.start, unit.end, "unit", f"units-{unit.group}")
    kinds: tuple[tuple[str, tuple[_Placed, ...]], ...] = (
        ("target", mentions.targets),
        ("money", mentions.money),
        ("threshold", mentions.thresholds),
        ("deadline", mentions.deadlines),
        ("phrase", mentions.phrases),
        ("citation", mentions.citations),
    )
    for kind, found in kinds:
        for index, mention in enumerate(found):
            yield Mark(mention.start, mention.end, kind, f"{kind}-{index}")


def _repair_marks(repairs: Sequence[Repair]) -> list[Mark]:
    """One mark a run of repairs that touch, so that a reader opens them together."""
    marks: list[Mark] = []
    run: list[int] = []
    for index, repair in enumerate(repairs):
        if run and repair.start > repairs[run[-1]].end:
            marks += _run(repairs, run)
            run = []
        run.append(index)
    return marks + _run(repairs, run)


def _run(repairs: Sequence[Repair], run: Sequence[int]) -> list[Mark]:
    if not run:
        return []
    start, end = repairs[run[0]].start, max(repairs[index].end for index in run)
    doubtful = any(repairs[index].confidence < DOUBTFUL for index in run)
    kind = ("fix-doubtful" if doubtful else "fix") if end > start else "fix-out"
    return [Mark(start, end, kind, " ".join(f"fix-{index}" for index in run))]


def _flag_marks(flags: Sequence[Flag]) -> list[Mark]:
    marks = []
    for flag in flags:
        if flag.start is not None and flag.end is not None:
            kind = "flag" if flag.end > flag.start else "flag-point"
            marks.append(Mark(flag.start, flag.end, kind, f"flag-{flag.start}"))
    return marks


def _notes(provision: Provision, mentions: Mentions, flags: Sequence[Flag]) -> Iterable[Note]:
    found: list[tuple[int, Note]] = []
    groups: dict[int, list[UnitMention]] = {}
    for unit in mentions.units:
        groups.setdefault(unit.group, []).append(unit)
    for group, units in groups.items():
        found.append((units[0].start, Note("units", f"units-{group}", units=tuple(units))))
    for index, target in enumerate(mentions.targets):
        found.append((target.start, Note("target", f"target-{index}", target=target)))
    for index, money in enumerate(mentions.money):
        found.append((money.start, Note("money", f"money-{index}", money=money)))
    for index, citation in enumerate(mentions.citations):
        found.append((citation.start, Note("citation", f"citation-{index}", citation=citation)))
    if mentions.phrases:
        words = dict.fromkeys(labels.phrase(phrase.code) for phrase in mentions.phrases)
        found.append((mentions.phrases[0].start, Note("phrase", "phrase-0", words=" · ".join(words))))
    found += [
        (flag.start - provision.start, Note("flag", f"flag-{flag.start}", words=retold(flag.message)))
        for flag in flags
        if flag.start is not None and provision.label_start <= flag.start <= provision.end
    ]
    found.sort(key=lambda entry: entry[0])
    return [note for _start, note in found]


def _tree(provisions: Sequence[Provision]) -> list[Branch]:
    """The table of contents: headed provisions and items; items under items are left to the text."""
    roots: list[Branch] = []
    branches: dict[str, Branch] = {}
    for provision in provisions:
        if provision.kind not in _IN_TREE:
            continue
        words = provision.heading or provision.text[:_TREE_WORDS] + (
            "…" if len(provision.text) > _TREE_WORDS else ""
        )
        branch = Branch(provision.id, provision.kind.value, provision.label, words)
        branches[provision.id] = branch
        parent = branches.get(provision.parent or "")
        (parent.children if parent else roots).append(branch)
    return roots


def _counts(repairs: Sequence[Repair]) -> tuple[tuple[str, str, int], ...]:
    """Kind, its words, and how many there are; most first."""
    from jingkai.documents.repair.kinds import describe

    totals: dict[str, int] = {}
    for repair in repairs:
        totals[repair.kind] = totals.get(repair.kind, 0) + 1
    return tuple(
        (kind, describe(kind), total) for kind, total in sorted(totals.items(), key=lambda pair: -pair[1])
    )

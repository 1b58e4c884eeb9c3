"""Collating: from several copies of one document to one text and its apparatus."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from jingkai.documents.collate.apparatus import Collation, Reading, Variant, VariantKind
from jingkai.documents.collate.copytext import build_copy_text
from jingkai.documents.collate.edition import Choice, Written, edit, write
from jingkai.documents.collate.evidence import Trust
from jingkai.documents.collate.sites import Match, Site, find_sites
from jingkai.documents.collate.stream import Outline, Stream
from jingkai.documents.collate.vote import Ballot, Naturalness, Verdict, decide
from jingkai.documents.errors import DocumentError
from jingkai.documents.provision import ProvisionKind
from jingkai.documents.record import Record
from jingkai.documents.revision import Flag
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.documents.repair.language_model import LanguageModel

UNDECIDED_VARIANT = "undecided_variant"
"""Flag code: copies differ, their evidence does not decide, and one reading was taken as the more natural."""

_CONTEXT = 12  # characters on each side of a site that the language model sees
_STRAY = -math.log(3000.0)  # log probability of a character drawn at random from the everyday ones
_NUMERALS = str.maketrans("0123456789%", "〇一二三四五六七八九分")
_LOST_CLAUSE = 20.0  # doubt that a missing provision adds to a copy: as much as twenty guessed characters


@dataclass(frozen=True, slots=True)
class _Edition:
    """What the apparatus is written from: the copies, what was written of them, and its outline."""

    ranked: Sequence[Record]
    matches: Sequence[Match]
    trusts: Sequence[Trust]
    written: Written
    outline: Outline

    def provision(self, offset: int) -> str | None:
        """The id of the innermost provision around an offset of the collated text."""
        found = self.outline.provision(offset)
        return found.id if found else None


def collate(records: Sequence[Record]) -> Collation:
    """Collate copies of one document.

    The order of ``records`` does not matter, and a copy received twice counts once. The base is the copy with
    the fewest guesses; every disagreement is decided by evidence (:mod:`jingkai.documents.collate.vote`) and
    kept in the apparatus with its reason. One copy alone is its own collation.

    Raises :class:`~jingkai.documents.errors.DocumentError` for no copies at all.
    """
    ranked = rank_copies(records)
    if not ranked:
        raise DocumentError(
            _("There is nothing to collate."), mend=_("Give at least one copy of the document.")
        )
    sources = tuple(record.witness.source for record in ranked)
    if len(ranked) == 1:
        return Collation(ranked[0], (), sources)
    streams = [Stream.of(record, rank) for rank, record in enumerate(ranked)]
    trusts = [Trust(record) for record in ranked]
    text = build_copy_text(ranked, streams)
    matches = [Match(text, stream) for stream in streams]
    sites = find_sites(matches)
    naturalness = _judge_of(text, sites)
    verdicts = [(site, *_judged(site, text, matches, trusts, naturalness)) for site in sites]
    choices = [
        Choice(
            site.start,
            site.end,
            matches[verdict.winner].copy,
            *matches[verdict.winner].span(site.start, site.end),
        )
        for site, verdict, _ballots in verdicts
    ]
    written = write(text, choices, matches, ranked)
    record = edit(written, ranked)
    edition = _Edition(ranked, matches, trusts, written, Outline(record.parsed))
    variants = [
        _word_variant(edition, number, verdict, ballots)
        for number, (_site, verdict, ballots) in enumerate(verdicts)
    ]
    variants += _clause_variants(edition, text)
    variants += _left_out(edition)
    record = replace(record, flags=(*record.flags, *_undecided(edition, verdicts)))
    variants.sort(key=lambda variant: (variant.start, variant.end))
    return Collation(record, tuple(variants), sources)


def rank_copies(records: Sequence[Record]) -> list[Record]:
    """Order copies by trust, the base first; copies with the very same received text are one copy.

    A copy is the better base the fewer of its characters rest on guesses and the fewer provisions it lacks.
    """
    distinct = {record.witness.text: record for record in sorted(records, key=_name, reverse=True)}
    if not distinct:
        return []
    most = max(_numbered(record) for record in distinct.values())
    return sorted(
        distinct.values(),
        key=lambda record: (Trust(record).doubt() + _LOST_CLAUSE * (most - _numbered(record)), _name(record)),
    )


def _name(record: Record) -> tuple[str, str]:
    return record.witness.source, record.witness.digest


def _numbered(record: Record) -> int:
    unnumbered = (ProvisionKind.PARAGRAPH, ProvisionKind.PREAMBLE, ProvisionKind.ENUMERATION)
    return sum(provision.kind not in unnumbered for provision in record.parsed.provisions)


def _judged(
    site: Site, text: Stream, matches: Sequence[Match], trusts: Sequence[Trust], naturalness: Naturalness
) -> tuple[Verdict, list[Ballot]]:
    """Hold the vote at one site."""
    ballots: list[Ballot] = []
    for rank, match in enumerate(matches):
        if match.lacks(site.start, site.end):
            continue
        start, end = match.span(site.start, site.end)
        ballots.append(Ballot(rank, match.copy.words[start:end], trusts[rank].weigh(match.copy, start, end)))
    left = text.words[max(site.start - _CONTEXT, 0) : site.start]
    right = text.words[site.end : site.end + _CONTEXT]
    return decide(ballots, left, right, naturalness), ballots


def _judge_of(text: Stream, sites: Sequence[Site]) -> Naturalness:
    """The character model that also judges repairs, taught by what the copies agree on.

    It is loaded only when the copies weigh the same, or all read repairs.
    """

    @cache
    def model() -> LanguageModel:
        from jingkai.documents.repair.language_model import LanguageModel

        edges = [0, *(edge for site in sites for edge in (site.start, site.end)), len(text.words)]
        agreed = zip(edges[::2], edges[1::2], strict=True)
        return LanguageModel(text.words[start:end] for start, end in agreed)

    def naturalness(words: str) -> float:
        # Against stray characters: each character counts for a reading that is likelier than a stray would be, so
        # the shorter of two readings has no advantage, nor has the longer. Figures read like Chinese numerals.
        return (model().plausibility(words.translate(_NUMERALS)) - _STRAY) * len(words)

    return naturalness


def _undecided(edition: _Edition, verdicts: Sequence[tuple[Site, Verdict, list[Ballot]]]) -> list[Flag]:
    """Flags for the places where the evidence is level and only the sound of the words has decided."""
    flags: list[Flag] = []
    for number, (_site, verdict, ballots) in enumerate(verdicts):
        if verdict.drawn:
            readings = " / ".join(f"“{ballot.words}”" for ballot in ballots)
            message = _("The evidence does not decide between the copies here: %(readings)s.") % {
                "readings": readings
            }
            span = edition.written.span(*edition.written.starts[number])
            flags.append(Flag(UNDECIDED_VARIANT, message, None, *span))
    return flags


def _word_variant(edition: _Edition, number: int, verdict: Verdict, ballots: Sequence[Ballot]) -> Variant:
    """The variant for one site."""
    start, end = edition.written.span(*edition.written.starts[number])
    said = {ballot.rank: ballot.words for ballot in ballots}
    readings: list[Reading] = []
    for rank, copy in enumerate(edition.ranked):
        if rank in said:
            evidence = verdict.evidence[rank]
            readings.append(
                Reading(copy.witness.source, said[rank], round(evidence.weight, 4), evidence.grounds)
            )
        else:
            readings.append(_missing(copy))
    chosen = edition.written.text[start:end]
    return Variant(edition.provision(start), start, end, chosen, tuple(readings), verdict.reason)


def _clause_variants(edition: _Edition, text: Stream) -> list[Variant]:
    """The variants for clauses that some copies lack."""
    found: list[Variant] = []
    for low, high in text.lines(0, len(text.words)):
        edges = {low, high}
        for match in edition.matches:
            edges.update(edge for row in match.missing for edge in (row.start, row.end) if low < edge < high)
        for start, end in pairwise(sorted(edges)):
            lacking = [match.lacks(start, end) for match in edition.matches]
            if any(lacking):
                found.append(_clause_variant(edition, start, end, lacking))
    return found


def _clause_variant(edition: _Edition, start: int, end: int, lacking: Sequence[bool]) -> Variant:
    readings: list[Reading] = []
    for rank, copy in enumerate(edition.ranked):
        if lacking[rank]:
            readings.append(_missing(copy))
            continue
        match = edition.matches[rank]
        low, high = match.span(start, end)
        evidence = edition.trusts[rank].weigh(match.copy, low, high)
        words = match.copy.words[low:high]
        readings.append(Reading(copy.witness.source, words, round(evidence.weight, 4), evidence.grounds))
    first, last = edition.written.span(*edition.written.place(start, end))
    return Variant(
        provision=edition.provision(first),
        start=first,
        end=last,
        chosen=edition.written.text[first:last],
        readings=tuple(readings),
        reason=_("Some copies lack this clause; it has its place in the document."),
        kind=VariantKind.CLAUSE,
    )


def _left_out(edition: _Edition) -> list[Variant]:
    """The variants for lines that one copy has and the collated text has not."""
    found: list[Variant] = []
    for rank, match in enumerate(edition.matches):
        full = Stream.of(edition.ranked[rank], rank)
        for row in match.extra:
            words = full.words[row.other_start : row.other_end]
            if words in edition.written.stream.words:
                reason = _("This copy has the line at another place.")
            else:
                reason = _("Only this copy has the line, and it has no place in the document: left out.")
            readings = tuple(
                Reading(copy.witness.source, words, 0.0, ("outside",)) if number == rank else _missing(copy)
                for number, copy in enumerate(edition.ranked)
            )
            at = edition.written.span(*edition.written.place(row.start, row.start))[0]
            found.append(Variant(edition.provision(at), at, at, "", readings, reason, VariantKind.CLAUSE))
    return found


def _missing(copy: Record) -> Reading:
    return Reading(copy.witness.source, "", 0.0, ("missing",))

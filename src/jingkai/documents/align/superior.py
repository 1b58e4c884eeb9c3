"""Finding the document that another one implements, from what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jingkai.documents.mentions import Citation
from jingkai.documents.provision import ProvisionKind
from jingkai.documents.record import Record

_TO_IMPLEMENT = re.compile("贯彻|落实|实施|根据|按照|依据|遵照")
_LEVELS = {"national": 4, "province": 3, "city": 2, "county": 1, "zone": 0}


def find_superior(record: Record, candidates: Sequence[Record]) -> Record | None:
    """The one of ``candidates`` that ``record`` says it implements, ``None`` where it cites none of them.

    What the preamble cites goes before what clauses cite; among several in one place the document of the
    nearest higher level is the one implemented (a city's measures cite the State Council, and implement the
    province).
    """
    found = [
        (place, _distance(record, candidate), order, candidate)
        for place, order, citation in _citations(record)
        for candidate in candidates
        if candidate is not record and _meant(citation, candidate) and not _meant(citation, record)
    ]
    return min(found, key=lambda row: row[:3])[3] if found else None


def _citations(record: Record) -> Iterator[tuple[int, int, Citation]]:
    """Citations with their place: 0 to implement, in the preamble; 1 in the preamble; 2 to implement; 3
    elsewhere.
    """
    order = 0
    for provision in record.parsed.provisions:
        mentions = record.mentions.get(provision.id)
        for citation in mentions.citations if mentions else ():
            if not citation.enacted:
                continue
            before = provision.text[max(citation.start - 12, 0) : citation.start]
            elsewhere = not (
                provision.kind is ProvisionKind.PREAMBLE or (provision.parent or "").startswith("preamble")
            )
            yield 2 * elsewhere + (not _TO_IMPLEMENT.search(before)), order, citation
            order += 1


def _meant(citation: Citation, record: Record) -> bool:
    """Whether a citation means a document: by number where both have one, else by title."""
    metadata = record.metadata
    if citation.number and metadata.number:
        return citation.number == metadata.number
    return bool(citation.title) and any(
        title == citation.title or _ends(title, str(citation.title)) for title in _titles(record)
    )


def _titles(record: Record) -> Iterable[str]:
    return (title for title in (record.metadata.title, record.metadata.wrapper) if title)


def _ends(one: str, other: str) -> bool:
    """Whether one title is the other without the issuer's name in front."""
    return min(len(one), len(other)) >= 8 and (one.endswith(other) or other.endswith(one))


def _distance(record: Record, candidate: Record) -> int:
    """How many levels a candidate is above a document; what is not above comes last."""
    own = _LEVELS.get(record.metadata.issuer_level or "")
    above = _LEVELS.get(candidate.metadata.issuer_level or "")
    if own is None or above is None:
        return 8
    return above - own if above > own else 9
